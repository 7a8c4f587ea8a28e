"""The hub's own server and application with floors beside the routes: an endpoint that only reads what it is sent, and
one that also writes the rows of a return with sqlite3 and commits.

`/api/floor/read` is a route of the application, with all that surrounds any of its routes; `/bare/read` and `/bare/raw`
stand in front of it, so that nothing but the server surrounds them.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from itertools import count
from pathlib import Path
from typing import Any

from flask import Flask, Response, request

from hub.bench.rows import RawStore, first_rows, insert
from hub.config import read_config
from hub.serving import application as hub_application
from hub.serving import serve

READ, BARE_READ, BARE_RAW = "/api/floor/read", "/bare/read", "/bare/raw"
FIRST_NUMBER = 1_000_000_000  # above those that the hub gave
Environ = dict[str, Any]
Answer = Iterable[bytes]


def application() -> Callable[[Environ, Callable[..., Any]], Answer]:
    """The application in a worker process."""
    app = hub_application()
    _add_reading(app)
    raw = _Raw(read_config().data)

    def floors(environ: Environ, start_response: Callable[..., Any]) -> Answer:
        if environ["PATH_INFO"] not in (BARE_READ, BARE_RAW):
            return app.wsgi_app(environ, start_response)
        body = environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"]))
        if environ["PATH_INFO"] == BARE_RAW:
            raw.keep(body)
        start_response("204 No Content", [])
        return ()

    return floors


def _add_reading(app: Flask) -> None:
    @app.post(READ, endpoint="operations.read")
    def read() -> Response:
        request.get_data(cache=False)
        return Response(status=204)

    app.extensions["csrf"].exempt(read)


class _Raw:
    """Writes the rows of the first return in the folder's database again and again, in a file beside it."""

    def __init__(self, data: Path) -> None:
        hub = data / "hub.sqlite"
        self._rows = first_rows(hub)
        self._store = RawStore(hub, data / "raw-served.sqlite")
        self._numbers = count(FIRST_NUMBER)
        self._own = threading.local()

    def keep(self, body: bytes) -> None:
        if not hasattr(self._own, "connection"):
            self._own.connection = self._store.connection()
        insert(self._own.connection, self._rows.renumbered(next(self._numbers), body))


if __name__ == "__main__":
    serve(read_config(), "hub.bench.floor_server:application")
