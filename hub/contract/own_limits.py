"""A body's own limits: how far a figure moves from period to period when nothing but chance moves it.

The arithmetic of an XmR chart over earlier periods, and nothing else; what lies outside is for `checks` to tell.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

FEWEST_POINTS = 6  # fewer make no limits, only a run chart
LIMIT_FACTOR = 2.66  # limits in average moving ranges: 3 / 1.128, the constant of ranges of two
SCREEN_FACTOR = 3.267  # a moving range from here on, in averages, is left out of the average, once


@dataclass(frozen=True, slots=True)
class OwnLimits:
    """Between which values a figure is expected, judged by its own past.

    Units: those of the figure. `lower` may be below zero: nothing then is too low.
    """

    mean: float
    average_range: float
    points: int

    @property
    def lower(self) -> float:
        """The lower limit."""
        return self.mean - LIMIT_FACTOR * self.average_range

    @property
    def upper(self) -> float:
        """The upper limit."""
        return self.mean + LIMIT_FACTOR * self.average_range

    @property
    def widest_step(self) -> float:
        """The longest way from one period to the next that chance goes."""
        return SCREEN_FACTOR * self.average_range

    def side(self, value: float) -> int:
        """Where the value lies: -1 below the limits, 1 above, 0 within; on a limit is within."""
        return (value > self.upper) - (value < self.lower)

    def hold(self, value: float) -> bool:
        """Whether the value lies within the limits."""
        return self.side(value) == 0


def own_limits(earlier: Sequence[float]) -> OwnLimits | None:
    """The limits that the earlier values set for the next one; their order matters, not its direction.

    Missing: None with fewer than `FEWEST_POINTS` values.
    Source: NHS England, Making Data Count; the rules are those of NHSRplotthedots, moving ranges screened once.
    """
    if len(earlier) < FEWEST_POINTS:
        return None
    return OwnLimits(sum(earlier) / len(earlier), _average_range(earlier), len(earlier))


def limits_left(value: float, earlier: Sequence[float], least: float) -> OwnLimits | None:
    """The own limits that a value has newly left.

    Shapes: `earlier` is newest first; `least` is how far from the mean a value is at least, to be news to anybody.
    Missing: None when it is within them, or has settled where the last value had gone: that was news a period ago.
    """
    limits = own_limits(earlier)
    if limits is None or limits.hold(value) or abs(value - limits.mean) < least:
        return None
    last, before = earlier[0], own_limits(earlier[1:])
    if before is not None and before.side(last) == limits.side(value) and abs(value - last) <= before.widest_step:
        return None
    return limits


def _average_range(values: Sequence[float]) -> float:
    ranges = [abs(after - before) for before, after in pairwise(values)]
    average = sum(ranges) / len(ranges)
    screened = [one for one in ranges if one < SCREEN_FACTOR * average]
    return sum(screened) / len(screened) if screened else 0.0
