"""Is everything as it was received: what `hub verify` does. The ledger's whole chain, each document's digest, each
receipt's seal, and whether the steps of returns, the words about them, the register, the ways in and what people
recorded and decided are the ledger's.

Finds and names; mends nothing. Reads every department, because it is the operator's tool and shows no content.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, bindparam, func, select

from hub.store import ledger
from hub.store.database import Database, as_it_stands
from hub.store.faults import CANNOT_REACH
from hub.store.filed import Filing
from hub.store.first_form import detail_of
from hub.store.guards import guard_faults
from hub.store.keeping import kept_return
from hub.store.kept import KeptReturn
from hub.store.ledger import BrokenLink, Head
from hub.store.tables import LEDGER, RETURNS
from hub.store.verify_decided import decided_faults
from hub.store.verify_filings import filing_faults, filing_seal_faults
from hub.store.verify_forum import forum_faults
from hub.store.verify_issued import issued_faults
from hub.store.verify_life import life_faults
from hub.store.verify_register import register_faults
from hub.store.verify_standards import standards_faults
from hub.store.verify_tier import tier_faults
from hub.store.verify_ways_in import ways_in_faults

ROWS_AT_ONCE = 50  # documents in memory
TOLD = {  # what is said of a return that is not as it was, and its column
    "the department": "department",
    "the organisation": "organisation",
    "the period": "period_name",
    "the version": "version",
    "the contract": "contract",
    "the contract version": "contract_version",
    "the version before": "supersedes",
    "the first acceptance": "first_accepted_at",
}
_ACCEPTED = (
    select(LEDGER)
    .where(LEDGER.c.what == "return.accepted", LEDGER.c.seq > bindparam("last"))
    .order_by(LEDGER.c.seq)
    .limit(ROWS_AT_ONCE)
)
Progress = Callable[[str, int, int], None]  # what is looked at, how much of it is done, of how much
SealFaults = Callable[[KeptReturn | Filing, Head | None], Sequence[str]]


@dataclass(frozen=True, slots=True)
class Verification:
    """What was found: how many returns were read again, where the ledger ends or breaks, and every fault.

    Shapes: `faults` are sentences, each naming the return or the entry that it is about.
    """

    returns: int
    ledger: Head | BrokenLink
    faults: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """What to verify beside what the database says of itself.

    Shapes: `known` are heads of the ledger that were kept outside, on receipts or papers. `seal_faults` says what is
    wrong with the seal of a return, whose entry in the ledger this is; it gets None for the entry of a return that was
    kept before seals named theirs.
    Missing: without `seal_faults` nobody looks at seals. `progress` is told of every few.
    """

    known: Collection[Head] = ()
    seal_faults: SealFaults | None = None
    progress: Progress | None = None

    def tell(self, what: str, done: int, of: int) -> None:
        """Tell how far it is."""
        if self.progress is not None:
            self.progress(what, done, of)


NOTHING_MORE = Asked()
BESIDE: Mapping[str, Callable[[Connection], Iterator[str]]] = {  # what is held to the ledger beside returns
    "the life of returns": life_faults,
    "the register": register_faults,
    "the ways in": ways_in_faults,
    "the four steps and conversations": standards_faults,
    "what was decided about themes": decided_faults,
    "the forum": forum_faults,
    "the meetings with independent tiers": tier_faults,
    "self-assessments": filing_faults,
    "issued papers": issued_faults,
}


def verify(database: Database, asked: Asked = NOTHING_MORE) -> Verification:
    """Walk the chain, then compare everything that can be compared with it, at one moment.

    Raises: Unavailable.
    """
    with database.read() as moment, as_it_stands(moment):
        entries = ledger.head(moment).seq
        kept = moment.execute(select(func.count()).select_from(RETURNS)).scalar_one()
        chain = ledger.verify(database, asked.known, moment, lambda done: asked.tell("entries", done, entries))
        broken_at, faults = (chain.seq, [str(chain)]) if isinstance(chain, BrokenLink) else (0, [])
        seen = 0
        for accepted in _accepted(moment):
            faults += _faults(moment, [entry for entry in accepted if entry.seq != broken_at], asked.seal_faults)
            seen += len(accepted)
            asked.tell("returns", seen, kept)
        for what, compare in BESIDE.items() if isinstance(chain, Head) else ():  # else with nothing to compare them
            faults += _compared(moment, what, compare)
        if asked.seal_faults is not None:
            faults += filing_seal_faults(moment, asked.seal_faults)
        faults += guard_faults(moment)
    if kept > seen:
        faults.append(f"{kept - seen} of {kept} returns are not in the ledger.")
    return Verification(kept, chain, tuple(faults))


def _compared(moment: Connection, what: str, compare: Callable[[Connection], Iterator[str]]) -> Iterator[str]:
    """What differs. A value in the database that nothing was made for is a fault too, and stops no other comparison."""
    try:
        yield from compare(moment)
    except CANNOT_REACH:
        raise
    except Exception as fault:
        kind = type(fault).__name__
        yield f"In {what} the database has a value that no hub writes, so not all of it could be compared ({kind})."


def _accepted(moment: Connection) -> Iterator[Sequence[Any]]:
    last = 0
    while entries := moment.execute(_ACCEPTED, {"last": last}).all():
        yield entries
        last = entries[-1].seq


def _faults(moment: Connection, entries: Sequence[Any], seal_faults: SealFaults | None) -> Iterator[str]:
    whole = [entry for entry in entries if ledger.is_whole(entry._mapping)]
    wanted = select(RETURNS).where(RETURNS.c.id.in_([entry.object for entry in whole]))
    rows = {row.id: row for row in moment.execute(wanted)}
    for entry in entries:
        if entry not in whole:
            yield f"Ledger entry {entry.seq} is not what it was when it was written: no return was compared with it."
        elif row := rows.get(entry.object):
            yield from _faults_of_one(row, entry, seal_faults)
        else:
            yield f"Return {entry.object} is in the ledger, but not in the archive."


def _faults_of_one(row: Any, entry: Any, seal_faults: SealFaults | None) -> Iterator[str]:
    told = _told_by(entry)
    differs = list(_differences(row, entry, told))
    yield from differs
    if seal_faults is not None and not differs:  # else it is no news that the seal says something else
        yield from _seal(row, entry, told, seal_faults)


def _told_by(entry: Any) -> dict[str, Any]:
    """The facts of an entry, and whom it concerns. Missing: nothing where somebody wrote what no hub has written."""
    whom = {name: getattr(entry, name) for name in ("version", "department", "organisation")}
    known = {name: value for name, value in whom.items() if value is not None}
    return {**(detail_of(entry.detail) or {}), **known}


def _differences(row: Any, entry: Any, told: Mapping[str, Any]) -> Iterator[str]:
    raw = _as_bytes(row.raw)
    if len({hashlib.sha256(raw).hexdigest(), row.sha256, told.get("sha256")}) > 1:
        yield f"Return {entry.object} is not the document that was received."
    elif len(raw) != row.length:
        yield f"Return {entry.object} has another length than its row says."
    if told.get("signed_off_as", row.signed_off_as) != row.signed_off_as:  # not told before there was a life cycle
        yield f"Return {entry.object} was not signed off as it came by {row.signed_off_as or 'nobody'}."
    if told_otherwise := [words for words, now, then in _told(row, entry, told) if now != then]:
        yield f"Of return {entry.object} {', '.join(told_otherwise)} is not as the ledger has it."


def _told(row: Any, entry: Any, told: Mapping[str, Any]) -> Iterator[tuple[str, Any, Any]]:
    """What the row says and what the ledger said when it came; an entry of an older hub tells less."""
    for words, name in TOLD.items():
        yield words, row._mapping[name], told.get(name.removesuffix("_name"), row._mapping[name])
    yield "the moment it came", row.received_at, entry.at
    yield "who sent it", row.sent_by, entry.who
    for words in ("findings", "seal"):
        now = hashlib.sha256(_as_bytes(row._mapping[words])).hexdigest()
        yield words, now, told.get(words, now)


def _seal(row: Any, entry: Any, told: Mapping[str, Any], seal_faults: SealFaults) -> Iterator[str]:
    """What is wrong with the seal of a return. One that was kept before there were seals has none."""
    named = entry.form > 1 and "seal" not in told
    if not row.seal:
        if named:
            yield f"The receipt of return {row.id} has lost its seal."
        return
    for fault in seal_faults(kept_return(row._mapping), Head(entry.seq, entry.hash) if named else None):
        yield f"The receipt of return {row.id} is not as it was sealed: {fault}."


def _as_bytes(raw: Any) -> bytes:
    """A document, or a text, as it stands; SQLite gives a text where a statement turned a document into one."""
    return raw.encode("utf-8", "surrogateescape") if isinstance(raw, str) else bytes(raw or b"")
