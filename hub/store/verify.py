"""Is everything as it was received: what `hub verify` does. Each document's digest, the ledger's whole chain, and
whether the steps of returns and the words that explain queries are those of the ledger.

Finds and names; mends nothing. Reads every department, because it is the operator's tool and shows no content.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import orjson
from sqlalchemy import Connection, bindparam, func, select

from hub.store import ledger
from hub.store.database import Database
from hub.store.keeping import digest
from hub.store.tables import LEDGER, RETURNS
from hub.store.verify_life import life_faults

ROWS_AT_ONCE = 200  # documents in memory
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
    select(LEDGER.c.seq, LEDGER.c.at, LEDGER.c.who, LEDGER.c.object, LEDGER.c.detail)
    .where(LEDGER.c.what == "return.accepted", LEDGER.c.seq > bindparam("last"))
    .order_by(LEDGER.c.seq)
    .limit(ROWS_AT_ONCE)
)


@dataclass(frozen=True, slots=True)
class Verification:
    """What was found: how many returns were read again, where the ledger ends or breaks, and every fault.

    Shapes: `faults` are sentences, each naming the return or the entry that it is about.
    """

    returns: int
    ledger: ledger.Head | ledger.BrokenLink
    faults: tuple[str, ...]


def verify(
    database: Database, known: ledger.Head | None = None, progress: Callable[[int], None] | None = None
) -> Verification:
    """Compare every document with its digest, in its row and in the ledger, and walk the chain, at one moment.

    `known` is a head of the ledger that was kept outside, on a receipt or a paper.
    Raises: Unavailable.
    """
    with database.read() as moment:
        chain = ledger.verify(database, known, at=moment)
        faults = [f"Ledger entry {chain.seq}: {chain.why}."] if isinstance(chain, ledger.BrokenLink) else []
        seen = 0
        for entries in _accepted(moment):
            faults += _faults(moment, entries)
            seen += len(entries)
            if progress is not None:
                progress(seen)
        if isinstance(chain, ledger.Head):  # else there is nothing to compare them with
            faults += life_faults(moment)
        kept = moment.execute(select(func.count()).select_from(RETURNS)).scalar_one()
    if kept > seen:
        faults.append(f"{kept - seen} of {kept} returns are not in the ledger.")
    return Verification(kept, chain, tuple(faults))


def _accepted(moment: Connection) -> Iterator[Sequence[Any]]:
    last = 0
    while entries := moment.execute(_ACCEPTED, {"last": last}).all():
        yield entries
        last = entries[-1].seq


def _faults(moment: Connection, entries: Sequence[Any]) -> Iterator[str]:
    wanted = select(RETURNS).where(RETURNS.c.id.in_([entry.object for entry in entries]))
    rows = {row.id: row for row in moment.execute(wanted)}
    for entry in entries:
        row = rows.get(entry.object)
        if row is None:
            yield f"Return {entry.object} is in the ledger, but not in the archive."
            continue
        told = orjson.loads(entry.detail)
        if len({hashlib.sha256(_as_bytes(row.raw)).hexdigest(), row.sha256, told["sha256"]}) > 1:
            yield f"Return {entry.object} is not the document that was received."
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
        now = digest(row._mapping[words])
        yield words, now, told.get(words, now)


def _as_bytes(raw: Any) -> bytes:
    """The document; SQLite gives a text where somebody's statement turned it into one."""
    return raw.encode("utf-8", "surrogatepass") if isinstance(raw, str) else bytes(raw or b"")
