"""Charts over time a second way: one series at a time, point after point, in exact fractions. Slow, easy to read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from itertools import pairwise
from math import comb, exp, factorial, prod
from statistics import median
from typing import NamedTuple

from hub.oversight.spc.charts import Judged, Signal

Wanted = Callable[[int], bool]
Point = tuple[Fraction, Fraction, Fraction | None]  # value, centre, square of the distance to a limit


def xmr_points(values: Sequence[Fraction], fix_after: int | None = None) -> list[Point]:
    base = values[:fix_after]
    if len(base) < 6:
        return [(value, median(values), None) for value in values]
    mean = sum(base, Fraction()) / len(base)
    ranges = [abs(after - before) for before, after in pairwise(base)]
    average = sum(ranges, Fraction()) / len(ranges)
    kept = [each for each in ranges if each < Fraction("3.267") * average]
    kept = kept if any(kept) else ranges
    half = Fraction("2.66") * sum(kept, Fraction()) / len(kept)
    return [(value, mean, half**2) for value in values]


def p_points(parts: Sequence[int], wholes: Sequence[int], fix_after: int | None = None) -> list[Point]:
    shares = [Fraction(part, whole) for part, whole in zip(parts, wholes, strict=True)]
    if len(parts[:fix_after]) < 6:
        return [(share, median(shares), None) for share in shares]
    pooled = Fraction(sum(parts[:fix_after]), sum(wholes[:fix_after]))
    return [(share, pooled, 9 * pooled * (1 - pooled) / whole) for share, whole in zip(shares, wholes, strict=True)]


class Cases(NamedTuple):
    """How likely each point's side of the centre is, and a count as far out as its own."""

    on_side: list[float]
    as_far: list[float]


def cases_of_shares(parts: Sequence[int], wholes: Sequence[int], centre: Fraction) -> Cases:
    def chance(of: int, wanted: Callable[[int], bool]) -> float:
        return sum(
            float(comb(of, count) * centre**count * (1 - centre) ** (of - count))
            for count in range(of + 1)
            if wanted(count)
        )

    return _cases(parts, [whole * centre for whole in wholes], lambda at, wanted: chance(wholes[at], wanted))


def cases_of_counts(counts: Sequence[int], mean: Fraction) -> Cases | None:
    if mean >= 3:
        return None
    far, expected = 60, float(mean)
    likely = [exp(-expected) * expected**count / factorial(count) for count in range(far)]
    return _cases(
        counts, [mean] * len(counts), lambda _, wanted: sum(likely[count] for count in range(far) if wanted(count))
    )


def _cases(counts: Sequence[int], middles: Sequence[Fraction], chance: Callable[[int, Wanted], float]) -> Cases:
    on_side, as_far = [], []
    for at, (own, middle) in enumerate(zip(counts, middles, strict=True)):
        above = own > middle
        on_side.append(
            chance(at, lambda count, above=above, middle=middle: count > middle if above else count < middle)
        )
        as_far.append(chance(at, lambda count, above=above, own=own: count >= own if above else count <= own))
    return Cases(on_side, as_far)


def signals(points: Sequence[Point], cases: Cases | None = None) -> list[Signal]:
    sides = [(value > centre) - (value < centre) for value, centre, _ in points]
    return [_signal(points, sides, at, cases) for at in range(len(points))]


def _signal(points: Sequence[Point], sides: Sequence[int], at: int, cases: Cases | None) -> Signal:
    values = [value for value, _, _ in points]
    side = sides[at]
    if _is_outside(points[at]) and (cases is None or cases.as_far[at] <= 0.01):
        return Signal.ABOVE if side > 0 else Signal.BELOW
    for start in range(at, at - 7, -1):
        window = values[max(start, 0) : start + 7] if start >= 0 else []
        if len(window) == 7 and window == sorted(set(window)):
            return Signal.RISING
        if len(window) == 7 and window == sorted(set(window), reverse=True):
            return Signal.FALLING
    for start in range(at - 2, at + 1):
        trio = slice(start, start + 3)
        together = start >= 0 and start + 3 <= len(points) and set(sides[trio]) == {side} and side
        if together and _is_close(points[at]) and sum(map(_is_close, points[trio])) >= 2:
            return Signal.TWO_OF_THREE_HIGH if side > 0 else Signal.TWO_OF_THREE_LOW
    first = last = at
    while first > 0 and sides[first - 1] == side:
        first -= 1
    while last + 1 < len(sides) and sides[last + 1] == side:
        last += 1
    rare = cases is None or prod(cases.on_side[first : last + 1]) <= 0.02
    if side and last - first >= 6 and rare:
        return Signal.LONG_HIGH if side > 0 else Signal.LONG_LOW
    return Signal.NONE


def _is_outside(point: Point) -> bool:
    value, centre, half = point
    return half is not None and (value - centre) ** 2 > half


def _is_close(point: Point) -> bool:
    value, centre, half = point
    return half is not None and not _is_outside(point) and (value - centre) ** 2 > half * Fraction(4, 9)


def judged(signal: Signal, direction: int, has_limits: bool) -> Judged:
    if not has_limits:
        return Judged.TOO_FEW
    if signal is Signal.NONE:
        return Judged.COMMON
    high = signal in (Signal.ABOVE, Signal.RISING, Signal.TWO_OF_THREE_HIGH, Signal.LONG_HIGH)
    if direction == 0:
        return Judged.NEUTRAL
    return Judged.IMPROVEMENT if high == (direction > 0) else Judged.CONCERN
