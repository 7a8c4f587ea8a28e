"""What every answer carries beside its body: the policy for scripts and styles, and who may keep a copy."""

from __future__ import annotations

from dash import Dash
from flask import Flask, Response, request

from hub.config import Config
from hub.dashboards.screens import PREFIX
from hub.dashboards.shown import EXPLORE
from hub.ingest.answers import RETRY_AFTER

FINE, UNAVAILABLE = 200, 503
ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
OVER_TLS_ALONE = ("Strict-Transport-Security", "max-age=31536000")  # a year; of this host and no other
NEVER = "base-uri 'none'; frame-ancestors 'none'"
NO_PAGE = f"default-src 'none'; form-action 'none'; {NEVER}"
PAGE = f"default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; form-action 'self'; {NEVER}"


def beside_an_answer(config: Config) -> tuple[tuple[str, str], ...]:
    """What an answer to a program carries: for whoever answers without the application."""
    return (*_always(config).items(), ("Content-Security-Policy", NO_PAGE), ("Cache-Control", "no-store"))


def harden(app: Flask, dash: Dash, config: Config) -> None:
    """Add the headers to every answer; a later part of the application may have set its own caching."""
    always, of_dash = _always(config), _policy_of_dash(dash)

    @app.after_request
    def add_headers(response: Response) -> Response:
        for name, value in always.items():
            response.headers.setdefault(name, value)
        response.headers.setdefault("Content-Security-Policy", _policy(response, of_dash))
        response.headers.setdefault("Cache-Control", "no-store")
        if response.status_code == UNAVAILABLE:
            response.headers.setdefault("Retry-After", RETRY_AFTER)
        return response


def _always(config: Config) -> dict[str, str]:
    return {**ALWAYS, **dict([OVER_TLS_ALONE] if config.address.startswith("https://") else [])}


def _policy(response: Response, of_dash: str) -> str:
    """By what is answered and not by what was asked: a page that is not there has the policy of any other."""
    if response.mimetype != "text/html":
        return NO_PAGE
    explored = request.path.startswith(PREFIX) and EXPLORE in request.args
    return of_dash if response.status_code == FINE and explored else PAGE


def _policy_of_dash(dash: Dash) -> str:
    """Dash starts by one script inside its page, asks for its data, and sets styles on elements as plotly does."""
    scripts = " ".join(["'self'", *dash.csp_hashes()])
    return (
        f"default-src 'none'; script-src {scripts}; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
        f"connect-src 'self'; form-action 'self'; {NEVER}"
    )
