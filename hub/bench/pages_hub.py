"""A hub with the archive of 300 organisations, and people of it who have signed in: whose pages are measured."""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path

from flask import Flask, Response
from flask.testing import FlaskClient

from hub import origins
from hub.app import DATABASE, create_app, now
from hub.auth.passwords import hash_password
from hub.auth.permissions import Area, Role, may
from hub.auth.session import viewer
from hub.bench import archives
from hub.bench.archives import LARGE
from hub.bench.servers import free_port
from hub.config import Config
from hub.errors import Unavailable
from hub.store.ledger import By
from hub.store.people import People, Person
from hub.store.roles import Terms

RETURNS = 10_000  # of all parents: twelve quarters of each body
TOKEN = re.compile('name="csrf_token" value="([^"]+)"')
FINE, SEE_OTHER = 200, 303
MEASURED = "/measured"


@dataclass(slots=True)
class PagesHub:
    """The hub in this process. Shapes: `body` is one of the 300, `password` everybody's."""

    config: Config
    body: str
    password: str
    app: Flask
    _browsers: dict[Role, FlaskClient] = field(default_factory=dict)
    _answers: dict[str, bytes] = field(default_factory=dict)

    @classmethod
    def begun(cls, folder: Path) -> PagesHub:
        """Make the archive in a folder, let people in, and begin."""
        file = archives.archive(folder, RETURNS).file.rename(folder / "hub.sqlite")
        config = Config(
            data=file.parent, port=free_port(), fixed_today=archives.TODAY,
            requests_per_minute=0, requests_per_minute_per_address=0, sign_ins_per_minute=0,
        )  # fmt: skip
        body = next(code for department, code in archives.bodies() if department == LARGE)
        app, password, answers = create_app(config), secrets.token_urlsafe(), dict[str, bytes]()
        app.add_url_rule(MEASURED, "measured", lambda: _answer(answers), methods=["GET"])
        hashed, by = hash_password(password), By("hub bench", Role.OPERATOR, now(), origins.command_line())
        for role, own in ((Role.SPONSOR, None), (Role.BOARD, None), (Role.SIGNATORY, (body,))):
            People(app.extensions[DATABASE]).add(Person(role.value, hashed), by, Terms(role, LARGE, own))
        return cls(config, body, password, app, _answers=answers)

    def close(self) -> None:
        """Let go of its database."""
        self.app.extensions[DATABASE].close()

    def reader_of(self, area: Area) -> Role:
        """Who reads such pages: the sponsor, unless their role does not."""
        return next(role for role in (Role.SPONSOR, Role.BOARD, Role.SIGNATORY) if may(role, area))

    def browser(self, role: Role) -> FlaskClient:
        """A browser in which somebody of this role has signed in. Raises: Unavailable."""
        if role not in self._browsers:
            browser = self.app.test_client()
            found = TOKEN.search(browser.get("/sign-in").get_data(as_text=True))
            entered = {"name": role.value, "password": self.password, "csrf_token": unescape(found[1] if found else "")}
            if browser.post("/sign-in", data=entered).status_code != SEE_OTHER:
                raise Unavailable("Nobody could sign in to the hub that was to be measured.", "")
            self._browsers[role] = browser
        return self._browsers[role]

    def page(self, role: Role, address: str) -> bytes:
        """What somebody is answered. Raises: Unavailable for anything but a page."""
        return self._whole(address, self.browser(role).get(address))

    def callback(self, role: Role, address: str) -> bytes:
        """What Dash is answered when it asks for a page to explore. Raises: Unavailable."""
        given = {"id": "address", "property": "href", "value": f"{self.config.address}{address}"}
        asked = {
            "output": "page.children", "outputs": {"id": "page", "property": "children"}, "inputs": [given],
            "state": [{"id": "page", "property": "data-address", "value": ""}], "changedPropIds": ["address.href"],
        }  # fmt: skip
        return self._whole(address, self.browser(role).post("/oversight/_dash-update-component", json=asked))

    def answering(self, role: Role, answer: bytes) -> Callable[[], bytes]:
        """A route of this hub that answers just this to somebody who has signed in, and reads nothing."""
        self._answers[role] = answer
        return lambda: self.page(role, MEASURED)

    @staticmethod
    def _whole(address: str, answer: object) -> bytes:
        status, data = answer.status_code, answer.data  # type: ignore[attr-defined]
        if status != FINE:
            raise Unavailable(f"The page {address} was answered with {status}, so there is nothing to measure.", "")
        return bytes(data)


def _answer(answers: Mapping[str, bytes]) -> Response:
    return Response(answers[viewer().role], mimetype="application/json")
