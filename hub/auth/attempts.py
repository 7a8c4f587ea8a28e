"""How often somebody may try to sign in: a few times per name and address, so that nobody can lock out another.

The counts are in this process's memory. They stop being true with several processes (each counts by itself, so that
the limit is multiplied by their number) and after a restart. Behind a proxy, every address is the proxy's until the
server is told which proxy to believe; then the limit is per name alone.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_address, ip_network
from threading import Lock

from hub.auth.people import LONGEST_NAME

MOST_ATTEMPTS = 10
WINDOW = timedelta(minutes=15)
MOST_PAIRS = 10_000  # kept; beyond it the oldest is forgotten
SUBSCRIBER = 64  # bits of an IPv6 address that belong to one subscriber; the rest they choose freely


@dataclass(frozen=True, slots=True)
class _Count:
    attempts: int
    ends_at: datetime


class Attempts:
    """The attempts that have not led to a signed-in person, by name and address."""

    def __init__(self, most: int = MOST_ATTEMPTS, window: timedelta = WINDOW, pairs: int = MOST_PAIRS) -> None:
        self._most, self._window, self._pairs = most, window, pairs
        self._counts: OrderedDict[tuple[str, str], _Count] = OrderedDict()
        self._lock = Lock()

    def begin(self, name: str, address: str, now: datetime) -> timedelta:
        """Count one attempt, and say how long to wait before it may be made; zero when it may be made now.

        Counted before the password is checked, so that attempts made side by side cannot slip past.
        """
        pair = _pair(name, address)
        with self._lock:
            count = self._counts.get(pair)
            if count is None or count.ends_at <= now:
                self._counts.pop(pair, None)
                count = _Count(0, now + self._window)
            if count.attempts >= self._most:
                return count.ends_at - now
            self._counts[pair] = _Count(count.attempts + 1, count.ends_at)
            if len(self._counts) > self._pairs:
                self._counts.popitem(last=False)
        return timedelta()

    def forgive(self, name: str, address: str) -> None:
        """Forget the attempts that came before the right password."""
        with self._lock:
            self._counts.pop(_pair(name, address), None)


def _pair(name: str, address: str) -> tuple[str, str]:
    return name[:LONGEST_NAME].casefold(), _place(address)


def _place(address: str) -> str:
    try:
        parsed = ip_address(address)
    except ValueError:
        return address  # a socket of this machine has no address
    return str(ip_network((parsed, SUBSCRIBER), strict=False)) if isinstance(parsed, IPv6Address) else str(parsed)
