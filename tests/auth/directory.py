"""People kept in memory: a register as small as signing in allows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cache

from forging import NOW

from hub.auth.passwords import hash_password
from hub.errors import NotFound
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


@dataclass(frozen=True)
class GivenRole:
    role: str
    organisations: tuple[str, ...] | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    department: str = "harbours"
    id: str = "1"


class Directory:
    """Who may sign in, and in which roles."""

    def __init__(self, people: Mapping[Person, Sequence[GivenRole]]) -> None:
        self._people = {person.name: person for person in people}
        self._roles = {person.name: list(roles) for person, roles in people.items()}

    def person(self, name: str) -> Person:
        if not name.isprintable():
            raise ValueError("PostgreSQL takes no text with NUL in it; neither does this.")
        if name not in self._people:
            raise NotFound("There is nobody of this name.")
        return self._people[name]

    def roles(self, name: str) -> list[GivenRole]:
        return self._roles[name]

    def scope(self, department: str, organisations: tuple[str, ...] | None) -> Scope:
        return Scope(department, None if organisations is None else frozenset(organisations))

    def give(self, name: str, *roles: GivenRole) -> None:
        """These roles, and no other from now on."""
        self._roles[name] = list(roles)

    def keep_password_hash(self, name: str, password_hash: str) -> None:
        self._change(name, password_hash=password_hash)

    def disable(self, name: str) -> None:
        self._change(name, disabled_at=NOW)

    def remove(self, name: str) -> None:
        del self._people[name]

    def _change(self, name: str, **changes: object) -> None:
        self._people[name] = replace(self._people[name], **changes)  # type: ignore[arg-type]
