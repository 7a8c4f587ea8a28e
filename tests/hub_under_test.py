"""A whole hub in this process, and its API asked as a body's program asks it. Decides nothing that a test should."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from flask import Flask
from permits import LANTERN, TODAY, Credentials, as_bytes, register_department
from werkzeug.test import TestResponse

from hub.app import DATABASE, create_app
from hub.config import Config
from hub.ingest.express import Express
from hub.logs import log_plainly
from hub.observed import Observed
from hub.room import Room

RETURNS = "/api/v1/returns"
CHECK = f"{RETURNS}/check"
TOKEN = "/api/v1/token"
JSON = "application/json"
PROBLEM = "application/problem+json"
NO_LIMITS = {"requests_per_minute": 0, "requests_per_minute_per_address": 0, "sign_ins_per_minute": 0}


@dataclass
class HubUnderTest:
    """An application with its data folder, and the credentials of the bodies that are registered in it."""

    config: Config
    app: Flask
    credentials: dict[str, Credentials]
    _tokens: dict[str, str] = field(default_factory=dict)

    def ask(self, method: str, address: str, **request: Any) -> TestResponse:
        """Any request, with nothing added."""
        return self.app.test_client(use_cookies=False).open(address, method=method, **request)

    def ask_for_token(self, credentials: Credentials) -> TestResponse:
        """What a body's program asks first."""
        form = {
            "grant_type": "client_credentials",
            "client_id": credentials.client_id,
            "client_secret": credentials.client_secret,
        }
        return self.ask("POST", TOKEN, data=form)

    def bearer(self, organisation: str = LANTERN) -> dict[str, str]:
        """The header that shows a body's token."""
        if organisation not in self._tokens:
            self._tokens[organisation] = self.ask_for_token(self.credentials[organisation]).get_json()["access_token"]
        return {"Authorization": f"Bearer {self._tokens[organisation]}"}

    def forget_tokens(self) -> None:
        """So that each body asks for a new one."""
        self._tokens.clear()

    def read(self, address: str, organisation: str = LANTERN) -> TestResponse:
        """What the API answers to a body that asks for an address."""
        return self.ask("GET", address, headers=self.bearer(organisation))

    def send(
        self,
        document: bytes | dict[str, Any],
        *,
        key: str | None = None,
        to: str = RETURNS,
        organisation: str = LANTERN,
        content_type: str | None = JSON,
    ) -> TestResponse:
        """What the API answers to a body that sends a document."""
        raw = document if isinstance(document, bytes) else as_bytes(document)
        headers = self.bearer(organisation) | ({"Idempotency-Key": key} if key is not None else {})
        return self.ask("POST", to, data=raw, content_type=content_type, headers=headers)

    def sent(self, document: bytes | dict[str, Any], organisation: str = LANTERN) -> dict[str, Any]:
        """The receipt of a return that must be accepted."""
        answer = self.send(document, organisation=organisation)
        assert answer.status_code in (200, 201), answer.get_data(as_text=True)
        receipt: dict[str, Any] = answer.get_json()
        return receipt

    def listed(self, organisation: str = LANTERN) -> list[dict[str, Any]]:
        """Every version of a body's returns, the first page of them."""
        returns: list[dict[str, Any]] = self.read(RETURNS, organisation).get_json()["returns"]
        return returns


@contextmanager
def begun(data: Path, database_url: str = "", **settings: Any) -> Iterator[HubUnderTest]:
    """A new hub, in which Lantern Hill and Tern Bridge are registered; it counts nobody's requests unless told to."""
    config = Config(data=data, database_url=database_url, fixed_today=TODAY, **{**NO_LIMITS, **settings})
    credentials = register_department(config) if database_url else _copy_of_a_registered_hub(data)
    log_plainly()
    app = create_app(config)
    try:
        yield HubUnderTest(config, app, credentials)
    finally:
        app.extensions[DATABASE].close()


def _copy_of_a_registered_hub(data: Path) -> dict[str, Credentials]:
    """A data folder as `register_department` leaves it; making it costs more than most tests do."""
    template, credentials = _registered_hub()
    shutil.copytree(template, data)
    return credentials


@cache
def _registered_hub() -> tuple[Path, dict[str, Credentials]]:
    folder = tempfile.TemporaryDirectory(prefix="hub-registered-")
    atexit.register(folder.cleanup)
    config = Config(data=Path(folder.name) / "data", fixed_today=TODAY)
    return config.data, register_department(config)


def express_of(app: Flask) -> Express:
    """What answers plain returns without the framework; behind it is the application."""
    around = app.wsgi_app
    assert isinstance(around, Observed)
    assert isinstance(around._application, Room)
    assert isinstance(around._application._application, Express)
    return around._application._application


def without_id(answer: TestResponse) -> dict[str, Any]:
    """What problem details say, except which request they answer."""
    return {name: told for name, told in answer.get_json().items() if name != "instance"}


def beside(answer: TestResponse) -> list[tuple[str, str]]:
    """The headers of an answer, except which request it answers."""
    return sorted((name, told) for name, told in answer.headers if name != "X-Request-Id")


def instance_of(answer: TestResponse) -> str | None:
    """What problem details say of the request that they answer: its id, except where nothing is told at all."""
    return None if answer.status_code == 404 else f"urn:oversight-hub:request:{answer.headers['X-Request-Id']}"


def assert_problem(answer: TestResponse, status: int, kind: str = "") -> dict[str, Any]:
    """That an answer is problem details of this status and kind, as the contract describes them; gives its members."""
    assert (answer.status_code, answer.mimetype) == (status, PROBLEM), answer.get_data(as_text=True)
    body: dict[str, Any] = answer.get_json()
    assert set(body) - {"what_to_do", "instance"} == {"type", "title", "status", "detail", "findings"}
    assert body.get("instance") == instance_of(answer)
    assert body["status"] == status
    assert body["title"]
    assert body["detail"]
    assert all(sign not in answer.get_data(as_text=True) for sign in ("Traceback", 'File "', "sqlalchemy", "psycopg"))
    if kind:
        assert body["type"] == f"urn:oversight-hub:problem:{kind}"
        assert body["what_to_do"]
    return body
