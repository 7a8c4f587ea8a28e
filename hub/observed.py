"""Around the whole hub: each request gets an id, a line in the log when it is answered, and is counted.

Knows nothing of what is answered; what it tells of a request is what `hub.noted` lists. Also the last resort: whatever
comes up to here as an exception is answered here.
"""

from __future__ import annotations

import secrets
import sys
from collections.abc import Callable, Iterable, Sequence
from time import perf_counter
from typing import Any

import structlog
from flask import Flask, request
from structlog.contextvars import bind_contextvars, clear_contextvars

from hub.ingest.answers import PROBLEM_JSON, failed
from hub.noted import CALLER, NOBODY, REQUEST, ROLE, ROUTE

ID_BYTES = 16
HEADER = "X-Request-Id"
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT"})
STRANGE = "other"  # any other method is a word of whoever asks
NOWHERE = "none"  # the route of what nothing answers
BROKEN = 500
Environ = dict[str, Any]
Headers = Sequence[tuple[str, str]]
Respond = Callable[..., Any]
Application = Callable[[Environ, Respond], Iterable[bytes]]
Count = Callable[[str, str, int, float], None]
log = structlog.get_logger(__name__)


def note_routes(app: Flask) -> None:
    """Let an application note which of its rules an address is of; before anything else looks at the request."""

    @app.before_request
    def note_route() -> None:
        if request.url_rule is not None:
            request.environ[ROUTE] = request.url_rule.rule


class Observed:
    """A WSGI application around another.

    Shapes: `headers` go with the answer of the last resort; `count` is told route, method, status and seconds.
    """

    def __init__(self, application: Application, headers: Headers, count: Count) -> None:
        self._application = application
        self._headers = [("Content-Type", PROBLEM_JSON), *headers]
        self._count = count

    def __call__(self, environ: Environ, respond: Respond) -> Iterable[bytes]:
        """Hand a request on, and tell of its answer."""
        began = perf_counter()
        made = environ[REQUEST] = secrets.token_hex(ID_BYTES)
        clear_contextvars()
        bind_contextvars(request=made)
        answered = _Answered(respond, made)
        try:
            return self._application(environ, answered)
        except Exception as fault:
            log.error("failed", exc_info=fault)
            return self._last_resort(answered, made, sys.exc_info() if answered.has_begun else None)
        finally:
            self._tell(environ, answered.status, perf_counter() - began)
            clear_contextvars()

    def _last_resort(self, respond: Respond, made: str, fault: Any) -> Iterable[bytes]:
        """`fault` lets a server put this answer in place of one that had begun."""
        body = failed(made)
        headers = [*self._headers, ("Content-Length", str(len(body)))]
        respond("500 INTERNAL SERVER ERROR", headers, *([fault] if fault else []))
        return (body,)

    def _tell(self, environ: Environ, status: int, seconds: float) -> None:
        method = environ["REQUEST_METHOD"]
        method = method if method in METHODS else STRANGE
        route = environ.get(ROUTE, NOWHERE)
        self._count(route, method, status, seconds)
        log.info(
            "request",
            method=method,
            route=route,
            status=status,
            ms=round(seconds * 1000, 1),
            caller=environ.get(CALLER, NOBODY),
            role=environ.get(ROLE, ""),
        )


class _Answered:
    """The server's `start_response`, with the request's id among the headers; remembers the status."""

    __slots__ = ("_made", "_respond", "has_begun", "status")

    def __init__(self, respond: Respond, made: str) -> None:
        self._respond, self._made = respond, made
        self.status = BROKEN
        self.has_begun = False

    def __call__(self, status: str, headers: list[tuple[str, str]], *fault: Any) -> Any:
        self.status = int(status[:3])
        self.has_begun = True
        return self._respond(status, [*headers, (HEADER, self._made)], *fault)
