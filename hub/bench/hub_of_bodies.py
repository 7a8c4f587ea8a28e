"""A hub in a temporary folder, with as many invented bodies as a measurement needs, each with a client and a token."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from hub import origins
from hub.app import new_id, now
from hub.auth import tokens
from hub.auth.credentials import hash_secret, new_credential
from hub.auth.keys import KeyRing
from hub.auth.permissions import Role
from hub.bench.documents import FIRST_YEAR, Documents
from hub.bench.load import request
from hub.bench.servers import free_port
from hub.config import Config
from hub.store.clients import Client, Clients
from hub.store.database import Database
from hub.store.ledger import By
from hub.store.register import Department, Register, RelatedOrganisation
from hub.store.upgrade import upgrade

POST = "/api/v1/returns"
KEY = "Idempotency_Key"
DEPARTMENT = "bench-department"
NEVER_REACHED = 1_000_000  # requests a minute
MINUTES = 60  # that a token lives


class HubOfBodies:
    """A hub ready to take every one of the documents: requests are counted, and no limit is reached."""

    def __init__(self, data: Path, documents: Documents) -> None:
        self.documents = documents
        self.config = Config(
            data=data,
            port=free_port(),
            fixed_today=documents.latest.end,
            requests_per_minute=NEVER_REACHED,
            requests_per_minute_per_address=NEVER_REACHED,
        )
        self.database = data / "hub.sqlite"
        database = Database(self.config.database)
        upgrade(database)
        self._tokens = dict(_register(database, documents, self.config))
        database.close()

    def headers(self, number: int) -> dict[str, str]:
        """What goes with a document beside its body."""
        token = self._tokens[self.documents.body_of(number)]
        return {"Authorization": f"Bearer {token}", KEY: f"bench-{number:08d}"}

    def requests(self) -> Iterator[bytes]:
        """Every document once, as a request."""
        for number in range(len(self.documents)):
            yield request(POST, self.documents[number], **self.headers(number))


def _register(database: Database, documents: Documents, config: Config) -> Iterator[tuple[str, str]]:
    register, clients = Register(database), Clients(database)
    by, ring = By("hub bench", Role.OPERATOR, now(), origins.command_line()), KeyRing(config.data / "keys")
    department = Department(DEPARTMENT, "Department of Measurements", date(FIRST_YEAR - 1, 1, 1))
    register.add_department(department, by)
    for code in documents.bodies:
        body = RelatedOrganisation(
            code=code, name=code, kind="Invented body", department=DEPARTMENT, reports=documents.latest.kind
        )
        register.add_organisation(body, by)
        credential = new_credential()
        clients.add(Client(credential.client_id, code, hash_secret(credential.secret), by.at), by)
        yield code, _token(config, ring, credential.client_id, code)


def _token(config: Config, ring: KeyRing, client_id: str, organisation: str) -> str:
    return tokens.issue(
        ring,
        issuer=config.address,
        audience=f"{config.address}/api/v1",
        client_id=client_id,
        organisation=organisation,
        now=now(),
        minutes=MINUTES,
        token_id=new_id(),
    )
