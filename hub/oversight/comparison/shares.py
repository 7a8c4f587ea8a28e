"""Funnels for shares: so many of so many in each body, against what all of them together have.

Source: Spiegelhalter 2005 (limits, arcsine, overdispersion) and 2012.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from hub.oversight.arrays import Bools, Floats, floats
from hub.oversight.comparison.chance import binomial_at_least, binomial_at_most, binomial_quantile
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

QUARTER_TURN = np.pi / 2  # the angle of a share of 1


def share_funnels(numerators: ArrayLike, denominators: ArrayLike) -> Funnels:
    """The funnel of each measure that is a share.

    Shapes: [measures, bodies]. Missing: NaN, or a denominator of 0: the body is not compared in this measure.
    """
    part, whole = floats(numerators), floats(denominators)
    compared = (whole > 0) & (part >= 0) & (part <= whole)
    compared &= compared.sum(axis=1, keepdims=True) >= FEWEST_BODIES
    part, whole = np.where(compared, part, np.nan), np.where(compared, whole, np.nan)
    total = np.nansum(whole, axis=1)
    centre = np.divide(np.nansum(part, axis=1), total, out=np.full(total.shape, np.nan), where=total > 0)
    angle = np.arcsin(np.sqrt(centre))[:, None]
    values, spread = part / whole, 0.5 / np.sqrt(whole)
    differ = differences(Transformed(np.arcsin(np.sqrt(values)) - angle, spread), compared)
    widened = arcsine_limits(centre, spread, differ[2])
    told = Compared(part, whole, values, centre, top=1.0)
    return funnels(told, differ, _by_chance(part, whole, centre, compared), widened)


def arcsine_limits(centre: Floats, spread: Floats, tau2: Floats) -> Limits:
    """Limits that allow for a variance between bodies beside that of chance; with none, for chance alone.

    Shapes: `centre` and `tau2` are [measures], `spread` is [measures, bodies]. Units: angles for `spread` and `tau2`.
    """
    angle, both = np.arcsin(np.sqrt(centre))[:, None], np.sqrt(spread**2 + tau2[:, None])

    def limit(z: float) -> Floats:
        turned: Floats = np.sin(np.clip(angle + z * both, 0.0, QUARTER_TURN)) ** 2
        return turned

    return Limits(limit(-Z_998), limit(-Z_95), limit(Z_95), limit(Z_998))


def share_limits(of: Floats, share: Floats) -> Limits:
    """Exact binomial limits, interpolated between whole numbers. Shapes: any, the same for both."""
    return Limits(*(limit for limit, _ in _each_limit(of, share)))


def _each_limit(of: Floats, share: Floats) -> tuple[tuple[Floats, Floats], ...]:
    """The four limits, each with how often chance alone goes past its whole number."""
    return (
        _lower(TAIL_998, of, share),
        _lower(TAIL_95, of, share),
        _upper(TAIL_95, of, share),
        _upper(TAIL_998, of, share),
    )


def _by_chance(part: Floats, whole: Floats, centre: Floats, compared: Bools) -> Chance:
    """Exact binomial limits, interpolated between whole numbers, and how rare each body's count is."""
    share = np.broadcast_to(centre[:, None], whole.shape)[compared]
    of, count = whole[compared], part[compared]
    each = _each_limit(of, share)
    (_, below_998), (_, below_95), (_, above_95), (_, above_998) = each
    high = count > of * share
    tail = np.where(high, 0.0, 1.0)
    tail[high] = binomial_at_least(count[high], of[high], share[high])
    tail[~high] = binomial_at_most(count[~high], of[~high], share[~high])
    limits = Limits(*(placed(limit, compared) for limit, _ in each))
    passed = placed(below_95 + above_95, compared), placed(below_998 + above_998, compared)
    return Chance(limits, *passed, placed(tail, compared))


def _lower(chance: float, of: Floats, share: Floats) -> tuple[Floats, Floats]:
    """The lower limit, and how often chance alone gives fewer than its whole number."""
    count, up_to, here = binomial_quantile(chance, of, share)
    return np.clip((count - (up_to - chance) / here) / of, 0.0, 1.0), up_to - here


def _upper(chance: float, of: Floats, share: Floats) -> tuple[Floats, Floats]:
    """The upper limit, and how often chance alone gives more than its whole number."""
    count, up_to, here = binomial_quantile(1 - chance, of, share)
    return np.clip((count - (up_to - (1 - chance)) / here) / of, 0.0, 1.0), 1 - up_to
