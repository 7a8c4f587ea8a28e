"""Whether a request that may change something comes from the hub's own pages, as the browser that sends it tells.

Beside the token in each form (CSRF), and without it for what has no form, such as the callbacks of Dash. A program that
is no browser tells nothing of this, and has no cookie that another site could use.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import Flask, Request, request
from werkzeug.exceptions import BadRequest

from hub.config import Config

READS = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})
OWN_SITE = ("same-origin", "none")  # Fetch Metadata: the second is for what nobody's page has sent


def expect_own_pages(app: Flask, config: Config, *, beside: str) -> None:
    """Turn away what another site's page sends, but for addresses that begin with `beside`: no cookie is read there."""

    @app.before_request
    def own_page() -> None:
        if (
            request.method not in READS
            and not request.path.startswith(beside)
            and is_of_others(request, config.address)
        ):
            raise BadRequest("This was sent by a page of another site.")


def is_of_others(asked: Request, address: str) -> bool:
    """Whether the browser says that a page of another site sent it. Missing: no when it says nothing."""
    if (site := asked.headers.get("Sec-Fetch-Site")) is not None:
        return site not in OWN_SITE
    origin = asked.headers.get("Origin")
    return origin is not None and origin not in (address, f"{urlsplit(address).scheme}://{asked.host}")
