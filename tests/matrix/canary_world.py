"""A hub with canaries as a test holds it: what can be asked for, and what each caller shows of themselves.

Fills nothing in; that is `canary_hub`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from callers import DEPARTMENTS, team_of
from canaries import Canaries, mark
from hub_under_test import HubUnderTest
from werkzeug.test import Client as Browser
from werkzeug.test import TestResponse

from hub.app import DATABASE
from hub.store.database import Database
from hub.store.ledger import By

TODAY = date(2026, 7, 20)
BY = By("registrar", "operator", datetime(2026, 4, 1, 9, 0, tzinfo=UTC))
METRICS_TOKEN = "a token for figures about the hub, long enough to be one"
PASSWORD = "gulls over the quiet quay"
TEAMS = {code: team_of(code) for code in DEPARTMENTS}


@dataclass(frozen=True, slots=True)
class Place:
    """What of one body can be asked for: its latest return, the version before, one withdrawn, queries, a question.

    `filing` is its self-assessment. A made-up place has ids of the same form, which are nobody's.
    """

    organisation: str
    latest: str
    before: str
    withdrawn: str
    queries: tuple[str, ...]
    question: str
    filing: str = ""


@dataclass
class CanaryHub:
    """A hub, whose canaries are in it, the places that can be asked for, and what each caller shows of themselves."""

    hub: HubUnderTest
    canaries: Canaries
    places: dict[str, Place] = field(default_factory=dict)
    shown: dict[str, dict[str, str]] = field(default_factory=dict)  # by column or sign-in name: headers
    forms: dict[str, str] = field(default_factory=dict)  # by the same: what keeps other sites from sending forms
    keys: dict[str, str] = field(default_factory=dict)  # an idempotency key that a body has used
    files: dict[str, str] = field(default_factory=dict)  # the rest of the address of a file that is there, by its start
    meetings: dict[str, str] = field(default_factory=dict)  # ids of a meeting that is read, and of one that is led
    fresh: dict[str, Iterator[str]] = field(default_factory=dict)  # periods for which a body has sent nothing

    @property
    def database(self) -> Database:
        """Where the hub keeps everything."""
        database: Database = self.hub.app.extensions[DATABASE]
        return database

    def ask(self, method: str, address: str, **request: Any) -> TestResponse:
        """What the hub answers, without a memory of cookies."""
        return Browser(self.hub.app, use_cookies=False).open(address, method=method, **request)

    def form(self, who: str, address: str, **entered: str) -> TestResponse:
        """What the hub answers to a form that somebody sends."""
        data = {"csrf_token": self.forms[who], **entered}
        return self.ask("POST", address, data=data, headers=self.shown[who])

    def page(self, who: str, address: str) -> str:
        """A page that somebody may see."""
        answer = self.ask("GET", address, headers=self.shown[who])
        assert answer.status_code == 200, answer.get_data(as_text=True)
        return answer.get_data(as_text=True)


def sign_in_name(who: str) -> str:
    """The name that somebody signs in with, which is a canary."""
    return f"{mark(who)}.{who.replace(' ', '.')}"


def client_id(caller: str) -> str:
    """The id of a program, which is a canary."""
    return f"client-{mark(caller)}"
