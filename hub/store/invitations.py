"""Invitations: links with which somebody sets a password, once.

Keeps the digest of what a link carries, never the link. Every change is an entry in the ledger, in the same write.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, select

from hub.errors import NotFound
from hub.store import ledger, links, people, rows
from hub.store.database import Database
from hub.store.ledger import By
from hub.store.moments import moment_text
from hub.store.sessions import SHOWN
from hub.store.tables import INVITATIONS, PEOPLE


class Invitations:
    """Links that were given to people, and what became of them."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def make(self, person: str, digest: str, expires_at: datetime, by: By) -> None:
        """Invite somebody by the link of this digest. Those given to them before are good no longer.

        Raises: NotFound.
        """

        def make(connection: Connection) -> None:
            rows.one(connection, PEOPLE, person, "person")
            links.end_all(connection, person, by.at)
            row = {"id": digest, "person": person, "made_at": moment_text(by.at), "made_by": by.who}
            rows.add(connection, INVITATIONS, {**row, "expires_at": moment_text(expires_at), "used_at": None})
            detail = {"expires_at": moment_text(expires_at), "link": digest[:SHOWN]}
            ledger.append(connection, ledger.Entry(by, "invitation.made", person, detail))

        self._database.write(make)

    def invited(self, digest: str, now: datetime) -> str | None:
        """Whom the link of this digest invites. Missing: None where it is unknown, used, expired or of no use."""
        with self._database.read() as connection:
            return _invited(connection, digest, now)

    def take_up(self, digest: str, password_hash: str, at: datetime, origin: str) -> str:
        """Set the password of whom the link invites; every session of theirs ends, and the link is good no longer.

        Raises: NotFound where the link is unknown, used, expired or of no use.
        """

        def take_up(connection: Connection) -> str:
            person = _invited(connection, digest, at)
            if person is None:
                raise NotFound("There is no such invitation.", "Ask the people who run the hub for another one.")
            by = By(person, people.THEMSELVES, at, origin)
            rows.change(connection, INVITATIONS, digest, {"used_at": moment_text(at)})
            ledger.append(connection, ledger.Entry(by, "invitation.used", person, {"link": digest[:SHOWN]}))
            people.set_password(connection, person, password_hash, by)
            return person

        return self._database.write(take_up)


def _invited(connection: Connection, digest: str, now: datetime) -> str | None:
    """Nobody by the link of somebody who is disabled, or whom a provider knows: they set no password here."""
    wanted = (
        select(PEOPLE.c.name)
        .join(INVITATIONS, INVITATIONS.c.person == PEOPLE.c.name)
        .where(INVITATIONS.c.id == digest, *links.good(now), PEOPLE.c.disabled_at.is_(None), PEOPLE.c.issuer.is_(None))
    )
    return connection.execute(wanted).scalar()
