"""People who may sign in: by which name, with the hash of which password, and whether they still may.

Holds hashes of passwords, never what they are hashes of. What somebody may do is their roles: `hub.store.roles`.
Every change is an entry in the ledger, in the same write.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from hub.errors import Conflict
from hub.store import ledger, links, registering, registrable, roles, rows, sessions
from hub.store.database import Database
from hub.store.ledger import By
from hub.store.moments import moment_of, moment_text
from hub.store.registering import New
from hub.store.roles import Terms
from hub.store.tables import PEOPLE

THEMSELVES = "person"  # the role in the ledger of whoever does something to their own account


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who may sign in, by sign-in name.

    Missing: `password_hash` is empty while there is no password; `disabled_at` is None while they may sign in;
    `issuer` and `subject` are None for whom no provider knows.
    """

    name: str
    password_hash: str = field(default="", repr=False)
    disabled_at: datetime | None = None
    issuer: str | None = None
    subject: str | None = None


class People:
    """Who may sign in, and who once might."""

    def __init__(self, database: Database, at: Connection | None = None) -> None:
        self._database = database
        self._at = at

    def add(self, person: Person, by: By, *first: Terms, why: str = "") -> None:
        """Let somebody sign in, in their first roles.

        Raises: SettingWrong, Conflict for the sign-in name; NotFound for the department of a role or one of its bodies.
        """

        def add(connection: Connection) -> None:
            name = added(connection, person, by).name
            for terms in first:
                roles.grant(connection, terms, by, why, person=name)

        self._database.write(add)

    def person(self, name: str) -> Person:
        """Raises: NotFound."""
        with self._database.read(self._at) as connection:
            return person_of(rows.one(connection, PEOPLE, name, "person")._mapping)

    def all(self) -> list[Person]:
        """Everybody who was ever allowed to sign in, by name; those who may no longer are among them."""
        with self._database.read(self._at) as connection:
            return [person_of(row) for row in connection.execute(select(PEOPLE).order_by(PEOPLE.c.name)).mappings()]

    def disable(self, name: str, by: By) -> None:
        """From now on they are signed out and cannot sign in. Done again it changes nothing, not even since when.

        Neither their sessions nor links to set a password come back when they are let in again.

        Raises: NotFound.
        """

        def disable(connection: Connection) -> None:
            if rows.one(connection, PEOPLE, name, "person").disabled_at is None:
                rows.change(connection, PEOPLE, name, {"disabled_at": moment_text(by.at)})
                ledger.append(connection, ledger.Entry(by, "person.disabled", name, {}))
                sessions.end_all(connection, name, by, "account disabled")
                links.end_all(connection, name, by.at)

        self._database.write(disable)

    def enable(self, name: str, by: By) -> None:
        """From now on they may sign in again, with the password they had. Of somebody who may already, nothing changes.

        Raises: NotFound.
        """

        def enable(connection: Connection) -> None:
            if rows.one(connection, PEOPLE, name, "person").disabled_at is not None:
                rows.change(connection, PEOPLE, name, {"disabled_at": None})
                ledger.append(connection, ledger.Entry(by, "person.enabled", name, {}))

        self._database.write(enable)

    def set_password(self, name: str, password_hash: str, by: By) -> None:
        """Every session and every link of theirs ends.

        Whether they may sign in stays as it was.

        Raises: NotFound; Conflict for whom a provider knows.
        """
        self._database.write(lambda connection: set_password(connection, name, password_hash, by))

    def keep_hash(self, name: str, password_hash: str, by: By, was: str) -> None:
        """Keep a stronger hash of the same password: nothing else changes. Of another password by now it is not kept.

        Raises: NotFound.
        """

        def keep(connection: Connection) -> None:
            if rows.one(connection, PEOPLE, name, "person").password_hash != was:
                return
            rows.change(connection, PEOPLE, name, {"password_hash": password_hash})
            ledger.append(connection, ledger.Entry(by, "person.password_rehashed", name, _password(password_hash)))

        self._database.write(keep)

    def tell_refused(self, name: str, reason: str, by: By) -> None:
        """That somebody tried to sign in as this person and was not let in. What was typed is kept nowhere."""
        entry = ledger.Entry(by, "sign_in.refused", name, {"reason": reason})
        self._database.write(lambda connection: ledger.append(connection, entry))


def set_password(connection: Connection, name: str, password_hash: str, by: By) -> None:
    """As `People.set_password`, inside a write that others began."""
    person = rows.one(connection, PEOPLE, name, "person")
    if person.issuer is not None:
        raise Conflict(f"{name} signs in with {person.issuer} and needs no password here.", "Nothing was changed.")
    rows.change(connection, PEOPLE, name, {"password_hash": password_hash})
    ledger.append(connection, ledger.Entry(by, "person.password_set", name, _password(password_hash)))
    sessions.end_all(connection, name, by, "password changed")
    links.end_all(connection, name, by.at)


def _password(password_hash: str) -> dict[str, str]:
    return {registering.digest_name("password_hash"): registering.digest(password_hash)}


def added(connection: Connection, person: Person, by: By) -> Person:
    """Let somebody sign in, inside a write. Raises: SettingWrong, Conflict for the sign-in name."""
    person = replace(person, name=registrable.sign_in_name(person.name))
    _expect_unlike_others(connection, person.name)
    registering.added(connection, PEOPLE, New("person", person.name, _row(person)), by)
    return person


def _expect_unlike_others(connection: Connection, name: str) -> None:
    """See that nobody is taken for this one. Raises: Conflict. The very same name is for whoever adds it to refuse."""
    alike = registrable.taken_for(name)
    for other in connection.execute(select(PEOPLE.c.name)).scalars():
        if other != name and registrable.taken_for(other) == alike:
            raise Conflict(f"{name!r} would be taken for {other!r}, who is registered.", "Use another name.")


def _row(person: Person) -> dict[str, Any]:
    return {**asdict(person), "disabled_at": moment_text(person.disabled_at)}


def person_of(row: Mapping[Any, Any]) -> Person:
    """What a row of people tells."""
    return Person(**{**row, "disabled_at": moment_of(row["disabled_at"])})
