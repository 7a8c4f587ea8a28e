"""Roles: what was given to whom, for which organisations, from which day to which, and what was taken away again.

A role is never changed and never deleted: another is given, and the first is removed. What a role lets somebody do is
for `hub.auth`. Every change is an entry in the ledger, in the same write.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

import orjson
from sqlalchemy import Connection, and_, exists, func, or_, select

from hub.errors import Conflict, NotFound, SettingWrong
from hub.store import ledger, registrable, rows, written
from hub.store.database import Database
from hub.store.ledger import By
from hub.store.moments import moment_of, moment_text
from hub.store.registering import as_text
from hub.store.tables import DEPARTMENTS, ORGANISATIONS, OTHER_PARENTS, PEOPLE, ROLES


@dataclass(frozen=True, slots=True)
class Terms:
    """What a role is, for whom, and from when to when; the first and the last day are days on which it holds.

    Missing: `organisations` is None for the whole department; `starts_on`, `ends_on` where it has no such day.
    """

    role: str
    department: str
    organisations: tuple[str, ...] | None = None
    starts_on: date | None = None
    ends_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenRole(Terms):
    """A role that was given to one person, or to everybody in a group of the provider; the other of the two is None.

    Missing: `removed_at` and `removed_by` are None until somebody takes it away.
    """

    id: str
    person: str | None
    of_group: str | None
    given_at: datetime
    given_by: str
    removed_at: datetime | None = None
    removed_by: str | None = None


class Roles:
    """Who may do what, as it was given."""

    def __init__(self, database: Database, at: Connection | None = None) -> None:
        self._database = database
        self._at = at

    def give(
        self, terms: Terms, by: By, *, person: str | None = None, of_group: str | None = None, why: str = ""
    ) -> GivenRole:
        """Give a role to one person, or to a group of the provider.

        Raises: NotFound for the person, the department or one of its bodies; SettingWrong when it ends before it
        begins; Conflict when they have it already, on the same terms; InputRefused for the reason.
        """
        return self._database.write(lambda connection: grant(connection, terms, by, why, person, of_group))

    def remove(self, role_id: str, by: By, why: str = "") -> GivenRole:
        """It has no effect from now on. Removed again, nothing changes, not even since when.

        Raises: NotFound; InputRefused for the reason.
        """
        words = written.text_or_nothing("why", why)

        def remove(connection: Connection) -> GivenRole:
            row = rows.one(connection, ROLES, role_id, "role")
            if row.removed_at is None:
                rows.change(connection, ROLES, role_id, {"removed_at": moment_text(by.at), "removed_by": by.who})
                row = rows.one(connection, ROLES, role_id, "role")
                ledger.append(connection, _entry("role.removed", role_of(row._mapping), by, words))
            return role_of(row._mapping)

        return self._database.write(remove)

    def of(self, person: str, groups: Collection[str] = ()) -> list[GivenRole]:
        """The roles of somebody in these groups that were not removed, whatever the day, the oldest first."""
        theirs = ROLES.c.person == person
        whose = or_(theirs, ROLES.c.of_group.in_(sorted(groups))) if groups else theirs
        return self._found(and_(whose, ROLES.c.removed_at.is_(None)))

    def all(self) -> list[GivenRole]:
        """Every role that was ever given, the oldest first; removed ones are among them."""
        return self._found(ROLES.c.id.is_not(None))

    def _found(self, which: Any) -> list[GivenRole]:
        with self._database.read(self._at) as connection:
            found = [role_of(row) for row in connection.execute(select(ROLES).where(which)).mappings()]
        return sorted(found, key=lambda each: int(each.id))


def grant(
    connection: Connection,
    terms: Terms,
    by: By,
    why: str = "",
    person: str | None = None,
    of_group: str | None = None,
) -> GivenRole:
    """Give a role, inside a write. Raises: as `Roles.give`."""
    if (person is None) == (of_group is None):
        raise ValueError("a role is for one person or for one group")
    words = written.text_or_nothing("why", why)
    _expect_days(terms)
    if person is not None:
        rows.one(connection, PEOPLE, person, "person")
    if of_group is not None:
        of_group = registrable.name("a group", of_group)
    _expect_bodies(connection, terms)
    _expect_another(connection, terms, person, of_group)
    number = connection.execute(select(func.count()).select_from(ROLES)).scalar_one() + 1
    given = GivenRole(
        **asdict(terms), id=str(number), person=person, of_group=of_group, given_at=by.at, given_by=by.who
    )
    rows.add(connection, ROLES, _row(given))
    ledger.append(connection, _entry("role.given", given, by, words))
    return given


def _expect_days(terms: Terms) -> None:
    if terms.starts_on is not None and terms.ends_on is not None and terms.ends_on < terms.starts_on:
        raise SettingWrong(
            f"A role cannot end on {terms.ends_on}: it begins on {terms.starts_on}.",
            "Correct whichever of the two days is wrong.",
        )


def _expect_another(connection: Connection, terms: Terms, person: str | None, of_group: str | None) -> None:
    """See that nobody gets one role twice: they could not tell in which of the two they act. Raises: Conflict."""
    bodies = None if terms.organisations is None else as_text(terms.organisations)
    same = {"person": person, "of_group": of_group, **asdict(terms), "organisations": bodies, "removed_at": None}
    equal = (ROLES.c[name].is_not_distinct_from(value) for name, value in same.items())
    found = connection.execute(select(ROLES.c.id).where(*equal)).scalar()
    if found is not None:
        raise Conflict(
            f"{person or of_group} has this role already, for the same organisations and days: its number is {found}.",
            "Nothing was changed.",
        )


def _expect_bodies(connection: Connection, terms: Terms) -> None:
    """See that the department is registered, and that it oversees each organisation named."""
    rows.one(connection, DEPARTMENTS, terms.department, "department")
    for code in terms.organisations or ():
        lead = rows.one(connection, ORGANISATIONS, code, "organisation").department
        if lead != terms.department and not _oversees_too(connection, terms.department, code):
            raise NotFound(
                f"The organisation {code!r} is not one of the department {terms.department!r}.",
                "Name organisations of that department.",
                organisation=code,
            )


def _oversees_too(connection: Connection, department: str, organisation: str) -> bool:
    either = OTHER_PARENTS.c.department == department, OTHER_PARENTS.c.organisation == organisation
    return connection.execute(select(exists().where(*either))).scalar_one()


def _entry(what: str, given: GivenRole, by: By, why: str) -> ledger.Entry:
    """To whom, and on which terms; whom it concerns when it is one organisation."""
    told = {"id": given.id, "role": given.role, "organisations": given.organisations}
    days = {"starts_on": given.starts_on, "ends_on": given.ends_on}
    detail = {name: value for name, value in {**told, **days}.items() if value is not None}
    if given.of_group is not None:
        detail["of_group"] = given.of_group
    named = given.organisations or ()
    return ledger.Entry(
        by,
        what,
        given.person or given.of_group or "",
        detail,
        department=given.department,
        organisation=named[0] if len(named) == 1 else None,
        why=why,
    )


def _row(given: GivenRole) -> dict[str, Any]:
    row = asdict(given)
    row["organisations"] = None if given.organisations is None else as_text(given.organisations)
    return {**row, "given_at": moment_text(given.given_at), "removed_at": moment_text(given.removed_at)}


def role_of(row: Mapping[Any, Any]) -> GivenRole:
    """What a row of roles tells."""
    named = row["organisations"]
    days = {name: _day(row[name]) for name in ("starts_on", "ends_on")}
    moments = {name: moment_of(row[name]) for name in ("given_at", "removed_at")}
    organisations = None if named is None else tuple(orjson.loads(named))
    return GivenRole(**{**row, **days, **moments, "organisations": organisations})


def _day(value: str | date | None) -> date | None:
    """A driver asked without SQLAlchemy gives a day as text where the engine is SQLite."""
    return date.fromisoformat(value) if isinstance(value, str) else value
