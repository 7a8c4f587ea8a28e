"""A hub whose returns are worked on: forms filled in and sent as a browser does, and whether anything was changed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from people_under_test import HubWithPeople
from permits import LANTERN, Document, least_return
from tampering import entries
from werkzeug.test import TestResponse

from hub.app import DATABASE
from hub.auth.permissions import Act
from hub.contract.period import Period
from hub.scope import Scope
from hub.store.ledger import Head, verify
from hub.store.steps import Steps
from hub.store.threads import Threads

FORM = re.compile(r'<form method="post".*?</form>', re.DOTALL)
SAID = "The counter was closed for building work."
ROLE = "Head of Customer Relations"


def _quarters() -> Iterator[str]:
    period = Period.named("2025-26-Q2")
    while True:
        yield period.name
        period = period.previous()


@dataclass
class ReturnsAtWork:
    """A hub with people, and periods of which nothing has been sent yet."""

    people: HubWithPeople
    _periods: Iterator[str] = field(default_factory=_quarters)

    def send(self, document: Document) -> str:
        """The id of a return that must be accepted."""
        return str(self.people.hub.sent(document, document["organisation"])["return_id"])

    def fresh(self, organisation: str = LANTERN) -> Document:
        """A return for a period of its own; it has a query, since nobody was asked what they think of the handling."""
        return least_return(organisation, next(self._periods))

    def queries(self, return_id: str) -> list[str]:
        """The keys of its open queries."""
        return list(self.standing(return_id).open_queries)

    def standing(self, return_id: str) -> Any:
        return Steps(self._database).standing(self._scope, return_id)

    def threads(self, return_id: str) -> Any:
        return Threads(self._database).of(self._scope, return_id)

    def head(self) -> Head:
        """The last act in the ledger that is no reading: whatever is changed moves it."""
        assert isinstance(verify(self._database), Head)
        *_, act = (row for row in entries(self._database) if not row["what"].endswith(".read"))
        return Head(act["seq"], act["hash"])

    def page(self, name: str, return_id: str, status: int = 200) -> str:
        """The page of a return, as somebody sees it."""
        return self.people.page(name, f"/returns/{return_id}", status)

    def offered(self, name: str, return_id: str) -> set[str]:
        """The acts that the page offers forms for."""
        forms = FORM.findall(self.page(name, return_id))
        return {re.search(r'name="act" value="([^"]+)"', form)[1] for form in forms}  # type: ignore[index]

    def token(self, name: str) -> str:
        """What keeps other sites from sending forms, from a page with a form that everybody sees."""
        return self.people.token(name)

    def act(self, name: str, return_id: str, act: str, subject: str = "", **entered: str) -> TestResponse:
        """What the hub answers when somebody sends a form of a return's page, offered or not."""
        form = {"csrf_token": self.token(name), "act": act, "subject": subject, **entered}
        return self.people.browser(name).post(f"/returns/{return_id}", data=form)

    def done(self, name: str, return_id: str, act: str, subject: str = "", **entered: str) -> str:
        """The page that follows an act that must succeed."""
        answer = self.act(name, return_id, act, subject, **entered)
        assert (answer.status_code, answer.location) == (303, f"/returns/{return_id}"), answer.get_data(as_text=True)
        return self.page(name, return_id)

    def explained(self, document: Document | None = None) -> str:
        """A return whose queries are all explained."""
        return_id = self.send(document or self.fresh())
        for key in self.queries(return_id):
            self.done("body", return_id, Act.EXPLAIN, key, text=SAID)
        return return_id

    def signed_off(self, document: Document | None = None) -> str:
        """A return that has been signed off since."""
        return_id = self.explained(document)
        self.done("body", return_id, Act.SIGN_OFF, role=ROLE)
        return return_id

    def published(self, document: Document | None = None) -> str:
        """A return that is locked."""
        return_id = self.signed_off(document)
        self.done("sponsor", return_id, Act.PUBLISH)
        return return_id

    def question(self, return_id: str) -> str:
        """The id of a question about it."""
        self.done("sponsor", return_id, Act.ASK, pointer="/received/total", text="Why so few?")
        return str(self.threads(return_id)[-1].id)

    @property
    def _database(self) -> Any:
        return self.people.hub.app.extensions[DATABASE]

    @property
    def _scope(self) -> Scope:
        return Scope("permits-and-markets")
