"""What charts over time say, as values: lines, signals, verdicts. Made by `charting`, put in words by `words`.

Judges nothing itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from hub.oversight.arrays import Codes, Floats, Ints, closed

NEAR = 2 / 3  # of the way from the centre to a limit
TRIAL_FROM, LIMITS_FROM = 6, 12  # points; fewer are a run chart, and trial limits


class Kind(IntEnum):
    """How firm the lines of a chart are, by the points that they are made from."""

    RUN = 0
    TRIAL = 1
    LIMITS = 2


class Signal(IntEnum):
    """Why a point is more than chance. Those with odd numbers are high or rising, the even ones low or falling."""

    NOT_GIVEN = -1
    NONE = 0
    ABOVE = 1
    BELOW = 2
    RISING = 3
    FALLING = 4
    TWO_OF_THREE_HIGH = 5
    TWO_OF_THREE_LOW = 6
    LONG_HIGH = 7
    LONG_LOW = 8


class Judged(IntEnum):
    """What a signal means where it is known which way is better; neutral where it is not."""

    NOT_GIVEN = -1
    COMMON = 0
    IMPROVEMENT = 1
    CONCERN = 2
    NEUTRAL = 3
    TOO_FEW = 4


class Assurance(IntEnum):
    """Whether the process as it is can be relied on to meet its target."""

    NO_TARGET = 0
    HIT_AND_MISS = 1
    PASSES = 2
    FAILS = 3
    TOO_FEW = 4


@dataclass(frozen=True, slots=True, eq=False)
class Charts:
    """Charts of several series over the same points in time.

    Shapes: lines, `values`, `signal` and `judged` are [series, points]; everything else is [series].
    Units: lines are in those of the values, and not clipped: a share's limits may pass 0 and 1.
    Missing: NaN, or a code NOT_GIVEN, at a point that was not given; limits are NaN in a run chart.
    `latest` is the column of the latest given point, -1 where there is none; `points` counts those given, `made_from`
    those from which the latest lines are made; `kind` and `assurance` are of the latest lines.
    """

    values: Floats
    centre: Floats
    lower: Floats
    upper: Floats
    signal: Codes
    judged: Codes
    latest: Ints
    points: Ints
    made_from: Ints
    kind: Codes
    variation: Codes
    assurance: Codes
    direction: Floats
    target: Floats

    @property
    def near_lower(self) -> Floats:
        """Two thirds of the way from the centre to the lower limit."""
        return closed(self.centre + NEAR * (self.lower - self.centre))

    @property
    def near_upper(self) -> Floats:
        """Two thirds of the way from the centre to the upper limit."""
        return closed(self.centre + NEAR * (self.upper - self.centre))
