"""How many requests with a body are worked on at a time: whoever sends slowly holds a thread, and must leave some.

The server waits for a body as long as its sender likes. So not all threads are for bodies, and not most of them for one
address: whoever comes past that is told at once, before anything is read, to come again. So requests without a body,
such as pages and health, find a thread.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any

from flask import Flask, request

from hub.auth.addresses import subscriber
from hub.config import Config
from hub.errors import HubError, TooManyRequests, Unavailable
from hub.ingest.express import FAULT
from hub.places import Place, Places

FULL = "hub.full"  # in the request's environment: why it is not worked on
FOR_BODIES, FOR_ONE_ADDRESS = 0.9, 0.5  # of the threads
RETRY_AFTER = 5  # seconds
MOST_ADDRESSES = 4_096  # whose subscriber is remembered: finding it out costs more than all the rest here
Environ = dict[str, Any]
Application = Callable[[Environ, Callable[..., Any]], Iterable[bytes]]
_whose = lru_cache(MOST_ADDRESSES)(subscriber)


def refuse_when_full(app: Flask, hit: Callable[[str], None]) -> None:
    """Let an application say why a request is not worked on, or read all of it, before it does anything else.

    `hit` counts what is not worked on.
    """

    @app.before_request
    def is_full() -> None:
        if (why := request.environ.get(FULL)) is not None:
            hit("bodies")
            raise why
        # Whole before anybody asks who sends it: else somebody who begins to send while they may, and ends much later,
        # would act in a session, an account or a role that is over. A fault of the path before this one has read it.
        if FAULT not in request.environ:
            request.get_data()


class Room:
    """A WSGI application around another; what finds no room goes to `refusing`, which says so."""

    def __init__(self, application: Application, refusing: Application, config: Config) -> None:
        self._application, self._refusing = application, refusing
        most, of_one = (max(1, int(config.threads * part)) for part in (FOR_BODIES, FOR_ONE_ADDRESS))
        self._places = Places(most, of_one)

    def __call__(self, environ: Environ, respond: Callable[..., Any]) -> Iterable[bytes]:
        """Hand a request on, or to whoever refuses it."""
        if environ.get("CONTENT_LENGTH", "") in ("", "0") and "HTTP_TRANSFER_ENCODING" not in environ:
            return self._application(environ, respond)
        address = _whose(environ.get("REMOTE_ADDR", ""))
        if (place := self._places.take(address)) is not Place.TAKEN:
            environ[FULL] = _why(place)
            return self._refusing(environ, respond)
        try:
            return self._application(environ, respond)
        finally:
            self._places.give_back(address)


def _why(place: Place) -> HubError:
    if place is Place.NONE_LEFT_FOR_ONE:
        return TooManyRequests(
            "Too much is being sent from your address at the same time.",
            f"Wait {RETRY_AFTER} seconds, then send the same again.",
            retry_after=RETRY_AFTER,
            reason="bodies of one address",
        )
    return Unavailable(
        "Too much is being sent at the same time; nothing of this was read.",
        "Send it again in a moment.",
        reason="bodies",
    )
