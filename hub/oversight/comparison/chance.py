"""What chance alone gives to bodies that are all alike: the exact binomial and Poisson, however small the body.

Knows nothing of bodies that differ (`overdispersion`), and flags nothing.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from scipy.special import betainc, gammainc, gammaincc, gammaln, ndtri, xlog1py, xlogy

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

    Shapes: all the same. Missing: NaN where `of` is.
    """
    odds = np.divide(share, 1 - share, out=np.zeros_like(share), where=share < 1)
    spread = np.sqrt(of * share * (1 - share))
    near = np.clip(_near(chance, of * share, spread, 1 - 2 * share), 0.0, of)
    count = np.where(spread > 0, near, of * share)
    ways = gammaln(of + 1) - gammaln(count + 1) - gammaln(of - count + 1)
    here = np.exp(ways + xlogy(count, share) + xlog1py(of - count, -share))
    return _stepped(chance, count, binomial_at_most(count, of, share), here, lambda from_: (of - from_) * odds)


def poisson_quantile(chance: float, expected: Floats) -> tuple[Floats, Floats, Floats]:
    """The smallest count that is not passed with at least this chance; that chance; and that of just this count.

    Missing: NaN where `expected` is.
    """
    count = np.maximum(_near(chance, expected, np.sqrt(expected), np.ones_like(expected)), 0.0)
    here = np.exp(xlogy(count, expected) - expected - gammaln(count + 1))
    return _stepped(chance, count, poisson_at_most(count, expected), here, lambda _: expected)


def _near(chance: float, mean: Floats, spread: Floats, lopsided: Floats) -> Floats:
    """Where the normal distribution has a quantile, bent by how lopsided the real one is."""
    normal = float(ndtri(chance))
    near: Floats = np.ceil(mean + normal * spread + lopsided * (normal**2 - 1) / 6 - 0.5)
    return near


def _stepped(
    chance: float, count: Floats, up_to: Floats, here: Floats, odds: Callable[[Floats], Floats]
) -> tuple[Floats, Floats, Floats]:
    """From near a quantile step by step to where it is.

    Shapes: `odds` of a count, divided by the next count, is how many times likelier the next one is.
    """
    for _ in range(FURTHEST_STEPS):
        higher = (up_to < chance) & (odds(count) > 0)
        lower = (up_to - here >= chance) & (count > 0)
        if not (higher.any() or lower.any()):
            return count, up_to, here
        after = here * odds(count) / (count + 1)
        before = np.divide(here * count, odds(count - 1), out=np.zeros_like(here), where=lower)
        up_to = up_to + np.where(higher, after, 0.0) - np.where(lower, here, 0.0)
        here = np.where(higher, after, np.where(lower, before, here))
        count = count + higher - lower
    raise AssertionError("A quantile was not found.")


def poisson_at_most(count: Floats, expected: Floats) -> Floats:
    """The chance of at most so many where so many are expected. Shapes: all the same."""
    chance: Floats = np.where(count < 0, 0.0, gammaincc(np.maximum(count, 0.0) + 1, expected))
    return chance


def poisson_at_least(count: Floats, expected: Floats) -> Floats:
    """The chance of at least so many where so many are expected. Shapes: all the same."""
    chance: Floats = np.where(count <= 0, 1.0, gammainc(np.maximum(count, 1.0), expected))
    return chance
