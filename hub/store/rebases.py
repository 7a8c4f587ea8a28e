"""Rebases: from which period on a series of an organisation begins anew, because somebody said so and why.

A chart is never rebased without a recorded reason. What a rebase does to limits is `hub.oversight`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, select

from hub.contract.period import Period
from hub.errors import Conflict, InputRefused, NotFound
from hub.scope import Scope
from hub.store import ledger, rows, written
from hub.store.database import Database
from hub.store.ledger import By
from hub.store.moments import moment_of, moment_text
from hub.store.reach import within
from hub.store.registering import department_of
from hub.store.tables import ORGANISATIONS, REBASES

EVERY_MEASURE = ""


@dataclass(frozen=True, slots=True)
class Rebase:
    """A new beginning of a series.

    Shapes: `measure` is the code of a measure, or EVERY_MEASURE; `period` is the first of the new baseline.
    """

    id: str
    organisation: str
    measure: str
    period: Period
    why: str
    who: str
    role: str
    at: datetime


class Rebases:
    """Rebases within a scope."""

    def __init__(self, database: Database, at: Connection | None = None) -> None:
        self._database = database
        self._at = at

    def of(self, scope: Scope) -> list[Rebase]:
        """Those that hold, the oldest first."""
        wanted = select(REBASES).where(*within(scope, REBASES), REBASES.c.removed_at.is_(None))
        with self._database.read(self._at) as connection:
            found = connection.execute(wanted).all()
        return sorted(
            (
                Rebase(
                    row.id, row.organisation, row.measure, Period.named(row.period_name),
                    row.why, row.who, row.role, moment_of(row.at),
                )
                for row in found
            ),
            key=lambda rebase: int(rebase.id),
        )  # fmt: skip

    def add(self, organisation: str, measure: str, period: str, why: str, by: By) -> Rebase:
        """Begin a series anew.

        Raises: NotFound for the organisation; InputRefused for the period or the reason; Conflict when it begins anew
        there already.
        """
        first, words = _period(period), written.text("why", why)

        def add(connection: Connection) -> Rebase:
            department = department_of(connection, organisation)
            _expect_of_its_kind(connection, organisation, first)
            _expect_new(connection, organisation, measure, first)
            number = connection.execute(select(func.count()).select_from(REBASES)).scalar_one() + 1
            rebase = Rebase(str(number), organisation, measure, first, words, by.who, by.role, by.at)
            told = {"organisation": organisation, "measure": measure, "period_name": first.name}
            kept = {"id": rebase.id, "department": department, "why": words}
            rows.add(connection, REBASES, {**told, **kept, "who": by.who, "role": by.role, "at": moment_text(by.at)})
            _tell(connection, by, "series.rebased", rebase, department, words)
            return rebase

        return self._database.write(add)

    def remove(self, scope: Scope, rebase_id: str, why: str, by: By) -> None:
        """Let a series go on as if it had not begun anew. Raises: NotFound; InputRefused for the reason."""
        words = written.text("why", why)

        def remove(connection: Connection) -> None:
            row = _one(connection, scope, rebase_id)
            if row.removed_at is None:
                rows.change(connection, REBASES, rebase_id, {"removed_at": moment_text(by.at)})
                period = Period.named(row.period_name)
                was = Rebase(row.id, row.organisation, row.measure, period, row.why, row.who, row.role, by.at)
                _tell(connection, by, "series.rebase_removed", was, row.department, words)

        self._database.write(remove)


def _one(connection: Connection, scope: Scope, rebase_id: str) -> Any:
    """The row, where it is of the scope. Raises: NotFound, as where there is none."""
    row = connection.execute(select(REBASES).where(*within(scope, REBASES), REBASES.c.id == rebase_id)).first()
    if row is None:
        raise NotFound(f"There is no rebase called {rebase_id!r}.", "See the rebases that hold.", rebase=rebase_id)
    return row


def _period(name: str) -> Period:
    try:
        return Period.named(name)
    except ValueError as fault:
        raise InputRefused(
            f"{name[:40]!r} is not a period.", "Name it as 2026-27-Q1, or 2026-27 for a year.", field="period"
        ) from fault


def _expect_of_its_kind(connection: Connection, organisation: str, period: Period) -> None:
    reports: str = rows.one(connection, ORGANISATIONS, organisation, "organisation").reports
    if period.kind != reports:
        raise InputRefused(
            f"{period.name} is a {period.kind}, and {organisation} reports by the {reports}.",
            f"Name the {reports} with which its series begins anew.",
            field="period",
        )


def _expect_new(connection: Connection, organisation: str, measure: str, period: Period) -> None:
    place = {"organisation": organisation, "measure": measure, "period_name": period.name, "removed_at": None}
    same = (REBASES.c[name].is_not_distinct_from(value) for name, value in place.items())
    found = connection.execute(select(REBASES.c.id).where(*same)).scalar()
    if found is not None:
        raise Conflict(f"This series begins anew there already: rebase {found}.", "Nothing was changed.")


def _tell(connection: Connection, by: By, what: str, rebase: Rebase, department: str, why: str) -> None:
    detail = {"id": rebase.id, "measure": rebase.measure, "period": rebase.period.name}
    body = rebase.organisation
    entry = ledger.Entry(by, what, body, detail, department=department, organisation=body, why=why)
    ledger.append(connection, entry)
