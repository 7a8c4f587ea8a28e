"""Papers that were issued, kept as they were sent: the paper itself, each of its forms, their digests. Only added to.

What a paper says is not for here, nor whether it would say the same today.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping
from datetime import date, timedelta
from typing import Any

import orjson
from sqlalchemy import ColumnElement, Connection, Row, func, insert, select

from hub.contract.period import Period
from hub.errors import Conflict, InputRefused, NotFound
from hub.issued import Issued, KeptForm, Kind, Place, Written
from hub.scope import Scope
from hub.store import ledger, rows
from hub.store.database import Database
from hub.store.ledger import By
from hub.store.moments import moment_of, moment_text
from hub.store.reach import within
from hub.store.tables import ISSUED_FORMS, ISSUED_PAPERS, SHEETS
from hub.store.tier_reports import TierReports

WITHOUT_PAPER = [column for column in ISSUED_PAPERS.c if column.name != "paper"]


class IssuedPapers:
    """Papers that a department issued."""

    def __init__(self, database: Database, at: Connection | None = None) -> None:
        self._database = database
        self._at = at

    def issue(self, scope: Scope, written: Written, by: By) -> Issued:
        """Keep a paper as it is sent.

        Raises: NotFound for a paper that tells of organisations outside the scope; Conflict for one that was issued.
        """
        if not _sees(scope, written.organisations):
            raise _not_there()
        digest = hashlib.sha256(written.paper).hexdigest()

        def issue(connection: Connection) -> Issued:
            same = select(ISSUED_PAPERS.c.id).where(
                ISSUED_PAPERS.c.department == scope.department, ISSUED_PAPERS.c.sha256 == digest
            )
            if there := connection.execute(same).scalar():
                raise Conflict(
                    f"This paper was issued already: it is number {there}.", "Nothing in it has changed.", number=there
                )
            number = connection.execute(select(func.count()).select_from(ISSUED_PAPERS)).scalar_one() + 1
            row = _row(str(number), scope, written, digest, by)
            rows.add(connection, ISSUED_PAPERS, {**row, "paper": written.paper})
            forms = [_form(row["id"], suffix, file) for suffix, file in sorted(written.forms.items())]
            connection.execute(insert(ISSUED_FORMS), forms)
            detail = detail_of(row, {form["suffix"]: form["sha256"] for form in forms})
            ledger.append(connection, ledger.Entry(by, "paper.issued", row["id"], detail, department=scope.department))
            return _one(connection, scope, row["id"])

        return self._database.write(issue)

    def of(self, scope: Scope, kinds: Collection[Kind] = tuple(Kind)) -> list[Issued]:
        """What was issued and tells of bodies in scope alone, the newest first."""
        return self._those(scope, ISSUED_PAPERS.c.kind.in_([kind.value for kind in kinds]))

    def about(self, scope: Scope, kind: Kind, about: str) -> list[Issued]:
        """Those of one kind about one meeting or organisation, the newest first."""
        return self._those(scope, ISSUED_PAPERS.c.kind == kind.value, rows.is_called(ISSUED_PAPERS.c.about, about))

    def using(self, scope: Scope, place: Place) -> list[Issued]:
        """Those whose figures come from some version of a return, the newest first."""
        of_it = _versions_text([(*place, 0)])[1:-2].rstrip("0")  # as it stands among others, without its version
        return self._those(scope, ISSUED_PAPERS.c.versions.contains(of_it, autoescape=True))

    def _those(self, scope: Scope, *conditions: ColumnElement[bool]) -> list[Issued]:
        with self._database.read(self._at) as connection:
            wanted = select(*WITHOUT_PAPER).where(ISSUED_PAPERS.c.department == scope.department, *conditions)
            found = [row for row in connection.execute(wanted) if _in_scope(scope, row)]
            forms = _forms(connection, [row.id for row in found])
        return [_issued(row, forms[row.id]) for row in sorted(found, key=lambda row: -int(row.id))]

    def one(self, scope: Scope, paper: str) -> Issued:
        """One by its number. Raises: NotFound."""
        with self._database.read(self._at) as connection:
            return _one(connection, scope, paper)

    def paper(self, scope: Scope, paper: str) -> bytes:
        """Its canonical JSON. Raises: NotFound."""
        with self._database.read(self._at) as connection:
            found = _one(connection, scope, paper)
            raw: bytes = connection.execute(
                select(ISSUED_PAPERS.c.paper).where(ISSUED_PAPERS.c.id == found.id)
            ).scalar_one()
        return bytes(raw)

    def file(self, scope: Scope, paper: str, suffix: str) -> bytes:
        """One of its forms, as it was sent. Raises: NotFound."""
        with self._database.read(self._at) as connection:
            found = _one(connection, scope, paper)
            key = ISSUED_FORMS.c.paper == found.id, rows.is_called(ISSUED_FORMS.c.suffix, suffix)
            raw = connection.execute(select(ISSUED_FORMS.c.file).where(*key)).scalar()
        if raw is None:
            raise _not_there()
        return bytes(raw)

    def outdated(self, scope: Scope, papers: Collection[Issued]) -> frozenset[str]:
        """Which used a version of a return, or of a tier's report, that does not count now, by their numbers."""
        periods = sorted({period for one in papers for _, period in one.versions})
        wanted = select(SHEETS.c.organisation, SHEETS.c.period_name, SHEETS.c.version)
        with self._database.read(self._at) as connection:
            found = connection.execute(wanted.where(*within(scope, SHEETS), SHEETS.c.period_name.in_(periods)))
            now = {(organisation, period): version for organisation, period, version in found}
            now |= TierReports(self._database, connection).versions(scope)
        return frozenset(one.id for one in papers if any(now.get(at) != then for at, then in one.versions.items()))

    def named(self, scope: Scope, name: str) -> Issued:
        """One by its number, or by the first letters of its digest or that of a form. Raises: NotFound."""
        for one in self.of(scope):
            digests = (one.sha256, *(form.sha256 for form in one.forms))
            if name == one.id or (len(name) >= SHORTEST_DIGEST and any(told.startswith(name) for told in digests)):
                return one
        raise NotFound(f"There is no issued paper called {name!r}.", "Name its number, or its digest.")


