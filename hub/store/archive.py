"""The archive of returns: keeps each version for ever, and answers within the caller's scope.

The public face of the store for returns. Nothing is judged here, and nothing is read without a scope.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, NoReturn

import orjson
from sqlalchemy import ColumnElement, Connection, exists, literal, select, tuple_, union_all

from hub.contract.history import History
from hub.contract.period import Period
from hub.errors import NotFound
from hub.scope import Scope
from hub.store import keeping
from hub.store.database import Database
from hub.store.earlier import ReadReturn, history
from hub.store.keeping import FACTS, kept_return
from hub.store.kept import Accepted, Kept, KeptFigures, KeptReturn, SubjectSum
from hub.store.moments import moment_of
from hub.store.projection import figures_of_facts, subject_sum, sums_over
from hub.store.reach import within
from hub.store.rows import is_called
from hub.store.tables import FIGURES, RETURNS, SHEETS, SUBJECT_SUMS

PLACES_AT_ONCE = 200  # of which documents are asked for in one statement


class Archive:
    """The returns of every department; each read sees one scope of it.

    Reads of one page share a moment: `with database.read() as moment: archive.at(moment).returns(...)`.
    """

    def __init__(self, database: Database, at: Connection | None = None) -> None:
        self._database = database
        self._at = at

    def at(self, moment: Connection) -> Archive:
        """The archive as it stood at a moment that `Database.read` opened."""
        return Archive(self._database, moment)

    def keep(self, accepted: Accepted) -> Kept:
        """Keep a return for ever, all of it or nothing.

        The same document sent again is a replay, whether its idempotency key says so or the current version does.
        Raises: Conflict when its idempotency key stands for another document; Unavailable.
        """
        return self.keep_judged(lambda: accepted)

    def keep_judged(self, judge: Callable[[], Accepted]) -> Kept:
        """Judge a return when its turn to be written comes, and keep it.

        Raises: as `keep`; and what `judge` raises, with nothing kept.
        """
        return self._database.write_ready(judge, keeping.keep)

    def sent_with_key(self, organisation: str, key: str, sha256: str) -> KeptReturn | None:
        """The return that was kept under an idempotency key. Missing: None when the key is new.

        Raises: Conflict when it stands for a document with another digest.
        """
        with self._database.read(self._at) as connection:
            return keeping.sent_with_key(connection, organisation, key, sha256)

    def return_(self, scope: Scope, return_id: str) -> KeptReturn:
        """One version of one return.

        Raises: NotFound, the same for what does not exist and for what is not in scope.
        """
        wanted = select(*FACTS).where(is_called(RETURNS.c.id, return_id), *within(scope, RETURNS))
        with self._database.read(self._at) as connection:
            row = connection.execute(wanted).mappings().first()
        return kept_return(row) if row else _not_found()

    def document(self, scope: Scope, return_id: str) -> bytes:
        """The document of a return, byte for byte as it was sent.

        Raises: NotFound.
        """
        wanted = select(RETURNS.c.raw).where(is_called(RETURNS.c.id, return_id), *within(scope, RETURNS))
        with self._database.read(self._at) as connection:
            row = connection.execute(wanted).first()
        return bytes(row.raw) if row else _not_found()

    def returns(
        self,
        scope: Scope,
        *,
        period: str | None = None,
        organisation: str | None = None,
        limit: int = 100,
        before: str | None = None,
    ) -> list[KeptReturn]:
        """Versions of returns, newest first; the next page is `before` the id of the last one.

        Raises: NotFound when `before` is not the id of a return in scope.
        """
        wanted = select(*FACTS).where(*within(scope, RETURNS))
        if period is not None:
            wanted = wanted.where(RETURNS.c.period_name == period)
        if organisation is not None:
            wanted = wanted.where(RETURNS.c.organisation == organisation)
        newest = tuple_(RETURNS.c.received_at, RETURNS.c.id)
        with self._database.read(self._at) as connection:
            if before is not None:
                wanted = wanted.where(newest < tuple_(*_place(connection, scope, before)))
            order = (RETURNS.c.received_at.desc(), RETURNS.c.id.desc())
            return [kept_return(row) for row in connection.execute(wanted.order_by(*order).limit(limit)).mappings()]

    def versions(self, scope: Scope, organisation: str, period: str) -> list[KeptReturn]:
        """Every version of one organisation's return for one period, the first one first."""
        wanted = select(*FACTS).where(
            *within(scope, RETURNS), RETURNS.c.organisation == organisation, RETURNS.c.period_name == period
        )
        with self._database.read(self._at) as connection:
            return [kept_return(row) for row in connection.execute(wanted.order_by(RETURNS.c.version)).mappings()]

    def figures(self, scope: Scope, periods: Sequence[str]) -> list[KeptFigures]:
        """The figures of the current returns for these periods, by period and organisation."""
        wanted = select(FIGURES).where(*within(scope, FIGURES), FIGURES.c.period_name.in_(periods))
        wanted = wanted.order_by(FIGURES.c.period_name, FIGURES.c.organisation)
        with self._database.read(self._at) as connection:
            return [_kept_figures(row) for row in connection.execute(wanted)]

    def current_documents(self, scope: Scope, places: Collection[tuple[str, str]]) -> dict[tuple[str, str], bytes]:
        """The documents of the current returns of these organisations and periods, as far as they are in scope."""
        wanted = select(SHEETS.c.organisation, SHEETS.c.period_name, RETURNS.c.raw)
        wanted = wanted.join(RETURNS, RETURNS.c.id == SHEETS.c.return_id).where(*within(scope, SHEETS))
        found: dict[tuple[str, str], bytes] = {}
        with self._database.read(self._at) as connection:
            for some in _batched(sorted(places)):
                there = tuple_(SHEETS.c.organisation, SHEETS.c.period_name).in_(some)
                for row in connection.execute(wanted.where(there)):
                    found[row.organisation, row.period_name] = bytes(row.raw)
        return found

    def findings(self, scope: Scope, period: str, code: str) -> list[tuple[str, Mapping[str, Any]]]:
        """What one rule found in the current returns for a period: each organisation's, with its findings' facts."""
        wanted = select(SHEETS.c.organisation, RETURNS.c.findings).join(RETURNS, RETURNS.c.id == SHEETS.c.return_id)
        wanted = wanted.where(*within(scope, SHEETS), SHEETS.c.period_name == period)
        wanted = wanted.where(RETURNS.c.findings.contains(f'"{code}"', autoescape=True))
        with self._database.read(self._at) as connection:
            rows = connection.execute(wanted.order_by(SHEETS.c.organisation)).all()
        return [
            (row.organisation, finding)
            for row in rows
            for finding in orjson.loads(row.findings)
            if finding["code"] == code
        ]

    def told_periods(self, scope: Scope, among: Sequence[str]) -> list[str]:
        """Those of the named periods of which there is at least one current return."""
        if not among:
            return []
        told = union_all(*(select(literal(name)).where(_has_figures(scope, name)) for name in sorted(among)))
        with self._database.read(self._at) as connection:
            return list(connection.execute(told).scalars())

    def history(self, organisation: str, period: Period, read: ReadReturn) -> History:
        """What an organisation reported before a period, as the queries across periods need it.

        `read` makes a kept document a return again: its bytes, its contract, its contract version.
        Raises: Unavailable; and what `read` raises.
        """
        if self._at is not None:
            return history(self._at, organisation, period, read)
        with self._database.look() as connection:
            return history(connection, organisation, period, read)

    def subject_sums(self, scope: Scope, periods: Sequence[str]) -> list[SubjectSum]:
        """Subjects summed over the bodies in scope, by period and subject.

        Kept ready for whoever oversees the whole department; for a part of it, and for the bodies of other departments
        that it sees too, added up from their figures.
        """
        if scope.organisations is not None:
            return list(sums_over(self.figures(scope, periods)))
        sums = SUBJECT_SUMS.c
        wanted = select(SUBJECT_SUMS).where(sums.department == scope.department, sums.period_name.in_(periods))
        with self._database.read(self._at) as connection:
            ready = connection.execute(wanted.order_by(sums.period_name, sums.subject)).mappings().all()
            if not scope.also:
                return [subject_sum(row) for row in ready]
            further = self.at(connection).figures(replace(scope, organisations=scope.also), periods)
            return list(sums_over(further, ready))


def _place(connection: Connection, scope: Scope, return_id: str) -> Any:
    its = is_called(RETURNS.c.id, return_id)
    wanted = select(RETURNS.c.received_at, RETURNS.c.id).where(its, *within(scope, RETURNS))
    return connection.execute(wanted).first() or _not_found()


def _batched(places: Sequence[Any]) -> Iterator[Sequence[Any]]:
    """So many at once as a statement may hold."""
    for start in range(0, len(places), PLACES_AT_ONCE):
        yield places[start : start + PLACES_AT_ONCE]


def _has_figures(scope: Scope, period: str) -> ColumnElement[bool]:
    return exists().where(*within(scope, FIGURES), FIGURES.c.period_name == period)


def _kept_figures(row: Any) -> KeptFigures:
    return KeptFigures(
        row.organisation,
        row.period_name,
        row.return_id,
        row.version,
        moment_of(row.received_at),
        moment_of(row.first_accepted_at),
        figures_of_facts(row.facts),
    )


def _not_found() -> NoReturn:
    raise NotFound(
        "There is no such return, or it is not one that you may see.",
        "Take the id from a receipt or from the list of returns.",
    )
