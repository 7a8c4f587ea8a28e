"""How often somebody may try to sign in: a few times per name and address, so that nobody can lock out another.

Besides, an address may try so often in a minute, whatever the names: passwords cannot be tried on many people, and
checking them costs the hub too much to be asked for without end. Only attempts that have not led to a signed-in
person count. Where counts are kept is for whoever gives them. Behind a proxy, every address is the proxy's until the
setting `proxies` says that it may be believed; then the limit per address is everybody's together.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import timedelta
from hashlib import sha256
from threading import Lock

from limits import RateLimitItem, RateLimitItemPerMinute
from limits.storage import Storage
from limits.strategies import FixedWindowRateLimiter

from hub.auth.addresses import subscriber
from hub.auth.people import LONGEST_NAME

MOST_ATTEMPTS = 10
WINDOW = timedelta(minutes=15)
NOTHING = timedelta()


class Attempts:
    """The attempts that have not led to a signed-in person.

    Units: `a_minute` is how many an address may make in a minute, 0 for any number; `clock` gives seconds since 1970.
    """

    def __init__(self, counts: Storage, a_minute: int = 0, clock: Callable[[], float] = time.time) -> None:
        self._limiter = FixedWindowRateLimiter(counts)
        self._clock = clock
        self._one_at_a_time = Lock()  # in memory, `limits` forgets what others count while it begins a window
        self._of_a_pair = RateLimitItemPerMinute(MOST_ATTEMPTS, WINDOW // timedelta(minutes=1), "sign-in")
        self._of_an_address = RateLimitItemPerMinute(a_minute, namespace="sign-in-from") if a_minute else None

    def begin(self, name: str, address: str) -> timedelta:
        """Count one attempt, and say how long to wait before it may be made; zero when it may be made now.

        Counted before the password is checked, so that attempts made side by side cannot slip past.
        """
        from_where = subscriber(address)
        if self._of_an_address and (wait := self._wait(self._of_an_address, from_where)):
            return wait
        return self._wait(self._of_a_pair, _pair(name, address))

    def forgive(self, name: str, address: str) -> None:
        """Forget the attempts that came before the right password, and that this one was made."""
        self._limiter.clear(self._of_a_pair, _pair(name, address))
        if self._of_an_address:
            self._limiter.hit(self._of_an_address, subscriber(address), cost=-1)

    def _wait(self, limit: RateLimitItem, who: str) -> timedelta:
        with self._one_at_a_time:
            counted = self._limiter.hit(limit, who)
        if counted:
            return NOTHING
        ends_at = self._limiter.get_window_stats(limit, who).reset_time
        return timedelta(seconds=max(1.0, ends_at - self._clock()))


def _pair(name: str, address: str) -> str:
    """A name at an address, as short as any other; who tries to sign in is written nowhere."""
    pair = f"{subscriber(address)} {name[:LONGEST_NAME].casefold()}"
    return sha256(pair.encode("utf-8", "surrogatepass")).hexdigest()