YEARS_AWAY = timedelta(days=3 * 366)
SHORTEST_DIGEST = 8  # letters, so that no number is taken for one


def expect_day(day: date, period: str, today: date) -> None:
    """See that a paper can be for this day. Missing: `period` is empty for the latest. Raises: InputRefused."""
    if period and day < Period.named(period).start:
        raise InputRefused(
            "That day is before the period begins.", "Enter a day after the period has begun", field="day"
        )
    if not today - YEARS_AWAY <= day <= today + YEARS_AWAY:
        raise InputRefused("That day is more than 3 years away.", "Enter a day nearer to today", field="day")


def detail_of(row: Mapping[str, Any], forms: Mapping[str, str]) -> dict[str, Any]:
    """An issued paper, as the ledger tells it: by the digest of everything in it."""
    told = ("id", "kind", "title", "on_day", "figures_of", "period_name", "about", "audience", "sha256")
    facts = {name: str(row[name]) for name in told}
    versions = hashlib.sha256(row["versions"].encode()).hexdigest()
    return {**facts, "organisations": orjson.loads(row["organisations"]), "versions": versions, "forms": dict(forms)}


def _row(number: str, scope: Scope, written: Written, digest: str, by: By) -> dict[str, Any]:
    return {
        "id": number,
        "department": scope.department,
        "kind": written.kind.value,
        "title": written.title,
        "on_day": written.day,
        "figures_of": written.figures_of,
        "period_name": written.period,
        "about": written.about,
        "audience": written.audience,
        "organisations": orjson.dumps(sorted(written.organisations)).decode(),
        "versions": _versions_text((*place, version) for place, version in sorted(written.versions.items())),
        "sha256": digest,
        "who": by.who,
        "role": by.role,
        "at": moment_text(by.at),
    }


def _versions_text(versions: Iterable[tuple[str, str, int]]) -> str:
    return orjson.dumps(list(versions)).decode()


def _form(paper: str, suffix: str, file: bytes) -> dict[str, Any]:
    return {"paper": paper, "suffix": suffix, "sha256": hashlib.sha256(file).hexdigest(), "file": file}


def _in_scope(scope: Scope, row: Row[Any]) -> bool:
    return _sees(scope, orjson.loads(row.organisations))


def _sees(scope: Scope, organisations: Collection[str]) -> bool:
    """Whether a paper is for somebody: one of a whole department only for who sees all of it."""
    return all(map(scope.includes, organisations)) if organisations else scope.organisations is None


def _one(connection: Connection, scope: Scope, paper: str) -> Issued:
    wanted = select(*WITHOUT_PAPER).where(
        ISSUED_PAPERS.c.department == scope.department, rows.is_called(ISSUED_PAPERS.c.id, paper)
    )
    row = connection.execute(wanted).first()
    if row is None or not _in_scope(scope, row):
        raise _not_there()
    return _issued(row, _forms(connection, [row.id])[row.id])


def _forms(connection: Connection, papers: list[str]) -> dict[str, list[KeptForm]]:
    length = func.length(ISSUED_FORMS.c.file)
    wanted = select(ISSUED_FORMS.c.paper, ISSUED_FORMS.c.suffix, ISSUED_FORMS.c.sha256, length)
    found: dict[str, list[KeptForm]] = {paper: [] for paper in papers}
    for paper, suffix, sha256, size in connection.execute(wanted.where(ISSUED_FORMS.c.paper.in_(papers))):
        found[paper].append(KeptForm(suffix, sha256, size))
    return found


def _issued(row: Row[Any], forms: list[KeptForm]) -> Issued:
    told: list[tuple[str, str, int]] = orjson.loads(row.versions)
    versions: dict[Place, int] = {(organisation, period): version for organisation, period, version in told}
    return Issued(
        row.id, Kind(row.kind), row.title, row.on_day, row.figures_of, row.period_name, row.about, row.audience,
        tuple(orjson.loads(row.organisations)), versions, row.sha256,
        tuple(sorted(forms, key=lambda form: form.suffix)), row.who, row.role, moment_of(row.at),
    )  # fmt: skip


def _not_there() -> NotFound:
    return NotFound("There is no such paper.", "Look in the list of issued papers.")
