"""A whole POST without a network, beside its floors: the application is called as a WSGI server calls it."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from time import perf_counter
from typing import Any

import orjson
from flask import Flask

from hub.app import DATABASE, create_app
from hub.bench.hub_of_bodies import POST, HubOfBodies
from hub.bench.rows import RawStore, insert, rows_of

EMPTY = "/healthz"
MILLISECONDS = 1000


@dataclass(frozen=True, slots=True)
class Costs:
    """What each of these took in one round.

    Units: milliseconds each, on average over the round.
    """

    post: float
    empty: float
    parse: float
    raw: float

    @property
    def floor(self) -> float:
        """An empty answer, a parse and a raw transaction with the same rows."""
        return self.empty + self.parse + self.raw


def costs(hub: HubOfBodies, seconds: float, rounds: int) -> Iterator[Costs]:
    """Rounds of the same returns: by the hub, then by each floor."""
    app = create_app(hub.config)
    numbers = iter(range(len(hub.documents)))
    store = RawStore(hub.database, hub.config.data / "raw.sqlite")
    with closing(app.extensions[DATABASE]), closing(store.connection()) as raw:
        ask_nothing(app)
        for _ in range(rounds):
            sent, ids, post = _post(app, hub, numbers, seconds / rounds)
            rows = list(rows_of(hub.database, ids))
            empty = _each(lambda _: ask_nothing(app), sent)
            yield Costs(post, empty, parse=_each(orjson.loads, sent), raw=_each(partial(insert, raw), rows))


def ask_nothing(app: Flask) -> None:
    """Ask for the emptiest answer that the application has."""
    call(app, "GET", EMPTY, b"", {})


def _post(app: Flask, hub: HubOfBodies, numbers: Iterator[int], seconds: float) -> tuple[list[bytes], list[str], float]:
    """The returns that were sent within the time, the ids they were kept under, and what one took."""
    sent, ids, spent = [], [], 0.0
    while spent < seconds:
        number = next(numbers)
        document, headers = hub.documents[number], hub.headers(number)
        begun = perf_counter()
        status, body = call(app, "POST", POST, document, headers)
        spent += perf_counter() - begun
        if status != "201 CREATED":
            raise RuntimeError(f"the hub did not take a return: {status} {body[:500]!r}")
        sent.append(document)
        ids.append(json.loads(body)["return_id"])
    return sent, ids, spent / len(sent) * MILLISECONDS


def _each(act: Callable[[Any], object], values: Sequence[Any]) -> float:
    begun = perf_counter()
    for value in values:
        act(value)
    return (perf_counter() - begun) / len(values) * MILLISECONDS


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
    given = app(environ, lambda status, _headers, _failure=None: answered.append(status))
    try:
        return answered[0], b"".join(given)
    finally:
        given.close()
