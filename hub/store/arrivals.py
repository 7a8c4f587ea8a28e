"""People whom a provider knows: found by what it calls them for ever, registered when they first come with a role.

A name is never shared: somebody who comes with that of another account, of whatever kind, is not registered.
"""

from __future__ import annotations

from sqlalchemy import Connection, select

from hub.store import people
from hub.store.database import Database
from hub.store.ledger import By
from hub.store.people import Person
from hub.store.tables import PEOPLE


class Arrivals:
    """Those of the people whom a provider knows."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def known(self, issuer: str, subject: str) -> Person | None:
        """Somebody by what a provider calls them. Missing: None for whom nobody registered."""
        with self._database.read() as connection:
            return _known(connection, issuer, subject)

    def register(self, person: Person, by: By) -> Person:
        """Register somebody whom a provider knows; who was registered meanwhile stays as they are.

        Raises: SettingWrong for the name; Conflict when it is another account's.
        """

        def register(connection: Connection) -> Person:
            found = _known(connection, person.issuer or "", person.subject or "")
            return found or people.added(connection, person, by)

        return self._database.write(register)


def _known(connection: Connection, issuer: str, subject: str) -> Person | None:
    row = (
        connection.execute(select(PEOPLE).where(PEOPLE.c.issuer == issuer, PEOPLE.c.subject == subject))
        .mappings()
        .first()
    )
    return None if row is None else people.person_of(row)
