"""What every answer carries beside its body: the policy for scripts and styles, and who may keep a copy."""

from __future__ import annotations

from dash import Dash
from flask import Flask, Response, request

from hub.dashboards.screens import PREFIX
from hub.ingest.answers import RETRY_AFTER

UNAVAILABLE = 503
ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


def beside_an_answer() -> tuple[tuple[str, str], ...]:
    """What an answer to a program carries: for whoever answers without the application."""
    return (*ALWAYS.items(), ("Content-Security-Policy", _policy("", dash_page=False)), ("Cache-Control", "no-store"))


def harden(app: Flask, dash: Dash) -> None:
    """Add the headers to every answer; a later part of the application may have set its own caching."""
    hashes = " ".join(dash.csp_hashes())

    @app.after_request
    def add_headers(response: Response) -> Response:
        for name, value in ALWAYS.items():
            response.headers.setdefault(name, value)
        response.headers.setdefault(
            "Content-Security-Policy", _policy(hashes, dash_page=request.path.startswith(PREFIX))
        )
        response.headers.setdefault("Cache-Control", "no-store")
        if response.status_code == UNAVAILABLE:
            response.headers.setdefault("Retry-After", RETRY_AFTER)
        return response


def _policy(hashes: str, *, dash_page: bool) -> str:
    scripts = f"'self' {hashes}" if dash_page else "'self'"
    styles = "'self' 'unsafe-inline'" if dash_page else "'self'"  # Dash and plotly set styles on elements
    return (
        f"default-src 'none'; script-src {scripts}; style-src {styles}; img-src 'self' data:; font-src 'self'; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )
