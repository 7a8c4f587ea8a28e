"""The rate test: whether so many of so many now is more, or fewer, than a body's own past makes likely.

Exact, and of many pairs at once. Decides nothing: many tests together need `discovery`.
"""

from __future__ import annotations

import numpy as np
from scipy.special import betainc, gammaln, ndtr, ndtri

from hub.oversight.arrays import Bools, Floats

Counted = tuple[Floats, Floats]  # so many, of so many

NEGLIGIBLE = 1e-12  # of the sum so far: what further terms of a tail may still add
TERMS_AT_A_TIME = 4  # of a tail, before those that are done are put aside
MIDDLE = 0.5
NEARLY_ONE = 1 - 1e-16
SMALLEST = 1e-12  # variance
MOST_CERTAIN = 1e-300  # a probability below it has no quantile in floats, nor has 1


def share_rises(now: Floats, of: Floats, before: Floats, before_of: Floats) -> Floats:
    """How surely a share is higher than before, in standard errors; below zero where it is lower.

    Shapes: any, all alike. `now` of `of` beside `before` of `before_of`, whole numbers.
    Missing: NaN in any of them, or nothing to be a share of, is NaN.
    Source: Fisher's exact test, mid-p, told as the standard normal quantile.
    """
    judged = (of > 0) & (before_of > 0) & np.isfinite(now) & np.isfinite(before)
    found = np.full(np.shape(now), np.nan)
    found[judged] = _standard_errors(now[judged], of[judged], before[judged], before_of[judged])
    return found


def _standard_errors(now: Floats, of: Floats, before: Floats, before_of: Floats) -> Floats:
    """Sums the shorter tail of the distribution of `now`, given what both times have together."""
    marked, everything = now + before, of + before_of
    high = now * everything >= of * marked
    start = _probability(now, of, marked, everything)
    tail = MIDDLE * start + start * _further_terms(now, of, marked, everything, high)
    away: Floats = -ndtri(np.clip(tail, MOST_CERTAIN, NEARLY_ONE))
    return np.where(high, away, -away)


def _probability(drawn_marked: Floats, drawn: Floats, marked: Floats, everything: Floats) -> Floats:
    """The hypergeometric probability of exactly so many."""

    def ways(number: Floats, chosen: Floats) -> Floats:
        counted: Floats = gammaln(number + 1) - gammaln(chosen + 1) - gammaln(number - chosen + 1)
        return counted

    plain = everything - marked
    logarithm = ways(marked, drawn_marked) + ways(plain, drawn - drawn_marked) - ways(everything, drawn)
    return np.exp(logarithm)


def _further_terms(now: Floats, of: Floats, marked: Floats, everything: Floats, high: Bools) -> Floats:
    """The sum of the terms beyond the first, as a multiple of it: upwards where it is high, else downwards."""
    plain = everything - marked
    # downwards is upwards for what is not marked: its number among those drawn grows
    wanted, other = np.where(high, marked, plain), np.where(high, plain, marked)
    at = np.where(high, now, of - now)
    total, left = np.zeros_like(now), np.arange(now.size)
    # how many are still to be had, marked and drawn, and how many there are of either kind with one more
    sums, term, some, more, here, there = (total.copy(), total + 1, wanted - at, of - at, at + 1, other - of + at + 1)
    while left.size:
        for _ in range(TERMS_AT_A_TIME):
            term = term * (some * more) / (here * there)
            sums = sums + term
            some, more, here, there = np.maximum(some - 1, 0), np.maximum(more - 1, 0), here + 1, there + 1
        total[left] = sums
        on = term > NEGLIGIBLE * sums
        left, sums, term = left[on], sums[on], term[on]
        some, more, here, there = some[on], more[on], here[on], there[on]
    return total


def number_rises(now: Floats, before: Floats, periods: Floats, periods_before: Floats) -> Floats:
    """How surely a number is higher than before, each per period, in standard errors.

    Shapes: any, all alike.
    Missing: NaN where there is nothing, now or before.
    Source: the conditional binomial test of two Poisson rates, mid-p.
    """
    together = now + before
    judged = (together > 0) & (periods > 0) & (periods_before > 0)
    share = np.where(judged, periods / np.where(judged, periods + periods_before, 1.0), np.nan)
    high = now >= together * share
    # the shorter tail again: few now is many before
    number, chance = np.where(high, now, before), np.where(high, share, 1 - share)
    tail = MIDDLE * (_at_least(number, together, chance) + _at_least(number + 1, together, chance))
    away = -ndtri(np.clip(tail, MOST_CERTAIN, NEARLY_ONE))
    return np.where(judged, np.where(high, away, -away), np.nan)


def _at_least(number: Floats, of: Floats, chance: Floats) -> Floats:
    """The probability of so many successes or more."""
    inside = (number > 0) & (number <= of)
    safe = np.where(inside, number, 1.0)
    tail: Floats = betainc(safe, np.where(inside, of - safe + 1, 1.0), chance)
    return np.where(inside, tail, np.where(number > of, 0.0, 1.0))


def probability(standard_errors: Floats) -> Floats:
    """The chance of as many standard errors or more, when nothing has changed. Missing: NaN stays NaN."""
    chance: Floats = ndtr(-standard_errors)
    return chance


def swing(counts: Floats, of: Floats) -> Floats:
    """How much a body's shares swing from period to period beyond chance.

    Shapes: both [bodies, subjects, periods]; the answer is [bodies], one for all subjects of a body.
    Units: variance of the logarithm of the odds: 0.01 is a swing of about a tenth of each share.
    Missing: NaN counts are left out; a body with too little to tell has 0.
    Source: Pearson's chi-square beyond its degrees of freedom, by the method of moments, of cells with an expected
    count of one or more.
    """
    given = np.isfinite(counts) & (of > 0)
    counted, base = np.where(given, counts, 0.0), np.where(given, of, 0.0)
    whole = base.sum(axis=2, keepdims=True)
    part = base / np.where(whole > 0, whole, 1.0)
    expected = counted.sum(axis=2, keepdims=True) * part
    by_chance = expected * (1 - expected / np.where(given, base, 1.0))
    used = given & (expected >= 1) & (by_chance > 0)
    square = np.where(used, (counted - expected) ** 2 / np.where(used, by_chance, 1.0), 0.0)
    beyond = (square - np.where(used, 1 - part, 0.0)).sum(axis=(1, 2))
    weight = np.where(used, by_chance * (1 - part), 0.0).sum(axis=(1, 2))
    found: Floats = np.maximum(beyond, 0.0) / np.where(weight > 0, weight, 1.0)
    return found


def beside_swings(rises: Floats, now: Counted, before: Counted, swings: Floats) -> Floats:
    """How surely a share is higher than before, where shares swing beyond chance: never more surely than without.

    Shapes: any, all alike. Units: `rises` as `share_rises` gives it; `swings` is the variance that `swing` adds to the
    two times together. It is set beside that of chance as logarithms of ratios, in which a third more is as far as a
    quarter less: else what swings up is found too often.
    """
    ratio = np.log((now[0] + MIDDLE) / (now[1] + MIDDLE) * (before[1] + MIDDLE) / (before[0] + MIDDLE))
    others = 1 - (now[0] + before[0]) / (now[1] + before[1])
    by_chance = np.where(rises == 0, np.inf, (ratio / np.where(rises == 0, 1.0, rises)) ** 2)
    return rises / np.sqrt(1 + swings * others**2 / np.maximum(by_chance, SMALLEST))
