"""A hub of this process behind a real socket, and a road to it that is broken at first. For what sends over HTTP."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from socket import SHUT_RDWR
from threading import Thread
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from werkzeug.serving import WSGIRequestHandler, make_server


class Quiet(WSGIRequestHandler):
    """Writes no line for each request."""

    def log(self, type: str, message: str, *args: object) -> None:
        pass


@contextmanager
def served(app: WSGIApplication) -> Iterator[str]:
    """The address at which an application answers while this lasts."""
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=Quiet)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


Failure = Callable[[WSGIEnvironment, StartResponse], list[bytes]]


class BrokenAtFirst:
    """Passes requests on, but lets the first ones for returns come to nothing."""

    def __init__(self, app: WSGIApplication, times: int, failure: Failure) -> None:
        self.asked = 0
        self._app, self._times, self._failure = app, times, failure

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterator[bytes] | list[bytes]:
        if environ["PATH_INFO"] == "/api/v1/returns":
            self.asked += 1
            if self.asked <= self._times:
                environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"]))
                return self._failure(environ, start_response)
        return self._app(environ, start_response)  # type: ignore[return-value]


def away(retry_after: str) -> Failure:
    """As a hub answers whose store is away."""

    def answer(_: WSGIEnvironment, start_response: StartResponse) -> list[bytes]:
        start_response(
            "503 Service Unavailable", [("Content-Type", "application/problem+json"), ("Retry-After", retry_after)]
        )
        return [b'{"type": "urn:oversight-hub:problem:unavailable", "status": 503}']

    return answer


def hangs_up(environ: WSGIEnvironment, _: StartResponse) -> list[bytes]:
    """As a server answers that dies: the connection ends without a word."""
    environ["werkzeug.socket"].shutdown(SHUT_RDWR)
    raise ConnectionAbortedError
