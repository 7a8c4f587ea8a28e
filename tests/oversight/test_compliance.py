"""How far each item is reported, in words, and what there is to talk about."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reported_figures import figures

from hub.contract.minimum_data import ITEMS, ItemReport, Reported
from hub.contract.model import Count, Missing
from hub.oversight.compliance import ITEM_NAMES, STATE_WORDS, STATUS_WORDS, completeness, item_states, to_talk_about
from hub.oversight.reporting import Rate, ReturnState

FULLY, PARTLY, NOT, NOTHING = Reported.FULLY, Reported.PARTLY, Reported.NOT, Reported.NOT_APPLICABLE


def _why(report: ItemReport, **more: object) -> str:
    told = figures(report, **more)  # type: ignore[arg-type]
    return next(state.why for state in item_states(told) if state.item == report.item)


def _reasons(*reports: ItemReport, state: ReturnState = ReturnState.ON_TIME, **more: object) -> tuple[str, ...]:
    told = figures(*reports, **more)  # type: ignore[arg-type]
    return to_talk_about(state, item_states(told), told)


def test_every_item_and_every_state_has_a_name() -> None:
    assert tuple(ITEM_NAMES) == ITEMS
    assert set(STATE_WORDS) == set(Reported)
    assert set(STATUS_WORDS) == set(Missing)
    assert len(set(STATE_WORDS.values())) == len(Reported)


@pytest.mark.parametrize(
    ("report", "words"),
    [
        (ItemReport("M1", FULLY, 1, 1), "20 received."),
        (ItemReport("M2", FULLY, 1, 1), "1 subject."),
        (ItemReport("M2", FULLY, 4, 4), "4 subjects."),
        (ItemReport("M2", PARTLY, 3, 4), "3 of 4 subjects have a number."),
        (ItemReport("M2", PARTLY, 1, 4), "1 of 4 subjects has a number."),
        (ItemReport("M3", FULLY, 1, 1), "8 of 17 closed complaints."),
        (ItemReport("M4", FULLY, 1, 1), "1 action."),
        (ItemReport("M4", NOT), "The list is empty."),
        (ItemReport("M4", NOTHING), "Nothing went wrong, so no action was needed."),
        (ItemReport("M5", FULLY, 1, 1), "1 piece of learning."),
        (ItemReport("M5", NOT), "The list is empty."),
        (ItemReport("M5", NOTHING), "No complaints in the period."),
        (ItemReport("M6", PARTLY, 2, 3), "2 of 3 pieces of learning name a measure."),
        (ItemReport("M6", PARTLY, 1, 3), "1 of 3 pieces of learning names a measure."),
        (ItemReport("M6", FULLY, 1, 1), "The one piece of learning names a measure."),
        (ItemReport("M6", NOT, 0, 1), "The one piece of learning names no measure."),
        (ItemReport("M6", NOT, 0, 3), "0 of 3 pieces of learning name a measure."),
        (ItemReport("M6", NOT), "No learning, so nothing to measure or share."),
        (ItemReport("M7", FULLY, 3, 3), "3 of 3 pieces of learning are, or will be, shared."),
        (ItemReport("M7", FULLY, 1, 1), "The one piece of learning is, or will be, shared."),
        (ItemReport("M7", NOT, 0, 1), "The one piece of learning is not shared."),
        (ItemReport("M8", PARTLY, 2, 3), "2 of 3 groups heard."),
        (ItemReport("M8", FULLY, 1, 1), "1 of 1 group heard."),
        (ItemReport("M8", NOT, 0, 3), "None of 3 groups heard."),
    ],
)
def test_each_state_of_an_item_says_why(report: ItemReport, words: str) -> None:
    assert _why(report) == words


@pytest.mark.parametrize("status", Missing)
@pytest.mark.parametrize("item", ITEMS)
def test_a_status_in_place_of_a_value_is_told_in_words(item: str, status: Missing) -> None:
    reported = NOTHING if status is Missing.NOT_APPLICABLE else NOT
    assert _why(ItemReport(item, reported, status=status)) == f"No value: {STATUS_WORDS[status]}."


@given(st.sampled_from(ITEMS), st.sampled_from(Reported), st.integers(0, 5), st.integers(0, 5))
def test_no_item_is_without_a_reason(item: str, reported: Reported, have: int, of: int) -> None:
    assert _why(ItemReport(item, reported, have, of)).endswith(".")


def test_without_the_number_closed_the_number_that_went_wrong_stands_alone() -> None:
    m3 = ItemReport("M3", FULLY, 1, 1)
    assert _why(m3, closed=Missing.NOT_COLLECTED) == "8 complaints."
    assert _why(m3, closed=None, went_wrong=Count(1)) == "1 complaint."


def _unheard(**groups: Missing | Count) -> dict[str, tuple[Missing | Count, None]]:
    return {group: (answered, None) for group, answered in groups.items()}


def test_groups_of_which_the_body_says_the_same_are_told_as_other_items_are() -> None:
    none = _unheard(complainants=Missing.NOT_COLLECTED, complained_about=Missing.NOT_COLLECTED)
    assert _why(ItemReport("M8", NOT, 0, 2), feedback=none) == "No value: the body says it does not collect this."


def test_a_group_that_was_not_heard_is_named_with_what_the_body_says() -> None:
    some = _unheard(
        complainants=Count(4), complained_about=Missing.NOT_AVAILABLE, investigators=Missing.SUPPRESSED_AT_SOURCE
    )
    assert _why(ItemReport("M8", PARTLY, 1, 3), feedback=some) == (
        "1 of 3 groups heard. No value from colleagues complained about: the body says it is not available. "
        "No value from colleagues who investigated: the body holds it back to protect people."
    )


def test_a_group_that_does_not_apply_is_no_gap() -> None:
    one = _unheard(complainants=Count(4), complained_about=Missing.NOT_APPLICABLE)
    assert _why(ItemReport("M8", FULLY, 1, 1), feedback=one) == "1 of 1 group heard."


def test_one_closed_complaint_is_one() -> None:
    assert _why(ItemReport("M3", FULLY, 1, 1), closed=Count(1), went_wrong=Count(1)) == "1 of 1 closed complaint."


def test_no_complaints_means_no_subjects() -> None:
    assert _why(ItemReport("M2", FULLY, 1, 1), received=Count(0), subjects={}) == "No complaints, so no subjects."


def test_an_item_that_cannot_arise_is_not_counted_against_a_body() -> None:
    all_but = item_states(
        figures(ItemReport("M4", NOTHING), ItemReport("M6", NOT, 0, 3), ItemReport("M8", PARTLY, 1, 3))
    )
    assert completeness(all_but) == Rate(5, 7)
    assert completeness(item_states(figures())) == Rate(8, 8)


def test_a_return_in_full_and_in_time_gives_nothing_to_talk_about() -> None:
    assert _reasons() == ()


@pytest.mark.parametrize(
    ("state", "reasons"),
    [
        (ReturnState.MISSING, ("The return is missing.",)),
        (ReturnState.LATE, ("The return came late.",)),
        (ReturnState.NOT_YET_DUE, ()),
        (ReturnState.RECEIVED, ()),
        (ReturnState.NOT_ASKED_FOR, ()),
    ],
)
def test_the_state_of_a_return_can_be_a_reason_to_talk(state: ReturnState, reasons: tuple[str, ...]) -> None:
    assert to_talk_about(state, (), None) == reasons


def test_something_wrong_without_action_is_said_once_and_first() -> None:
    no_action = ItemReport("M4", NOT)
    assert _reasons(no_action) == ("Something went wrong in 8 complaints and no action is reported.",)
    assert _reasons(no_action, went_wrong=Count(1)) == (
        "Something went wrong in 1 complaint and no action is reported.",
    )


def test_items_not_reported_and_partly_reported_are_named() -> None:
    reasons = _reasons(
        ItemReport("M5", NOT), ItemReport("M8", NOT, 0, 3), ItemReport("M2", PARTLY, 3, 4), state=ReturnState.LATE
    )
    assert reasons == (
        "The return came late.",
        "Not reported: learning, feedback on complaint handling.",
        "Partly reported: subject matter.",
    )


def test_where_it_is_not_known_what_went_wrong_a_missing_action_is_an_item_like_others() -> None:
    wrong_unknown = _reasons(ItemReport("M4", NOT), went_wrong=Missing.NOT_AVAILABLE)
    assert wrong_unknown == ("Not reported: action taken.",)


def test_an_item_that_cannot_arise_is_nothing_to_talk_about() -> None:
    assert _reasons(ItemReport("M4", NOTHING), ItemReport("M8", NOTHING, status=Missing.NOT_APPLICABLE)) == ()
