"""Keeping one return: the steps of one write, in the order in which they are done.

Runs inside a transaction that others begin and end, one at a time over all hubs; so reading a version and writing the
next cannot be disturbed. Judges nothing: what comes here has been accepted.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import orjson
from sqlalchemy import Connection, bindparam, false, insert, select, update

from hub.contract.period import Period
from hub.errors import Conflict
from hub.store import ledger
from hub.store.explained import answers, entry_about
from hub.store.kept import Accepted, Kept, KeptReturn
from hub.store.moments import moment_of, moment_text
from hub.store.projecting import put_figures
from hub.store.standing import expect_no_lock
from hub.store.statements import Prepared
from hub.store.tables import IDEMPOTENCY_KEYS, RETURNS
from hub.store.written import of_a_document

FACTS = tuple(column for column in RETURNS.c if column is not RETURNS.c.raw)  # of a return, without its document

_BY_KEY = Prepared(
    select(*FACTS)
    .join(IDEMPOTENCY_KEYS, IDEMPOTENCY_KEYS.c.return_id == RETURNS.c.id)
    .where(IDEMPOTENCY_KEYS.c.organisation == bindparam("organisation"), IDEMPOTENCY_KEYS.c.key == bindparam("key"))
)
_LATEST = Prepared(
    select(*FACTS)
    .where(RETURNS.c.organisation == bindparam("organisation"), RETURNS.c.period_name == bindparam("period"))
    .order_by(RETURNS.c.version.desc())
    .limit(1)
)
_KEEP, _REMEMBER = (Prepared(insert(table)) for table in (RETURNS, IDEMPOTENCY_KEYS))
_SUPERSEDE = Prepared(update(RETURNS).where(RETURNS.c.id == bindparam("superseded")).values(current=false()))


def keep(connection: Connection, accepted: Accepted) -> Kept:
    """Keep it as the next version, or find that it has been kept before.

    After a withdrawal versions count on, and what was withdrawn may be sent again as it was.
    Raises: Conflict when its idempotency key stands for another document; Locked when the return is published.
    """
    key = accepted.idempotency_key
    if key is not None and (sent := sent_with_key(connection, accepted.organisation, key, accepted.sha256)):
        return Kept(sent, replayed=True)
    latest = _latest(connection, accepted)
    if latest is not None and latest.current and latest.sha256 == accepted.sha256:
        _remember_key(connection, accepted, latest.id)
        return Kept(latest, replayed=True)
    if latest is not None and latest.published_at is not None:
        expect_no_lock(connection, latest)
    said = answers(connection, accepted)
    unsealed = _next_version(accepted, latest, signed_off=not said.leave_open)
    kept = replace(unsealed, seal=accepted.seal(unsealed, ledger.append(connection, _entry(accepted, unsealed))))
    _write_return(connection, accepted, kept)
    put_figures(connection, kept, accepted.figures, replaces=latest is not None and latest.current)
    _remember_key(connection, accepted, kept.id)
    said.write(connection, accepted, kept)
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
        signed_off_as=row["signed_off_as"],
        withdrawn_at=moment_of(row["withdrawn_at"]),
        published_at=moment_of(row["published_at"]),
        seal=row["seal"],
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


def _latest(connection: Connection, accepted: Accepted) -> KeptReturn | None:
    place = {"organisation": accepted.organisation, "period": accepted.period.name}
    row = _LATEST.first(connection, place)
    return None if row is None else kept_return(row)


def _next_version(accepted: Accepted, latest: KeptReturn | None, signed_off: bool) -> KeptReturn:
    return KeptReturn(
        id=accepted.return_id,
        department=accepted.department,
        organisation=accepted.organisation,
        period=accepted.period,
        version=latest.version + 1 if latest else 1,
        contract=accepted.contract,
        contract_version=accepted.contract_version,
        sha256=accepted.sha256,
        bytes=len(accepted.raw),
        received_at=accepted.received_at,
        first_accepted_at=latest.first_accepted_at if latest else accepted.received_at,
        sent_by=accepted.sent_by,
        supersedes=latest.id if latest else None,
        current=True,
        findings=tuple(accepted.findings),
        signed_off_as=of_a_document(accepted.signed_off_as) if signed_off else "",
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
        "findings": findings_text(kept),
        "signed_off_as": kept.signed_off_as,
        "withdrawn_at": None,
        "published_at": None,
        "seal": kept.seal,
        "raw": accepted.raw,
    }
    _KEEP.run(connection, row)


def findings_text(kept: KeptReturn) -> str:
    """The findings as their column has them."""
    return orjson.dumps(kept.findings).decode()


def digest(text: str) -> str:
    """What the ledger keeps of a long text: its SHA-256."""
    return hashlib.sha256(text.encode()).hexdigest()


def _remember_key(connection: Connection, accepted: Accepted, return_id: str) -> None:
    if accepted.idempotency_key is not None:
        key = {"organisation": accepted.organisation, "key": accepted.idempotency_key, "return_id": return_id}
        _REMEMBER.run(connection, key)


def _entry(accepted: Accepted, kept: KeptReturn) -> ledger.Entry:
    """What the seal will say stands here too, so the entry comes first: the seal names it."""
    detail = {
        "contract": kept.contract,
        "contract_version": kept.contract_version,
        "sha256": kept.sha256,
        "supersedes": kept.supersedes,
        "first_accepted_at": moment_text(kept.first_accepted_at),
        "signed_off_as": kept.signed_off_as,
        "findings": digest(findings_text(kept)),
    }
    return entry_about(kept, accepted.by, "return.accepted", detail)
