"""How often programs, people and strangers may ask in a minute; who asks more often is told when to ask again.

A program is counted by its client id and a person by their name, wherever they ask from. Whatever shows no good
credential is counted by the address it comes from. A good credential is never refused for its address, so that nobody
can lock out somebody else who shares it. Counts begin with the first request of a minute: in two minutes that meet,
twice the number can come close together. Where counts are kept is for whoever gives them.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from math import ceil

from limits import RateLimitItem, RateLimitItemPerMinute
from limits.storage import Storage
from limits.strategies import FixedWindowRateLimiter

from hub.auth.addresses import subscriber
from hub.config import Config
from hub.errors import TooManyRequests
from hub.metrics import nobody_counts


class Rates:
    """The limits of one hub, and the counts that are held against them.

    Units: `clock` gives seconds since 1970. Shapes: `hit` is told which limit was reached, never by whom.
    """

    def __init__(
        self,
        counts: Storage,
        config: Config,
        clock: Callable[[], float] = time.time,
        hit: Callable[[str], None] = nobody_counts,
    ) -> None:
        self._limiter = FixedWindowRateLimiter(counts)
        self._clock = clock
        self._hit = hit
        self._client = _a_minute("client", config.requests_per_minute)
        self._person = _a_minute("person", config.requests_per_minute)
        self._stranger = _a_minute("address", config.requests_per_minute_per_address)

    def client(self, client_id: str) -> None:
        """Count a request of a program that is known. Raises: TooManyRequests."""
        self._count(self._client, client_id, "This client has asked too often: the limit is {} a minute.")

    def person(self, name: str) -> None:
        """Count a request of somebody who is signed in. Raises: TooManyRequests."""
        self._count(self._person, name, "Your account has asked too often: the limit is {} a minute.")

    def stranger(self, address: str) -> None:
        """Count a request that shows no good credential. Raises: TooManyRequests."""
        said = "Too much is asked from your address without signing in: the limit is {} a minute."
        self._count(self._stranger, subscriber(address), said)

    def _count(self, limit: RateLimitItem | None, who: str, said: str) -> None:
        if limit is None or self._limiter.hit(limit, who):
            return
        self._hit(limit.namespace)
        ends_at = self._limiter.get_window_stats(limit, who).reset_time
        seconds = max(1, ceil(ends_at - self._clock()))
        unit = "second" if seconds == 1 else "seconds"
        raise TooManyRequests(
            said.format(f"{limit.amount:,}"),
            f"Wait {seconds} {unit}, then try again.",
            retry_after=seconds,
            reason=limit.namespace,
        )


def _a_minute(whose: str, amount: int) -> RateLimitItem | None:
    """So many in a minute. Missing: None when there is no limit, which is what 0 says."""
    return RateLimitItemPerMinute(amount, namespace=whose) if amount else None
