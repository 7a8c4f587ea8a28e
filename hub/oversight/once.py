"""What follows from a value that never changes, made once and kept with it. Knows nothing of what it is."""

from __future__ import annotations

import weakref
from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

Whole = TypeVar("Whole")
Part = TypeVar("Part")


def once_for_each(made: Callable[[Whole], Part]) -> Callable[[Whole], Part]:
    """The same function, asked once of each value; what it gives goes when the value does, and must not be changed.

    Values are told apart by which they are, since comparing two pictures would cost more than what is saved.
    """
    kept: dict[int, Any] = {}

    @wraps(made)
    def of(whole: Whole) -> Part:
        if id(whole) not in kept:
            part = made(whole)
            weakref.finalize(whole, kept.pop, id(whole), None).atexit = False
            kept[id(whole)] = part
        found: Part = kept[id(whole)]
        return found

    return of
