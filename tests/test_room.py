"""Senders who are slow leave threads for others: past most of them, what has a body is refused before it is read."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from io import BytesIO
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest
from hub_under_test import RETURNS, TOKEN, HubUnderTest, assert_problem, begun
from permits import full_return

THREADS = 10
HALF, MOST = 5, 9
ONE, OTHER = "198.51.100.1", "198.51.100.2"


class Slow(BytesIO):
    """A body that ends when it is let go."""

    def __init__(self) -> None:
        super().__init__()
        self.asked, self.let_go = Event(), Event()

    def read(self, size: int | None = -1) -> bytes:
        self.asked.set()
        assert self.let_go.wait(60)
        return b""

    def readinto(self, buffer: Any) -> int:
        return len(self.read())


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[HubUnderTest]:
    with begun(tmp_path / "data", threads=THREADS) as hub:
        yield hub


class Crowd:
    """Slow senders, each in a thread of a server."""

    def __init__(self, hub: HubUnderTest) -> None:
        self._hub = hub
        self._slow: list[tuple[Slow, Thread]] = []

    def send(self, address: str, to: str = TOKEN) -> None:
        slow = Slow()
        asked: dict[str, Any] = {"environ_overrides": {"REMOTE_ADDR": address, "CONTENT_LENGTH": "20000"}}
        asked |= {"input_stream": slow, "content_type": "application/json", "headers": self._hub.bearer()}
        thread = Thread(target=lambda: self._hub.ask("POST", to, **asked))
        thread.start()
        assert slow.asked.wait(60)
        self._slow.append((slow, thread))

    def end(self) -> None:
        for slow, thread in self._slow:
            slow.let_go.set()
            thread.join()


@pytest.fixture
def crowd(hub: HubUnderTest) -> Iterator[Crowd]:
    hub.bearer()
    with ExitStack() as stack:
        crowd = Crowd(hub)
        stack.callback(crowd.end)
        yield crowd


def send(hub: HubUnderTest, address: str) -> Any:
    return hub.ask(
        "POST", RETURNS, json=full_return(), headers=hub.bearer(), environ_overrides={"REMOTE_ADDR": address}
    )


def test_one_address_has_half_of_the_threads_and_others_the_rest(hub: HubUnderTest, crowd: Crowd) -> None:
    for _ in range(HALF):
        crowd.send(ONE)
    answer = send(hub, ONE)
    assert_problem(answer, 429, "too-many-requests")
    assert answer.headers["Retry-After"] == "5"
    assert send(hub, OTHER).status_code == 201
    assert hub.ask("GET", "/readyz", environ_overrides={"REMOTE_ADDR": ONE}).status_code == 200
    crowd.end()
    assert send(hub, ONE).status_code == 200


def test_some_threads_are_for_requests_without_a_body(hub: HubUnderTest, crowd: Crowd) -> None:
    for number in range(MOST):
        crowd.send((ONE, OTHER)[number % 2], (TOKEN, RETURNS)[number % 2])
    answer = send(hub, "198.51.100.3")
    assert_problem(answer, 503, "unavailable")
    assert answer.headers["Retry-After"]
    assert hub.ask("GET", "/readyz").status_code == 200
    assert hub.ask("POST", "/sign-out").status_code == 400  # without a body it is heard
    assert 'hub_limits_hit_total{limit="bodies"} 1.0' in hub.ask("GET", "/metrics").get_data(as_text=True)
    crowd.end()
    assert send(hub, "198.51.100.3").status_code == 201


def test_a_person_reads_on_a_page_that_there_is_no_room(hub: HubUnderTest, crowd: Crowd) -> None:
    for _ in range(HALF):
        crowd.send(ONE)
    page = hub.ask("POST", "/sign-in", data={"name": "a"}, environ_overrides={"REMOTE_ADDR": ONE})
    assert (page.status_code, page.mimetype) == (429, "text/html")
    assert "Wait 5 seconds" in page.get_data(as_text=True)


def test_whoever_fails_or_is_refused_leaves_their_place(hub: HubUnderTest) -> None:
    for document in ({}, b"{", b"", full_return(), b" " * 1_000_001):
        for _ in range(MOST + 1):
            assert hub.send(document).status_code not in (429, 503)
