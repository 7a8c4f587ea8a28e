"""Attempts to sign in, counted in this process by a test's own clock."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from hub.auth.attempts import Attempts
from hub.store.counting import own_place
from hub.store.counts import Counts


def attempts_at(clock: Callable[[], datetime], a_minute: int = 0) -> Attempts:
    def seconds() -> float:
        return clock().timestamp()

    return Attempts(Counts(own_place(), seconds), a_minute, seconds)
