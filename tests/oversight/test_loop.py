"""The loop from what went wrong to what users are told: where it breaks, since when, and where nobody says a word."""

from __future__ import annotations

from datetime import date

import pytest
from demo_department import CODES, LAST, QUARTERS, current
from effects_of_demo import TODAY, learnt
from hypothesis import given
from hypothesis import strategies as st
from told_by_demo import NAN, told_by

from hub.contract.build import build
from hub.contract.checks.learnt import words_are_new
from hub.contract.circumstances import Circumstances
from hub.contract.history import History
from hub.contract.lift import lift
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
        ({"measure": MEASURE._replace(latest=None)}, Gap.NO_VALUE),
        ({"shared": False}, Gap.NOT_SHARED),
    ],
    ids=lambda part: part.name if isinstance(part, Gap) else "",
)
def test_a_loop_breaks_where_a_step_is_not_there(changed: dict[str, object], gap: Gap) -> None:
    assert gaps(LEARNING._replace(**changed)) == [gap]  # type: ignore[arg-type]


def test_sharing_that_is_planned_is_a_break_only_when_a_later_return_says_nothing_of_it() -> None:
    planned = LEARNING._replace(shared=False, sharing_planned=True)
    assert gaps(planned) == []
    assert gaps(planned, later=2) == [Gap.SHARING_NOT_MENTIONED]


def test_a_step_that_is_taken_in_a_later_return_mends_the_loop() -> None:
    begun = LEARNING._replace(measure=None, shared=False)
    told = [(Q3, Narrative((ACTION,), (begun,))), (Q4, Narrative((), (LEARNING,)))]
    (loop,) = loop_of("body", told, TODAY).loops
    assert loop.closed
    assert loop_of("body", told[:1], TODAY).closed == Rate(0, 1)


def test_learning_is_done_with_the_last_action_that_is_done_and_waits_for_the_others() -> None:
    second = ACTION._replace(id="A2", due="2026-12-01", completed=None)
    both = LEARNING._replace(actions=("A1", "A2"))
    (loop,) = loop_of("body", [(Q3, Narrative((ACTION, second), (both,)))], TODAY).loops
    assert loop.completed == date(2025, 12, 1)
    assert loop.closed
    late = second._replace(due="2026-01-31")
    (loop,) = loop_of("body", [(Q3, Narrative((ACTION, late), (both,)))], TODAY).loops
    assert [(one.gap, one.action) for one in loop.breaks] == [(Gap.ACTION_OVERDUE, "A2")]
    (loop,) = loop_of("body", [(Q3, Narrative((), (both,)))], TODAY).loops
    assert loop.completed is None


def test_an_action_is_due_until_its_day_has_passed() -> None:
    open_ = ACTION._replace(completed=None, due="2026-10-22")
    on_the_day = loop_of("body", [(Q1, Narrative((open_,), ()))], TODAY)
    day_after = loop_of("body", [(Q1, Narrative((open_,), ()))], date(2026, 10, 23))
    assert [plan.state for plan in (*on_the_day.due, *day_after.overdue)] == [PlanState.DUE, PlanState.OVERDUE]
    assert day_after.overdue[0].days_overdue == 1


def test_an_action_done_late_is_done_and_says_how_late() -> None:
    late = ACTION._replace(due="2025-11-21")
    (plan,) = loop_of("body", [(Q3, Narrative((late,), ()))], TODAY).plans
    assert (plan.state, plan.days_overdue) == (PlanState.DONE, 10)


def test_a_plan_lacks_an_owner_a_day_or_a_measure() -> None:
    bare = ActionTold("A2", None, "system-changed", False, None, None, None, False)
    asks = Narrative((bare,), (), (ChallengeTold("C1", None),))
    (plan,) = loop_of("body", [(Q1, asks)], TODAY).cannot_be_followed
    assert plan.lacks == ("owner", "day", "measure")
    assert plan.state is PlanState.NO_DAY


def test_what_a_contract_version_does_not_ask_for_is_not_held_against_a_body() -> None:
    unmeasured = ACTION._replace(id="A9")
    (plan,) = loop_of("body", [(Q1, Narrative((unmeasured,), ()))], TODAY).plans
    assert plan.lacks == ()


def test_what_is_done_for_one_person_needs_no_measure() -> None:
    apology = ACTION._replace(remedy="apology")
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


def repeated(code: str) -> list[Repeated]:
    """What the contract finds to be told again in the latest return of a body of the demo."""
    now, before = (current(code, quarter) for quarter in (LAST, QUARTERS[-2]))
    if now is None or before is None:
        return []
    told_before = History(previous=build(lift(before, before["contract_version"])))
    return_ = build(lift(now, now["contract_version"]))
    return [Repeated(**one.values) for one in words_are_new(return_, Circumstances(TODAY, history=told_before))]


def test_the_narrative_that_is_recycled_in_the_demo_is_told_and_no_other() -> None:
    found = {code: loop_of(code, (), TODAY, repeated=repeated(code)).repeated for code in CODES}
    twice = {code: told for code, told in found.items() if told}
    assert set(twice) == {"quayside-contact"}
    learnt_again, used_again = (str(one) for one in twice["quayside-contact"])
    assert learnt_again.startswith("What was learnt (L15) repeats 2026-27-Q1, what was learnt (L12): ")
    assert used_again.startswith("What was done with the learning (L15) repeats 2026-27-Q1, ")
    assert [one.of - one.shared for one in twice["quayside-contact"]] == [0, 1]


@given(st.sampled_from(CODES), st.integers(1, 11))
def test_what_two_returns_tell_is_what_one_return_with_both_would(code: str, at: int) -> None:
    """No step is lost or won where a body tells of two periods at once: only how often it was told changes."""
    told = told_by(code).told
    at = min(at, len(told) - 1)
    (_, earlier), (period, later) = told[at - 1 : at + 1]
    both = Narrative(
        (*(earlier.actions or ()), *(later.actions or ())), (*(earlier.learning or ()), *(later.learning or ()))
    )
    merged = loop_of(code, (*told[: at - 1], (period, both), *told[at + 1 :]), TODAY)
    apart = loop_of(code, told, TODAY)
    assert [loop.id for loop in merged.loops] == [loop.id for loop in apart.loops]
    assert [loop.actions for loop in merged.loops] == [loop.actions for loop in apart.loops]
    assert [[one.gap for one in loop.breaks if one.gap is not Gap.SHARING_NOT_MENTIONED] for loop in merged.loops] == [
        [one.gap for one in loop.breaks if one.gap is not Gap.SHARING_NOT_MENTIONED] for loop in apart.loops
    ]
    assert merged.done == apart.done
    assert [plan.id for plan in merged.overdue] == [plan.id for plan in apart.overdue]
