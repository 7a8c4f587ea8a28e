"""Stretches: the given points of many series in one line, cut wherever a series ends or a new baseline begins.

Nothing is ever compared across a cut, and what was not given is not in the line. Judges nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from hub.oversight.arrays import Bools, Floats, Ints, Numbers, Places, closed


@dataclass(frozen=True, slots=True, eq=False)
class Stretches:
    """All given points in one line.

    Shapes: `where` and `position` are [given points]: the place in the flattened series, and that in the stretch.
    `series`, `first` and `length` are [stretches]. `latest` is [series]: the last given point of each in the line, -1
    where there is none, and `points` is how many are given.
    """

    shape: tuple[int, int]
    where: Ints
    position: Places
    series: Ints
    first: Ints
    length: Ints
    latest: Ints
    points: Ints

    def taken(self, table: Floats) -> Floats:
        """What stands in a table [series, points] at the given points, in line."""
        flat = table.ravel()
        return flat if self.where.size == flat.size else flat[self.where]

    def along(self, values: Numbers) -> Numbers:
        """One value of each stretch, repeated for each of its points."""
        return np.repeat(values, self.length)

    def sums(self, values: Floats | Bools) -> Floats:
        """One sum for each stretch."""
        summed: Floats = np.add.reduceat(values, self.first, dtype=np.float64) if self.first.size else np.zeros(0)
        return summed

    def highest(self, values: Floats) -> Floats:
        """The highest value of each stretch."""
        most: Floats = np.maximum.reduceat(values, self.first) if self.first.size else np.zeros(0)
        return most

    def medians(self, values: Floats, wanted: Bools) -> Floats:
        """The middle value of each stretch that is wanted. Shapes: `wanted` is [stretches]. Missing: NaN for others."""
        theirs, length = values[self.along(wanted)], self.length[wanted]
        first = np.cumsum(length) - length
        ordered = theirs[np.lexsort((theirs, np.repeat(np.arange(length.size), length)))]
        middle = np.full(wanted.size, np.nan)
        middle[wanted] = (ordered[first + (length - 1) // 2] + ordered[first + length // 2]) / 2
        return middle

    def placed(self, flat: Numbers, missing: float) -> Numbers:
        """Back from the line to where the points stood, closed to changes."""
        if flat.size == self.shape[0] * self.shape[1]:
            return closed(flat.reshape(self.shape))
        table = np.full(self.shape, missing, dtype=flat.dtype)
        table.ravel()[self.where] = flat
        return closed(table)

    def at_latest(self, flat: Numbers, missing: float) -> Numbers:
        """What the line says at the latest given point of each series, closed to changes."""
        known = self.latest >= 0
        latest = np.full(known.size, missing, dtype=flat.dtype)
        latest[known] = flat[self.latest[known]]
        return closed(latest)


def stretches(given: Bools, starts: Bools | None) -> Stretches:
    """The given points in one line; a new baseline begins with the first given point from a start on.

    Shapes: both are [series, points].
    """
    where, points = np.flatnonzero(given), given.sum(axis=1)
    ends = np.cumsum(points)
    fresh = np.zeros(where.size, dtype=bool)
    fresh[(ends - points)[points > 0]] = True
    if starts is not None:
        baseline = np.cumsum(starts.ravel(), dtype=np.int32)[where]
        fresh[1:] |= baseline[1:] != baseline[:-1]
    first = np.flatnonzero(fresh)
    length = np.diff(first, append=where.size)
    return Stretches(
        shape=(given.shape[0], given.shape[1]),
        where=where,
        position=np.arange(where.size, dtype=np.int32) - np.repeat(first.astype(np.int32), length),
        series=where[first] // max(given.shape[1], 1),
        first=first,
        length=length,
        latest=np.where(points > 0, ends - 1, -1),
        points=points,
    )
