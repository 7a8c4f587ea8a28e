"""What holds of every chart over time, whatever the figures: a second, plain way of making them agrees."""

from __future__ import annotations

from fractions import Fraction
from math import sqrt
from typing import Any

import numpy as np
import plain_charts
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.oversight.spc.charting import p_charts, xmr_charts
from hub.oversight.spc.charts import Charts, Judged, Kind, Signal

LINES = ("centre", "lower", "upper", "near_lower", "near_upper")
DIRECTIONS = st.sampled_from([1, -1, 0])
FIXED = st.none() | st.integers(6, 14)


@st.composite
def histories(draw: st.DrawFn) -> list[float]:
    """Levels, jumps and trends, so that every rule is met, in halves, so that some points lie on lines."""
    pieces = draw(st.lists(st.lists(st.integers(0, 12), max_size=9), max_size=4))
    values = [value / 2 for piece in pieces for value in piece]
    climb = draw(st.integers(0, 10))
    return [*values, *(values[-1:] or [0.0])[:1] * draw(st.integers(0, 9)), *(float(each) for each in range(climb))]


@st.composite
def tables(draw: st.DrawFn) -> np.ndarray[Any, Any]:
    """Several series over the same points; some points are not given."""
    width = draw(st.integers(1, 25))
    point = st.integers(0, 8).map(float) | st.just(float("nan"))
    return np.array(draw(st.lists(st.lists(point, min_size=width, max_size=width), min_size=1, max_size=5)))


def as_dict(charts: Charts) -> dict[str, Any]:
    names = [name for name in Charts.__slots__ if name != "values"]
    return {name: getattr(charts, name) for name in (*names, "near_lower", "near_upper")}


@given(histories().filter(bool), DIRECTIONS, FIXED)
def test_a_plain_second_way_gives_the_same_xmr_chart(values: list[float], direction: int, fixed: int | None) -> None:
    points = plain_charts.xmr_points([Fraction(value) for value in values], fixed)
    same(xmr_charts([values], direction, fix_after=fixed), points, direction)


@st.composite
def shares(draw: st.DrawFn) -> list[tuple[int, int]]:
    """The same shares again and again, and then others: few cases make long rows."""
    one = st.tuples(st.integers(0, 12), st.integers(1, 12))
    usual, others = draw(st.lists(one, min_size=1, max_size=4)), draw(st.lists(one, max_size=8))
    return [*usual * draw(st.integers(1, 7)), *others]


@given(shares(), DIRECTIONS, FIXED)
def test_a_plain_second_way_gives_the_same_p_chart(
    given_: list[tuple[int, int]], direction: int, fixed: int | None
) -> None:
    parts, wholes = [min(pair) for pair in given_], [max(pair) for pair in given_]
    points = plain_charts.p_points(parts, wholes, fixed)
    cases = plain_charts.cases_of_shares(parts, wholes, points[0][1])
    same(p_charts([parts], [wholes], direction, fix_after=fixed), points, direction, cases)


@given(st.lists(st.integers(0, 3) | st.integers(0, 9), min_size=1, max_size=25), DIRECTIONS, FIXED)
def test_a_plain_second_way_gives_the_same_chart_of_small_counts(
    counts: list[int], direction: int, fixed: int | None
) -> None:
    points = plain_charts.xmr_points([Fraction(count) for count in counts], fixed)
    cases = plain_charts.cases_of_counts(counts, points[0][1])
    same(xmr_charts([counts], direction, fix_after=fixed, counted=True), points, direction, cases)


def same(
    charts: Charts, points: list[plain_charts.Point], direction: int, cases: plain_charts.Cases | None = None
) -> None:
    expected = plain_charts.signals(points, cases)
    assert [Signal(code) for code in charts.signal[0]] == expected
    has_limits = points[0][2] is not None
    assert [Judged(code) for code in charts.judged[0]] == [
        plain_charts.judged(signal, direction, has_limits) for signal in expected
    ]
    for at, (value, centre, half) in enumerate(points):
        assert charts.values[0, at] == pytest.approx(float(value))
        assert charts.centre[0, at] == pytest.approx(float(centre))
        if half is not None:
            assert charts.upper[0, at] - charts.centre[0, at] == pytest.approx(sqrt(half), abs=1e-9)
            assert charts.centre[0, at] - charts.lower[0, at] == pytest.approx(sqrt(half), abs=1e-9)


