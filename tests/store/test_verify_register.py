"""Who may see and send what is held to the ledger: a role, a client or a parent put in past the hub is found."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import date, timedelta
from typing import Any

import pytest
from handmade import BY, NOW, by, with_a_department
from tampering import tamper

from hub.store.clients import Client, Clients
from hub.store.database import Database
from hub.store.invitations import Invitations
from hub.store.ledger import Entry, append
from hub.store.lineage import Lineage
from hub.store.parents import Parents
from hub.store.people import People, Person
from hub.store.register import Department, Register
from hub.store.roles import Roles, Terms
from hub.store.sessions import GoodSince, Session, Sessions
from hub.store.verify import verify
from hub.store.verify_register import TELLS as REGISTER
from hub.store.verify_ways_in import TELLS as WAYS_IN

GOOD = GoodSince(NOW - timedelta(days=1), NOW - timedelta(days=1))
LATER = by("registrar", "operator", timedelta(days=1))


@pytest.fixture
def registered(filled: Callable[[Callable[[Database], None]], Database]) -> Database:
    """Somebody with a role, one of which was taken away; clients, one revoked; a second parent; a merger."""
    return filled(with_a_register)


def with_a_register(database: Database) -> None:
    with_a_department(database)
    Register(database).add_department(Department("ports", "Department for Ports"), BY)
    people, roles, clients = People(database), Roles(database), Clients(database)
    people.add(Person("sam", "hash"), BY, Terms("sponsor", "ferries", None, date(2026, 4, 1), date(2030, 3, 31)))
    people.add(Person("tia", "hash"), BY, Terms("signatory", "ferries", ("harbours", "lights")))
    people.add(Person("bo", "hash", issuer="https://id.example", subject="bo"), BY)
    roles.remove(roles.give(Terms("forum", "ferries", ("harbours",)), BY, person="bo").id, LATER)
    people.set_password("sam", "another hash", BY)
    people.keep_hash("sam", "a stronger hash", BY, "another hash")
    roles.give(Terms("board", "ferries"), BY, of_group="board")
    people.disable("tia", BY)
    people.enable("tia", LATER)
    for client_id in ("client-1", "client-2"):
        clients.add(Client(client_id, "harbours", "hash", NOW, expires_at=NOW + timedelta(days=365)), BY)
    clients.revoke("client-2", LATER)
    sessions, links = Sessions(database), Invitations(database)
    for number, name in enumerate(("tia", "sam", "sam")):
        session = Session(f"session {number}", name, NOW, NOW, "browser")
        sessions.begin(session, "password", BY, GOOD, people.person(name).password_hash)
    sessions.end("session 2", BY, "signed out")
    for number, name in enumerate(("sam", "sam", "tia", "bo")):
        links.make(name, f"invitation {number}", NOW + timedelta(days=7), by(name, "operator", timedelta(hours=number)))
    links.take_up("invitation 1", "a hash by invitation", NOW + timedelta(hours=2), "browser")
    people.disable("bo", LATER)
    parents, lineage = Parents(database), Lineage(database)
    parents.add("lights", "ports", BY)
    parents.add("harbours", "ports", BY)
    parents.remove("harbours", "ports", LATER)
    lineage.merge("wrecks", "harbours", date(2026, 10, 1), BY, NOW.date())
    lineage.merge("lights", "harbours", date(2026, 10, 2), BY, NOW.date())
    lineage.unmerge("lights", LATER)


def test_a_register_that_was_changed_by_the_hub_alone_is_that_of_the_ledger(registered: Database) -> None:
    assert verify(registered).faults == ()


ROLE = "INSERT INTO roles (id, person, role, department, given_at, given_by) VALUES "
CHANGES = {
    "another role": ("UPDATE roles SET role = 'operator' WHERE person = 'sam'", "The role 1 is"),
    "another department": ("UPDATE roles SET department = 'ports' WHERE person = 'sam'", "The role 1 is"),
    "more organisations": ("UPDATE roles SET organisations = NULL WHERE person = 'tia'", "The role 2 is"),
    "no organisations at all": ("UPDATE roles SET organisations = 'all' WHERE person = 'tia'", "The role 2 is"),
    "a later end": ("UPDATE roles SET ends_on = '2040-01-01' WHERE person = 'sam'", "The role 1 is"),
    "no end": ("UPDATE roles SET ends_on = NULL WHERE person = 'sam'", "The role 1 is"),
    "another person's": ("UPDATE roles SET person = 'tia' WHERE person = 'sam'", "The role 1 is"),
    "another group's": ("UPDATE roles SET of_group = 'staff' WHERE of_group = 'board'", "The role 4 is"),
    "a role put in": (f"{ROLE} ('9', 'tia', 'operator', 'ferries', '2026', 'registrar')", "The role 9 is"),
    "a role taken out": ("DELETE FROM roles WHERE person = 'tia'", "The role 2 is"),
    "a role given back": ("UPDATE roles SET removed_at = NULL, removed_by = NULL", "The role 3 is"),
    "a client let in again": ("UPDATE clients SET revoked_at = NULL", "The client client-2 is"),
    "a client that expires later": ("UPDATE clients SET expires_at = NULL", "The client client-1 is"),
    "another body's client": ("UPDATE clients SET organisation = 'lights'", "The client client-1 is"),
    "a client put in": (
        "INSERT INTO clients (client_id, organisation, secret_hash, created_at) VALUES ('x', 'lights', 'h', '2026')",
        "The client x is",
    ),
    "somebody let in again": ("UPDATE people SET disabled_at = NULL", "The person bo is"),
    "somebody shut out": ("UPDATE people SET disabled_at = '2026' WHERE name = 'tia'", "The person tia is"),
    "somebody else at the provider": ("UPDATE people SET subject = 'eve' WHERE name = 'bo'", "The person bo is"),
    "another password": ("UPDATE people SET password_hash = 'mine' WHERE name = 'sam'", "The password of sam is"),
    "a password taken away": ("UPDATE people SET password_hash = '' WHERE name = 'tia'", "The password of tia is"),
    "another secret": (
        "UPDATE clients SET secret_hash = 'mine' WHERE client_id = 'client-1'", "The secret of client client-1 is",
    ),
    "a session put in": (
        "INSERT INTO sessions (id, person, began_at, seen_at, origin, groups) "
        "VALUES ('mine', 'tia', '2026', '2026', 'browser', '[]')",
        "The session mine is",
    ),
    "a session of somebody else": (
        "UPDATE sessions SET person = 'sam' WHERE person = 'tia'", "The session session 0 is",
    ),
    "a session in more groups": (
        "UPDATE sessions SET groups = '[\"staff\"]' WHERE person = 'tia'", "The session session 0 is",
    ),
    "a session begun later": (
        "UPDATE sessions SET began_at = '2099' WHERE person = 'tia'", "The session session 0 is",
    ),
    "a session begun again": ("UPDATE sessions SET ended_at = NULL WHERE id = 'session 2'", "The session session 2 is"),
    "an invitation put in": (
        "INSERT INTO invitations (id, person, made_at, made_by, expires_at) VALUES ('mine', 'sam', '2026', '', '2030')",
        "The invitation mine is",
    ),
    "an invitation that lasts": (
        "UPDATE invitations SET expires_at = '2030' WHERE id = 'invitation 2'", "The invitation invitation 2 is",
    ),
    "an invitation good again": (
        "UPDATE invitations SET used_at = NULL WHERE id = 'invitation 1'", "The invitation invitation 1 is",
    ),
    "an invitation of before": (
        "UPDATE invitations SET expires_at = '2030' WHERE id = 'invitation 3'", "The invitation invitation 3 is",
    ),
    "an invitation for another": (
        "UPDATE invitations SET person = 'sam' WHERE id = 'invitation 2'", "The invitation invitation 2 is",
    ),
    "somebody put in": ("INSERT INTO people (name, password_hash) VALUES ('eve', 'h')", "The person eve is"),
    "an organisation moved": (
        "UPDATE organisations SET department = 'ports' WHERE code = 'lights'", "The department of lights is",
    ),
    "a parent put in": (
        "INSERT INTO other_parents (department, organisation) VALUES ('ports', 'harbours')",
        "The further parent ports of harbours is",
    ),
    "a parent taken out": ("DELETE FROM other_parents", "The further parent ports of lights is"),
    "a merger taken out": ("DELETE FROM lineage", "The merger of wrecks is"),
    "another merger": ("UPDATE lineage SET organisation = 'lights'", "The merger of wrecks is"),
}  # fmt: skip


@pytest.mark.parametrize("name", CHANGES)
def test_what_was_changed_past_the_hub_is_named(registered: Database, name: str) -> None:
    statement, fault = CHANGES[name]
    tamper(registered, statement)
    first, *_ = verify(registered).faults
    assert first.startswith(fault.removesuffix(" is"))
    assert first.partition(" is ")[2].startswith(("not as the ledger has it", "in the "))


@pytest.mark.parametrize(
    "facts", [{}, {"id": ["1"], "link": {}, "expires_at": 7, "department": [], "organisations": 3}]
)
def test_entries_that_no_hub_has_written_are_told_and_stop_nothing(registered: Database, facts: dict[str, Any]) -> None:
    entries = [Entry(BY, what, "sam", facts) for what in sorted({**REGISTER, **WAYS_IN})]
    registered.write(lambda connection: [append(connection, entry) for entry in entries])
    faults = verify(registered).faults
    assert all("the ledger" in fault or "does not say what a hub says in one." in fault for fault in faults)
    assert "Ledger entry" in faults[0]


ODD = {  # as SQLite keeps them, which keeps anything anywhere
    "a password of bytes": "UPDATE people SET password_hash = x'ff' WHERE name = 'sam'",
    "a secret that is no text": "UPDATE clients SET secret_hash = CAST(x'ff' AS TEXT) WHERE client_id = 'client-1'",
    "a day that is none": "UPDATE roles SET starts_on = 'soon', ends_on = x'00' WHERE person = 'sam'",
    "a merger on no day": "UPDATE lineage SET on_day = 'never'",
    "a list that is none": "UPDATE roles SET organisations = 7 WHERE person = 'tia'",
    "a client of bytes": "UPDATE clients SET client_id = x'ff' WHERE client_id = 'client-1'",
    "a session of bytes": "UPDATE sessions SET id = x'ff' WHERE id = 'session 0'",
    "an invitation of bytes": "UPDATE invitations SET id = x'ff' WHERE id = 'invitation 2'",
    "a role of bytes": "INSERT INTO roles (id, role, department, given_at, given_by) VALUES (x'00', 7, 'ports', 1, 2)",
}


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)  # PostgreSQL takes none of it
@pytest.mark.parametrize("name", ODD)
def test_whatever_somebody_put_in_is_told_and_hides_nothing_else(registered: Database, name: str) -> None:
    with closing(sqlite3.connect(registered.file or "")) as connection, connection:
        connection.execute(ODD[name])
        connection.execute("UPDATE other_parents SET department = 'ferries'")
    faults = verify(registered).faults
    assert "The further parent ferries of lights is in the database, but not in the ledger." in faults
    assert len(faults) >= 3


def test_a_change_is_told_with_whose_it_is_and_what_of_it_differs(registered: Database) -> None:
    tamper(
        registered,
        "UPDATE roles SET role = 'operator', ends_on = NULL WHERE person = 'sam'",
        "DELETE FROM roles WHERE person = 'tia'",
        "INSERT INTO people (name, password_hash) VALUES ('eve', 'h')",
    )
    assert verify(registered).faults == (
        "The role 1 of sam is not as the ledger has it: role, ends_on.",
        "The role 2 of tia is in the ledger, but not in the database.",
        "The person eve is in the database, but not in the ledger.",
    )
