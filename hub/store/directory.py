"""A directory of public bodies in the register: all that it changes, in one write, each change in the ledger.

Closes nothing and moves nothing: that a body is no longer listed is told, not acted upon. Which body is which decides
`hub.store.matching`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict
from datetime import date
from functools import partial

from sqlalchemy import Connection, select

from hub.store import descent, ledger, lineage, matching, registering, rows
from hub.store.database import Database
from hub.store.ledger import By
from hub.store.listed import Change, Listed, Plan
from hub.store.registered import RelatedOrganisation, department_of, organisation_of
from hub.store.registering import New, as_text
from hub.store.tables import DEPARTMENTS, ORGANISATIONS

Progress = Callable[[int, int], None]  # changes made, of all
IMPORTED = "The directory of public bodies tells it."


class Directory:
    """The register, as a directory of public bodies changes it."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def plan(self, listed: Sequence[Listed], on: date, today: date, reports: str = "quarter") -> Plan:
        """What `take` would do, with nothing done. Raises: SettingWrong, as there."""
        descent.expect_come(on, today)
        with self._database.read() as connection:
            return _plan(connection, listed, on, reports)

    def take(
        self,
        listed: Sequence[Listed],
        on: date,
        today: date,
        by: By,
        reports: str = "quarter",
        progress: Progress | None = None,
    ) -> Plan:
        """Register what is new and change what is different, all of it or nothing; what was done.

        New names begin on the day `on`; new bodies report by this kind of period, to departments without a deadline.
        Raises: SettingWrong for a name that cannot be kept, with its line, and for a day that cannot be.
        """
        descent.expect_come(on, today)
        return self._database.write(lambda connection: _take(connection, listed, on, by, reports, progress))


def _plan(connection: Connection, listed: Sequence[Listed], on: date, reports: str) -> Plan:
    departments = [department_of(row) for row in connection.execute(select(DEPARTMENTS).order_by(DEPARTMENTS.c.code))]
    every = select(ORGANISATIONS).order_by(ORGANISATIONS.c.code)
    organisations = [organisation_of(row) for row in connection.execute(every).mappings()]
    return matching.plan(listed, departments, organisations, on, reports)


def _take(
    connection: Connection, listed: Sequence[Listed], on: date, by: By, reports: str, progress: Progress | None
) -> Plan:
    plan = _plan(connection, listed, on, reports)
    for department in plan.departments:
        new = New("department", department.code, asdict(department), department=department.code)
        registering.added(connection, DEPARTMENTS, new, by)
    acts = [partial(_add, connection, one, by) for one in plan.added]
    acts += [partial(_change, connection, one, on, by) for one in plan.changed]
    for done, act in enumerate(acts, 1):
        act()
        if progress is not None:
            progress(done, len(acts))
    return plan


def _add(connection: Connection, organisation: RelatedOrganisation, by: By) -> None:
    code, department = organisation.code, organisation.department
    row = {**asdict(organisation), "services": as_text(organisation.services)}
    registering.added(connection, ORGANISATIONS, New("organisation", code, row, department, code), by)


def _change(connection: Connection, change: Change, on: date, by: By) -> None:
    if change.name is not None:
        lineage.renamed(connection, change.code, change.name, on, by, IMPORTED)
    if change.columns:
        department = registering.department_of(connection, change.code)
        rows.change(connection, ORGANISATIONS, change.code, dict(change.columns))
        entry = ledger.Entry(
            by, "organisation.changed", change.code, change.columns, None, department, change.code, IMPORTED
        )
        ledger.append(connection, entry)
