"""What a board may ask: questions with a reason, none of them from a number that it may not see."""

from __future__ import annotations

import pytest
from demo_pictures import of_demo

from hub.oversight.disclosure.audience import Audience
from hub.oversight.disclosure.suppressed import SUPPRESSED
from hub.oversight.picture import Picture
from hub.oversight.questions import Evidence, changes, findings, questions


@pytest.fixture(scope="module")
def board() -> Picture:
    """What a board sees of the demonstration."""
    return of_demo(audience=Audience.BOARD)


def test_questions_stand_in_the_order_of_the_bodies_and_each_has_its_reason(board: Picture) -> None:
    told = questions(board)
    names = [row.organisation.code for row in board.rows]
    places = [names.index(one.organisation) for one in told]
    assert places == sorted(places)
    assert all(one.asks.endswith("?") and one.because.endswith(".") for one in told)


def test_a_silent_body_that_keeps_every_promise_is_asked_about_it(board: Picture) -> None:
    (one,) = [
        one for one in questions(board) if one.evidence is Evidence.LEARNING and one.organisation == "causeway-tolls"
    ]
    assert "No action is told for the latest 12 periods" in one.because
    assert "ask how promises are made and counted" in one.because


def test_what_changed_is_what_the_charts_say_and_no_more_than_they_say() -> None:
    told = {(one.organisation, one.measure.code) for one in changes(of_demo())}
    assert ("islander-grants", "received") in told
    assert {
        (one.organisation, one.measure) for one in questions(of_demo()) if one.evidence is Evidence.OVER_TIME
    } == told


def test_own_findings_and_the_ombudsmans_differ_where_chance_does_not_explain_it() -> None:
    for one in findings(of_demo()):
        assert (one.differ is None) == (one.own is None or one.ombudsman is None)
        if one.own:
            assert one.own.numerator <= one.own.denominator
    asked = {one.organisation for one in questions(of_demo()) if one.evidence is Evidence.OTHERS_FINDINGS}
    assert asked == {one.organisation for one in findings(of_demo()) if one.differ}


def test_a_board_is_told_no_count_of_the_ombudsman_that_is_small(board: Picture) -> None:
    for one in findings(board):
        for rate in (one.own, one.ombudsman):
            assert rate is None or rate.numerator == 0 or rate.numerator >= 5


def test_a_board_sees_an_ombudsman_that_differs_two_that_agree_and_small_counts_stay_hidden(
    board: Picture,
) -> None:
    told = {one.organisation: one for one in findings(board)}
    assert {code for code, one in told.items() if one.differ} == {"crossings-inspectorate"}
    assert {code for code, one in told.items() if one.differ is False} == {"ferry-fares", "vessel-licensing"}
    hidden = {code for code, one in told.items() if one.why_not[1] is SUPPRESSED}
    assert hidden == {"causeway-tolls", "islander-grants", "lampkeepers-pensions", "strand-harbours"}
    asked = {one.organisation for one in questions(board) if one.evidence is Evidence.OTHERS_FINDINGS}
    assert asked == {"crossings-inspectorate"}


def test_a_missing_return_is_asked_for() -> None:
    picture = of_demo("2026-27-Q1")
    missing = {row.organisation.code for row in picture.rows if row.state.value == "missing"}
    assert missing
    assert {one.organisation for one in questions(picture) if one.evidence is Evidence.RETURN} == missing
