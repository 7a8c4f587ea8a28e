"""Stretches: the given points of many series in one line, cut wherever a series ends or a new baseline begins.

Nothing is ever compared across a cut, and what was not given is not in the line. Judges nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from hub.oversight.arrays import Bools, Floats, Ints


@dataclass(frozen=True, slots=True)
class Stretches:
    """All given points in one line.

    Shapes: `where`, `stretch` and `position` are [given points]: the place in the flattened series, the number of the
    stretch, and the place within it. `first` and `length` are [stretches]. `latest` is [series]: the last given point
    of each in the line, -1 where there is none.
    """

    shape: tuple[int, int]
    where: Ints
    stretch: Ints
    position: Ints
    first: Ints
    length: Ints
    latest: Ints

    def sums(self, values: Floats | Bools) -> Floats:
        """One sum for each stretch."""
        summed: Floats = np.add.reduceat(values, self.first, dtype=np.float64) if self.first.size else np.zeros(0)
        return summed

    def highest(self, values: Floats) -> Floats:
        """The highest value of each stretch."""
        most: Floats = np.maximum.reduceat(values, self.first) if self.first.size else np.zeros(0)
        return most

    def medians(self, values: Floats) -> Floats:
        """The middle value of each stretch."""
        ordered = values[np.lexsort((values, self.stretch))]
        middle: Floats = (ordered[self.first + (self.length - 1) // 2] + ordered[self.first + self.length // 2]) / 2
        return middle


def stretches(given: Bools, starts: Bools | None) -> Stretches:
    """The given points in one line; a new baseline begins with the first given point from a start on.

    Shapes: both are [series, points].
    """
    where = np.flatnonzero(given)
    series = where // max(given.shape[1], 1)
    fresh = np.ones(where.size, dtype=bool)
    fresh[1:] = series[1:] != series[:-1]
    if starts is not None:
        baseline = np.cumsum(starts, axis=1).ravel()[where]
        fresh[1:] |= baseline[1:] != baseline[:-1]
    first = np.flatnonzero(fresh)
    length = np.diff(first, append=where.size)
    stretch = np.repeat(np.arange(first.size), length)
    position = np.arange(where.size) - first[stretch]
    ends = np.cumsum(given.sum(axis=1))
    latest = np.where(given.any(axis=1), ends - 1, -1)
    return Stretches((given.shape[0], given.shape[1]), where, stretch, position, first, length, latest)
