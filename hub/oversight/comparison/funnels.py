"""What funnels say, as values: centre, limits, flags, false flags to expect. Made by `shares` and `counts`.

Judges nothing itself, and orders no bodies.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from hub.oversight.arrays import Bools, Codes, Floats, Ints

Z_95, Z_998 = 1.959964, 3.090232
FEWEST_BODIES = 2  # one alone is its own average


class Flag(IntEnum):
    """Where a body lies among the others: within the limits, beyond those of 95 %, or beyond those of 99.8 %."""

    FAR_BELOW = -2
    BELOW = -1
    WITHIN = 0
    ABOVE = 1
    FAR_ABOVE = 2
    NOT_COMPARED = 9


@dataclass(frozen=True, slots=True, eq=False)
class Limits:
    """Where the limits of each body lie. Shapes: [measures, bodies]. Units: those of the funnel's values."""

    lower_998: Floats
    lower_95: Floats
    upper_95: Floats
    upper_998: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Funnels:
    """A comparison of the same bodies in each of several measures.

    Shapes: `centre`, `phi`, `tau2`, `adjusted`, `bodies`, `found_*`, `expected_*` and `can_flag` are [measures]; the
    rest are [measures, bodies].
    Units: `values` are shares, 0 to 1, or observed to expected; `parts` of `wholes`, or observed and expected counts.
    Missing: NaN and NOT_COMPARED for a body with no whole, or with more parts than that; NaN for a measure without two.
    `exact` are the limits of chance alone, `widened` those that also allow for how much bodies differ; `limits` are
    those in use, and `adjusted` tells which. `edge` is a body past a limit whose count is no rarer than the limit says.
    `expected_95` and `expected_998` are how many flags chance alone gives, `found_95` (of both levels) and `found_998`
    how many there are. Where `can_flag` is False no value whatever would be beyond a limit.
    """

    parts: Floats
    wholes: Floats
    values: Floats
    centre: Floats
    z: Floats
    phi: Floats
    tau2: Floats
    adjusted: Bools
    bodies: Ints
    exact: Limits
    widened: Limits
    limits: Limits
    flag: Codes
    edge: Bools
    found_95: Ints
    found_998: Ints
    expected_95: Floats
    expected_998: Floats
    can_flag: Bools
