"""False-discovery control: of what many tests find together, how much is expected to be chance.

Knows no bodies and no subjects.
"""

from __future__ import annotations

import numpy as np

from hub.oversight.arrays import Floats

FALSE_DISCOVERIES = 0.05  # of what is found, at most so much on average


def discoveries(chances: Floats) -> Floats:
    """The q of each test: what is at or below a bound has at most that share of chance in it.

    Shapes: any; all that are given are one family.
    Missing: NaN was not tested, stays NaN, and makes the family no larger.
    Source: Benjamini and Hochberg, 1995.
    """
    found = np.full(np.shape(chances), np.nan)
    tested = np.isfinite(chances)
    given = chances[tested]
    order = np.argsort(given, kind="stable")
    each = given[order] * given.size / np.arange(1, given.size + 1)
    adjusted = np.empty_like(given)
    adjusted[order] = np.minimum.accumulate(each[::-1])[::-1]
    found[tested] = np.minimum(adjusted, 1.0)
    return found


def either(one: Floats, other: Floats) -> Floats:
    """The chance of the better of two looks at the same thing. Missing: one look alone counts as it is."""
    both = np.minimum(1.0, 2 * np.fmin(one, other))
    return np.where(np.isnan(one) | np.isnan(other), np.fmin(one, other), both)
