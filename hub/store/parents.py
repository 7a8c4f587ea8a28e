"""Further parents of an organisation: departments that oversee it beside the one to which its returns are due.

They see it whole. Where its returns go, and by when, stays as its lead department says.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from sqlalchemy import ColumnElement, Connection, delete, insert, select

from hub.errors import NotFound, SettingWrong
from hub.scope import Scope
from hub.store import ledger, rows, written
from hub.store.database import Database
from hub.store.ledger import By
from hub.store.reach import reaching
from hub.store.tables import DEPARTMENTS, ORGANISATIONS, OTHER_PARENTS


class Parents:
    """The further parents of organisations."""

    def __init__(self, database: Database, at: Connection | None = None) -> None:
        self._database = database
        self._at = at

    def add(self, organisation: str, department: str, by: By, why: str = "") -> None:
        """From now on this department sees the organisation too. Said again, nothing changes.

        Raises: NotFound for either; SettingWrong for its lead department; InputRefused for the reason.
        """
        words = written.text_or_nothing("why", why)

        def add(connection: Connection) -> None:
            lead = rows.one(connection, ORGANISATIONS, organisation, "organisation").department
            rows.one(connection, DEPARTMENTS, department, "department")
            if lead == department:
                raise SettingWrong(
                    f"{department!r} is the department to which the returns of {organisation!r} are due.",
                    "Name another department that oversees it too.",
                )
            if not _is_parent(connection, organisation, department):
                connection.execute(insert(OTHER_PARENTS), {"department": department, "organisation": organisation})
                _tell(connection, "organisation.parent_added", organisation, department, lead, words, by)

        self._database.write(add)

    def remove(self, organisation: str, department: str, by: By, why: str = "") -> None:
        """From now on this department sees the organisation no longer.

        Raises: NotFound, also when it is no further parent of it; InputRefused for the reason.
        """
        words = written.text_or_nothing("why", why)

        def remove(connection: Connection) -> None:
            lead = rows.one(connection, ORGANISATIONS, organisation, "organisation").department
            if not _is_parent(connection, organisation, department):
                raise NotFound(
                    f"{department!r} is not a further parent of {organisation!r}.",
                    "`hub organisation list --json` tells the further parents of each.",
                    department=department,
                )
            connection.execute(delete(OTHER_PARENTS).where(*_place(organisation, department)))
            _tell(connection, "organisation.parent_removed", organisation, department, lead, words, by)

        self._database.write(remove)

    def of(self, scope: Scope) -> Mapping[str, tuple[str, ...]]:
        """The further parents of each organisation in scope that has any, by code."""
        wanted = (
            select(OTHER_PARENTS)
            .join(ORGANISATIONS, ORGANISATIONS.c.code == OTHER_PARENTS.c.organisation)
            .where(*reaching(scope, ORGANISATIONS.c.department, ORGANISATIONS.c.code))
        )
        found: dict[str, list[str]] = defaultdict(list)
        with self._database.read(self._at) as connection:
            for row in connection.execute(wanted.order_by(OTHER_PARENTS.c.organisation, OTHER_PARENTS.c.department)):
                found[row.organisation].append(row.department)
        return {organisation: tuple(departments) for organisation, departments in found.items()}


def _tell(connection: Connection, what: str, organisation: str, department: str, lead: str, why: str, by: By) -> None:
    detail = {"department": department}
    entry = ledger.Entry(by, what, organisation, detail, department=lead, organisation=organisation, why=why)
    ledger.append(connection, entry)


def _is_parent(connection: Connection, organisation: str, department: str) -> bool:
    return connection.execute(select(OTHER_PARENTS).where(*_place(organisation, department))).first() is not None


def _place(organisation: str, department: str) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    place = OTHER_PARENTS.c
    return place.organisation == organisation, place.department == department
