"""Keeping one return: the steps of one write, in the order in which they are done.

Runs inside a transaction that others begin and end, one at a time over all hubs; so reading a version and writing the
next cannot be disturbed. Judges nothing: what comes here has been accepted.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import orjson
from sqlalchemy import Connection, bindparam, delete, false, insert, literal_column, select, update
from sqlalchemy.dialects import postgresql, sqlite

from hub.contract.period import Period
from hub.errors import Conflict
from hub.store import ledger
from hub.store.kept import Accepted, Kept, KeptReturn
from hub.store.moments import moment_of, moment_text
from hub.store.projection import SUMS, SubjectSums, figures_of_facts, figures_row
from hub.store.statements import Prepared
from hub.store.tables import FIGURES, IDEMPOTENCY_KEYS, RETURNS, SUBJECT_SUMS

FACTS = tuple(column for column in RETURNS.c if column is not RETURNS.c.raw)  # of a return, without its document
PLACE = ("department", "period_name", "organisation")  # of a row of figures; the rest is replaced by a new version
REPLACED = tuple(column.name for column in FIGURES.c if column.name not in PLACE)

_BY_KEY = Prepared(
    select(*FACTS)
    .join(IDEMPOTENCY_KEYS, IDEMPOTENCY_KEYS.c.return_id == RETURNS.c.id)
    .where(IDEMPOTENCY_KEYS.c.organisation == bindparam("organisation"), IDEMPOTENCY_KEYS.c.key == bindparam("key"))
)
_CURRENT = Prepared(
    select(*FACTS).where(
        RETURNS.c.organisation == bindparam("organisation"),
        RETURNS.c.period_name == bindparam("period"),
        literal_column("returns.current"),  # as the partial index has it: SQLite compares the words, not the meaning
    )
)
_FIGURES_OF = (
    (FIGURES.c.department == bindparam("of_department"))
    & (FIGURES.c.period_name == bindparam("of_period"))
    & (FIGURES.c.organisation == bindparam("of_organisation"))
)
_FACTS_OF = Prepared(select(FIGURES.c.facts).where(_FIGURES_OF))
_KEEP, _REMEMBER, _ADD_FIGURES = (Prepared(insert(table)) for table in (RETURNS, IDEMPOTENCY_KEYS, FIGURES))
_SUPERSEDE = Prepared(update(RETURNS).where(RETURNS.c.id == bindparam("superseded")).values(current=false()))
_REPLACE_FIGURES = Prepared(update(FIGURES).where(_FIGURES_OF).values({name: bindparam(name) for name in REPLACED}))
_DROP_EMPTY_SUMS = Prepared(
    delete(SUBJECT_SUMS).where(
        SUBJECT_SUMS.c.department == bindparam("department"),
        SUBJECT_SUMS.c.period_name == bindparam("period"),
        SUBJECT_SUMS.c.bodies == 0,
    )
)


def _adding_sums(dialect: Any) -> Any:
    adding = dialect.insert(SUBJECT_SUMS)
    more = {name: SUBJECT_SUMS.c[name] + adding.excluded[name] for name in SUMS}
    return adding.on_conflict_do_update(index_elements=list(SUBJECT_SUMS.primary_key), set_=more)


_ADD_SUMS = Prepared(sqlite=_adding_sums(sqlite), postgresql=_adding_sums(postgresql))


def keep(connection: Connection, accepted: Accepted) -> Kept:
    """Keep it as the next version, or find that it has been kept before.

    Raises: Conflict when its idempotency key stands for another document.
    """
    key = accepted.idempotency_key
    if key is not None and (sent := sent_with_key(connection, accepted.organisation, key, accepted.sha256)):
        return Kept(sent, replayed=True)
    current = _current(connection, accepted)
    if current is not None and current.sha256 == accepted.sha256:
        _remember_key(connection, accepted, current.id)
        return Kept(current, replayed=True)
    kept = _next_version(accepted, current)
    _write_return(connection, accepted, kept)
    _write_figures(connection, accepted, kept)
    _remember_key(connection, accepted, kept.id)
    ledger.append(connection, _entry(accepted, kept))
    return Kept(kept, replayed=False)


def kept_return(row: Mapping[Any, Any]) -> KeptReturn:
    """What a row of `returns` tells, without its document."""
    return KeptReturn(
        id=row["id"],
        department=row["department"],
        organisation=row["organisation"],
        period=Period.named(row["period_name"]),
        version=row["version"],
        contract=row["contract"],
        contract_version=row["contract_version"],
        sha256=row["sha256"],
        bytes=row["length"],
        received_at=moment_of(row["received_at"]),
        first_accepted_at=moment_of(row["first_accepted_at"]),
        sent_by=row["sent_by"],
        supersedes=row["supersedes"],
        current=bool(row["current"]),
        findings=tuple(orjson.loads(row["findings"])),
    )


def sent_with_key(connection: Connection, organisation: str, key: str, sha256: str) -> KeptReturn | None:
    """The return that was kept under an idempotency key. Missing: None when the key is new.

    Raises: Conflict when it stands for a document with another digest.
    """
    row = _BY_KEY.first(connection, {"organisation": organisation, "key": key})
    if row is None:
        return None
    if row["sha256"] != sha256:
        raise Conflict(
            "This idempotency key was used before, for another document.",
            "Send the new document with a new key; send the same one again unchanged.",
            idempotency_key=key,
            return_id=row["id"],
        )
    return kept_return(row)


def _current(connection: Connection, accepted: Accepted) -> KeptReturn | None:
    place = {"organisation": accepted.organisation, "period": accepted.period.name}
    row = _CURRENT.first(connection, place)
    return None if row is None else kept_return(row)


def _next_version(accepted: Accepted, current: KeptReturn | None) -> KeptReturn:
    return KeptReturn(
        id=accepted.return_id,
        department=accepted.department,
        organisation=accepted.organisation,
        period=accepted.period,
        version=current.version + 1 if current else 1,
        contract=accepted.contract,
        contract_version=accepted.contract_version,
        sha256=accepted.sha256,
        bytes=len(accepted.raw),
        received_at=accepted.received_at,
        first_accepted_at=current.first_accepted_at if current else accepted.received_at,
        sent_by=accepted.sent_by,
        supersedes=current.id if current else None,
        current=True,
        findings=tuple(accepted.findings),
    )


def _write_return(connection: Connection, accepted: Accepted, kept: KeptReturn) -> None:
    if kept.supersedes is not None:
        _SUPERSEDE.run(connection, {"superseded": kept.supersedes})
    row = {
        "id": kept.id,
        "department": kept.department,
        "organisation": kept.organisation,
        "period_name": kept.period.name,
        "version": kept.version,
        "contract": kept.contract,
        "contract_version": kept.contract_version,
        "sha256": kept.sha256,
        "length": kept.bytes,
        "received_at": moment_text(kept.received_at),
        "first_accepted_at": moment_text(kept.first_accepted_at),
        "sent_by": kept.sent_by,
        "supersedes": kept.supersedes,
        "current": True,
        "findings": orjson.dumps(kept.findings).decode(),
        "raw": accepted.raw,
    }
    _KEEP.run(connection, row)


def _write_figures(connection: Connection, accepted: Accepted, kept: KeptReturn) -> None:
    """Put its figures in the place of the old ones; take the old one's subjects away and add its own."""
    row = {
        "return_id": kept.id,
        "version": kept.version,
        "received_at": moment_text(kept.received_at),
        "first_accepted_at": moment_text(kept.first_accepted_at),
        **figures_row(accepted.figures, kept.period),
    }
    place = {"of_department": kept.department, "of_period": kept.period.name, "of_organisation": kept.organisation}
    change = SubjectSums()
    change.add(accepted.figures.subjects)
    if kept.version == 1:
        _ADD_FIGURES.run(connection, {"department": kept.department, "organisation": kept.organisation, **row})
    else:
        before = figures_of_facts(_FACTS_OF.one(connection, place)["facts"])
        change.add(before.subjects, times=-1)
        _REPLACE_FIGURES.run(connection, {**place, **row})
    if rows := change.rows(kept.department, kept.period.name):
        _ADD_SUMS.run_each(connection, rows)
    if kept.version > 1:
        _DROP_EMPTY_SUMS.run(connection, {"department": kept.department, "period": kept.period.name})


def _remember_key(connection: Connection, accepted: Accepted, return_id: str) -> None:
    if accepted.idempotency_key is not None:
        key = {"organisation": accepted.organisation, "key": accepted.idempotency_key, "return_id": return_id}
        _REMEMBER.run(connection, key)


def _entry(accepted: Accepted, kept: KeptReturn) -> ledger.Entry:
    detail = {
        "department": kept.department,
        "organisation": kept.organisation,
        "period": kept.period.name,
        "version": kept.version,
        "sha256": kept.sha256,
        "supersedes": kept.supersedes,
    }
    by = ledger.By(accepted.sent_by, accepted.sent_as, accepted.received_at)
    return ledger.Entry(by, "return.accepted", kept.id, detail)
