"""What a body learns is told in plain sentences, with days and with x of n, and as facts for programs."""

from __future__ import annotations

import json
from datetime import date

import pytest
from demo_department import CODES
from effects_of_demo import TODAY, learnt

from hub.contract.narrative import ActionTold, ChallengeTold, LearningTold, Narrative
from hub.contract.period import Period
from hub.oversight.learning.body import loop_of
from hub.oversight.learning.facts import learning_facts
from hub.oversight.learning.words import body_words, break_words, plan_words

Q4, Q1 = Period.named("2025-26-Q4"), Period.named("2026-27-Q1")


def test_the_loop_that_breaks_in_the_demo_says_where_and_since_when() -> None:
    (loop,) = (loop for loop in learnt("lampkeepers-pensions").loops if loop.id == "L10")
    assert [break_words(one) for one in loop.breaks] == [
        "Its action A11 was due on 31 March 2026, 205 days ago; the 3 returns since do not mention it.",
        "No measure is named, since the period to 31 December 2025, 295 days ago.",
        "Users were to be told, said the return for the period to 31 December 2025, 295 days ago; the 3 returns since "
        "do not mention it.",
    ]


def test_the_silent_body_of_the_demo_is_told_with_x_of_n() -> None:
    assert list(body_words(learnt("causeway-tolls"))) == [
        "No action is told for the latest 12 periods in which something went wrong (12 of 12 in all).",
        "No learning is told for the latest period in which something went wrong (10 of 12 in all).",
        "Every promised date was kept for 4 periods in a row, 425 of 425: ask how promises are made and counted.",
        "Pieces of learning of which every step is told: 0 of 2.",
    ]


def test_an_overdue_action_of_the_demo_is_told_among_all() -> None:
    assert "Actions overdue: 1 of 17." in list(body_words(learnt("lampkeepers-pensions")))


def test_a_body_of_which_nothing_stands_out_gets_no_sentence() -> None:
    assert list(body_words(learnt("west-strand"))) == []


@pytest.mark.parametrize(
    ("due", "completed", "said"),
    [
        ("2026-06-30", "2026-06-30", "Done on 30 June 2026."),
        ("2026-06-30", "2026-07-01", "Done on 1 July 2026, 1 day late."),
        ("2026-10-22", None, "Due on 22 October 2026."),
        ("2026-10-20", None, "Was due on 20 October 2026, 2 days ago, and is not said to be done."),
        (None, None, "No day is set for it."),
    ],
)
def test_a_plan_says_where_it_stands(due: str | None, completed: str | None, said: str) -> None:
    action = ActionTold("A1", None, "apology", True, "2026-06-01", due, completed, True)
    (plan,) = loop_of("body", [(Q1, Narrative((action,), ()))], TODAY).plans
    assert plan_words(plan) == said


def test_a_plan_that_is_not_mentioned_any_more_and_lacks_everything_says_so() -> None:
    action = ActionTold("A1", None, "system-changed", False, None, "2026-03-31", None, False)
    told = [(Q4, Narrative((action,), (), (ChallengeTold("C1", None),))), (Q1, Narrative((), ()))]
    (plan,) = loop_of("body", told, date(2026, 4, 1)).plans
    assert plan_words(plan) == (
        "Was due on 31 March 2026, 1 day ago, and is not said to be done; the return since does not mention it. It has "
        "no owner and no way to show its effect."
    )


def test_a_break_without_a_day_of_its_own_is_told_from_its_period_on() -> None:
    bare = LearningTold("L1", None, (), None, False, False, None, None)
    (loop,) = loop_of("body", [(Q1, Narrative((), (bare,)))], date(2026, 7, 1)).loops
    assert break_words(loop.breaks[0]) == "No action is named for it, since the period to 30 June 2026, 1 day ago."


@pytest.mark.parametrize("code", CODES)
def test_the_facts_are_json_and_agree_with_themselves(code: str) -> None:
    facts = json.loads(json.dumps(learning_facts(learnt(code))))
    assert facts["closed"]["denominator"] == len(facts["loops"])
    assert facts["closed"]["numerator"] == sum(not loop["breaks"] for loop in facts["loops"])
    assert facts["actions_done"]["numerator"] == sum(bool(action["completed"]) for action in facts["actions"])
    assert {action["state"] for action in facts["actions"]} <= {"done", "due", "overdue", "no_day"}
