"""The register of machine clients: which programs may send the returns of an organisation.

Holds hashes of secrets, never the secrets. Who sends with a client's id, on the hot path, is `hub.store.senders`.
"""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime, timedelta
from functools import partial

from sqlalchemy import Connection, select

from hub.errors import SettingWrong
from hub.store import ledger, registering, rows
from hub.store.database import Database
from hub.store.ledger import By
from hub.store.moments import moment_text
from hub.store.registered import Client, client_of
from hub.store.registering import New
from hub.store.tables import CLIENTS, ORGANISATIONS

__all__ = ["Client", "Clients"]

NOTED_EVERY = timedelta(minutes=1)
CLIENT_MOMENTS = ("created_at", "expires_at", "revoked_at", "last_used_at")


class Clients:
    """The machine clients of every organisation."""

    def __init__(self, database: Database, at: Connection | None = None) -> None:
        self._database = database
        self._at = at

    def at(self, moment: Connection) -> Clients:
        """The clients as they stood at a moment that `Database.read` opened."""
        return Clients(self._database, moment)

    def add(self, client: Client, by: By) -> None:
        """Raises: Conflict when there is one of this id; NotFound when its organisation is not known; SettingWrong when
        it is for a tier that the organisation does not have.
        """
        moments = {name: moment_text(getattr(client, name)) for name in CLIENT_MOMENTS}
        new = New("client", client.client_id, {**asdict(client), **moments}, organisation=client.organisation)
        registering.add(self._database, CLIENTS, new, by, partial(_expect_tier, client=client))

    def client(self, client_id: str) -> Client:
        """Raises: NotFound."""
        with self._database.read(self._at) as connection:
            return client_of(rows.one(connection, CLIENTS, client_id, "client"))

    def all(self) -> list[Client]:
        """Every client there ever was, by organisation, the oldest first; revoked ones are among them."""
        order = (CLIENTS.c.organisation, CLIENTS.c.created_at, CLIENTS.c.client_id)
        with self._database.read(self._at) as connection:
            return [client_of(row) for row in connection.execute(select(CLIENTS).order_by(*order))]

    def used(self, client: Client, at: datetime) -> None:
        """Note that a token was issued to it. In the ledger is what it sends; this is for whoever looks after clients.

        Units: to the minute: so often a busy client is written, and no oftener.
        """
        if client.last_used_at is None or at - client.last_used_at >= NOTED_EVERY:
            values = {"last_used_at": moment_text(at)}
            self._database.write(lambda connection: rows.change(connection, CLIENTS, client.client_id, values))

    def revoke(self, client_id: str, by: By) -> None:
        """From now on it sends nothing. Revoking it again changes nothing, not even since when.

        Raises: NotFound.
        """

        def revoke(connection: Connection) -> None:
            row = rows.one(connection, CLIENTS, client_id, "client")
            if row.revoked_at is None:
                rows.change(connection, CLIENTS, client_id, {"revoked_at": moment_text(by.at)})
                department, organisation = registering.department_of(connection, row.organisation), row.organisation
                entry = ledger.Entry(
                    by, "client.revoked", client_id, {}, department=department, organisation=organisation
                )
                ledger.append(connection, entry)

        self._database.write(revoke)


def _expect_tier(connection: Connection, client: Client) -> None:
    if client.tier is None:
        return
    body = rows.one(connection, ORGANISATIONS, client.organisation, "organisation")
    if body.independent_tier != client.tier:
        raise SettingWrong(
            f"{body.name} does not have {client.tier!r} as its independent tier.",
            "Name an organisation that has it, or register the organisation's tier first.",
        )
