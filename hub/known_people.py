"""Store and auth joined: people, their roles, sessions and invitations, as signing in sees them.

Part of the composition root: it passes values from floor to floor and decides nothing itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from hub.auth.known import Beginning, Hand
from hub.config import Config
from hub.scope import Scope
from hub.store.database import Database
from hub.store.invitations import Invitations
from hub.store.known import Known, known
from hub.store.ledger import By
from hub.store.people import THEMSELVES, People, Person
from hub.store.reach import scope_of
from hub.store.register import Register
from hub.store.sessions import GoodSince, Session, Sessions

NOBODY = ("not signed in", "stranger")  # who and which role, in the ledger, of somebody who was not let in


@dataclass(frozen=True, slots=True)
class KnownPeople:
    """What `hub.auth` asks the store for."""

    database: Database
    config: Config

    def person(self, name: str) -> Person:
        """Somebody by sign-in name. Raises: NotFound."""
        return People(self.database).person(name)

    def known(self, session_id: str) -> Known | None:
        """Who is behind a session."""
        return known(self.database, session_id)

    def scope(self, department: str, organisations: tuple[str, ...] | None) -> Scope:
        """What a role in this department, for these organisations, lets somebody see."""
        return scope_of(self.database, department, organisations)

    def names(self, department: str, organisations: tuple[str, ...] | None) -> tuple[str, tuple[str, ...] | None]:
        """What a department and its organisations are called."""
        with self.database.read() as moment:
            register = Register(self.database, moment)
            bodies = None if organisations is None else register.names(organisations)
            return register.department(department).name, bodies

    def begin(self, beginning: Beginning) -> None:
        """Begin a session. Raises: Conflict when what it began with has begun one before, or the account changed."""
        by = beginning.by
        session = Session(
            beginning.session_id, by.name, by.at, by.at, by.origin,
            groups=beginning.groups, began_with=beginning.began_with,
        )  # fmt: skip
        good = GoodSince.at(by.at, self.config)
        Sessions(self.database).begin(session, beginning.how, _by(by), good, beginning.password_hash)

    def saw(self, session_id: str, at: datetime) -> None:
        """Keep that a session was used."""
        Sessions(self.database).saw(session_id, at)

    def end(self, session_id: str, why: str, by: Hand) -> None:
        """End a session."""
        Sessions(self.database).end(session_id, _by(by), why)

    def end_all(self, why: str, by: Hand, but: str = "") -> None:
        """End every session of theirs, but for one when it is named."""
        Sessions(self.database).end_all(by.name, _by(by), why, but)

    def open_sessions(self, name: str, now: datetime) -> list[Session]:
        """The sessions of somebody that are good still, the last seen first."""
        return Sessions(self.database).open(name, GoodSince.at(now, self.config))

    def act_as(self, session_id: str, role_id: str, by: Hand) -> None:
        """Choose the role in which somebody acts in a session."""
        Sessions(self.database).act_as(session_id, role_id, _by(by))

    def keep_password_hash(self, password_hash: str, by: Hand, was: str) -> None:
        """Keep a stronger hash of the same password."""
        People(self.database).keep_hash(by.name, password_hash, _by(by), was)

    def set_password(self, password_hash: str, by: Hand) -> None:
        """Keep a new password; every session ends."""
        People(self.database).set_password(by.name, password_hash, _by(by))

    def tell_refused(self, name: str, reason: str, at: datetime, origin: str) -> None:
        """Let the ledger tell that somebody was not let in as this person."""
        People(self.database).tell_refused(name, reason, By(*NOBODY, at, origin))

    def invited(self, digest: str, now: datetime) -> str | None:
        """Whom the link of this digest invites."""
        return Invitations(self.database).invited(digest, now)

    def take_up(self, digest: str, password_hash: str, at: datetime, origin: str) -> Person:
        """Set the password of whom the link invites. Raises: NotFound."""
        return self.person(Invitations(self.database).take_up(digest, password_hash, at, origin))


def _by(hand: Hand) -> By:
    return By(hand.name, THEMSELVES, hand.at, hand.origin)
