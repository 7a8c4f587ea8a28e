"""Intervals: how far a share or a count is known, from itself alone. Compares nothing with anything."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import gammaincinv

from hub.oversight.arrays import Floats, floats

WITHIN_95 = 1.959963984540054  # standard deviations to either side that hold 95 % of chance


def wilson(numerators: ArrayLike, denominators: ArrayLike) -> tuple[Floats, Floats]:
    """Between which shares the true one lies, 19 times in 20.

    Units: 0 to 1. Missing: NaN for a share of nothing, and for more than there is.
    Source: Wilson, 1927.
    """
    part, whole = floats(numerators), floats(denominators)
    of = np.where((whole > 0) & (part <= whole), whole, np.nan)
    share, spread = part / of, WITHIN_95**2 / of
    middle = share + spread / 2
    half = WITHIN_95 * np.sqrt(share * (1 - share) / of + spread / (4 * of))
    return np.maximum((middle - half) / (1 + spread), 0.0), np.minimum((middle + half) / (1 + spread), 1.0)


def exact_counts(counts: ArrayLike) -> tuple[Floats, Floats]:
    """Between which numbers the one lies that a count stands for, 19 times in 20.

    Missing: NaN stays NaN.
    Source: exact limits of a Poisson count by chi-square, Garwood, 1936.
    """
    counted = floats(counts)
    lower = gammaincinv(np.where(counted > 0, counted, 1.0), 0.025)
    return np.where(counted > 0, lower, counted), gammaincinv(counted + 1, 0.975)
