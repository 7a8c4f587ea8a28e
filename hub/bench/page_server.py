"""The hub's own server and application, with pages of nothing but charts in front of it: the floors of a view.

They are files in the data folder; nobody has to sign in for them, and nothing but the server surrounds them. They carry
the headers of a page: a browser goes to a page with others in a process of its own, which would be part of the floor.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from hub.config import read_config
from hub.headers import ALWAYS, PAGE
from hub.serving import application as hub_application
from hub.serving import serve

FLOORS = {"/bare/charts": "charts.html", "/bare/framed": "framed.html"}
ALONE, FRAMED = FLOORS
HEADERS = (
    ("Content-Type", "text/html; charset=utf-8"),
    ("Content-Security-Policy", PAGE),
    ("Cache-Control", "no-store"),
)


def application() -> Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]:
    """The application in a worker process."""
    app = hub_application()
    pages = {address: (read_config().data / file).read_bytes() for address, file in FLOORS.items()}

    def floors(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        page = pages.get(environ["PATH_INFO"])
        if page is None:
            return app.wsgi_app(environ, start_response)
        start_response("200 OK", [*HEADERS, *ALWAYS.items(), ("Content-Length", str(len(page)))])
        return (page,)

    return floors


if __name__ == "__main__":
    serve(read_config(), "hub.bench.page_server:application")
