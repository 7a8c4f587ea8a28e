"""What machines ask a hub about itself: is it up, can it serve, with which keys does it sign.

Nothing of it is about anybody, so nobody is asked who they are.
"""

from __future__ import annotations

from flask import Flask, Response

from hub.auth.keys import KeyRing
from hub.ingest.answers import answer
from hub.store.database import Database

NAME = "operations"


def install(app: Flask, database: Database, ring: KeyRing) -> None:
    """Add these addresses to an application."""

    @app.get("/healthz", endpoint=f"{NAME}.health")
    def health() -> Response:
        return answer({"status": "up"})

    @app.get("/readyz", endpoint=f"{NAME}.ready")
    def ready() -> Response:
        with database.read() as connection:
            connection.exec_driver_sql("SELECT 1")
        return answer({"status": "ready"})

    @app.get("/.well-known/jwks.json", endpoint=f"{NAME}.keys")
    def keys() -> Response:
        return answer(ring.jwks(), Cache_Control="public, max-age=300")
