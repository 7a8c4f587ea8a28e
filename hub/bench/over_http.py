"""Returns over HTTP, with one client and with many, beside floors on a server of the same make and beside a peer."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from itertools import cycle, islice
from pathlib import Path

from hub.bench import floor_server
from hub.bench.hub_of_bodies import HubOfBodies
from hub.bench.load import Load, load, request
from hub.bench.peer import peer
from hub.bench.rows import Rows
from hub.bench.servers import environment_of, served
from hub.errors import Unavailable

MANY = 16  # clients at once
FASTEST = 2_000  # requests a second that are made ready before the clock starts
WARM_UP = 0.3  # seconds of every server before anything is measured
DIFFERENT = 200  # requests to a floor, sent over and over
Send = Callable[[int, float], Load]  # clients, seconds


@dataclass(frozen=True, slots=True)
class Loads:
    """One round. Missing: `peer` is None when it was not asked for."""

    hub: Load
    read: Load
    bare_read: Load
    hub_many: Load
    raw_many: Load
    peer: Load | None


def loads(
    hub: HubOfBodies, floors: HubOfBodies, kept: Rows, folder: Path, *, seconds: float, rounds: int, with_peer: bool
) -> Iterator[Loads]:
    """Rounds over servers that all run at once: the hub, its floors and, when asked for, the peer.

    Raises: Unavailable when a server does not start; SettingWrong when the peer is not installed.
    """
    with ExitStack() as running:
        send = {"hub": _to_hub(running, hub, folder), **_to_floors(running, floors, folder)}
        if with_peer:
            port, requests = running.enter_context(peer(folder / "peer", kept))
            send["peer"] = partial(_send, port, _Prepared(requests))
        for sending in send.values():
            sending(MANY, WARM_UP)
        for _ in range(rounds):
            yield _round(send, seconds / rounds)


def _round(send: Mapping[str, Send], seconds: float) -> Loads:
    return Loads(
        hub=send["hub"](1, seconds),
        read=send["read"](1, seconds),
        bare_read=send["bare_read"](1, seconds),
        peer=send["peer"](1, seconds) if "peer" in send else None,
        hub_many=send["hub"](MANY, seconds),
        raw_many=send["raw"](MANY, seconds),
    )


def _to_hub(running: ExitStack, hub: HubOfBodies, folder: Path) -> Send:
    """`hub serve` as anybody starts it."""
    running.enter_context(served(["hub", "serve"], hub.config.port, folder / "hub.log", environment_of(hub.config)))
    return partial(_send, hub.config.port, _Prepared(hub.requests()))


def _to_floors(running: ExitStack, floors: HubOfBodies, folder: Path) -> dict[str, Send]:
    config, documents = floors.config, floors.documents
    running.enter_context(served([floor_server.__name__], config.port, folder / "floors.log", environment_of(config)))
    paths = {"read": floor_server.READ, "bare_read": floor_server.BARE_READ, "raw": floor_server.BARE_RAW}
    return {
        name: partial(_floor, path, config.port, cycle([request(path, documents[n]) for n in range(DIFFERENT)]))
        for name, path in paths.items()
    }


class _Prepared:
    """Requests that are made before the clock starts; what was not sent is there for the next time."""

    def __init__(self, requests: Iterator[bytes]) -> None:
        self._requests = requests
        self._ready: deque[bytes] = deque()

    def prepare(self, number: int) -> None:
        self._ready.extend(islice(self._requests, max(0, number - len(self._ready))))

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        if not self._ready:
            raise StopIteration
        return self._ready.popleft()


def _floor(path: str, port: int, requests: Iterator[bytes], clients: int, seconds: float) -> Load:
    """A floor that answers with something else than it should is no floor. Raises: Unavailable."""
    sent = _send(port, requests, clients, seconds)
    if sent.failures:
        raise Unavailable(f"The floor {path} failed {sent.failures} of {len(sent.waits)} times.", "")
    return sent


def _send(port: int, requests: Iterator[bytes], clients: int, seconds: float) -> Load:
    if isinstance(requests, _Prepared):
        requests.prepare(int(seconds * FASTEST) + clients)
    return load(port, clients, seconds, requests)
