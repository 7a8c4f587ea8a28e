"""What forum and board are not shown of one return and of its corrections: the rule, by examples done by hand."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import orjson
import pytest
from sheets_by_name import AT, Told, hidden_names, protected, sheets

from hub.contract.model import Missing
from hub.contract.sheet import STATUS_NUMBERS
from hub.oversight.disclosure.audience import Audience
from hub.oversight.disclosure.rule import hidden
from hub.oversight.disclosure.suppressed import SUPPRESSED, SUPPRESSED_WORDS, disclosure

PRIMARY = {"multiple_coding": 0.0}


def subject_names(*codes: str) -> set[str]:
    return {f"subject:{code}" for code in codes}


def test_small_counts_are_hidden_and_zero_is_shown() -> None:
    told = {"closed": 4, "referred": 1, "payments": 0, "promised": 5, "complied": 3, "not_complied": 7}
    assert hidden_names(told) == {"closed", "referred", "complied"}


def test_the_threshold_is_a_setting() -> None:
    told = {"closed": 4, "referred": 9, "payments": 10}
    assert hidden_names(told, threshold=3) == set()
    assert hidden_names(told, threshold=10) == {"closed", "referred"}


def test_a_status_stays_a_status() -> None:
    statuses = {
        "closed": STATUS_NUMBERS[Missing.NOT_COLLECTED],
        "within": STATUS_NUMBERS[Missing.NOT_APPLICABLE],
        "payments": STATUS_NUMBERS[Missing.SUPPRESSED_AT_SOURCE],
    }
    assert hidden_names({**statuses, "received": 3, "went_wrong": 2}) == {"received", "went_wrong"}
    (kept,) = protected(sheets(statuses), hidden(sheets(statuses), [], 5))
    assert [kept[AT[name]] for name in statuses] == list(statuses.values())


def test_nothing_is_hidden_where_nothing_is_small() -> None:
    told = {"received": 40, "delay": 30, "money": 10, "other": 0, "closed": 50, "went_wrong": 5, "wrong:delay": 5}
    assert hidden_names(told) == set()


def test_the_next_smallest_is_hidden_with_a_small_part_before_the_total() -> None:
    told = {**PRIMARY, "received": 52, "delay": 2, "money": 9, "quality": 41, "other": 0}
    assert hidden_names(told) == subject_names("delay", "money")


def test_two_small_parts_that_leave_room_need_no_partner() -> None:
    told = {**PRIMARY, "received": 47, "delay": 2, "money": 4, "quality": 41}
    assert hidden_names(told) == subject_names("delay", "money")


def test_small_parts_that_leave_no_room_for_a_four_take_a_partner() -> None:
    told = {**PRIMARY, "received": 43, "delay": 1, "money": 1, "quality": 41}  # 2 together: each would be 1
    assert hidden_names(told) == subject_names("delay", "money", "quality")


def test_a_list_that_leaves_too_little_room_is_hidden_whole_with_its_zeros_and_what_it_leaves_out() -> None:
    told = {**PRIMARY, "received": 5, "delay": 1, "money": 1, "quality": 1, "safety": 1, "policy": 1, "other": 0}
    listed = subject_names("delay", "money", "quality", "safety", "policy", "other")
    assert hidden_names(told) == listed
    (mask,) = hidden(sheets(told), [], 5)
    assert mask[AT["subject:staff-conduct"]]


def test_under_a_small_total_every_part_is_hidden_zeros_too() -> None:
    told = {"received": 3, "month_1": 3, "month_2": 0, "month_3": 0, "closed": 9, "early_count": 0, "closer_count": 9}
    assert hidden_names(told) == {"received", "month_1", "month_2", "month_3"}


def test_a_small_way_of_handling_is_not_found_by_taking_the_other_from_what_was_closed() -> None:
    assert hidden_names({"closed": 30, "early_count": 2, "closer_count": 28}) == {"early_count", "closer_count"}
    assert hidden_names({"closed": 30, "early_count": 2, "closer_count": 20}) == {"early_count"}  # 8 in neither way


def test_means_and_amounts_are_hidden_with_their_counts() -> None:
    told = {"early_count": 3, "early_days": 4.5, "closer_count": 9, "closer_days": 30.0, "payments": 1}
    assert hidden_names({**told, "compensation": 250.0}) == {"early_count", "early_days", "payments", "compensation"}


def test_what_was_open_on_a_day_is_never_given() -> None:
    assert hidden_names({"received": 90, "brought_forward": 30, "carried_forward": 0, "closed": 120}) == {
        "brought_forward",
        "carried_forward",
    }


def test_of_what_went_wrong_the_next_smallest_is_hidden_if_its_subject_leaves_room() -> None:
    told = {"went_wrong": 40, "delay": 60, "wrong:delay": 3, "money": 20, "wrong:money": 8, "quality": 70}
    assert hidden_names({**told, "wrong:quality": 29}) == {"wrong:delay", "wrong:money"}
    # All that was wrong with money went wrong: 8 of 8, so it cannot be more, and delay could not be fewer than 3.
    assert hidden_names({**told, "money": 8, "wrong:quality": 29}) == {"wrong:delay", "wrong:money", "wrong:quality"}


def test_where_all_else_went_wrong_the_number_that_did_is_hidden_too() -> None:
    """All 7 about money went wrong and 10 in all: delay would be 3 or more."""
    told = {**PRIMARY, "received": 27, "delay": 20, "wrong:delay": 3, "money": 7, "wrong:money": 7, "went_wrong": 10}
    assert hidden_names(told) == {"wrong:delay", "wrong:money", "went_wrong"}


def test_where_complaints_have_several_subjects_hidden_subjects_cannot_take_from_each_other() -> None:
    """Safety is in all 6 complaints and all went wrong, so that of 8 in all 2 are left for eligibility."""
    told = {"multiple_coding": 1.0, "received": 6, "eligibility": 2, "wrong:eligibility": 2, "went_wrong": 8}
    told |= {"safety": 6, "wrong:safety": 6, "policy": 0, "wrong:policy": 0}
    assert "went_wrong" in hidden_names(told)


def test_a_small_subject_in_which_nothing_went_wrong_is_not_bounded_by_what_went_wrong_in_others() -> None:
    """With quality, where all 12 went wrong, 20 are hidden: 8 about money at least, so delay would be 2 at most."""
    told = {**PRIMARY, "received": 48, "delay": 2, "wrong:delay": 0, "money": 8, "wrong:money": 8, "quality": 12}
    told |= {"wrong:quality": 12, "safety": 26, "wrong:safety": 20, "went_wrong": 40}
    assert hidden_names(told) == {*subject_names("delay", "money"), "wrong:money", "wrong:quality", "wrong:safety"}


def test_under_a_small_total_it_is_not_told_in_how_many_subjects_something_went_wrong() -> None:
    """Of what was closed, 9 went wrong, of older complaints too; two subjects with one each would say: 2 or more."""
    told = {**PRIMARY, "received": 3, "delay": 1, "money": 1, "quality": 1, "went_wrong": 9, "closed": 20}
    wrong = {"wrong:delay": 1.0, "wrong:money": 1.0, "wrong:quality": 0.0}
    assert hidden_names({**told, **wrong}) == {"received", *wrong, *subject_names("delay", "money", "quality")}


def test_partners_are_not_all_as_large_as_what_is_shown() -> None:
    """Else who knows that the next smallest is hidden would see that it is 6 at most, and so the small one 4."""
    told = {**PRIMARY, "received": 46, "delay": 4, "money": 6, "quality": 6, "safety": 30}
    assert hidden_names(told) == subject_names("delay", "money", "quality")


def test_what_was_hidden_stays_hidden_in_later_versions() -> None:
    assert hidden_names({"payments": 3}, {"payments": 40}) == {"payments"}
    assert hidden_names({"payments": 3}, {"payments": STATUS_NUMBERS[Missing.NOT_AVAILABLE]}, {"payments": 40}) == {
        "payments"
    }


TABLE = {**PRIMARY, "received": 52, "delay": 2, "money": 9, "quality": 41, "other": 0, "closed": 40, "referred": 6}


def test_a_correction_of_shown_parts_alone_is_shown() -> None:
    corrected = {**TABLE, "received": 55, "quality": 44}
    assert hidden_names(TABLE, corrected) == hidden_names(TABLE)


@pytest.mark.parametrize(
    "change",
    [
        {"received": 54, "delay": 4},  # who supposes the rest unchanged learns that it is 2 more
        {"received": 57, "money": 14},
        {"received": 47, "quality": 36, "delay": 1, "money": 10, "other": 0, "policy": 3},
        {"received": 14, "quality": 3},
    ],
)
def test_a_table_whose_hidden_parts_change_is_not_shown_again_nor_is_its_total(change: Told) -> None:
    gone = hidden_names(TABLE, {**TABLE, **change})
    assert gone >= {"received", "closed", *subject_names("delay", "money", "quality", "other")}
    assert "referred" not in gone
    assert hidden_names(TABLE, {**TABLE, **change}, {**TABLE, **change}) == gone
    assert hidden_names(TABLE, {**TABLE, **change}, TABLE) >= {"received"}


def test_a_table_that_was_shown_and_has_a_small_part_now_is_not_shown_again() -> None:
    before = {**TABLE, "delay": 9, "received": 59}
    assert hidden_names(before) == set()
    assert hidden_names(before, TABLE) >= {"received", "closed", *subject_names("delay", "money", "quality", "other")}


def test_a_subject_that_is_corrected_to_fewer_is_not_shown_where_it_would_bound_what_went_wrong_before() -> None:
    codes = [name.removeprefix("subject:") for name in AT if name.startswith("subject:")]
    told = {**PRIMARY, **dict.fromkeys(codes, 9.0), **{f"wrong:{code}": 7.0 for code in codes}, "wrong:delay": 4.0}
    told |= {"received": 9.0 * len(codes), "went_wrong": 7.0 * len(codes) - 3}
    fewer = {**told, **{code: 7.0 for code in codes if code != "delay"}, "received": 7.0 * len(codes) + 2}
    assert hidden_names(told) == {f"wrong:{code}" for code in codes}
    assert hidden_names(told, fewer) >= {"went_wrong", "received", *subject_names(*codes)}


def test_what_an_earlier_version_allows_to_have_gone_wrong_counts_too() -> None:
    """Policy did not change: 5 went wrong, now of 5. In the first version at most 6 about money, so delay 3 or more."""
    first = {**PRIMARY, "delay": 20, "wrong:delay": 3, "money": 6, "wrong:money": 6, "policy": 10, "wrong:policy": 5}
    second = {**first, "wrong:delay": 2, "money": 30, "wrong:money": 7, "policy": 5}
    first |= {"received": 36, "went_wrong": 14}
    second |= {"received": 55, "went_wrong": 14}
    three = {"wrong:delay", "wrong:money", "wrong:policy"}
    assert hidden_names(first) == three
    assert hidden_names(first, second) >= {"went_wrong", "subject:policy", *three}


def test_only_forum_and_board_are_protected() -> None:
    assert [each for each in Audience if each.protected] == [Audience.FORUM, Audience.BOARD]


def test_a_hidden_figure_is_a_value_of_its_own() -> None:
    assert json.loads(orjson.dumps({"received": SUPPRESSED})) == {"received": "suppressed"}
    assert SUPPRESSED not in (0, None, False, *Missing)
    other: Any = SUPPRESSED
    with pytest.raises(TypeError):
        _ = other + 1
    assert SUPPRESSED_WORDS


def test_it_is_told_how_much_is_hidden_and_of_how_many_bodies() -> None:
    mask = hidden(sheets({"payments": 3, "brought_forward": 2}, {"payments": 4}, {"payments": 9}), [], 5)
    told = disclosure(mask, ["harbours", "harbours", "ferries"], 5)
    assert (told.cells, told.concerned, told.bodies) == (2, 1, 2)
    assert "Counts from 1 to 4 are not shown" in told.in_words()
    assert "2 figures in the returns of 1 of 2 bodies" in told.in_words()
    assert "There are none here" in disclosure(mask[2:], ["ferries"], 5).in_words()


def test_how_long_a_hidden_list_is_is_not_told() -> None:
    short = {**PRIMARY, "received": 5, "delay": 2, "money": 3}
    long = {**PRIMARY, "received": 5, "delay": 1, "money": 1, "quality": 1, "safety": 1, "policy": 1}
    masks = [hidden(sheets(told), [], 5) for told in (short, long)]
    assert (masks[0] == masks[1]).all()
    assert [disclosure(mask, ["ferries"], 5).cells for mask in masks] == [1, 1]


def test_protected_sheets_hold_nothing_in_hidden_places() -> None:
    told = sheets(TABLE)
    kept = protected(told, hidden(told, [], 5))
    assert np.isnan(kept[0, [AT["subject:delay"], AT["subject:money"]]]).all()
    assert kept[0, AT["subject:quality"]] == 41
