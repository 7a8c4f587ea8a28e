"""The rate tests of emerging subjects a second time: one cell after the other, with the distributions of scipy.stats.

Knows nothing of the hub but the figures. Asserts nothing.
"""

from __future__ import annotations

from math import log, sqrt
from typing import NamedTuple

from scipy.stats import binom, hypergeom, norm

Row = list[float | None]  # one count for each quarter


class Told(NamedTuple):
    now: float
    of: float
    before: float
    before_of: float


def chance_of_a_rise(subject: int, body: list[Row], received: Row) -> float | None:
    """The chance of a rise like that of one subject of a body, by the better of two looks."""
    looks = [found for now in (1, 4) if (found := _look(subject, body, received, now)) is not None]
    if not looks:
        return None
    return looks[0] if len(looks) == 1 else min(1.0, 2 * min(looks))


def _look(subject: int, body: list[Row], received: Row, now: int) -> float | None:
    last = len(received)
    recent, past = range(last - now, last), range(max(last - now - 8, 0), last - now)
    have, had = ([at for at in when if received[at] and body[subject][at] is not None] for when in (recent, past))
    if last - 1 not in have or len(have) < max(now - 1, 1) or len(had) < 4:
        return None
    told = Told(*(sum(row[at] or 0 for at in when) for when in (have, had) for row in (body[subject], received)))
    if told.now + told.before < 5:
        return None
    swings = _swing(body, received, past) * (1 / len(have) + 1 / len(had))
    return max(float(norm.sf(_beside(_share_rises(told), told, swings))), _number_rises(told, len(have), len(had)))


def _beside(rises: float, told: Told, swings: float) -> float:
    """Less sure of a rise by as much as the swings of the odds add to the variance of its logarithm."""
    if rises == 0:
        return 0
    ratio = log((told.now + 0.5) / (told.of + 0.5)) - log((told.before + 0.5) / (told.before_of + 0.5))
    others = 1 - (told.now + told.before) / (told.of + told.before_of)
    return rises / sqrt(1 + swings * others**2 / max((ratio / rises) ** 2, 1e-12))


def _share_rises(told: Told) -> float:
    drawn = hypergeom(told.of + told.before_of, told.now + told.before, told.of)
    return float(norm.isf(drawn.sf(told.now) + drawn.pmf(told.now) / 2))


def _number_rises(told: Told, have: int, had: int) -> float:
    split = binom(told.now + told.before, have / (have + had))
    return float(split.sf(told.now) + split.pmf(told.now) / 2)


def _swing(body: list[Row], received: Row, past: range) -> float:
    beyond = weight = 0.0
    for row in body:
        given = [at for at in past if received[at] and row[at] is not None]
        whole = sum(received[at] or 0 for at in given)
        share = sum(row[at] or 0 for at in given) / whole if whole else 0
        for at in given:
            base = received[at] or 0
            expected, part = share * base, base / whole
            variance = expected * (1 - share)
            if expected >= 1 and variance > 0:
                beyond += ((row[at] or 0) - expected) ** 2 / variance - (1 - part)
                weight += (expected * (1 - share)) ** 2 / variance * (1 - part)
    return max(beyond, 0) / weight if weight else 0
