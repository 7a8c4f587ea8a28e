"""Minutes add up to the meeting, whatever is on it and whatever somebody set."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from hub.oversight.forum.minutes import LEAST, Wants, fits, shared_out

LENGTH = st.integers(15, 480)
FREE = st.builds(Wants, st.integers(1, 9), st.none())
SET = st.builds(Wants, st.integers(1, 9), st.integers(1, 480))


@given(LENGTH, st.lists(st.one_of(FREE, SET), min_size=1, max_size=60))
def test_minutes_add_up_to_the_meeting(length: int, items: list[Wants]) -> None:
    minutes = shared_out(length, items)
    assert sum(minutes) == length
    assert min(minutes) >= 0
    if fits(length, items):
        assert all(told == want.minutes for told, want in zip(minutes, items, strict=True) if want.minutes is not None)
        assert min(minutes) >= 1


@given(LENGTH, st.lists(FREE, min_size=1, max_size=60))
def test_every_item_can_be_talked_about_and_more_weight_is_never_less_time(length: int, items: list[Wants]) -> None:
    minutes = shared_out(length, items)
    assert min(minutes) >= min(LEAST, length // len(items))
    by_weight = sorted(zip((item.weight for item in items), minutes, strict=True))
    assert all(lighter[1] <= heavier[1] for lighter, heavier in pairwise(by_weight) if lighter[0] < heavier[0])


def test_what_was_set_stays_and_the_others_share_what_is_left() -> None:
    assert shared_out(60, [Wants(4), Wants(1, 20), Wants(1)]) == (30, 20, 10)
    assert shared_out(60, [Wants(4), Wants(1, 21), Wants(1)]) == (28, 21, 11)


def test_what_does_not_fit_is_shared_in_proportion() -> None:
    assert shared_out(60, [Wants(1, 60), Wants(1, 60)]) == (30, 30)
    assert not fits(60, [Wants(1, 60), Wants(1, 60)])
    assert shared_out(60, []) == ()
