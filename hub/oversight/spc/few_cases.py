"""Few cases: whether what a rule finds in a chart over time is rare by the exact chance as well.

The rules take it that a figure falls on either side of the centre as often, and past a limit hardly ever. Of shares of
few cases near none or all, and of small counts, neither holds: where 98% is usual, nearly every figure is 100%.
Finds nothing itself; where cases are many it lets everything stand.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass

import numpy as np

from hub.oversight.arrays import Bools, Codes, Floats, Ints
from hub.oversight.comparison.chance import binomial_at_most, poisson_at_least, poisson_at_most

RARE_POINT = 1 / 100  # beyond a limit: what it comes to for about one case expected; where cases are many, 1 / 740
RARE_RUN = 1 / 50  # a run on one side: about three times that of seven at even odds
FEW = 3.0  # counts that are as many as that on average are judged by their limits
WHOLE = 1e-9  # as near as that to a whole number is on it


class FewCases(ABC):
    """The cases behind the points of a chart."""

    def rare(self, outside: Bools, side: Codes) -> Bools:
        """Those outside their limits whose count is that rare. Shapes: [given points]."""
        at = np.flatnonzero(outside)
        kept = np.zeros(outside.size, dtype=bool)
        kept[at] = self.as_far(at, side[at] > 0) <= RARE_POINT
        return kept

    def rare_runs(self, long: Bools, side: Codes, begins: Bools) -> Bools:
        """Those in long runs on one side that are that rare. `begins`: where a run of the same side does."""
        at = np.flatnonzero(long)
        kept = np.zeros(long.size, dtype=bool)
        if at.size:
            first = np.flatnonzero(begins[at])
            together = np.multiply.reduceat(self.on_side(at, side[at] > 0), first)
            kept[at] = np.repeat(together <= RARE_RUN, np.diff(first, append=at.size))
        return kept

    @abstractmethod
    def as_far(self, at: Ints, high: Bools) -> Floats:
        """The chance of a count as far from the centre as each one's own, or further."""

    @abstractmethod
    def on_side(self, at: Ints, high: Bools) -> Floats:
        """The chance of any count on the same side of the centre."""


@dataclass(frozen=True, slots=True, eq=False)
class CasesOfShares(FewCases):
    """So many of so many. Shapes: [given points]."""

    parts: Floats
    wholes: Floats
    centre: Floats

    def as_far(self, at: Ints, high: Bools) -> Floats:
        """By the binomial distribution; a high share is a low share of the rest."""
        parts, wholes, centre = self.parts[at], self.wholes[at], self.centre[at]
        return binomial_at_most(np.where(high, wholes - parts, parts), wholes, np.where(high, 1 - centre, centre))

    def on_side(self, at: Ints, high: Bools) -> Floats:
        """By the binomial distribution: up to the last whole number before the centre."""
        wholes, centre = self.wholes[at], self.centre[at]
        share = np.where(high, 1 - centre, centre)
        return binomial_at_most(np.ceil(wholes * share - WHOLE) - 1, wholes, share)


@dataclass(frozen=True, slots=True, eq=False)
class CasesOfCounts(FewCases):
    """So many, where that is few. Shapes: [given points]; `counted` is False where the value is no count."""

    counts: Floats
    centre: Floats
    counted: Bools

    def as_far(self, at: Ints, high: Bools) -> Floats:
        """By the Poisson distribution, the least that counts differ by."""
        counts, centre = self.counts[at], self.centre[at]
        return self._if_few(at, _one_side(high, counts, counts, centre))

    def on_side(self, at: Ints, high: Bools) -> Floats:
        """By the Poisson distribution: from the first whole number past the centre, or to the last before it."""
        centre = self.centre[at]
        return self._if_few(at, _one_side(high, np.floor(centre + WHOLE) + 1, np.ceil(centre - WHOLE) - 1, centre))

    def _if_few(self, at: Ints, chance: Floats) -> Floats:
        return np.where(self.counted[at] & (self.centre[at] < FEW), chance, 0.0)


def _one_side(high: Bools, least: Floats, most: Floats, expected: Floats) -> Floats:
    expected = np.maximum(expected, 0.0)
    return np.where(high, poisson_at_least(least, expected), poisson_at_most(most, expected))
