"""Where requests are counted that carry no token: pages of people who are signed in, and whatever strangers ask.

Requests with a token are counted where it is read (`hub.ingest.asking`), sign-ins where passwords are checked
(`hub.auth.attempts`). Files of the pages, and what machines ask a hub about itself, are not counted: they cost little,
and somebody else's asking must not keep them from anybody.
"""

from __future__ import annotations

from typing import Any

from flask import Flask, request
from werkzeug.middleware.proxy_fix import ProxyFix

from hub.auth.rates import Rates
from hub.auth.session import signed_in_name
from hub.config import Config
from hub.dashboards.screens import PREFIX

API = "/api/"
COUNTED_BY_TOKEN = frozenset({"tokens", "returns", "life"})
FREE = ("/static/", f"{PREFIX}_dash-component-suites/", "/.well-known/", "/healthz", "/readyz", "/metrics")


def limit(app: Flask, rates: Rates) -> None:
    """Count requests before anything else is done for them. Install it before whatever asks who is there."""

    @app.before_request
    def count() -> None:
        is_free = request.url_rule is not None and request.path.startswith(FREE)
        if request.blueprint in COUNTED_BY_TOKEN or is_free:
            return
        name = "" if request.path.startswith(API) else signed_in_name()
        if name:
            rates.person(name)
        else:
            rates.stranger(request.remote_addr or "")


def behind_proxies(application: Any, config: Config) -> Any:
    """The application as it sees who asks: through as many proxies as are believed, else whoever is connected."""
    if not config.proxies:
        return application
    return ProxyFix(application, x_for=config.proxies, x_proto=0, x_host=0, x_prefix=0)
