"""The hub's own server and application, with a page of nothing but charts in front of it: the floor of a view.

The page is a file in the data folder; nobody has to sign in for it, and nothing but the server surrounds it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from hub.config import read_config
from hub.serving import application as hub_application
from hub.serving import serve

ADDRESS, FILE = "/bare/charts", "charts.html"


def application() -> Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]:
    """The application in a worker process."""
    app = hub_application()
    page = (read_config().data / FILE).read_bytes()
    headers = [("Content-Type", "text/html; charset=utf-8"), ("Content-Length", str(len(page)))]

    def floors(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        if environ["PATH_INFO"] != ADDRESS:
            return app.wsgi_app(environ, start_response)
        start_response("200 OK", headers)
        return (page,)

    return floors


if __name__ == "__main__":
    serve(read_config(), "hub.bench.page_server:application")
