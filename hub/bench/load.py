"""Clients of a server: so many connections, each with its next request as soon as its last was answered.

One thread and bare sockets, so that hardly anything but the server is measured. Knows HTTP/1.1 as far as answers go.
"""

from __future__ import annotations

import re
import select
import socket
from collections.abc import Iterator
from dataclasses import dataclass, field
from time import perf_counter

LONGEST_WAIT = 60.0  # seconds for an answer
READ_AT_ONCE = 65_536
_LENGTH = re.compile(rb"\r\ncontent-length: *([0-9]+)\r\n", re.IGNORECASE)
_CHUNKED = re.compile(rb"\r\ntransfer-encoding: *chunked\r\n", re.IGNORECASE)
_LAST_CHUNK = b"\r\n0\r\n\r\n"
_BAD = 300  # a server that sends elsewhere has not done what it was asked


@dataclass(slots=True)
class Load:
    """What came of it.

    Units: `seconds` from the first request to the last answer; `waits` are the seconds of each request.
    """

    seconds: float = 0.0
    waits: list[float] = field(default_factory=list)
    failures: int = 0

    @property
    def rate(self) -> float:
        """Good answers a second."""
        return (len(self.waits) - self.failures) / self.seconds

    def wait_of(self, share: float) -> float:
        """The wait that this share of the requests did not exceed."""
        return sorted(self.waits)[min(int(share * len(self.waits)), len(self.waits) - 1)]


def request(path: str, body: bytes, **headers: str) -> bytes:
    """A POST, ready to be sent."""
    lines = [f"POST {path} HTTP/1.1", "Host: 127.0.0.1", "Content-Type: application/json"]
    lines += [f"Content-Length: {len(body)}"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return "\r\n".join([*lines, "", ""]).encode("ascii") + body


def load(port: int, connections: int, seconds: float, requests: Iterator[bytes]) -> Load:
    """Send until the time is over or there are no more requests; every request sent is waited for."""
    result = Load()
    clients = {client.socket.fileno(): client for client in (_Client(port) for _ in range(connections))}
    waiting = select.poll()
    started = perf_counter()
    for number, client in clients.items():
        if client.send(requests):
            waiting.register(number, select.POLLIN)
    busy = sum(client.sent_at > 0 for client in clients.values())
    while busy:
        for number, _ in _ready(waiting):
            client = clients[number]
            status = client.answer()
            if status is None:
                continue
            now = perf_counter()
            result.waits.append(now - client.sent_at)
            result.failures += status >= _BAD
            if now - started >= seconds or not client.send(requests):
                waiting.unregister(number)
                busy -= 1
    result.seconds = perf_counter() - started
    for client in clients.values():
        client.socket.close()
    return result


def _ready(waiting: select.poll) -> list[tuple[int, int]]:
    ready = waiting.poll(LONGEST_WAIT * 1000)
    if not ready:
        raise TimeoutError(f"no answer within {LONGEST_WAIT:.0f} seconds")
    return ready


class _Client:
    """One connection, kept open."""

    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=LONGEST_WAIT)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.sent_at = 0.0
        self._received = b""

    def send(self, requests: Iterator[bytes]) -> bool:
        """Send the next request, if there is one."""
        following = next(requests, None)
        if following is None:
            return False
        self._received = b""
        self.sent_at = perf_counter()
        self.socket.sendall(following)
        return True

    def answer(self) -> int | None:
        """The status of the answer; None while it is not whole."""
        read = self.socket.recv(READ_AT_ONCE)
        if not read:
            raise ConnectionResetError("the server closed the connection")
        self._received += read
        return int(self._received[9:12]) if _is_whole(self._received) else None


def _is_whole(answer: bytes) -> bool:
    head, end, body = answer.partition(b"\r\n\r\n")
    if not end:
        return False
    head += b"\r\n"
    if _CHUNKED.search(head):
        return (b"\r\n" + body).endswith(_LAST_CHUNK)
    length = _LENGTH.search(head)
    return length is None or len(body) >= int(length[1])
