"""Who is behind a session: read by one statement, because every page that somebody looks at asks for it.

The rows are read each time: a session that was ended, a role that was taken away and an account that was disabled have
no effect from the next page on.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, bindparam, select

from hub.store.database import Database
from hub.store.people import Person, person_of
from hub.store.roles import GivenRole, Roles, role_of
from hub.store.sessions import Session, session_of
from hub.store.statements import Prepared
from hub.store.tables import PEOPLE, ROLES, SESSIONS

OF_A_PERSON, OF_A_ROLE = "person_", "role_"
_FOUND = Prepared(
    select(
        *SESSIONS.c,
        *(column.label(f"{OF_A_PERSON}{column.key}") for column in PEOPLE.c),
        *(column.label(f"{OF_A_ROLE}{column.key}") for column in ROLES.c),
    )
    .join(PEOPLE, PEOPLE.c.name == SESSIONS.c.person)
    .outerjoin(ROLES, and_(ROLES.c.person == SESSIONS.c.person, ROLES.c.removed_at.is_(None)))
    .where(SESSIONS.c.id == bindparam("wanted"))
)


@dataclass(frozen=True, slots=True)
class Known:
    """A session, whose it is, and every role of theirs that was not taken away, the oldest first."""

    session: Session
    person: Person
    roles: tuple[GivenRole, ...]


def known(database: Database, session_id: str) -> Known | None:
    """Who is behind a session, ended or not. Missing: None when there is no such session."""
    with database.look() as connection:
        found = _FOUND.all(connection, {"wanted": session_id})
    if not found:
        return None
    session = session_of(found[0])
    given = [role_of(_part(row, OF_A_ROLE)) for row in found if row[f"{OF_A_ROLE}id"] is not None]
    if session.groups:  # what a group brings is few people's, and a second look
        given = Roles(database).of(session.person, session.groups)
    in_order = tuple(sorted(given, key=lambda each: int(each.id)))
    return Known(session, person_of(_part(found[0], OF_A_PERSON)), in_order)


def _part(row: Mapping[str, Any], prefix: str) -> dict[str, Any]:
    return {name.removeprefix(prefix): value for name, value in row.items() if name.startswith(prefix)}
