"""A crowd that sends slowly, or never to the end, keeps nobody else waiting."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
import requests
from running_hub import RunningHub

from hub.serving import HEADER_SECONDS, LONGEST_HEADERS, allow_connections

pytestmark = pytest.mark.slow

SLOW_CLIENTS = 200
HALF = b"POST %s HTTP/1.1\r\nHost: hub\r\nContent-Type: application/json\r\nContent-Length: 20000\r\n\r\n{"
HALF_HEADERS = b"HEAD / HTTP/1.1\r\nHost: hub\r\n"
SILENT_CLIENTS = 1_100  # more than the server takes unless it is told otherwise
FEW = 20  # threads
PATIENCE = 30  # seconds; a hub that is stalled never answers
AT_ONCE = 10  # seconds: well before a silent client is turned away, on a machine that does a lot besides


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[RunningHub]:
    running = RunningHub(tmp_path / "data")
    running.start()
    yield running
    running.stop()


@pytest.mark.parametrize("path", [b"/api/v1/token", b"/api/v1/returns", b"/sign-in"])
def test_two_hundred_who_never_finish_their_sentence_keep_nobody_waiting(hub: RunningHub, path: bytes) -> None:
    with ExitStack() as crowd:
        for _ in range(SLOW_CLIENTS):
            slow = crowd.enter_context(socket.create_connection(("127.0.0.1", hub.port)))
            slow.sendall(HALF % path)
        for _ in range(3):
            assert requests.get(f"{hub.address}/readyz", timeout=PATIENCE).status_code == 200


def connected(stack: ExitStack, hub: RunningHub, said: bytes = b"") -> socket.socket:
    made = stack.enter_context(socket.create_connection(("127.0.0.1", hub.port)))
    made.settimeout(HEADER_SECONDS + PATIENCE)
    made.sendall(said)
    return made


def test_whoever_says_nothing_is_let_go_in_time_and_keeps_nobody_waiting(hub: RunningHub) -> None:
    """A thousand in the middle of their headers; and one between two requests, where a short rest is allowed."""
    allow_connections()
    with ExitStack() as crowd:
        kept = connected(crowd, hub, HALF_HEADERS + b"\r\n")
        assert kept.recv(65_536).startswith(b"HTTP/1.1 303")
        silent = [connected(crowd, hub, HALF_HEADERS[: number % len(HALF_HEADERS)]) for number in range(SILENT_CLIENTS)]
        began = time.monotonic()
        assert requests.get(f"{hub.address}/healthz", timeout=AT_ONCE).status_code == 200
        time.sleep(HEADER_SECONDS / 3)
        kept.sendall(HALF_HEADERS + b"\r\n")
        assert kept.recv(65_536).startswith(b"HTTP/1.1 303")
        assert {each.recv(1) for each in silent} == {b""}
        assert time.monotonic() - began < HEADER_SECONDS + PATIENCE
        assert kept.recv(1) == b""


def test_headers_that_are_too_long_are_not_read_to_their_end(hub: RunningHub) -> None:
    with ExitStack() as stack:
        answer = connected(stack, hub, HALF_HEADERS + b"X: " + b"x" * 2 * LONGEST_HEADERS).recv(65_536)
        assert answer.startswith(b"HTTP/1.1 431")


def test_a_body_that_is_too_long_is_refused_before_it_is_sent(hub: RunningHub) -> None:
    with ExitStack() as stack:
        long = HALF.replace(b"20000", b"2000000") % b"/api/v1/token"
        assert connected(stack, hub, long).recv(65_536).startswith(b"HTTP/1.1 413")


def test_whoever_sends_slowly_leaves_threads_for_others(tmp_path: Path) -> None:
    hub = RunningHub(tmp_path / "data", {"threads": FEW})
    hub.start()
    try:
        with ExitStack() as crowd:
            for _ in range(FEW * 2):
                connected(crowd, hub, HALF % b"/api/v1/token")
            assert requests.get(f"{hub.address}/readyz", timeout=AT_ONCE).status_code == 200
            refused = requests.post(f"{hub.address}/api/v1/token", json={}, timeout=AT_ONCE)
            assert (refused.status_code, refused.headers["Retry-After"]) == (429, "5")
        until = time.monotonic() + PATIENCE
        while requests.post(f"{hub.address}/api/v1/token", json={}, timeout=AT_ONCE).status_code != 400:
            assert time.monotonic() < until
            time.sleep(0.1)
    finally:
        hub.stop()
