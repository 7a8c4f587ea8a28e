"""Funnels a second way: one body at a time, chance summed case by case. Slow, and easy to read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import asin, comb, exp, lgamma, log, sqrt

from hub.oversight.comparison.funnels import Flag

Chance = Callable[[int], float]  # of just so many


@dataclass(frozen=True)
class Body:
    """A body among the others: its count, its size, its z-score, how far chance takes it."""

    count: int
    size: float
    z: float
    spread: float


def of_shares(parts: Sequence[int], wholes: Sequence[int]) -> tuple[float, list[Body]]:
    centre = sum(parts) / sum(wholes)
    bodies = []
    for part, whole in zip(parts, wholes, strict=True):
        spread = 1 / (2 * sqrt(whole))
        bodies.append(Body(part, whole, (asin(sqrt(part / whole)) - asin(sqrt(centre))) / spread, spread))
    return centre, bodies


def of_counts(counts: Sequence[int], exposures: Sequence[float]) -> list[Body]:
    rate = sum(counts) / sum(exposures)
    bodies = []
    for count, exposure in zip(counts, exposures, strict=True):
        spread = 1 / (2 * sqrt(exposure * rate))
        bodies.append(Body(count, exposure * rate, (sqrt(count / (exposure * rate)) - 1) / spread, spread))
    return bodies


def phi_and_tau2(bodies: Sequence[Body]) -> tuple[float, float]:
    scores = sorted(body.z for body in bodies)
    low, high = percentile(scores, 0.1), percentile(scores, 0.9)
    phi = sum(min(max(score, low), high) ** 2 for score in scores) / len(scores)
    weights = [1 / body.spread**2 for body in bodies]
    if phi <= 1:
        return phi, 0.0
    free = sum(weights) - sum(weight**2 for weight in weights) / sum(weights)
    return phi, (len(bodies) * phi - (len(bodies) - 1)) / free


def percentile(ordered: Sequence[float], share: float) -> float:
    place = (len(ordered) - 1) * share
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (place - below) * (ordered[above] - ordered[below])


def binomial(of: int, share: float) -> Chance:
    return lambda count: comb(of, count) * share**count * (1 - share) ** (of - count) if 0 <= count <= of else 0.0


def poisson(expected: float) -> Chance:
    return lambda count: exp(count * log(expected) - expected - lgamma(count + 1)) if count >= 0 else 0.0


def at_most(chance: Chance, count: int) -> float:
    return sum(chance(each) for each in range(count + 1))


def is_rare(chance: Chance, body: Body, centre: float, tail: float) -> bool:
    if body.count > body.size * centre:
        return 1 - at_most(chance, body.count - 1) <= tail
    return at_most(chance, body.count) <= tail


def binomial_limit(of: int, share: float, level: float) -> float:
    chance, up_to = binomial(of, share), 0.0
    for count in range(of + 1):
        up_to += chance(count)
        if up_to >= level:
            return min(max((count - (up_to - level) / chance(count)) / of, 0.0), 1.0)
    return 1.0


def flag_of(
    body: Body, value: float, far: tuple[float, float], near: tuple[float, float], rare: tuple[bool, bool]
) -> Flag:
    for (low, high), is_so, below, above in (
        (far, rare[1], Flag.FAR_BELOW, Flag.FAR_ABOVE),
        (near, rare[0], Flag.BELOW, Flag.ABOVE),
    ):
        if is_so and value < low:
            return below
        if is_so and value > high:
            return above
    return Flag.WITHIN


def chance_of_a_flag(
    chance: Chance, most: int, size: float, limits: tuple[float, float], centre: float, tail: float
) -> float:
    """Of all counts that there can be, how likely those together are that would be flagged."""
    return sum(
        chance(count)
        for count in range(most + 1)
        if not limits[0] <= count / size <= limits[1] and is_rare(chance, Body(count, size, 0.0, 0.0), centre, tail)
    )
