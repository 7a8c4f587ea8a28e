"""Charts over time give the published figures, digit for digit."""

from __future__ import annotations

import numpy as np
import pytest

from hub.oversight.spc.charting import p_charts, xmr_charts
from hub.oversight.spc.charts import Assurance, Charts, Judged, Kind, Signal

SPIKE = (1, 2, 1, 2, 10, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1)
DROP = (80, 82, 79, 81, 83, 80, 82, 81, 79, 82, 81, 80, 68, 81)
STEP = (10, 12, 11, 13, 10, 12, 11, 16, 15, 17, 16, 15, 16, 17, 16)
CLIMB = (50, 52, 49, 51, 50, 51, 52, 53, 54, 55, 56, 57, 51, 50)
CLOSE = (43, 41, 44, 55, 46, 48, 53, 60, 49, 71, 56, 73)
UP, DOWN, EITHER = 1, -1, 0


def of_one(values: tuple[float, ...], direction: int, **given: object) -> Charts:
    return xmr_charts([values], direction, **given)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("values", "centre", "lower", "upper", "digits"),
    [
        (SPIKE, 1.94, -0.72, 4.60, 2),
        (DROP, 79.9286, 74.6086, 85.2486, 4),
        (STEP, 13.8, 9.24, 18.36, 2),
        (CLIMB, 52.2143, 48.6676, 55.7610, 4),
        (CLOSE, 53.25, 28.1009, 78.3991, 4),
    ],
)
def test_the_lines_are_the_published_ones(
    values: tuple[int, ...], centre: float, lower: float, upper: float, digits: int
) -> None:
    charts = of_one(values, UP)
    for line, expected in ((charts.centre, centre), (charts.lower, lower), (charts.upper, upper)):
        assert line[0].round(digits) == pytest.approx([expected] * len(values), abs=10**-digits / 2)
    assert charts.kind[0] == Kind.LIMITS


def test_one_wild_range_does_not_widen_the_limits() -> None:
    ranges = np.abs(np.diff(SPIKE))
    unscreened = np.mean(SPIKE) + np.array([-2.66, 2.66]) * ranges.mean()
    assert unscreened.round(2) == pytest.approx([-3.06, 6.95])
    assert of_one(SPIKE, UP).upper[0, 0] < unscreened[1]


@pytest.mark.parametrize(
    ("values", "direction", "runs"),
    [
        (DROP, UP, [(12, Judged.COMMON), (1, Judged.CONCERN), (1, Judged.COMMON)]),
        (STEP, DOWN, [(7, Judged.IMPROVEMENT), (8, Judged.CONCERN)]),
        (STEP, UP, [(7, Judged.CONCERN), (8, Judged.IMPROVEMENT)]),
        (STEP, EITHER, [(15, Judged.NEUTRAL)]),
    ],
)
def test_a_signal_is_good_or_bad_by_the_better_direction(
    values: tuple[int, ...], direction: int, runs: list[tuple[int, Judged]]
) -> None:
    assert list(of_one(values, direction).judged[0]) == [judged for count, judged in runs for _ in range(count)]


def test_each_point_has_the_first_reason_that_holds() -> None:
    reasons = [Signal.LONG_LOW] * 4 + [Signal.RISING] * 6 + [Signal.ABOVE] * 2 + [Signal.NONE] * 2
    assert list(of_one(CLIMB, DOWN).signal[0]) == reasons


def test_of_three_on_one_side_only_those_close_to_the_limit_are_flagged() -> None:
    signal = of_one(CLOSE, DOWN).signal[0]
    assert list(np.flatnonzero(signal) + 1) == [10, 12]
    assert set(signal[[9, 11]]) == {Signal.TWO_OF_THREE_HIGH}


def test_a_share_has_limits_of_its_own_denominator() -> None:
    charts = p_charts([[30] * 12], [[100] * 11 + [400]], DOWN)
    pooled = 30 * 12 / 1500
    for column, of in ((0, 100), (11, 400)):
        half = 3 * (pooled * (1 - pooled) / of) ** 0.5
        assert charts.upper[0, column] == pytest.approx(pooled + half)
        assert charts.near_lower[0, column] == pytest.approx(pooled - half * 2 / 3)
    assert charts.signal[0, 11] == Signal.BELOW


@pytest.mark.parametrize(
    ("direction", "target", "assured"),
    [
        (UP, 70, Assurance.PASSES),
        (UP, 80, Assurance.HIT_AND_MISS),
        (UP, 90, Assurance.FAILS),
        (DOWN, 70, Assurance.FAILS),
        (DOWN, 90, Assurance.PASSES),
        (EITHER, 90, Assurance.NO_TARGET),
        (UP, None, Assurance.NO_TARGET),
    ],
)
def test_a_target_beyond_the_limits_is_met_always_or_never(
    direction: int, target: float | None, assured: Assurance
) -> None:
    assert of_one(DROP, direction, target=target).assurance[0] == assured


@pytest.mark.parametrize(
    ("points", "kind"), [(1, Kind.RUN), (5, Kind.RUN), (6, Kind.TRIAL), (11, Kind.TRIAL), (12, Kind.LIMITS)]
)
def test_few_points_make_no_limits_or_trial_limits(points: int, kind: Kind) -> None:
    charts = of_one(CLIMB[:points], UP, target=50)
    assert charts.kind[0] == kind
    assert np.isnan(charts.upper).all() == (kind is Kind.RUN)
    assert (charts.variation[0] == Judged.TOO_FEW) == (kind is Kind.RUN)
    assert (charts.assurance[0] == Assurance.TOO_FEW) == (kind is Kind.RUN)
