"""What follows from a value that never changes, made once and kept with it. Knows nothing of what it is."""

from __future__ import annotations

import weakref
from collections.abc import Callable, Hashable
from functools import wraps
from threading import Lock
from typing import Any, Concatenate, ParamSpec, TypeVar

Whole = TypeVar("Whole")
Part = TypeVar("Part")
Of = ParamSpec("Of")
MOST_PARTS = 1_000  # of one value: a chart of each of its bodies and measures would be 20 MB


class _Unmade:
    """Stands for what is not made yet: None may be what is made."""


UNMADE = _Unmade()


def once_for_each(made: Callable[Concatenate[Whole, Of], Part]) -> Callable[Concatenate[Whole, Of], Part]:
    """The same function, asked once of each value, and of what else it is asked for; what it gives goes when the value
    does, and must not be changed. Of more than `MOST_PARTS` the oldest are made anew.

    Values are told apart by which they are, since comparing two pictures would cost more than what is saved.
    """
    kept: dict[int, dict[Hashable, Any]] = {}
    lock = Lock()

    @wraps(made)
    def of(whole: Whole, /, *asked: Of.args, **named: Of.kwargs) -> Part:
        parts = kept.get(id(whole))
        if parts is None:
            weakref.finalize(whole, kept.pop, id(whole), None).atexit = False
            parts = kept[id(whole)] = {}
        key = (asked, *sorted(named.items()))
        found: Part | _Unmade = parts.get(key, UNMADE)
        if not isinstance(found, _Unmade):
            return found
        told = made(whole, *asked, **named)
        with lock:
            parts[key] = told
            while len(parts) > MOST_PARTS:
                del parts[next(iter(parts))]
        return told

    return of
