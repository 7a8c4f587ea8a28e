"""What machines ask a hub about itself: is it up, can it serve, how is it doing, with which keys does it sign.

Nothing of it is about anybody, so nobody is asked who they are; figures are for whoever runs the hub.
"""

from __future__ import annotations

import hmac
import tempfile
from collections.abc import Iterable
from datetime import datetime, timedelta
from errno import errorcode
from pathlib import Path
from urllib.parse import urlsplit

from flask import Flask, Response, abort, request
from prometheus_client import CONTENT_TYPE_PLAIN_0_0_4

from hub.allowed import is_loopback
from hub.auth.demo import from_this_machine
from hub.auth.keys import KeyRing
from hub.auth.session import Clock
from hub.config import Config
from hub.errors import Unavailable
from hub.ingest.answers import answer
from hub.metrics import Metrics
from hub.store.database import Database
from hub.store.upgrade import expect_current

NAME = "operations"
ADDRESSES = ("/.well-known/", "/healthz", "/readyz", "/metrics")
BLOCK = bytes(4096)  # what is written to see that something can be
GOOD_FOR = timedelta(days=90)  # RFC 9116 asks for less than a year; each answer counts anew
FOR_A_WHILE, FOR_AN_HOUR = "public, max-age=300", "public, max-age=3600"


def install(app: Flask, config: Config, database: Database, ring: KeyRing, metrics: Metrics, clock: Clock) -> None:
    """Add these addresses to an application."""

    @app.get("/healthz", endpoint=f"{NAME}.health")
    def health() -> Response:
        return answer({"status": "up"})

    @app.get("/readyz", endpoint=f"{NAME}.ready")
    def ready() -> Response:
        expect_room({config.data, database.file.parent if database.file else config.data})
        expect_current(database)
        return answer({"status": "ready"})

    @app.get("/metrics", endpoint=f"{NAME}.metrics")
    def figures() -> Response:
        if not _may_read_figures(config):
            abort(404)
        return Response(metrics.told(), content_type=CONTENT_TYPE_PLAIN_0_0_4)

    @app.get("/.well-known/jwks.json", endpoint=f"{NAME}.keys")
    def keys() -> Response:
        return answer(ring.jwks(), Cache_Control=FOR_A_WHILE)

    @app.get("/.well-known/security.txt", endpoint=f"{NAME}.security")
    def security() -> Response:
        if not config.security_contact:
            abort(404)
        response = Response(security_txt(config, clock()), content_type="text/plain; charset=utf-8")
        response.headers["Cache-Control"] = FOR_AN_HOUR
        return response


def expect_room(folders: Iterable[Path]) -> None:
    """See that something can be written in each of these folders. Raises: Unavailable."""
    for folder in folders:
        try:
            with tempfile.TemporaryFile(dir=folder) as trial:
                trial.write(BLOCK)
        except OSError as fault:
            raise Unavailable(
                "The data folder cannot be written to.",
                "Make room on its disk, and let the hub's account write there.",
                reason=f"data folder: {errorcode.get(fault.errno or 0, 'cannot be written')}",
            ) from fault


def security_txt(config: Config, now: datetime) -> str:
    """Whom to tell of a weakness of this hub, in the form of RFC 9116."""
    expires = (now + GOOD_FOR).replace(hour=0, minute=0, second=0, microsecond=0)
    lines = [f"Contact: {config.security_contact}", f"Expires: {expires:%Y-%m-%dT%H:%M:%SZ}", "Preferred-Languages: en"]
    if config.address.startswith("https://"):
        lines.append(f"Canonical: {config.address}/.well-known/security.txt")
    return "".join(f"{line}\n" for line in lines)


def _may_read_figures(config: Config) -> bool:
    """Whoever shows the token that was set; where none was, whoever is on this machine, if nobody else is served.

    A proxy on this machine may say nothing of those behind it.
    """
    token = config.metrics_token
    if not token:
        return is_loopback(urlsplit(config.address).hostname or "") and from_this_machine(request)
    kind, _, shown = request.headers.get("Authorization", "").partition(" ")
    return kind.lower() == "bearer" and hmac.compare_digest(shown.encode(), token.encode())
