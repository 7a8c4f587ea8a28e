"""Own limits: what a body's own past lets one expect of the next period."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.contract.own_limits import FEWEST_POINTS, OwnLimits, limits_left, own_limits

# Published worked examples of XmR charts: the values, their mean and their limits.
VECTORS = [
    ("1 2 1 2 10 1 2 1 2 1 2 1 2 1 2 1 2 1", 1.94, -0.72, 4.60),
    ("80 82 79 81 83 80 82 81 79 82 81 80 68 81", 79.9286, 74.6086, 85.2486),
    ("10 12 11 13 10 12 11 16 15 17 16 15 16 17 16", 13.8, 9.24, 18.36),
    ("50 52 49 51 50 51 52 53 54 55 56 57 51 50", 52.2143, 48.6676, 55.7610),
    ("43 41 44 55 46 48 53 60 49 71 56 73", 53.25, 28.1009, 78.3991),
]
counts = st.integers(0, 10_000).map(float)
pasts = st.lists(counts, min_size=FEWEST_POINTS, max_size=12)


def known(values: list[float]) -> OwnLimits:
    limits = own_limits(values)
    assert limits is not None
    return limits


@pytest.mark.parametrize(("values", "mean", "lower", "upper"), VECTORS)
def test_limits_are_those_of_the_worked_examples(values: str, mean: float, lower: float, upper: float) -> None:
    limits = known([float(value) for value in values.split()])
    assert (limits.mean, limits.lower, limits.upper) == pytest.approx((mean, lower, upper), abs=0.005)


def test_five_periods_make_no_limits_and_six_do() -> None:
    assert own_limits([20, 21, 19, 20, 22]) is None
    assert known([20, 21, 19, 20, 22, 20]).points == 6


def test_a_value_on_a_limit_is_within_and_one_past_it_is_not() -> None:
    limits = OwnLimits(mean=100, average_range=10, points=6)
    assert [limits.side(value) for value in (73.4, 126.6, 73.39, 126.61)] == [0, 0, -1, 1]


@given(values=pasts)
def test_the_limits_are_the_same_in_either_direction_of_time(values: list[float]) -> None:
    forth, back = known(values), known(values[::-1])
    assert (forth.lower, forth.upper) == pytest.approx((back.lower, back.upper))
    assert forth.hold(forth.mean)


@given(values=pasts, by=counts)
def test_limits_move_with_the_values(values: list[float], by: float) -> None:
    moved = known([value + by for value in values])
    assert (moved.lower - by, moved.upper - by) == pytest.approx((known(values).lower, known(values).upper), abs=1e-6)


STEADY = [100.0, 104, 98, 101, 103, 99, 102]


@pytest.mark.parametrize(
    ("value", "earlier", "news"),
    [
        (103, STEADY, False),
        (140, STEADY, True),
        (60, STEADY, True),
        (140, STEADY[:5], False),  # five periods make no limits
        (141, [140, *STEADY], False),  # it has settled where it had gone
        (180, [140, *STEADY], True),  # it has gone on
        (60, [140, *STEADY], True),  # it has gone to the other side
        (104, [100] * 6, False),  # less than 5 from the mean tells nobody anything
        (105, [100] * 6, True),
    ],
)
def test_a_value_that_leaves_the_limits_is_news_once(value: float, earlier: list[float], news: bool) -> None:
    assert (limits_left(value, earlier, least=5) is not None) == news


@given(values=pasts, value=counts)
def test_what_lies_within_the_limits_is_never_news(values: list[float], value: float) -> None:
    left = limits_left(value, values, least=0)
    assert left is None or not left.hold(value)
