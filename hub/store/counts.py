"""Counts of requests as the library `limits` wants them: at the place that all processes share, or at a spare one.

While the shared place cannot be used (the disk is full, somebody holds the file, the server is gone) each process
counts by itself: a limit then holds in each process, nobody is turned away because nobody can count, and nobody may
flood because nobody does. The shared place is tried again every few seconds.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import structlog
from limits.storage import Storage

from hub.store.counting import CANNOT_COUNT, CountingPlace, own_place, place_for
from hub.store.database import Database

T = TypeVar("T")
AGAIN_AFTER = 5.0  # seconds before a place that failed is tried again: each try may cost a request a quarter second
log = structlog.get_logger(__name__)


class Counts(Storage):
    """The counts of a hub. Units: seconds; moments since 1970, by `clock`."""

    STORAGE_SCHEME = None  # made here, never by an address

    def __init__(self, shared: CountingPlace, clock: Callable[[], float] = time.time) -> None:
        super().__init__()
        self._shared, self._own = shared, own_place()
        self._clock = clock
        self._away_until: float | None = None

    @property
    def base_exceptions(self) -> tuple[type[Exception], ...]:
        """What the library may expect from here."""
        return CANNOT_COUNT

    def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        """Add to a count that lasts for `expiry` seconds from its first; what it is then."""
        return self._at(lambda place: place.add(key, amount, expiry, self._clock()))

    def get(self, key: str) -> int:
        """What a count is now."""
        return self._at(lambda place: place.look(key, self._clock()))[0]

    def get_expiry(self, key: str) -> float:
        """When a count ends; now when there is none."""
        return self._at(lambda place: place.look(key, self._clock()))[1]

    def clear(self, key: str) -> None:
        """Begin a count again."""
        self._at(lambda place: place.forget(key))

    def reset(self) -> None:
        """Begin every count again."""
        self._at(CountingPlace.forget_all)

    def check(self) -> bool:
        """Whether the shared place is used."""
        self.get("")
        return self._away_until is None

    def close(self) -> None:
        """Let go of what is open."""
        for place in (self._shared, self._own):
            place.close()

    def _at(self, act: Callable[[CountingPlace], T]) -> T:
        if self._away_until is None or self._clock() >= self._away_until:
            try:
                result = act(self._shared)
            except CANNOT_COUNT as fault:
                self._leave(fault)
            else:
                self._return()
                return result
        return act(self._own)

    def _leave(self, fault: Exception) -> None:
        if self._away_until is None:
            log.warning("this process counts requests by itself", exc_info=fault)
        self._away_until = self._clock() + AGAIN_AFTER

    def _return(self) -> None:
        if self._away_until is not None:
            self._away_until = None
            log.info("requests are counted for all processes again")


def counts_of(database: Database, folder: Path) -> Counts:
    """The counts of the hub that has this database and this data folder; closed with the database."""
    counts = Counts(place_for(database, folder))
    database.close_too(counts.close)
    return counts
