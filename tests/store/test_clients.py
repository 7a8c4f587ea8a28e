"""Which programs may send for whom, and since when they may not."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from handmade import BY, NOW, Q1
from sqlalchemy import text

from hub.errors import Conflict, NotFound
from hub.store.clients import Client, Clients
from hub.store.database import Database
from hub.store.ledger import By
from hub.store.register import NEVER, Register
from hub.store.senders import sender

CLIENT = Client("client-1", "harbours", "a hash", NOW, expires_at=NOW + timedelta(days=365))
LATER = By("registrar", "operator", NOW + timedelta(days=1))


@pytest.fixture
def clients(database: Database) -> Clients:
    return Clients(database)


def test_clients_are_listed_by_organisation_with_those_that_are_revoked(clients: Clients) -> None:
    newer = replace(CLIENT, client_id="client-0", created_at=NOW + timedelta(seconds=1))
    lights = replace(CLIENT, client_id="client-2", organisation="lights")
    for client in (lights, newer, CLIENT):
        clients.add(client, BY)
    clients.revoke("client-1", LATER)
    assert clients.all() == [replace(CLIENT, revoked_at=LATER.at), newer, lights]


def test_a_client_is_added_once_and_for_an_organisation_that_is_registered(clients: Clients) -> None:
    clients.add(CLIENT, BY)
    assert clients.client("client-1") == CLIENT
    with pytest.raises(Conflict, match="already a client called 'client-1'"):
        clients.add(CLIENT, BY)
    with pytest.raises(NotFound, match="no organisation called 'locks'"):
        clients.add(replace(CLIENT, client_id="client-2", organisation="locks"), BY)


def test_a_client_is_revoked_once(clients: Clients) -> None:
    clients.add(CLIENT, BY)
    clients.revoke("client-1", BY)
    clients.revoke("client-1", LATER)
    assert clients.client("client-1").revoked_at == NOW


def test_when_a_client_was_last_used_is_noted_once_a_minute(clients: Clients, database: Database) -> None:
    clients.add(CLIENT, BY)
    noted = []
    for seconds in (0, 59, 60, 61):
        sends = sender(database, "client-1")
        assert sends is not None
        clients.used(sends.client, NOW + timedelta(seconds=seconds))
        noted.append(clients.client("client-1").last_used_at)
    assert noted == [NOW + timedelta(seconds=seconds) for seconds in (0, 0, 60, 60)]


def test_a_client_that_is_not_registered_is_not_found(clients: Clients) -> None:
    with pytest.raises(NotFound, match="called 'nobody'"):
        clients.client("nobody")
    with pytest.raises(NotFound, match="called 'nobody'"):
        clients.revoke("nobody", BY)


def test_the_ledger_tells_for_whom_a_client_sends_and_never_its_hash(clients: Clients, database: Database) -> None:
    clients.add(CLIENT, BY)
    clients.revoke("client-1", LATER)
    assert "hash" not in repr(CLIENT)
    with database.read() as connection:
        told = connection.execute(
            text("SELECT department, organisation, detail FROM ledger WHERE object = 'client-1'")
        ).all()
    assert [(row.department, row.organisation) for row in told] == [("ferries", "harbours")] * 2
    assert not any("hash" in row.detail for row in told)


def test_the_sender_knows_the_department_as_it_is_now(clients: Clients, register: Register, database: Database) -> None:
    clients.add(CLIENT, BY)
    for day in (NEVER, Q1.start):
        register.set_deadlines("ferries", day, BY)
        found = sender(database, "client-1")
        assert found is not None
        assert found.department == register.department("ferries")
