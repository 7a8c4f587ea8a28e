"""A crowd that sends slowly, or never to the end, keeps nobody else waiting."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
import requests
from running_hub import RunningHub

pytestmark = pytest.mark.slow

SLOW_CLIENTS = 200
HALF = b"POST %s HTTP/1.1\r\nHost: hub\r\nContent-Type: application/json\r\nContent-Length: 20000\r\n\r\n{"
PATIENCE = 30  # seconds; a hub that is stalled never answers


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
