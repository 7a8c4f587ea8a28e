"""Filings: what an organisation sends beside its returns is kept for ever, version by version, for every contract.

Each document verbatim, with its digest and an entry of the ledger in the same write. Nothing is judged here, and
nothing is read without a scope, but for what a document of the same body is compared with before it is kept.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any, NoReturn

import orjson
from sqlalchemy import Connection, Select, insert, select, tuple_, update

from hub.errors import Conflict, NotFound
from hub.scope import Scope
from hub.store import ledger
from hub.store.database import Database
from hub.store.filed import Filed, Filing, ToFile
from hub.store.keeping import digest
from hub.store.moments import moment_of, moment_text
from hub.store.reach import within
from hub.store.rows import is_called
from hub.store.tables import FILING_KEYS, FILINGS

FACTS = tuple(column for column in FILINGS.c if column is not FILINGS.c.raw)  # of a filing, without its document


def accepted(contract: str) -> str:
    """What the ledger says of a filing of a contract that was accepted."""
    return f"{contract}.accepted"


class Filings:
    """The filings of every department; each read sees one scope of it, and one contract."""

    def __init__(self, database: Database, at: Connection | None = None) -> None:
        self._database = database
        self._at = at

    def at(self, moment: Connection) -> Filings:
        """The filings as they stood at a moment that `Database.read` opened."""
        return Filings(self._database, moment)

    def keep_judged(self, judge: Callable[[], ToFile]) -> Filed:
        """Judge a document when its turn to be written comes, and keep it, all of it or nothing.

        The same document sent again is a replay, whether its idempotency key says so or the current version does.
        Raises: what `judge` raises; Conflict when its key stands for another document; Unavailable. Nothing is kept.
        """
        return self._database.write_ready(judge, _keep)

    def sent_with_key(self, contract: str, organisation: str, key: str, sha256: str) -> Filing | None:
        """What was kept under an idempotency key. Missing: None when it is new.

        Raises: Conflict when it stands for a document with another digest.
        """
        with self._database.read(self._at) as connection:
            return _sent_with_key(connection, contract, organisation, key, sha256)

    def former(self, contract: str, organisation: str, about: str, before: date) -> bytes | None:
        """The last document of one body about the same that tells of an earlier day. Missing: None for the first."""
        place = (FILINGS.c.organisation == organisation, FILINGS.c.contract == contract, FILINGS.c.about == about)
        wanted = select(FILINGS.c.raw).where(*place, FILINGS.c.as_at < before)
        newest = (FILINGS.c.as_at.desc(), FILINGS.c.version.desc())
        with self._database.read(self._at) as connection:
            raw = connection.execute(wanted.order_by(*newest).limit(1)).scalar()
        return None if raw is None else bytes(raw)

    def one(self, scope: Scope, contract: str, filing_id: str) -> Filing:
        """One version. Raises: NotFound, the same for what does not exist and for what is not in scope."""
        wanted = _in_sight(scope, contract, *FACTS).where(is_called(FILINGS.c.id, filing_id))
        with self._database.read(self._at) as connection:
            row = connection.execute(wanted).mappings().first()
        return filing_of(row) if row else _not_found()

    def document(self, scope: Scope, contract: str, filing_id: str) -> bytes:
        """The document of one version, byte for byte as it was sent. Raises: NotFound."""
        wanted = _in_sight(scope, contract, FILINGS.c.raw).where(is_called(FILINGS.c.id, filing_id))
        with self._database.read(self._at) as connection:
            row = connection.execute(wanted).first()
        return bytes(row.raw) if row else _not_found()

    def of(self, scope: Scope, contract: str, *, limit: int = 100, before: str | None = None) -> list[Filing]:
        """Versions, newest first; the next page is `before` the id of the last one.

        Raises: NotFound when `before` is not the id of one in scope.
        """
        wanted = _in_sight(scope, contract, *FACTS)
        place = (FILINGS.c.received_at, FILINGS.c.id)
        with self._database.read(self._at) as connection:
            if before is not None:
                its_place = _in_sight(scope, contract, *place).where(is_called(FILINGS.c.id, before))
                last = connection.execute(its_place).first()
                wanted = wanted.where(tuple_(*place) < tuple_(*(last or _not_found())))
            order = [column.desc() for column in place]
            return [filing_of(row) for row in connection.execute(wanted.order_by(*order).limit(limit)).mappings()]

    def current(self, scope: Scope, contract: str) -> list[Filing]:
        """The current versions of every organisation in scope, without their documents."""
        wanted = _in_sight(scope, contract, *FACTS).where(FILINGS.c.current)
        order = (FILINGS.c.organisation, FILINGS.c.as_at, FILINGS.c.about)
        with self._database.read(self._at) as connection:
            return [filing_of(row) for row in connection.execute(wanted.order_by(*order)).mappings()]

    def with_documents(self, scope: Scope, contract: str, organisation: str | None) -> list[tuple[Filing, bytes]]:
        """Every version of one organisation with its document, by what they are about, the first one first.

        Missing: `organisation` is None for all that are in scope, by their codes.
        """
        wanted = _in_sight(scope, contract, FILINGS)
        if organisation is not None:
            wanted = wanted.where(FILINGS.c.organisation == organisation)
        place = (FILINGS.c.organisation, FILINGS.c.about, FILINGS.c.version)
        with self._database.read(self._at) as connection:
            rows = connection.execute(wanted.order_by(*place)).mappings().all()
        return [(filing_of(row), bytes(row["raw"])) for row in rows]


def filing_of(row: Any) -> Filing:
    """What a row of `filings` tells, without its document."""
    told = {name: row[name] for name in ("id", "department", "organisation", "contract", "contract_version", "about")}
    return Filing(
        **told,
        as_at=row["as_at"],
        version=row["version"],
        sha256=row["sha256"],
        bytes=row["length"],
        received_at=moment_of(row["received_at"]),
        sent_by=row["sent_by"],
        supersedes=row["supersedes"],
        current=bool(row["current"]),
        findings=tuple(orjson.loads(row["findings"])),
        seal=row["seal"],
    )


def _in_sight(scope: Scope, contract: str, *columns: Any) -> Select[Any]:
    return select(*columns).where(*within(scope, FILINGS), FILINGS.c.contract == contract)


def _not_found() -> NoReturn:
    raise NotFound(
        "There is no such document, or it is not one that you may see.",
        "Take the id from a receipt or from the list.",
    )


def _sent_with_key(connection: Connection, contract: str, organisation: str, key: str, sha256: str) -> Filing | None:
    keys = FILING_KEYS.c
    wanted = select(*FACTS).join(FILING_KEYS, keys.filing_id == FILINGS.c.id)
    wanted = wanted.where(keys.organisation == organisation, keys.contract == contract, keys.key == key)
    row = connection.execute(wanted).mappings().first()
    if row is None:
        return None
    if row["sha256"] != sha256:
        raise Conflict(
            "This idempotency key was used before, for another document.",
            "Send the new document with a new key; send the same one again unchanged.",
            idempotency_key=key,
            filing_id=row["id"],
        )
    return filing_of(row)


def _keep(connection: Connection, to_file: ToFile) -> Filed:
    """Keep it as the next version, or find that it has been kept before."""
    key = to_file.idempotency_key
    if key is not None:
        sent = _sent_with_key(connection, to_file.contract, to_file.organisation, key, to_file.sha256)
        if sent is not None:
            return Filed(sent, replayed=True)
    latest = _latest(connection, to_file)
    if latest is not None and latest.sha256 == to_file.sha256:
        _remember_key(connection, to_file, latest.id)
        return Filed(latest, replayed=True)
    unsealed = _next_version(to_file, latest)
    filing = replace(unsealed, seal=to_file.seal(unsealed, ledger.append(connection, _entry(to_file, unsealed))))
    if latest is not None:
        connection.execute(update(FILINGS).where(FILINGS.c.id == latest.id).values(current=False))
    connection.execute(insert(FILINGS), _row(to_file, filing))
    _remember_key(connection, to_file, filing.id)
    return Filed(filing, replayed=False)


def _latest(connection: Connection, to_file: ToFile) -> Filing | None:
    """The version before: of filings the latest is the current one."""
    of = FILINGS.c
    place = (of.organisation == to_file.organisation, of.contract == to_file.contract, of.about == to_file.about)
    row = connection.execute(select(*FACTS).where(*place, of.current)).mappings().first()
    return None if row is None else filing_of(row)


def _next_version(to_file: ToFile, latest: Filing | None) -> Filing:
    return Filing(
        id=to_file.id,
        department=to_file.department,
        organisation=to_file.organisation,
        contract=to_file.contract,
        contract_version=to_file.contract_version,
        about=to_file.about,
        as_at=to_file.as_at,
        version=latest.version + 1 if latest else 1,
        sha256=to_file.sha256,
        bytes=len(to_file.raw),
        received_at=to_file.by.at,
        sent_by=to_file.by.who,
        supersedes=latest.id if latest else None,
        current=True,
        findings=tuple(to_file.findings),
    )


def _findings_text(filing: Filing) -> str:
    return orjson.dumps(filing.findings).decode()


def _row(to_file: ToFile, filing: Filing) -> dict[str, Any]:
    names = ("id", "department", "organisation", "contract", "contract_version", "about", "as_at", "version", "sha256")
    return {
        **{name: getattr(filing, name) for name in names},
        "length": filing.bytes,
        "received_at": moment_text(filing.received_at),
        "sent_by": filing.sent_by,
        "supersedes": filing.supersedes,
        "current": True,
        "findings": _findings_text(filing),
        "seal": filing.seal,
        "raw": to_file.raw,
    }


def _remember_key(connection: Connection, to_file: ToFile, filing_id: str) -> None:
    if to_file.idempotency_key is not None:
        place = {"organisation": to_file.organisation, "contract": to_file.contract}
        connection.execute(insert(FILING_KEYS), {**place, "key": to_file.idempotency_key, "filing_id": filing_id})


def _entry(to_file: ToFile, filing: Filing) -> ledger.Entry:
    """What the seal will say stands here too, so the entry comes first: the seal names it."""
    detail = {
        "contract_version": filing.contract_version,
        "about": filing.about,
        "as_at": filing.as_at.isoformat(),
        "sha256": filing.sha256,
        "bytes": filing.bytes,
        "supersedes": filing.supersedes,
        "findings": digest(_findings_text(filing)),
    }
    return ledger.Entry(
        to_file.by,
        accepted(filing.contract),
        filing.id,
        detail,
        version=filing.version,
        department=filing.department,
        organisation=filing.organisation,
    )
