"""A whole POST without a network, beside its floors: the application is called as a WSGI server calls it."""

from __future__ import annotations

import io
import json
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from time import perf_counter
from typing import Any, TypeVar, cast

import orjson
from flask import Flask

from hub.app import DATABASE, create_app
from hub.bench.hub_of_bodies import POST, HubOfBodies
from hub.bench.rows import RawStore, insert, reader, rows_of

EMPTY = "/healthz"
MILLISECONDS = 1000
T = TypeVar("T")


@dataclass(slots=True)
class Costs:
    """What each of these took in one round, on average.

    Units: milliseconds each.
    """

    post: float = 0.0
    empty: float = 0.0
    parse: float = 0.0
    raw: float = 0.0

    @property
    def floor(self) -> float:
        """An empty answer, a parse and a raw transaction with the same rows."""
        return self.empty + self.parse + self.raw


def costs(hub: HubOfBodies, seconds: float, rounds: int) -> Iterator[Costs]:
    """Rounds of returns; each return is posted and at once goes through every floor, so that all find the same disk."""
    app = create_app(hub.config)
    numbers = iter(range(len(hub.documents)))
    raw = RawStore(hub.database, hub.config.data / "raw.sqlite")
    with closing(app.extensions[DATABASE]), closing(raw.connection()) as floor, closing(reader(hub.database)) as kept:
        ask_nothing(app)
        for _ in range(rounds):
            spent, returns = Costs(), 0
            while spent.post < seconds / rounds * MILLISECONDS:
                _add(spent, app, hub, next(numbers), floor, kept)
                returns += 1
            yield Costs(spent.post / returns, spent.empty / returns, spent.parse / returns, spent.raw / returns)


def _add(
    spent: Costs, app: Flask, hub: HubOfBodies, number: int, floor: sqlite3.Connection, kept: sqlite3.Connection
) -> None:
    """Add what one return costs, and what its floors do."""
    document, headers = hub.documents[number], hub.headers(number)
    took, (status, body) = _timed(lambda: call(app, "POST", POST, document, headers))
    if status != "201 CREATED":
        raise RuntimeError(f"the hub did not take a return: {status} {body[:500]!r}")
    rows = rows_of(kept, json.loads(body)["return_id"])
    spent.post += took
    spent.empty += _timed(lambda: ask_nothing(app))[0]
    spent.parse += _timed(lambda: orjson.loads(document))[0]
    spent.raw += _timed(lambda: insert(floor, rows))[0]


def _timed(act: Callable[[], T]) -> tuple[float, T]:
    """The milliseconds that it took, and what it gave."""
    begun = perf_counter()
    given = act()
    return (perf_counter() - begun) * MILLISECONDS, given


def ask_nothing(app: Flask) -> None:
    """Ask for the emptiest answer that the application has."""
    call(app, "GET", EMPTY, b"", {})


def call(app: Flask, method: str, path: str, body: bytes, headers: dict[str, str]) -> tuple[str, bytes]:
    """The status and the body of one answer."""
    answered: list[str] = []
    environ = {
        "REQUEST_METHOD": method,
        "SCRIPT_NAME": "",
        "PATH_INFO": path,
        "QUERY_STRING": "",
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1",
        "CONTENT_TYPE": "application/json",
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(body),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
        **{f"HTTP_{name.upper()}": value for name, value in headers.items()},
    }
    given = cast(Any, app)(environ, lambda status, _headers, _failure=None: answered.append(status))
    try:
        return answered[0], b"".join(given)
    finally:
        if hasattr(given, "close"):
            given.close()
