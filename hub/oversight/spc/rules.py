"""Special causes: which points of a chart are more than chance, and why.

Knows nothing of better or worse, and makes no limits. The order in which one reason goes before another stands here.
Source: NHS England, Making Data Count.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from hub.oversight.arrays import Bools, Codes, Floats, Ints
from hub.oversight.spc.charts import Signal
from hub.oversight.spc.stretches import Stretches

IN_A_ROW = 7  # points on one side of the centre, or in a trend
NEAR = 2 / 3  # of the way from the centre to a limit
EXACTLY = 1e-9  # of the highest value: what is as near as that to a line lies on it

Sides = NDArray[np.int8]  # 1 high or rising, -1 low or falling, 0 neither


def special_causes(values: Floats, centre: Floats, half: Floats, line: Stretches) -> Codes:
    """The reason of each point, the first that holds: outside, trend, two of three, seven on one side.

    Shapes: all are [given points]; `half` is the distance from the centre to a limit.
    Missing: NaN in `half` where there are no limits.
    """
    away = values - centre
    on_a_line = EXACTLY * line.highest(np.abs(values))[line.stretch]
    side = np.sign(away).astype(np.int8)
    side[np.abs(away) <= on_a_line] = 0
    distance = np.abs(away) - on_a_line
    outside = distance > half
    close = (distance > NEAR * half) & ~outside
    signal = np.zeros(values.size, dtype=np.int8)
    for high, low, found in (
        (Signal.LONG_HIGH, Signal.LONG_LOW, _long_on_one_side(side, line)),
        (Signal.TWO_OF_THREE_HIGH, Signal.TWO_OF_THREE_LOW, _two_of_three(side, close, line.position)),
        (Signal.RISING, Signal.FALLING, _trend(values, line)),
        (Signal.ABOVE, Signal.BELOW, np.where(outside, side, 0)),
    ):
        signal[found > 0] = high
        signal[found < 0] = low
    return signal


def _run_lengths(same: Sides, begins: Bools) -> Ints:
    """How long the run of equal values is to which each belongs; a run never goes past a beginning."""
    fresh = begins.copy()
    fresh[1:] |= same[1:] != same[:-1]
    first = np.flatnonzero(fresh)
    lengths = np.diff(first, append=same.size)
    return np.repeat(lengths, lengths)


def _long_on_one_side(side: Sides, line: Stretches) -> Sides:
    long = _run_lengths(side, line.position == 0) >= IN_A_ROW
    return np.where(long, side, 0).astype(np.int8)


def _trend(values: Floats, line: Stretches) -> Sides:
    """A point at a turn belongs to the trend that it ends."""
    step = np.zeros(values.size, dtype=np.int8)
    step[1:] = np.sign(np.diff(values))
    step[line.first] = 0
    ends = np.where(_run_lengths(step, line.position == 0) >= IN_A_ROW - 1, step, 0).astype(np.int8)
    begins = np.zeros_like(ends)
    begins[:-1] = ends[1:]
    return np.where(ends != 0, ends, begins).astype(np.int8)


def _two_of_three(side: Sides, close: Bools, position: Ints) -> Sides:
    """Two or three of three on one side close to their limit: those that are close."""
    window = np.zeros(side.size, dtype=bool)
    together = (side[2:] == side[1:-1]) & (side[1:-1] == side[:-2]) & (position[2:] >= 2)
    near = close.astype(np.int8)
    window[2:] = together & (near[2:] + near[1:-1] + near[:-2] >= 2)
    part = window.copy()
    part[:-1] |= window[1:]
    part[:-2] |= window[2:]
    return np.where(part & close, side, 0).astype(np.int8)