@given(tables(), st.data())
def test_many_series_at_once_are_each_as_alone_in_whatever_order(
    table: np.ndarray[Any, Any], data: st.DataObject
) -> None:
    starts = np.array(data.draw(st.lists(st.booleans(), min_size=table.size, max_size=table.size))).reshape(table.shape)
    directions = np.array(data.draw(st.lists(DIRECTIONS, min_size=len(table), max_size=len(table))))
    order = data.draw(st.permutations(range(len(table))))
    together = as_dict(xmr_charts(table, directions, starts, 3.0))
    turned = as_dict(xmr_charts(table[order], directions[order], starts[order], 3.0))
    for series, row in enumerate(table):
        alone = as_dict(xmr_charts([row], directions[series], starts[[series]], 3.0))
        for name, values in together.items():
            np.testing.assert_array_equal(values[series], alone[name][0], name)
            np.testing.assert_array_equal(values[order[series]], turned[name][series], name)


@given(histories(), histories())
def test_what_is_cut_by_a_break_is_as_two_charts(before: list[float], after: list[float]) -> None:
    values = np.array([*before, *after, 1.0])
    starts = np.zeros((1, values.size), dtype=bool)
    starts[0, len(before)] = True
    whole = as_dict(xmr_charts([values], 1, starts))
    halves = [as_dict(xmr_charts([half], 1)) for half in (values[: len(before)], values[len(before) :])]
    for name in (*LINES, "signal", "judged"):
        np.testing.assert_array_equal(whole[name][0], np.concatenate([half[name][0] for half in halves]), name)
    for name in ("kind", "made_from", "variation"):
        assert whole[name][0] == halves[1][name][0]


@given(tables())
def test_what_was_not_reported_leaves_no_gap(table: np.ndarray[Any, Any]) -> None:
    charts = xmr_charts(table, 1)
    for series, row in enumerate(table):
        known = np.isfinite(row)
        alone = xmr_charts([row[known]], 1)
        for name in (*LINES, "signal", "judged"):
            np.testing.assert_array_equal(getattr(charts, name)[series, known], getattr(alone, name)[0])
        assert np.isnan(charts.centre[series, ~known]).all()
        assert set(charts.signal[series, ~known]) <= {Signal.NOT_GIVEN}
        assert charts.latest[series] == max(np.flatnonzero(known), default=-1)
        assert charts.points[series] == known.sum()


@given(histories().filter(bool), st.sampled_from([0.001, 0.1, 3.0, 1e6]), st.sampled_from([-50.0, 0.1, 1e3]))
def test_other_units_change_no_verdict(values: list[float], scale: float, shift: float) -> None:
    plain, other = xmr_charts([values], 1), xmr_charts([np.array(values) * scale + shift], 1)
    np.testing.assert_array_equal(plain.signal, other.signal)
    for name in LINES:
        np.testing.assert_allclose(getattr(plain, name) * scale + shift, getattr(other, name), rtol=1e-9, atol=1e-9)


@given(histories().filter(bool))
def test_upside_down_what_was_better_is_worse(values: list[float]) -> None:
    up, down = xmr_charts([values], 1), xmr_charts([[-value for value in values]], 1)
    turned = {Judged.IMPROVEMENT: Judged.CONCERN, Judged.CONCERN: Judged.IMPROVEMENT}
    assert [turned.get(Judged(code), code) for code in up.judged[0]] == list(down.judged[0])


@pytest.mark.parametrize("value", [0.0, 0.1, 1 / 3, 12345.678])
def test_a_figure_that_never_changes_is_no_signal(value: float) -> None:
    charts = xmr_charts([[value] * 15], 1)
    assert set(charts.signal[0]) == {Signal.NONE}
    assert charts.upper[0, 0] == pytest.approx(value)


