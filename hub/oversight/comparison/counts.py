"""Funnels for counts: as many as observed in each body, against as many as its exposure lets expect.

Source: Spiegelhalter 2005; the square root for z-scores as the Care Quality Commission takes it; Garwood's limits.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import gammaincinv

from hub.oversight.arrays import Bools, Floats, floats
from hub.oversight.comparison.chance import poisson_at_least, poisson_at_most, poisson_quantile
from hub.oversight.comparison.flagging import (
    TAIL_95,
    TAIL_998,
    Chance,
    Compared,
    Transformed,
    differences,
    funnels,
    placed,
)
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
    told = Compared(count, expected, values, centre, top=np.inf)
    return funnels(told, differ, _by_chance(count, expected, compared), widened)


def root_limits(spread: Floats, tau2: Floats) -> Limits:
    """Limits that allow for a variance between bodies beside that of chance; with none, for chance alone.

    Shapes: `spread` is [measures, bodies], `tau2` is [measures]. Units: square roots.
    """
    both = np.sqrt(spread**2 + tau2[:, None])

    def limit(z: float) -> Floats:
        squared: Floats = np.maximum(1 + z * both, 0.0) ** 2
        return squared

    return Limits(limit(-Z_998), limit(-Z_95), limit(Z_95), limit(Z_998))


def count_limits(expected: Floats) -> Limits:
    """Exact Poisson limits of observed to expected."""
    return Limits(*(limit for limit, _ in _each_limit(expected)))


def _each_limit(expected: Floats) -> tuple[tuple[Floats, Floats], ...]:
    """The four limits, each with how often chance alone goes past its whole number."""
    return _lower(TAIL_998, expected), _lower(TAIL_95, expected), _upper(TAIL_95, expected), _upper(TAIL_998, expected)


def _by_chance(count: Floats, expected: Floats, compared: Bools) -> Chance:
    """Exact Poisson limits, and how rare each body's count is."""
    mean, told = expected[compared], count[compared]
    each = _each_limit(mean)
    (_, below_998), (_, below_95), (_, above_95), (_, above_998) = each
    tail = np.where(told > mean, poisson_at_least(told, mean), poisson_at_most(told, mean))
    limits = Limits(*(placed(limit, compared) for limit, _ in each))
    passed = placed(below_95 + above_95, compared), placed(below_998 + above_998, compared)
    return Chance(limits, *passed, placed(tail, compared))


def _lower(chance: float, expected: Floats) -> tuple[Floats, Floats]:
    """The lower limit, and how often chance alone gives a count that is flagged below it."""
    limit = gammaincinv(expected, chance)
    count, _, _ = poisson_quantile(chance, expected)
    return limit / expected, poisson_at_most(np.minimum(np.ceil(limit), count) - 1, expected)


def _upper(chance: float, expected: Floats) -> tuple[Floats, Floats]:
    """The upper limit, and how often chance alone gives a count that is flagged above it."""
    limit = gammaincinv(expected + 1, 1 - chance)
    count, _, _ = poisson_quantile(1 - chance, expected)
    return limit / expected, poisson_at_least(np.maximum(np.floor(limit), count) + 1, expected)
