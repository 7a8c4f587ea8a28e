"""The minutes of a meeting, shared out among its items: they add up to its length, whatever somebody set.

Knows no item and no clock.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

LEAST = 5  # minutes in which something can be said, heard and answered


class Wants(NamedTuple):
    """What an item wants. Units: `weight` is its part beside others. Missing: `minutes` is None where none were set."""

    weight: int
    minutes: int | None = None


def shared_out(length: int, items: Sequence[Wants]) -> tuple[int, ...]:
    """The minutes of each item, in whole ones.

    What was set is kept while the others still get a minute each; what is left is shared by weight, `LEAST` at least
    where it suffices, in fives where the length and what was set are. Where what was set does not fit, or does not fill
    the meeting, all is shared in proportion.
    """
    if not items:
        return ()
    free = [item for item in items if item.minutes is None]
    rest = length - _set(items)
    if not fits(length, items):
        return _in_proportion(length, [item.minutes or max(item.weight, 1) for item in items])
    least = min(LEAST, rest // len(free)) if free else 0
    in_fives = least == LEAST and not length % LEAST and not any((item.minutes or 0) % LEAST for item in items)
    unit = LEAST if in_fives else 1  # so that items begin at times that people say
    more = iter(_in_proportion((rest - least * len(free)) // unit, [max(item.weight, 1) for item in free]))
    return tuple(least + unit * next(more) if item.minutes is None else item.minutes for item in items)


def fits(length: int, items: Sequence[Wants]) -> bool:
    """Whether the minutes that were set can be kept."""
    free, told = sum(item.minutes is None for item in items), _set(items)
    return told + free <= length if free else told == length


def _set(items: Sequence[Wants]) -> int:
    return sum(item.minutes or 0 for item in items)


def _in_proportion(total: int, weights: Sequence[int]) -> tuple[int, ...]:
    """So many whole minutes by weight: the largest remainders get one more, of equal ones the first."""
    whole = sum(weights)
    if not whole:
        return ()
    parts = [divmod(total * weight, whole) for weight in weights]
    left = total - sum(minutes for minutes, _ in parts)
    upwards = sorted(range(len(weights)), key=lambda at: (-parts[at][1], at))[:left]
    return tuple(minutes + (at in upwards) for at, (minutes, _) in enumerate(parts))
