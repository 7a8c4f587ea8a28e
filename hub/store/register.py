"""The register: departments, their related organisations, machine clients and people who may sign in.

Holds hashes of secrets and passwords, never what they are hashes of; who may do what is for `hub.auth`.
Every change is an entry in the ledger, in the same write.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from typing import Any, NoReturn

import orjson
from sqlalchemy import Connection, Table, insert, select, update

from hub.contract import circumstances
from hub.errors import Conflict, NotFound
from hub.scope import Scope
from hub.store import ledger
from hub.store.database import Database
from hub.store.ledger import By
from hub.store.moments import moment_of, moment_text
from hub.store.tables import CLIENTS, DEPARTMENTS, ORGANISATIONS, PEOPLE


@dataclass(frozen=True, slots=True)
class Department:
    """A parent department. Missing: `collects_from` is None when it asks for every period there is."""

    code: str
    name: str
    collects_from: date | None = None


@dataclass(frozen=True, slots=True)
class RelatedOrganisation:
    """A body that a department is responsible for.

    Missing: `opened_on`, `closed_on` are None without a known beginning or end; `successor` is the code of the body
    that took over, which may be registered later; `independent_tier` is None where there is none.
    """

    code: str
    name: str
    kind: str
    department: str
    reports: str = "quarter"
    opened_on: date | None = None
    closed_on: date | None = None
    successor: str | None = None
    independent_tier: str | None = None
    services: tuple[str, ...] = ()

    def circumstances(self) -> circumstances.Organisation:
        """As much of it as judging a return needs."""
        return circumstances.Organisation(self.code, self.name, self.reports, self.opened_on, self.closed_on)


@dataclass(frozen=True, slots=True)
class Client:
    """A machine's credential to send the returns of one organisation.

    Missing: `expires_at` is None when it does not expire, `revoked_at` while it holds.
    """

    client_id: str
    organisation: str
    secret_hash: str = field(repr=False)
    created_at: datetime
    expires_at: datetime | None = None
    revoked_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who may sign in, by sign-in name.

    Missing: `organisations` is None for whoever oversees the whole department; `disabled_at` while they may sign in.
    """

    name: str
    password_hash: str = field(repr=False)
    role: str
    department: str
    organisations: tuple[str, ...] | None = None
    disabled_at: datetime | None = None


