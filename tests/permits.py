"""A department and two bodies that do not exist, each with a credential, and the returns that they send.

The bodies are those of `fixtures/refused`. Figures are small enough to add up in the head.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from hub.auth.credentials import hash_secret, new_credential
from hub.auth.passwords import hash_password
from hub.auth.permissions import Role
from hub.config import Config
from hub.contract.period import Period
from hub.store.clients import Client, Clients
from hub.store.database import Database
from hub.store.ledger import By
from hub.store.people import People, Person
from hub.store.register import Department, Register, RelatedOrganisation
from hub.store.roles import Terms
from hub.store.upgrade import upgrade

ROOT = Path(__file__).resolve().parents[1]
REFUSED = ROOT / "fixtures" / "refused"
TODAY = date(2026, 7, 20)
BY = By("registrar", "operator", datetime(2026, 4, 1, 9, 0, tzinfo=UTC))
DEPARTMENT = "permits-and-markets"
LANTERN, TERN = "lantern-hill-permits", "tern-bridge-council"
BODIES = {LANTERN: "Lantern Hill Permits", TERN: "Tern Bridge Council"}
Q1 = "2026-27-Q1"
Document = dict[str, Any]
NOT_ASKED = {"complainants": "not_collected", "complained_about": "not_collected", "investigators": "not_collected"}


@dataclass(frozen=True, slots=True)
class Credentials:
    """What one body's machine identifies itself with."""

    organisation: str
    client_id: str
    client_secret: str


@dataclass(frozen=True, slots=True)
class SignIn:
    """What somebody signs in with."""

    name: str
    password: str

    def form(self, page: str) -> dict[str, str]:
        """The form of the sign-in page, filled in; `page` is the page, which carries a token of its own."""
        token = re.search(r'name="csrf_token" value="([^"]+)"', page)
        assert token is not None, page
        return {"csrf_token": token[1], "name": self.name, "password": self.password}


def register_department(config: Config) -> dict[str, Credentials]:
    """Bring a hub's database up to date and register everybody; gives the credentials by organisation."""
    database = Database(config.database)
    try:
        upgrade(database)
        register = Register(database)
        register.add_department(Department(DEPARTMENT, "Department for Permits and Markets"), BY)
        for code, name in BODIES.items():
            body = RelatedOrganisation(code, name, "Executive agency", DEPARTMENT, opened_on=date(2015, 4, 1))
            register.add_organisation(body, BY)
        return {code: register_client(Clients(database), code) for code in BODIES}
    finally:
        database.close()


def register_client(clients: Clients, organisation: str, expires_at: datetime | None = None) -> Credentials:
    """A new credential for a registered body."""
    made = new_credential()
    clients.add(Client(made.client_id, organisation, hash_secret(made.secret), BY.at, expires_at=expires_at), BY)
    return Credentials(organisation, made.client_id, made.secret)


def register_sponsor(config: Config, department: str = DEPARTMENT) -> SignIn:
    """Somebody of the sponsor team, who sees the whole department."""
    sign_in = SignIn(f"sponsor-of-{department}", "lantern hill pilot boat")
    database = Database(config.database)
    try:
        person = Person(sign_in.name, hash_password(sign_in.password))
        People(database).add(person, BY, Terms(Role.SPONSOR, department))
    finally:
        database.close()
    return sign_in


def full_return() -> Document:
    """A valid return with every member that the contract has, of Lantern Hill Permits for 2026-27-Q1."""
    document: Document = json.loads((REFUSED / "E14.json").read_bytes())
    return document


def least_return(
    organisation: str = LANTERN,
    period: str = Q1,
    *,
    received: int = 20,
    subjects: Mapping[str, int] | None = None,
    notes: str = "",
) -> Document:
    """Only what must be there; subjects are added to it when there are any, `notes` make it another document."""
    told = Period.named(period)
    document: Document = {
        "contract": "complaints-return",
        "contract_version": "1.0",
        "organisation": organisation,
        "period": {"name": told.name, "start": told.start.isoformat(), "end": told.last_day.isoformat()},
        "nil_return": False,
        "signed_off_by": {"role": "Head of Customer Relations", "on": "2026-07-17"},
        "counting_rules": {"subject_coding": "primary"},
        "received": {"total": received},
        "subjects": [{"subject": code, "count": count} for code, count in (subjects or {}).items()] or "not_collected",
        "went_wrong": {"count": "not_available"},
        "actions": [],
        "learning": [],
        "feedback": dict(NOT_ASKED),
    }
    return {**document, "notes": notes} if notes else document


def as_bytes(document: Document) -> bytes:
    """The document as a sender would send it."""
    return json.dumps(document, ensure_ascii=False).encode()