def test_a_share_of_nothing_is_a_point_that_is_not_there() -> None:
    charts = p_charts([[1, 0, 2, np.nan]], [[4, 0, 4, 4]], 1)
    assert list(np.isnan(charts.values[0])) == [False, True, False, True]
    assert charts.points[0] == 2


@pytest.mark.parametrize("shape", [(0, 0), (0, 5), (3, 0), (2, 4)])
def test_no_figures_make_no_chart_and_no_fault(shape: tuple[int, int]) -> None:
    charts = xmr_charts(np.full(shape, np.nan), 1, target=5)
    assert charts.centre.shape == shape
    assert list(charts.variation) == [Judged.NOT_GIVEN] * shape[0]
    assert list(charts.kind) == [Kind.RUN] * shape[0]


def test_limits_from_too_few_points_cannot_be_asked_for() -> None:
    with pytest.raises(ValueError, match="at least 6"):
        xmr_charts([[1, 2, 3]], 1, fix_after=5)


def test_nobody_can_change_a_chart() -> None:
    charts = xmr_charts([[1, 2, 3]], 1)
    for name, values in as_dict(charts).items():
        assert not values.flags.writeable, name


def test_a_point_at_a_turn_belongs_to_the_trend_that_begins_there() -> None:
    there_and_back = [0, 4, 5, 6, 7, 8, 9, 8, 7, 6, 5, 4, 0]
    signal = xmr_charts([there_and_back], 1).signal[0]
    assert list(signal[1:-1]) == [Signal.RISING] * 5 + [Signal.FALLING] * 6
    assert list(signal[[0, -1]]) == [Signal.BELOW] * 2


def test_what_is_usual_for_few_cases_is_no_signal() -> None:
    """Eight items, nearly always all reported: all eight again is nothing new, three missing is."""
    usual = [8, 8, 7, 8, 8, 8, 8, 8, 8, 8, 8, 8]
    assert not p_charts([usual], [[8] * 12], 1).signal.any()
    assert p_charts([[*usual, 5]], [[8] * 13], 1).variation[0] == Judged.CONCERN
    two, three = (p_charts([[0] * 10 + [1, 1, last]], [[35] * 12 + [23]], -1) for last in (2, 3))
    assert two.values[0, -1] > two.upper[0, -1]  # and 2 or more of 23 have a chance of 1 in 55
    assert (two.variation[0], three.variation[0]) == (Judged.COMMON, Judged.CONCERN)
    seldom = [0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0]
    assert not xmr_charts([seldom], -1, counted=True).signal.any()
    assert xmr_charts([[*seldom, 4]], -1, counted=True).variation[0] == Judged.CONCERN


def test_many_cases_are_judged_by_their_limits_alone() -> None:
    step = [40, 43, 41, 44, 42, 40, 43, 41, 52, 53, 51, 54, 52, 51, 53, 52]
    np.testing.assert_array_equal(xmr_charts([step], 1).signal, xmr_charts([step], 1, counted=True).signal)
    assert list(p_charts([step], [[100] * 16], 1).signal[0]) == [Signal.LONG_LOW] * 8 + [Signal.LONG_HIGH] * 8


def test_near_a_limit_on_both_sides_of_a_break_is_not_twice() -> None:
    before, after = [1, 2, 2, 7, 7, 5, 9], [8, 9, 4, 5, 4, 2, 3]
    starts = np.zeros((1, 14), dtype=bool)
    starts[0, 7] = True
    assert not xmr_charts([before + after], 1, starts).signal.any()


def test_a_range_of_just_so_much_does_not_count() -> None:
    steps = [3267, *([-838, 838] * 7)]  # fifteen ranges; the widest is 3.267 times their average
    assert sum(map(abs, steps)) / 15 == pytest.approx(1000, abs=0.1)
    steps[-1] += 15_000 - sum(map(abs, steps))
    charts = xmr_charts([np.cumsum([0, *steps])], 1)
    assert charts.upper[0, 0] - charts.centre[0, 0] == pytest.approx(2.66 * (15_000 - 3267) / 14)
