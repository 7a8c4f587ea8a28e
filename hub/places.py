"""So many places, of which one asker has a part: whoever holds a thread for long must leave some for others.

Knows nothing of what is asked, nor what is said to whoever finds no place.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from enum import Enum
from threading import Lock
from typing import TypeVar

T = TypeVar("T")


class Place(Enum):
    """What came of asking for one."""

    TAKEN = "taken"
    NONE_LEFT = "none left"
    NONE_LEFT_FOR_ONE = "none left for one"  # this asker has as many as one may have


class Places:
    """Places of one process, each taken and given back."""

    def __init__(self, most: int, most_of_one: int) -> None:
        self._most, self._most_of_one = most, most_of_one
        self._by_asker: Counter[str] = Counter()
        self._all = 0
        self._lock = Lock()

    def take(self, asker: str) -> Place:
        """Take one, if there is one."""
        with self._lock:
            if self._by_asker[asker] >= self._most_of_one:
                return Place.NONE_LEFT_FOR_ONE
            if self._all >= self._most:
                return Place.NONE_LEFT
            self._by_asker[asker] += 1
            self._all += 1
        return Place.TAKEN

    def give_back(self, asker: str) -> None:
        """Give back one that was taken."""
        with self._lock:
            self._all -= 1
            self._by_asker[asker] -= 1
            if not self._by_asker[asker]:
                del self._by_asker[asker]


class Held(Iterator[T]):
    """What is read while a place is held, which is given back once: at the end, or when its reader leaves."""

    def __init__(self, what: Iterable[T], give_back: Callable[[], None]) -> None:
        self._give_back: Callable[[], None] | None = give_back
        self._what = iter(what)

    def __next__(self) -> T:
        """The next of it."""
        try:
            return next(self._what)
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Give the place back."""
        give_back, self._give_back = self._give_back, None
        if give_back is not None:
            give_back()

    def __del__(self) -> None:
        """Nobody reads it any more, and whoever served it did not say so."""
        self.close()
