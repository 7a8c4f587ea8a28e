"""Charts over time a second way: one series at a time, point after point, in exact fractions. Slow, easy to read."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise
from statistics import median

from hub.oversight.spc.charts import Judged, Signal

Point = tuple[Fraction, Fraction, Fraction | None]  # value, centre, square of the distance to a limit


def xmr_points(values: Sequence[Fraction], fix_after: int | None = None) -> list[Point]:
    base = values[:fix_after]
    if len(base) < 6:
        return [(value, median(values), None) for value in values]
    mean = sum(base, Fraction()) / len(base)
    ranges = [abs(after - before) for before, after in pairwise(base)]
    average = sum(ranges, Fraction()) / len(ranges)
    kept = [each for each in ranges if each < Fraction("3.267") * average] or ranges
    half = Fraction("2.66") * sum(kept, Fraction()) / len(kept)
    return [(value, mean, half**2) for value in values]


def p_points(parts: Sequence[int], wholes: Sequence[int], fix_after: int | None = None) -> list[Point]:
    shares = [Fraction(part, whole) for part, whole in zip(parts, wholes, strict=True)]
    if len(parts[:fix_after]) < 6:
        return [(share, median(shares), None) for share in shares]
    pooled = Fraction(sum(parts[:fix_after]), sum(wholes[:fix_after]))
    return [(share, pooled, 9 * pooled * (1 - pooled) / whole) for share, whole in zip(shares, wholes, strict=True)]


def signals(points: Sequence[Point], wholes: Sequence[int] = ()) -> list[Signal]:
    sides = [(value > centre) - (value < centre) for value, centre, _ in points]
    even = list(sides)
    for at, whole in enumerate(wholes):  # of shares: with less than one case expected, a side says nothing
        centre = points[at][1]
        even[at] *= whole * min(centre, 1 - centre) >= 1
    return [_signal(points, sides, even, at) for at in range(len(points))]


def _signal(points: Sequence[Point], sides: Sequence[int], even: Sequence[int], at: int) -> Signal:
    values = [value for value, _, _ in points]
    side = sides[at]
    if _is_outside(points[at]):
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
    for start in range(at - 6, at + 1):
        if start >= 0 and start + 7 <= len(points) and set(even[start : start + 7]) == {side} and side:
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
