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
    assert reason(accepted, DUE, today) == words


@pytest.mark.parametrize("today", [date(2026, 7, 20), DUE, date(2036, 1, 1)])
def test_without_a_deadline_nothing_is_late_or_missing(today: date) -> None:
    assert state_of(date(2026, 7, 20), None, today) is ReturnState.RECEIVED
    assert reason(date(2026, 7, 20), None, today) == (
        "Received 20 July 2026; the department set no deadline for this period."
    )
    assert state_of(None, None, today) is ReturnState.NOT_ASKED_FOR
    assert reason(None, None, today) == "The department set no deadline for this period; nothing received."


def test_every_state_has_words_of_its_own() -> None:
    assert [state.label for state in ReturnState] == [
        "Received on time", "Received late", "Missing", "Not yet due", "Received", "Not asked for",
    ]  # fmt: skip


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


def test_what_was_not_asked_for_is_not_expected_and_what_has_no_deadline_is_not_in_time() -> None:
    rates = reporting_rates([ReturnState.RECEIVED, ReturnState.NOT_ASKED_FOR, ReturnState.NOT_ASKED_FOR])
    assert (rates.received, rates.on_time, rates.missing) == (Rate(1, 1), Rate(0, 0), 0)
    assert rates.counts[ReturnState.NOT_ASKED_FOR] == 2


@given(st.lists(st.sampled_from(ReturnState)))
def test_each_body_is_counted_once(states: list[ReturnState]) -> None:
    rates = reporting_rates(iter(states))
    without_deadline, not_asked = rates.counts[ReturnState.RECEIVED], rates.counts[ReturnState.NOT_ASKED_FOR]
    assert rates.on_time.numerator + rates.late + without_deadline == rates.received.numerator
    assert rates.received.numerator + rates.missing + rates.not_yet_due + not_asked == len(states)
    assert rates.received.denominator == len(states) - not_asked
    assert rates.on_time.denominator == len(states) - not_asked - without_deadline
    assert set(rates.counts) == set(ReturnState)
    assert sum(rates.counts.values()) == len(states)
