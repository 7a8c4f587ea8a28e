"""What follows from a value that never changes, made once and kept with it. Knows nothing of what it is."""

from __future__ import annotations

import weakref
from collections.abc import Callable, Hashable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

Whole = TypeVar("Whole")
Part = TypeVar("Part")
Of = ParamSpec("Of")


def once_for_each(made: Callable[Concatenate[Whole, Of], Part]) -> Callable[Concatenate[Whole, Of], Part]:
    """The same function, asked once of each value, and of what else it is asked for; what it gives goes when the value
    does, and must not be changed.

    Values are told apart by which they are, since comparing two pictures would cost more than what is saved.
    """
    kept: dict[int, dict[Hashable, Any]] = {}

    @wraps(made)
    def of(whole: Whole, /, *asked: Of.args, **named: Of.kwargs) -> Part:
        parts = kept.get(id(whole))
        if parts is None:
            weakref.finalize(whole, kept.pop, id(whole), None).atexit = False
            parts = kept[id(whole)] = {}
        key = (asked, *sorted(named.items()))
        if key not in parts:
            parts[key] = made(whole, *asked, **named)
        found: Part = parts[key]
        return found

    return of
