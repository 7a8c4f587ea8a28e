"""Where each organisation stands with the four steps follows from what was recorded, and from the day that it is."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.contract.four_steps import (
    RECORDED,
    Adoption,
    AdoptionRecord,
    Conversation,
    FourSteps,
    StepRecord,
    StepState,
)
from hub.oversight.standards import BodyStandards, counted, standards_of

TODAY = date(2026, 7, 20)
AT = datetime(2026, 7, 20, 9, 0, tzinfo=UTC)
SPRING = date(2026, 4, 20)
days = st.dates(TODAY - timedelta(days=9), TODAY + timedelta(days=9))


def record(step: FourSteps = FourSteps.KNOWS, state: StepState = StepState.DONE, **other: Any) -> StepRecord:
    told = {"organisation": "lights", "evidence": "A note.", "on": SPRING, "next_review": None, **other}
    return StepRecord(id="1", step=step, state=state, role="sponsor", at=AT, **told)


def conversation(help_by: date | None, help_given_on: date | None = None, help_: str = "Training.") -> Conversation:
    return Conversation("1", "lights", SPRING, "Head of complaints", "To meet.", help_, help_by, help_given_on, "", AT)


def body(*records: StepRecord, talks: tuple[Conversation, ...] = ()) -> BodyStandards:
    (found,) = standards_of(["lights"], records, (), talks, TODAY)
    return found


def test_a_step_of_which_nothing_was_recorded_has_not_started_and_says_that_nobody_said_so() -> None:
    told = body()
    assert [step.state for step in told.steps] == [StepState.NOT_STARTED] * 5
    assert {step.label for step in told.steps} == {"Nothing recorded"}
    assert str(told.done) == "0 of 5"
    assert not [*told.due()]


@pytest.mark.parametrize(
    ("agreed", "state"),
    [
        (None, StepState.SHARED),
        (TODAY + timedelta(days=1), StepState.SHARED),
        (TODAY, StepState.REVIEW_DUE),
        (TODAY - timedelta(days=1), StepState.REVIEW_DUE),
    ],
)
def test_a_review_is_due_from_its_day_on(agreed: date | None, state: StepState) -> None:
    told = body(record(FourSteps.GUIDES, StepState.SHARED, next_review=agreed))
    step = told.steps[FourSteps.GUIDES]
    assert step.state is state
    assert step.done
    assert (step in told.reviews_due) == (state is StepState.REVIEW_DUE)
    assert len([*told.due()]) == len(told.reviews_due)


def test_of_two_records_that_of_the_later_day_stands_and_of_one_day_the_one_recorded_later() -> None:
    late, early = record(state=StepState.DONE), record(state=StepState.IN_PROGRESS, on=SPRING - timedelta(days=30))
    assert body(late, early).steps[0].record == late
    assert body(late, early).steps[0].earlier == (early,)
    again = record(state=StepState.SHARED)
    assert body(late, again).steps[0].record == again


@given(st.lists(st.tuples(st.sampled_from(FourSteps), st.sampled_from(RECORDED), days, st.none() | days)))
def test_nothing_recorded_is_lost_and_every_organisation_is_counted_once_for_each_step(told: list[Any]) -> None:
    records = [record(step, state, on=on, next_review=review) for step, state, on, review in told]
    bodies = standards_of(["lights", "wrecks"], records, (), (), TODAY)
    kept = [one for step in bodies[0].steps for one in (step.record, *step.earlier) if one]
    assert sorted(map(repr, kept)) == sorted(map(repr, records))
    for step in FourSteps:
        assert sum(counted(bodies, step).values()) == len(bodies)
    assert bodies[1].steps == body().steps


@pytest.mark.parametrize(
    ("talk", "overdue"),
    [
        (conversation(TODAY - timedelta(days=1)), True),
        (conversation(TODAY), False),
        (conversation(None), False),
        (conversation(TODAY - timedelta(days=1), TODAY), False),
        (conversation(None, help_=""), False),
    ],
)
def test_help_is_overdue_once_its_day_has_passed_and_it_was_not_given(talk: Conversation, overdue: bool) -> None:
    told = body(talks=(talk,))
    assert bool(told.help_overdue) is overdue
    assert [*told.due()] == ["The department promised help by 19 July 2026 that is not said to be given."] * overdue


def test_adoption_is_what_was_said_of_the_latest_day() -> None:
    said = [
        AdoptionRecord("1", "lights", Adoption.ADOPTED, "Their board.", SPRING, "sponsor", AT),
        AdoptionRecord("2", "lights", Adoption.PREPARING, "A plan.", SPRING - timedelta(days=90), "sponsor", AT),
        AdoptionRecord("3", "wrecks", Adoption.NOT_ADOPTED, "A letter.", SPRING, "sponsor", AT),
    ]
    lights, wrecks, mills = standards_of(["lights", "wrecks", "mills"], (), said, (), TODAY)
    assert [one.adoption and one.adoption.adoption for one in (lights, wrecks, mills)] == [
        Adoption.ADOPTED, Adoption.NOT_ADOPTED, None,
    ]  # fmt: skip
