"""The register: departments and their related organisations.

Machine clients are in `hub.store.clients`, people in `hub.store.people`. Every change is an entry in the ledger, in the
same write.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import date
from typing import Any

from sqlalchemy import Connection, Table, select

from hub.errors import nothing_here
from hub.scope import Scope
from hub.store import descent, ledger, registering, registrable, rows
from hub.store.database import Database
from hub.store.ledger import By
from hub.store.reach import reaching
from hub.store.registered import (
    NEVER,
    NEVER_WORD,
    Department,
    RelatedOrganisation,
    day_or_never,
    department_of,
    organisation_of,
)
from hub.store.registering import New, as_text
from hub.store.tables import DEPARTMENTS, ORGANISATIONS

__all__ = [
    "NEVER",
    "NEVER_WORD",
    "Department",
    "Register",
    "RelatedOrganisation",
    "day_or_never",
    "organisation_of",
]


class Register:
    """Who is known to the hub. Codes are unique over the whole hub; an organisation has one department."""

    def __init__(self, database: Database, at: Connection | None = None) -> None:
        self._database = database
        self._at = at

    def at(self, moment: Connection) -> Register:
        """The register as it stood at a moment that `Database.read` opened."""
        return Register(self._database, moment)

    def add_department(self, department: Department, by: By) -> None:
        """Raises: SettingWrong when code or name cannot be used; Conflict when there is one of this code."""
        registrable.code("a department", department.code)
        department = replace(department, name=registrable.name("a department", department.name))
        new = New("department", department.code, asdict(department), department=department.code)
        registering.add(self._database, DEPARTMENTS, new, by)

    def department(self, code: str) -> Department:
        """Raises: NotFound."""
        return department_of(self._one(DEPARTMENTS, code, "department"))

    def names(self, organisations: Sequence[str]) -> tuple[str, ...]:
        """What these organisations are called, in their order. Missing: its code for one that is not registered."""
        with self._database.read(self._at) as connection:
            names = rows.names(connection, ORGANISATIONS, organisations)
        return tuple(names.get(code, code) for code in organisations)

    def departments(self) -> list[Department]:
        """Every department of this hub, by code."""
        with self._database.read(self._at) as connection:
            return [department_of(row) for row in connection.execute(select(DEPARTMENTS).order_by(DEPARTMENTS.c.code))]

    def set_deadlines(self, code: str, deadlines_from: date, by: By) -> None:
        """Only periods that end on or after this day have a deadline; with NEVER, none. Said again, nothing changes.

        Raises: NotFound.
        """
        told = {"deadlines_from": deadlines_from}

        def change(connection: Connection) -> None:
            if rows.one(connection, DEPARTMENTS, code, "department").deadlines_from != deadlines_from:
                rows.change(connection, DEPARTMENTS, code, told)
                ledger.append(connection, ledger.Entry(by, "department.deadlines_set", code, told, department=code))

        self._database.write(change)

    def add_organisation(self, organisation: RelatedOrganisation, by: By) -> None:
        """Raises: SettingWrong when something of it cannot be used; Conflict; NotFound for its department."""
        organisation = registrable.organisation(organisation)
        code, department = organisation.code, organisation.department
        row = {**asdict(organisation), "services": as_text(organisation.services)}
        new = New("organisation", code, row, department=department, organisation=code)
        registering.add(self._database, ORGANISATIONS, new, by, rows.known(DEPARTMENTS, department, "department"))

    def close_organisation(self, code: str, on: date, successor: str | None, by: By) -> None:
        """It owes no return for a period that begins after this day. Closed again, it has the day told last.

        Missing: `successor` is None when nobody is named; who was named before then stays.
        Raises: NotFound; SettingWrong when it opened later, or would follow itself; Conflict when it merged otherwise.
        """
        told = {"closed_on": on} if successor is None else {"closed_on": on, "successor": successor}

        def close(connection: Connection) -> None:
            row = rows.one(connection, ORGANISATIONS, code, "organisation")
            registrable.organisation(replace(organisation_of(row._mapping), closed_on=on, successor=successor))
            descent.expect_no_other_end(connection, code, on, successor)
            if any(getattr(row, name) != value for name, value in told.items()):
                rows.change(connection, ORGANISATIONS, code, told)
                entry = ledger.Entry(
                    by, "organisation.closed", code, told, department=row.department, organisation=code
                )
                ledger.append(connection, entry)

        self._database.write(close)

    def organisation(self, code: str) -> RelatedOrganisation:
        """Raises: NotFound."""
        return organisation_of(self._one(ORGANISATIONS, code, "organisation")._mapping)

    def seen(self, scope: Scope, code: str) -> RelatedOrganisation:
        """An organisation that a caller may see. Raises: NotFound, the same for what does not exist."""
        wanted = select(ORGANISATIONS).where(
            *reaching(scope, ORGANISATIONS.c.department, ORGANISATIONS.c.code),
            rows.is_called(ORGANISATIONS.c.code, code),
        )
        with self._database.read(self._at) as connection:
            row = connection.execute(wanted).mappings().first()
        if row is None:
            raise nothing_here()
        return organisation_of(row)

    def organisations(self, scope: Scope) -> list[RelatedOrganisation]:
        """The organisations that a caller may see, by code."""
        within = reaching(scope, ORGANISATIONS.c.department, ORGANISATIONS.c.code)
        wanted = select(ORGANISATIONS).where(*within)
        with self._database.read(self._at) as connection:
            return [
                organisation_of(row) for row in connection.execute(wanted.order_by(ORGANISATIONS.c.code)).mappings()
            ]

    def _one(self, table: Table, name: str, noun: str) -> Any:
        with self._database.read(self._at) as connection:
            return rows.one(connection, table, name, noun)
