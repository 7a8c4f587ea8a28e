"""A hub with somebody of each role who can sign in, returns in two departments, and pages read as a person reads them.

One body's name is written to be taken for markup and for a formula.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from html import unescape
from pathlib import Path
from typing import Any

from flask.testing import FlaskClient
from hub_under_test import HubUnderTest, begun
from permits import BY, DEPARTMENT, LANTERN, TERN, TODAY, full_return, least_return, register_client

from hub.app import DATABASE
from hub.auth.passwords import hash_password
from hub.auth.permissions import Role
from hub.store.clients import Clients
from hub.store.people import People, Person
from hub.store.register import Department, Register, RelatedOrganisation
from hub.store.roles import Terms

PASSWORD = "gulls over the quiet quay"
PORTS, PIERS = "ports-and-piers", "pier-trust"
HOSTILE_NAME = "\u200b=HYPERLINK(\"x\")<script>alert(1)</script> & Pier 'Trust'"
COMPLIANCE = "/oversight/compliance"
NOTHING_HERE = "There is nothing at this address, or it is not one that you may see."
HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(1)> {{7*7}} ${7*7} &amp; \"'"
Q3, Q4, Q1 = "2025-26-Q3", "2025-26-Q4", "2026-27-Q1"
PEOPLE = {
    "sponsor": (Role.SPONSOR, DEPARTMENT, None),
    "body": (Role.SIGNATORY, DEPARTMENT, (LANTERN,)),
    "sender": (Role.SENDER, DEPARTMENT, (LANTERN,)),
    "other-body": (Role.SIGNATORY, DEPARTMENT, (TERN,)),
    "forum": (Role.FORUM, DEPARTMENT, (LANTERN,)),
    "board": (Role.BOARD, DEPARTMENT, None),
    "tier": (Role.TIER, DEPARTMENT, (LANTERN,)),
    "operator": (Role.OPERATOR, DEPARTMENT, None),
    "ports-sponsor": (Role.SPONSOR, PORTS, None),
}

SEVERAL = (  # what the one called "several" was given
    Terms(Role.TIER, DEPARTMENT, (LANTERN,), ends_on=TODAY - timedelta(days=1)),
    Terms(Role.SPONSOR, DEPARTMENT),
    Terms(Role.SIGNATORY, DEPARTMENT, (LANTERN,), date(2026, 4, 1), date(2027, 3, 31)),
    Terms(Role.BOARD, DEPARTMENT, starts_on=TODAY + timedelta(days=1)),
)


@dataclass
class HubWithPeople:
    """A hub, the ids of the returns that are in it, and a browser for each of its people."""

    hub: HubUnderTest
    returns: dict[tuple[str, str, int], str]
    _browsers: dict[str, FlaskClient] = field(default_factory=dict)

    def browser(self, name: str) -> FlaskClient:
        """A browser in which somebody has signed in."""
        if name not in self._browsers:
            browser = self.hub.app.test_client()
            form = browser.get("/sign-in").get_data(as_text=True)
            token = re.search(r'name="csrf_token" value="([^"]+)"', form)
            assert token is not None
            entered = {"name": name, "password": PASSWORD, "csrf_token": unescape(token[1])}
            assert browser.post("/sign-in", data=entered).status_code == 303
            self._browsers[name] = browser
        return self._browsers[name]

    def token(self, name: str) -> str:
        """What keeps other sites from sending forms, from a page with a form that everybody sees."""
        found = re.search(r'name="csrf_token" value="([^"]+)"', self.page(name, "/sign-out"))
        assert found is not None
        return unescape(found[1])

    def page(self, name: str, address: str, status: int = 200) -> str:
        """What somebody gets at an address."""
        answer = self.browser(name).get(address)
        assert answer.status_code == status, answer.get_data(as_text=True)
        return answer.get_data(as_text=True)


@contextmanager
def with_people(data: Path, **settings: Any) -> Iterator[HubWithPeople]:
    """Lantern Hill has returned in time and, for the quarter before, late and corrected; Tern Bridge has not."""
    with begun(data, **settings) as hub:
        database = hub.app.extensions[DATABASE]
        register = Register(database)
        register.add_department(Department(PORTS, "Department for Ports"), BY)
        register.add_organisation(RelatedOrganisation(PIERS, HOSTILE_NAME, "Trust", PORTS), BY)
        hub.credentials[PIERS] = register_client(Clients(database), PIERS)
        password_hash = hash_password(PASSWORD)
        for name, (role, department, organisations) in PEOPLE.items():
            People(database).add(Person(name, password_hash), BY, Terms(role, department, organisations))
        People(database).add(Person("several", password_hash), BY, *SEVERAL)
        People(database).add(Person("without", password_hash), BY)
        sent = [
            (LANTERN, Q1, full_return()),
            (LANTERN, Q4, least_return(period=Q4)),
            (LANTERN, Q4, least_return(period=Q4, received=1204, notes="Two more were found.")),
            (LANTERN, Q3, least_return(period=Q3, notes=HOSTILE)),
            (PIERS, Q1, least_return(PIERS)),
        ]
        returns = {}
        for body, period, document in sent:
            receipt = hub.sent(document, body)
            returns[body, period, receipt["version"]] = receipt["return_id"]
        yield HubWithPeople(hub, returns)
