"""Where a return stands, why, and the rates over bodies."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.oversight.reporting import Rate, ReturnState, day_in_words, reason, reporting_rates, state_of

DUE = date(2026, 7, 28)


@pytest.mark.parametrize(
    ("accepted", "today", "state", "words"),
    [
        (date(2026, 7, 20), date(2026, 7, 20), ReturnState.ON_TIME, "Received 20 July 2026; due 28 July 2026."),
        (DUE, date(2027, 1, 1), ReturnState.ON_TIME, "Received 28 July 2026; due 28 July 2026."),
        (date(2026, 7, 29), date(2026, 7, 29), ReturnState.LATE, "Received 29 July 2026, 1 day after it was due."),
        (date(2026, 8, 13), date(2026, 9, 1), ReturnState.LATE, "Received 13 August 2026, 16 days after it was due."),
        (None, DUE, ReturnState.NOT_YET_DUE, "Due 28 July 2026."),
        (None, date(2026, 7, 29), ReturnState.MISSING, "Was due 28 July 2026, 1 day ago; nothing received."),
        (None, date(2026, 10, 22), ReturnState.MISSING, "Was due 28 July 2026, 86 days ago; nothing received."),
    ],
)
def test_where_a_return_stands_and_why(accepted: date | None, today: date, state: ReturnState, words: str) -> None:
    assert state_of(accepted, DUE, today) is state
    assert reason(state, accepted, DUE, today) == words


def test_a_late_return_counts_as_received() -> None:
    assert [state.received for state in ReturnState] == [True, True, False, False]


def test_every_state_has_words_of_its_own() -> None:
    assert [state.label for state in ReturnState] == ["Received on time", "Received late", "Missing", "Not yet due"]


def test_a_day_is_written_without_a_leading_nought() -> None:
    assert day_in_words(date(2026, 4, 1)) == "1 April 2026"


def test_a_rate_shows_both_its_numbers() -> None:
    assert str(Rate(1204, 3000)) == "1,204 of 3,000"
    assert Rate(3, 4).fraction == 0.75


def test_a_share_of_nothing_is_no_number() -> None:
    assert Rate(0, 0).fraction is None


def test_rates_are_over_all_bodies_that_owe_a_return() -> None:
    on_time, late = ReturnState.ON_TIME, ReturnState.LATE
    rates = reporting_rates([on_time, late, on_time, ReturnState.MISSING, ReturnState.NOT_YET_DUE])
    assert (rates.received, rates.on_time) == (Rate(3, 5), Rate(2, 5))
    assert (rates.late, rates.missing, rates.not_yet_due) == (1, 1, 1)


@given(st.lists(st.sampled_from(ReturnState)))
def test_each_body_is_counted_once(states: list[ReturnState]) -> None:
    rates = reporting_rates(iter(states))
    assert rates.on_time.numerator + rates.late == rates.received.numerator
    assert rates.received.numerator + rates.missing + rates.not_yet_due == len(states)
    assert rates.received.denominator == rates.on_time.denominator == len(states)
