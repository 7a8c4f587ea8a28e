"""The loop from what went wrong to what users are told: where it breaks, since when, and where nobody says a word."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from demo_department import CODES, document
from effects_of_demo import TODAY, learnt
from told_by_demo import NAN

from hub.contract.narrative import ActionTold, ChallengeTold, LearningTold, MeasureTold, Narrative
from hub.contract.period import Period
from hub.oversight.learning.body import Repeated, loop_of
from hub.oversight.learning.loop import Gap, Step
from hub.oversight.learning.plans import PlanState
from hub.oversight.learning.silence import every_promise_kept
from hub.oversight.reporting import Rate

Q3, Q4, Q1 = (Period.named(name) for name in ("2025-26-Q3", "2025-26-Q4", "2026-27-Q1"))
MEASURE = MeasureTold("Days to answer", "down", 30, 10, 12, "days", None)
ACTION = ActionTold("A1", "delay", "procedure-changed", True, "2025-10-01", "2025-12-31", "2025-12-01", False)
LEARNING = LearningTold("L1", "delay", ("A1",), MEASURE, True, False, "2025-12-10", True)


def gaps(*learning: LearningTold, actions: tuple[ActionTold, ...] = (ACTION,), later: int = 0) -> list[Gap]:
    told = [(Q3, Narrative(actions, learning)), (Q4, Narrative((), ())), (Q1, Narrative((), ()))]
    (loop, *_) = loop_of("body", told[: 1 + later], TODAY).loops
    return [one.gap for one in loop.breaks]


def test_the_loop_that_was_planted_breaks_at_its_action_its_measure_and_its_sharing() -> None:
    (loop,) = (loop for loop in learnt("lampkeepers-pensions").loops if loop.id == "L10")
    assert [one.gap for one in loop.breaks] == [
        Gap.ACTION_NOT_MENTIONED, Gap.NO_MEASURE, Gap.SHARING_NOT_MENTIONED,
    ]  # fmt: skip
    promised, unmeasured, _ = loop.breaks
    assert (promised.action, promised.since, promised.days, promised.returns) == ("A11", date(2026, 3, 31), 205, 3)
    assert (unmeasured.since, unmeasured.days) == (date(2025, 12, 31), 295)
    assert loop.completed is None
    assert [one.gap.step for one in loop.breaks] == [Step.ACTION, Step.MEASURE, Step.SHARED]


def test_no_other_action_of_the_demo_is_overdue() -> None:
    overdue = {(code, plan.id, plan.mentioned) for code in CODES for plan in learnt(code).overdue}
    assert overdue == {("lampkeepers-pensions", "A11", False)}


def test_the_silent_body_of_the_demo_is_found_and_no_other() -> None:
    found = {code: learnt(code) for code in CODES}
    assert {code for code, body in found.items() if body.silence and body.silence.silent} == {"causeway-tolls"}
    silent = found["causeway-tolls"]
    assert silent.silence is not None
    assert silent.silence.without_action == 12
    assert silent.silence.since == Period.named("2023-24-Q3")
    assert silent.silence.never_learning == Rate(10, 12)
    assert {code for code, body in found.items() if body.promises} == {"causeway-tolls"}
    assert silent.promises is not None
    assert (silent.promises.periods, silent.promises.kept) == (4, Rate(425, 425))


def test_learning_that_runs_on_under_its_id_is_one_piece() -> None:
    (loop,) = (loop for loop in learnt("islander-grants").loops if loop.id == "L9")
    assert (loop.first.name, loop.last.name) == ("2025-26-Q3", "2026-27-Q2")
    assert [value for _, value in loop.values] == [28, 12, 12, 10]
    assert loop.actions == ("A8", "A9")
    assert loop.completed == date(2026, 1, 28)
    assert loop.closed


def test_a_loop_with_every_step_is_closed() -> None:
    assert gaps(LEARNING) == []


@pytest.mark.parametrize(
    ("changed", "gap"),
    [
        ({"actions": ()}, Gap.NO_ACTION),
        ({"measure": None}, Gap.NO_MEASURE),
        ({"measure": replace(MEASURE, latest=None)}, Gap.NO_VALUE),
        ({"shared": False}, Gap.NOT_SHARED),
    ],
    ids=lambda part: part.name if isinstance(part, Gap) else "",
)
def test_a_loop_breaks_where_a_step_is_not_there(changed: dict[str, object], gap: Gap) -> None:
    assert gaps(replace(LEARNING, **changed)) == [gap]  # type: ignore[arg-type]


def test_sharing_that_is_planned_is_a_break_only_when_a_later_return_says_nothing_of_it() -> None:
    planned = replace(LEARNING, shared=False, sharing_planned=True)
    assert gaps(planned) == []
    assert gaps(planned, later=2) == [Gap.SHARING_NOT_MENTIONED]


def test_a_step_that_is_taken_in_a_later_return_mends_the_loop() -> None:
    begun = replace(LEARNING, measure=None, shared=False)
    told = [(Q3, Narrative((ACTION,), (begun,))), (Q4, Narrative((), (LEARNING,)))]
    (loop,) = loop_of("body", told, TODAY).loops
    assert loop.closed
    assert loop_of("body", told[:1], TODAY).closed == Rate(0, 1)


def test_an_action_is_due_until_its_day_has_passed() -> None:
    open_ = replace(ACTION, completed=None, due="2026-10-22")
    on_the_day = loop_of("body", [(Q1, Narrative((open_,), ()))], TODAY)
    day_after = loop_of("body", [(Q1, Narrative((open_,), ()))], date(2026, 10, 23))
    assert [plan.state for plan in (*on_the_day.due, *day_after.overdue)] == [PlanState.DUE, PlanState.OVERDUE]
    assert day_after.overdue[0].days_overdue == 1


def test_an_action_done_late_is_done_and_says_how_late() -> None:
    late = replace(ACTION, due="2025-11-21")
    (plan,) = loop_of("body", [(Q3, Narrative((late,), ()))], TODAY).plans
    assert (plan.state, plan.days_overdue) == (PlanState.DONE, 10)


def test_a_plan_lacks_an_owner_a_day_or_a_measure() -> None:
    bare = ActionTold("A2", None, "system-changed", False, None, None, None, False)
    asks = Narrative((bare,), (), (ChallengeTold("C1", None),))
    (plan,) = loop_of("body", [(Q1, asks)], TODAY).cannot_be_followed
    assert plan.lacks == ("owner", "day", "measure")
    assert plan.state is PlanState.NO_DAY


def test_what_a_contract_version_does_not_ask_for_is_not_held_against_a_body() -> None:
    unmeasured = replace(ACTION, id="A9")
    (plan,) = loop_of("body", [(Q1, Narrative((unmeasured,), ()))], TODAY).plans
    assert plan.lacks == ()


def test_what_is_done_for_one_person_needs_no_measure() -> None:
    apology = replace(ACTION, remedy="apology")
    (plan,) = loop_of("body", [(Q1, Narrative((apology,), (), ()))], TODAY).plans
    assert plan.lacks == ()


def test_a_period_in_which_nothing_went_wrong_is_no_silence() -> None:
    nothing = [(Q3, Narrative((), ())), (Q4, Narrative((), ())), (Q1, Narrative((), ()))]
    quiet = loop_of("body", nothing, TODAY, went_wrong=[3, 0, NAN]).silence
    assert quiet is not None
    assert (quiet.without_action, quiet.never_action) == (1, Rate(1, 1))
    assert not quiet.silent
    loud = loop_of("body", nothing, TODAY, went_wrong=[3, 1, 2]).silence
    assert loud is not None
    assert loud.silent
    assert loud.since == Q3


def test_few_promises_are_kept_by_luck() -> None:
    assert every_promise_kept([10, 12], [10, 12]) is None
    kept = every_promise_kept([40, 20, 30], [39, 20, 30])
    assert kept is not None
    assert (kept.periods, kept.kept) == (2, Rate(50, 50))


def test_a_text_told_twice_is_told_as_the_finding_has_it() -> None:
    assert document("quayside-contact", "2026-27-Q2")["learning"][0]["id"] == "L15"
    twice = Repeated("what was learnt (L15)", "2026-27-Q1, what was learnt (L12)", 41, 41)
    body = loop_of("quayside-contact", (), TODAY, repeated=[twice])
    assert str(body.repeated[0]) == "What was learnt (L15) repeats 2026-27-Q1, what was learnt (L12): 41 of 41 words."
