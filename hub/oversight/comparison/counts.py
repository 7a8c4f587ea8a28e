"""Funnels for counts: as many as observed in each body, against as many as its exposure lets expect.

Source: Spiegelhalter 2005; the square root for z-scores as the Care Quality Commission takes it; Garwood's limits.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import gammaincinv

from hub.oversight.arrays import Floats, floats
from hub.oversight.comparison.chance import poisson_at_least, poisson_at_most, poisson_quantile
from hub.oversight.comparison.flagging import TAIL_95, TAIL_998, Chance, Transformed, differences, funnels
from hub.oversight.comparison.funnels import FEWEST_BODIES, Z_95, Z_998, Funnels, Limits


def count_funnels(observed: ArrayLike, exposure: ArrayLike) -> Funnels:
    """The funnel of each measure that is a count by exposure: observed to expected, 1 where they are the same.

    Shapes: [measures, bodies]. Missing: NaN, or an exposure of 0: the body is not compared in this measure.
    """
    count, much = floats(observed), floats(exposure)
    compared = (much > 0) & (count >= 0)
    compared &= compared.sum(axis=1, keepdims=True) >= FEWEST_BODIES
    compared &= np.where(compared, count, 0.0).sum(axis=1, keepdims=True) > 0
    count, much = np.where(compared, count, np.nan), np.where(compared, much, np.nan)
    total = np.nansum(much, axis=1)
    rate = np.divide(np.nansum(count, axis=1), total, out=np.full(total.shape, np.nan), where=total > 0)
    expected = much * rate[:, None]
    values, spread = count / expected, 0.5 / np.sqrt(expected)
    differ = differences(Transformed(np.sqrt(values) - 1, spread), compared)
    centre = np.where(compared.any(axis=1), 1.0, np.nan)
    widened = root_limits(spread, differ[2])
    return funnels(count, expected, values, centre, differ, _by_chance(count, expected), widened, np.inf)


def root_limits(spread: Floats, tau2: Floats) -> Limits:
    """Limits that allow for a variance between bodies beside that of chance; with none, for chance alone.

    Shapes: `spread` is [measures, bodies], `tau2` is [measures]. Units: square roots.
    """
    both = np.sqrt(spread**2 + tau2[:, None])

    def limit(z: float) -> Floats:
        squared: Floats = np.maximum(1 + z * both, 0.0) ** 2
        return squared

    return Limits(limit(-Z_998), limit(-Z_95), limit(Z_95), limit(Z_998))


def _by_chance(count: Floats, expected: Floats) -> Chance:
    """Exact Poisson limits, and how rare each body's count is."""
    lower_998, below_998 = _lower(TAIL_998, expected)
    lower_95, below_95 = _lower(TAIL_95, expected)
    upper_95, above_95 = _upper(TAIL_95, expected)
    upper_998, above_998 = _upper(TAIL_998, expected)
    tail = np.where(count > expected, poisson_at_least(count, expected), poisson_at_most(count, expected))
    limits = Limits(lower_998, lower_95, upper_95, upper_998)
    return Chance(limits, below_95 + above_95, below_998 + above_998, tail)


def _lower(chance: float, expected: Floats) -> tuple[Floats, Floats]:
    """The lower limit, and how often chance alone gives a count that is flagged below it."""
    limit = gammaincinv(expected, chance)
    flagged = np.minimum(np.ceil(limit), poisson_quantile(chance, expected)) - 1
    return limit / expected, poisson_at_most(flagged, expected)


def _upper(chance: float, expected: Floats) -> tuple[Floats, Floats]:
    """The upper limit, and how often chance alone gives a count that is flagged above it."""
    limit = gammaincinv(expected + 1, 1 - chance)
    flagged = np.maximum(np.floor(limit), poisson_quantile(1 - chance, expected)) + 1
    return limit / expected, poisson_at_least(flagged, expected)
