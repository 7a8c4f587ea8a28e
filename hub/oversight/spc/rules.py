"""Special causes: which points of a chart are more than chance, and why.

Knows nothing of better or worse, and makes no limits. The order in which one reason goes before another stands here.
Source: NHS England, Making Data Count.
"""

from __future__ import annotations

import numpy as np

from hub.oversight.arrays import Bools, Codes, Floats, Places
from hub.oversight.spc.charts import NEAR, Signal
from hub.oversight.spc.few_cases import FewCases
from hub.oversight.spc.stretches import Stretches

IN_A_ROW = 7  # points on one side of the centre, or in a trend
EXACTLY = 1e-12  # of the highest value: what is as near as that to a line lies on it
BY_RANK = np.array(
    [
        *(Signal.NONE, Signal.NONE),
        *(Signal.LONG_HIGH, Signal.LONG_LOW),
        *(Signal.TWO_OF_THREE_HIGH, Signal.TWO_OF_THREE_LOW),
        *(Signal.RISING, Signal.FALLING),
        *(Signal.ABOVE, Signal.BELOW),
    ],
    dtype=np.int8,
)  # the last that holds is the one that is told


def special_causes(
    values: Floats, centre: Floats, half: Floats, line: Stretches, cases: FewCases | None = None
) -> Codes:
    """The reason of each point, the first that holds: outside, trend, two of three, seven on one side.

    Shapes: all are [given points]; `half` is the distance from the centre to a limit.
    Missing: NaN in `half` where there are no limits; `cases` is None where the values are no shares.
    """
    away, on_a_line = values - centre, line.along(EXACTLY * line.highest(np.abs(values)))
    side = (away > on_a_line).view(np.int8) - (away < -on_a_line).view(np.int8)
    distance = np.abs(away) - on_a_line
    outside = distance > half
    close = (distance > NEAR * half) & ~outside
    begins = line.position == 0
    beyond, long = outside, _long_on_one_side(side, begins, cases)
    if cases is not None:
        beyond = cases.rare(outside, side)
    rank = np.zeros(values.size, dtype=np.int8)
    for number, found in enumerate(
        (
            side * long,
            side * _two_of_three(side, close, line.position),
            _trend(values, begins),
            side * beyond,
        ),
        start=1,
    ):
        np.maximum(rank, 2 * number * np.abs(found) + (found < 0), out=rank)
    return BY_RANK[rank]


def _long_on_one_side(side: Codes, begins: Bools, cases: FewCases | None) -> Bools:
    long = (_run_lengths(side, begins) >= IN_A_ROW) & (side != 0)
    return long if cases is None else cases.rare_runs(long, side, _run_begins(side, begins))


def _run_begins(same: Codes, begins: Bools) -> Bools:
    """Where a run of equal values begins; a run never goes past a beginning of the line's stretches."""
    fresh = begins.copy()
    fresh[1:] |= same[1:] != same[:-1]
    return fresh


def _run_lengths(same: Codes, begins: Bools) -> Places:
    """How long the run of equal values is to which each belongs."""
    lengths = np.diff(np.flatnonzero(_run_begins(same, begins)), append=same.size).astype(np.int32)
    return np.repeat(lengths, lengths)


def _trend(values: Floats, begins: Bools) -> Codes:
    """1 in a rise, -1 in a fall. A point at a turn belongs to the trend that begins there."""
    step = np.zeros(values.size, dtype=np.int8)
    step[1:] = (values[1:] > values[:-1]).view(np.int8) - (values[1:] < values[:-1]).view(np.int8)
    step *= ~begins
    ends = step * (_run_lengths(step, begins) >= IN_A_ROW - 1)
    trend = ends.copy()
    np.copyto(trend[:-1], ends[1:], where=ends[1:] != 0)
    return trend


def _two_of_three(side: Codes, close: Bools, position: Places) -> Bools:
    """Two or three of three on one side close to their limit: those that are close."""
    together = (side[2:] == side[1:-1]) & (side[1:-1] == side[:-2]) & (position[2:] >= 2)
    near = close.view(np.int8)
    window = np.zeros(side.size, dtype=bool)
    window[2:] = together & (near[2:] + near[1:-1] + near[:-2] >= 2)
    part = window.copy()
    part[:-1] |= window[1:]
    part[:-2] |= window[2:]
    return part & close