class Register:
    """Who is known to the hub. Codes are unique over the whole hub; an organisation has one department."""

    def __init__(self, database: Database, at: Connection | None = None) -> None:
        self._database = database
        self._at = at

    def at(self, moment: Connection) -> Register:
        """The register as it stood at a moment that `Database.read` opened."""
        return Register(self._database, moment)

    def add_department(self, department: Department, by: By) -> None:
        """Raises: Conflict when there is one of this code."""
        self._add(DEPARTMENTS, asdict(department), by, "department", department.code)

    def department(self, code: str) -> Department:
        """Raises: NotFound."""
        return _department(self._one(DEPARTMENTS, code, "department"))

    def departments(self) -> list[Department]:
        """Every department of this hub, by code."""
        with self._database.read(self._at) as connection:
            return [_department(row) for row in connection.execute(select(DEPARTMENTS).order_by(DEPARTMENTS.c.code))]

    def add_organisation(self, organisation: RelatedOrganisation, by: By) -> None:
        """Raises: Conflict when there is one of this code; NotFound when its department is not known."""
        row = {**asdict(organisation), "services": _json(organisation.services)}
        self._add(ORGANISATIONS, row, by, "organisation", organisation.code, within=(DEPARTMENTS, "department"))

    def organisation(self, code: str) -> RelatedOrganisation:
        """Raises: NotFound."""
        return organisation_of(self._one(ORGANISATIONS, code, "organisation")._mapping)

    def organisations(self, scope: Scope) -> list[RelatedOrganisation]:
        """The organisations that a caller may see, by code."""
        wanted = select(ORGANISATIONS).where(ORGANISATIONS.c.department == scope.department)
        if scope.organisations is not None:
            wanted = wanted.where(ORGANISATIONS.c.code.in_(sorted(scope.organisations)))
        with self._database.read(self._at) as connection:
            return [
                organisation_of(row) for row in connection.execute(wanted.order_by(ORGANISATIONS.c.code)).mappings()
            ]

    def add_client(self, client: Client, by: By) -> None:
        """Raises: Conflict when there is one of this id; NotFound when its organisation is not known."""
        moments = {name: moment_text(getattr(client, name)) for name in ("created_at", "expires_at", "revoked_at")}
        row = {**asdict(client), **moments}
        self._add(CLIENTS, row, by, "client", client.client_id, within=(ORGANISATIONS, "organisation"))

    def client(self, client_id: str) -> Client:
        """Raises: NotFound."""
        return _client(self._one(CLIENTS, client_id, "client"))

    def revoke_client(self, client_id: str, by: By) -> None:
        """From now on it sends nothing. Revoking it again changes nothing, not even since when.

        Raises: NotFound.
        """

        def revoke(connection: Connection) -> None:
            if _row(connection, CLIENTS, client_id, "client").revoked_at is None:
                values = {"revoked_at": moment_text(by.at)}
                _change(connection, CLIENTS, client_id, values)
                ledger.append(connection, ledger.Entry(by, "client.revoked", client_id, {}))

        self._database.write(revoke)

    def add_person(self, person: Person, by: By) -> None:
        """Raises: Conflict when there is one of this sign-in name; NotFound when their department is not known."""
        row = {
            **asdict(person),
            "organisations": None if person.organisations is None else _json(person.organisations),
            "disabled_at": moment_text(person.disabled_at),
        }
        self._add(PEOPLE, row, by, "person", person.name, within=(DEPARTMENTS, "department"))

    def person(self, name: str) -> Person:
        """Raises: NotFound."""
        return _person(self._one(PEOPLE, name, "person"))

    def set_password(self, name: str, password_hash: str, by: By) -> None:
        """Raises: NotFound."""

        def change(connection: Connection) -> None:
            _row(connection, PEOPLE, name, "person")
            _change(connection, PEOPLE, name, {"password_hash": password_hash})
            ledger.append(connection, ledger.Entry(by, "person.password_set", name, {}))

        self._database.write(change)

    def _one(self, table: Table, name: str, noun: str) -> Any:
        with self._database.read(self._at) as connection:
            return _row(connection, table, name, noun)

    def _add(
        self,
        table: Table,
        row: dict[str, Any],
        by: By,
        noun: str,
        name: str,
        within: tuple[Table, str] | None = None,
    ) -> None:
        def add(connection: Connection) -> None:
            if connection.execute(select(table).where(_key(table) == name)).first():
                raise Conflict(f"There is already {_a(noun)} called {name!r}.", "Choose another.", **{noun: name})
            if within is not None:
                parent, column = within
                _row(connection, parent, row[column], column)
            connection.execute(insert(table), row)
            ledger.append(connection, ledger.Entry(by, f"{noun}.added", name, _for_the_ledger(row)))

        self._database.write(add)


def _key(table: Table) -> Any:
    (key,) = table.primary_key
    return key


def _row(connection: Connection, table: Table, name: str, noun: str) -> Any:
    return connection.execute(select(table).where(_key(table) == name)).first() or _not_found(noun, name)


def _change(connection: Connection, table: Table, name: str, values: dict[str, Any]) -> None:
    connection.execute(update(table).where(_key(table) == name).values(values))


def _for_the_ledger(row: Mapping[str, Any]) -> dict[str, Any]:
    """What was registered, without the hashes."""
    return {name: value for name, value in row.items() if not name.endswith("_hash") and value is not None}


def _department(row: Any) -> Department:
    return Department(row.code, row.name, row.collects_from)


def organisation_of(row: Mapping[Any, Any]) -> RelatedOrganisation:
    """What a row of organisations tells."""
    return RelatedOrganisation(**{**row, "services": tuple(orjson.loads(row["services"]))})


def _client(row: Any) -> Client:
    return Client(
        row.client_id,
        row.organisation,
        row.secret_hash,
        moment_of(row.created_at),
        moment_of(row.expires_at),
        moment_of(row.revoked_at),
    )


def _person(row: Any) -> Person:
    organisations = None if row.organisations is None else tuple(orjson.loads(row.organisations))
    return Person(row.name, row.password_hash, row.role, row.department, organisations, moment_of(row.disabled_at))


def _json(texts: tuple[str, ...]) -> str:
    return orjson.dumps(texts).decode()


def _a(noun: str) -> str:
    return f"{'an' if noun[0] in 'aeio' else 'a'} {noun}"


def _not_found(noun: str, name: str) -> NoReturn:
    raise NotFound(f"There is no {noun} called {name!r}.", **{noun: name})
