"""What chance alone gives to bodies that are all alike: the exact binomial and Poisson, however small the body.

Knows nothing of bodies that differ (`overdispersion`), and flags nothing.
"""

from __future__ import annotations

import numpy as np
from scipy.special import betainc, gammainc, gammaincc, gammaln, ndtri, pdtrik, xlog1py, xlogy

from hub.oversight.arrays import Floats

FURTHEST_STEPS = 10_000  # no start is so far from its quantile; passing it is a fault of this module


def binomial_at_most(count: Floats, of: Floats, share: Floats) -> Floats:
    """The chance that of so many at most so many are, where each is with this chance. Shapes: all the same."""
    known = (count >= 0) & (count < of)
    chance = betainc(np.where(known, of - count, 1.0), np.where(known, count + 1, 1.0), 1 - share)
    return np.where(known, chance, np.where(count >= of, 1.0, np.where(count < 0, 0.0, np.nan)))


def binomial_at_least(count: Floats, of: Floats, share: Floats) -> Floats:
    """The chance that of so many at least so many are. Shapes: all the same."""
    return binomial_at_most(of - count, of, 1 - share)


def binomial_quantile(chance: float, of: Floats, share: Floats) -> tuple[Floats, Floats, Floats]:
    """The smallest count that is not passed with at least this chance; that chance; and that of just this count.

    Where the normal distribution has it, and from there step by step to where it is.
    Shapes: all the same. Missing: NaN where `of` is.
    """
    odds = np.divide(share, 1 - share, out=np.zeros_like(share), where=share < 1)
    count = _start(chance, of, share)
    up_to, here = binomial_at_most(count, of, share), _binomial_exactly(count, of, share)
    for _ in range(FURTHEST_STEPS):
        higher = (up_to < chance) & (count < of)
        lower = (up_to - here >= chance) & (count > 0)
        if not (higher.any() or lower.any()):
            return count, up_to, here
        after = here * (of - count) / (count + 1) * odds
        before = np.divide(here * count, (of - count + 1) * odds, out=np.zeros_like(here), where=lower)
        up_to = up_to + np.where(higher, after, 0.0) - np.where(lower, here, 0.0)
        here = np.where(higher, after, np.where(lower, before, here))
        count = count + higher - lower
    raise AssertionError("A quantile was not found.")


def _start(chance: float, of: Floats, share: Floats) -> Floats:
    """Near the quantile: the normal one, bent by how lopsided the distribution is."""
    spread = np.sqrt(of * share * (1 - share))
    normal = float(ndtri(chance))
    bent = (1 - 2 * share) * (normal**2 - 1) / 6
    start: Floats = np.clip(np.ceil(of * share + normal * spread + bent - 0.5), 0.0, of)
    return np.where(spread > 0, start, of * share)


def _binomial_exactly(count: Floats, of: Floats, share: Floats) -> Floats:
    ways = gammaln(of + 1) - gammaln(count + 1) - gammaln(of - count + 1)
    chance: Floats = np.exp(ways + xlogy(count, share) + xlog1py(of - count, -share))
    return chance


def poisson_at_most(count: Floats, expected: Floats) -> Floats:
    """The chance of at most so many where so many are expected. Shapes: all the same."""
    chance: Floats = np.where(count < 0, 0.0, gammaincc(np.maximum(count, 0.0) + 1, expected))
    return chance


def poisson_at_least(count: Floats, expected: Floats) -> Floats:
    """The chance of at least so many where so many are expected. Shapes: all the same."""
    chance: Floats = np.where(count <= 0, 1.0, gammainc(np.maximum(count, 1.0), expected))
    return chance


def poisson_quantile(chance: float, expected: Floats) -> Floats:
    """The smallest count that is not passed with at least this chance. Missing: NaN where `expected` is."""
    near = np.maximum(np.ceil(pdtrik(chance, expected)), 0.0)
    near = np.where((near > 0) & (poisson_at_most(near - 1, expected) >= chance), near - 1, near)
    quantile: Floats = np.where(poisson_at_most(near, expected) < chance, near + 1, near)
    return quantile
