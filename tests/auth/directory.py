"""People kept in memory: a register as small as signing in allows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cache

from forging import NOW

from hub.auth.known import Beginning, Hand
from hub.auth.passwords import hash_password
from hub.errors import Conflict, NotFound
from hub.scope import Scope

PASSWORD = "lantern hill pilot boat"


@cache
def kept(password: str = PASSWORD) -> str:
    return hash_password(password)


@dataclass(frozen=True)
class Person:
    name: str
    password_hash: str = field(default_factory=kept)
    disabled_at: datetime | None = None
    issuer: str | None = None


@dataclass(frozen=True)
class GivenRole:
    role: str
    organisations: tuple[str, ...] | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    department: str = "harbours"
    id: str = "1"


@dataclass(frozen=True)
class KeptSession:
    id: str
    person: str
    began_at: datetime
    seen_at: datetime
    origin: str
    groups: tuple[str, ...] = ()
    acts_as: str | None = None
    ended_at: datetime | None = None
    ended_why: str | None = None


@dataclass(frozen=True)
class Known:
    session: KeptSession
    person: Person
    roles: tuple[GivenRole, ...]


class Directory:
    """Who may sign in, in which roles, and who has."""

    def __init__(self, people: Mapping[Person, Sequence[GivenRole]]) -> None:
        self._people = {person.name: person for person in people}
        self._roles = {person.name: list(roles) for person, roles in people.items()}
        self.sessions: dict[str, KeptSession] = {}
        self.used: set[str | None] = set()
        self.refused: list[tuple[str, str, str]] = []

    def person(self, name: str) -> Person:
        if not name.isprintable():
            raise ValueError("PostgreSQL takes no text with NUL in it; neither does this.")
        if name not in self._people:
            raise NotFound("There is nobody of this name.")
        return self._people[name]

    def known(self, session_id: str) -> Known | None:
        kept = self.sessions.get(session_id)
        if kept is None or kept.person not in self._people:
            return None
        return Known(kept, self._people[kept.person], tuple(self._roles[kept.person]))

    def scope(self, department: str, organisations: tuple[str, ...] | None) -> Scope:
        return Scope(department, None if organisations is None else frozenset(organisations))

    def give(self, name: str, *roles: GivenRole) -> None:
        """These roles, and no other from now on."""
        self._roles[name] = list(roles)

    def begin(self, beginning: Beginning) -> None:
        by, session_id = beginning.by, beginning.session_id
        assert self._people[by.name].password_hash == beginning.password_hash
        if beginning.began_with in self.used:
            raise Conflict("It has begun a session before.")
        self.used |= {beginning.began_with} - {None}
        self.sessions[session_id] = KeptSession(session_id, by.name, by.at, by.at, by.origin, beginning.groups)

    def saw(self, session_id: str, at: datetime) -> None:
        self.sessions[session_id] = replace(self.sessions[session_id], seen_at=at)

    def end(self, session_id: str, why: str, by: Hand) -> None:
        self.sessions[session_id] = replace(self.sessions[session_id], ended_at=by.at, ended_why=why)

    def tell_refused(self, name: str, reason: str, at: datetime, origin: str) -> None:
        self.refused.append((name, reason, origin))

    def keep_password_hash(self, password_hash: str, by: Hand, was: str) -> None:
        self._change(by.name, password_hash=password_hash)

    def disable(self, name: str) -> None:
        self._change(name, disabled_at=NOW)

    def remove(self, name: str) -> None:
        del self._people[name]

    def _change(self, name: str, **changes: object) -> None:
        self._people[name] = replace(self._people[name], **changes)  # type: ignore[arg-type]
