"""The clients that measure a server: every answer waited for, every failure counted."""

from __future__ import annotations

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import repeat
from threading import Thread

import pytest

from hub.bench.load import load, request

ANSWERS = {
    "/whole": (200, b"Content-Length: 3\r\n\r\nabc"),
    "/chunked": (200, b"Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n"),
    "/nothing": (204, b"\r\n"),
    "/refused": (422, b"Content-Length: 0\r\n\r\n"),
}


class Answering(BaseHTTPRequestHandler):
    """Reads what it is sent and gives the answer of the path."""

    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        status, rest = ANSWERS[self.path]
        for part in (f"HTTP/1.1 {status} -\r\n".encode(), rest[:5], rest[5:]):
            self.wfile.write(part)
            self.wfile.flush()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Answering) as server:
        server.daemon_threads = True
        thread = Thread(target=server.serve_forever)
        thread.start()
        yield server.server_port
        server.shutdown()
        thread.join()


@pytest.mark.parametrize("path", ["/whole", "/chunked", "/nothing"])
def test_every_request_is_answered_however_the_answer_ends(port: int, path: str) -> None:
    result = load(port, 3, 60, repeat(request(path, b"body"), 30))
    assert (len(result.waits), result.failures) == (30, 0)
    assert result.rate > 0


def test_a_refusal_is_a_failure(port: int) -> None:
    result = load(port, 1, 60, repeat(request("/refused", b"body"), 4))
    assert (len(result.waits), result.failures) == (4, 4)
    assert result.rate == 0


def test_it_ends_when_the_time_is_over(port: int) -> None:
    result = load(port, 2, 0.05, repeat(request("/whole", b"body")))
    assert result.seconds >= 0.05
    assert result.wait_of(0.5) <= result.wait_of(0.99) <= result.seconds
