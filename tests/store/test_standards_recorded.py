"""The four steps, adoption and conversations are recorded with evidence and a day, and nothing recorded is lost."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from handmade import ALL, NOW, by
from sqlalchemy import text

from hub.contract.four_steps import Adoption, FourSteps, StepState
from hub.errors import Conflict, InputRefused, NotFound
from hub.scope import Scope
from hub.store.database import Database
from hub.store.entries import Sight, Sought, entries
from hub.store.register import Register
from hub.store.standards import Recorded, Standards, Told
from hub.store.verify import verify

SAM = by("sam", "sponsor")
TODAY = NOW.date()
SPRING, TOMORROW = date(2026, 4, 20), TODAY + timedelta(days=1)
OF_LIGHTS, OF_OTHERS = Scope("ferries", frozenset({"lights"})), Scope("canals")
HEAD = "Head of complaints"


@pytest.fixture
def standards(database: Database) -> Standards:
    return Standards(database)


def done(standards: Standards, organisation: str = "lights", **other: Any) -> None:
    told = {"step": FourSteps.KNOWS, "state": StepState.DONE, "evidence": "The note of a meeting.", "on": SPRING}
    standards.record_step(ALL, organisation, **{**told, "next_review": None, "by": SAM, **other})


def talked(standards: Standards, **other: Any) -> None:
    told = {"on": SPRING, "with_role": HEAD, "agreed": "They look at the guides.", "help": "", "help_by": None}
    standards.record_conversation(ALL, "lights", Told(**{**told, **other}), SAM)


def acts(database: Database) -> list[tuple[str, str | None]]:
    found = entries(database, Sight(ALL), Sought()).entries
    return [(one.what, one.organisation) for one in reversed(found) if one.organisation and "added" not in one.what]


def test_what_was_recorded_of_a_step_stays_beside_what_is_recorded_later(standards: Standards) -> None:
    done(standards, state=StepState.NOT_STARTED, evidence="")
    done(standards, state=StepState.SHARED, on=TODAY, next_review=TOMORROW)
    first, second = standards.of(ALL).steps
    assert (first.state, first.evidence, first.on) == (StepState.NOT_STARTED, "", SPRING)
    assert (second.state, second.next_review, second.role, second.at) == (StepState.SHARED, TOMORROW, "sponsor", NOW)


def test_every_record_is_in_the_ledger_and_held_against_it(database: Database, standards: Standards) -> None:
    done(standards)
    standards.record_adoption(ALL, "lights", Adoption.ADOPTED, "Their board said so.", SPRING, SAM)
    talked(standards, help="A day of training.", help_by=TODAY)
    standards.give_help(ALL, "lights", "1", TODAY, SAM)
    assert acts(database) == [
        (what, "lights") for what in ("step.recorded", "adoption.recorded", "conversation.recorded", "help.given")
    ]
    assert verify(database).faults == ()


@pytest.mark.parametrize(
    ("tampering", "fault"),
    [
        (
            "UPDATE four_steps SET state = 'done_and_shared'",
            "The record of a step 1 is not as the ledger has it: state.",
        ),
        (
            "UPDATE four_steps SET organisation = 'wrecks'",
            "The record of a step 1 is not as the ledger has it: organisation.",
        ),
        ("DELETE FROM adoptions", "The record of adoption 1 is in the ledger, but not in the database."),
        (
            "UPDATE conversations SET help_given_on = NULL",
            "The conversation 1 is not as the ledger has it: help_given_on.",
        ),
    ],
)
def test_a_record_that_was_changed_past_the_hub_is_named(
    database: Database, standards: Standards, tampering: str, fault: str
) -> None:
    done(standards)
    standards.record_adoption(ALL, "lights", Adoption.PREPARING, "A plan for the autumn.", SPRING, SAM)
    talked(standards, help="A day of training.")
    standards.give_help(ALL, "lights", "1", TODAY, SAM)
    database.write(lambda connection: connection.execute(text(tampering)))
    assert verify(database).faults == (fault,)


def test_records_are_seen_within_a_scope_alone(standards: Standards) -> None:
    done(standards)
    done(standards, "harbours")
    talked(standards)
    assert [one.organisation for one in standards.of(ALL).steps] == ["lights", "harbours"]
    assert [one.organisation for one in standards.of(ALL, "harbours").steps] == ["harbours"]
    assert len(standards.of(OF_LIGHTS).steps) == len(standards.of(OF_LIGHTS).conversations) == 1
    assert standards.of(OF_LIGHTS, "harbours") == standards.of(OF_OTHERS) == Recorded()


@pytest.mark.parametrize("organisation", ["harbours", "nobody", "no\0body"])
def test_nothing_is_recorded_of_an_organisation_out_of_scope_nor_of_none(
    database: Database, standards: Standards, organisation: str
) -> None:
    refused: list[Callable[[], object]] = [
        lambda: standards.record_step(
            OF_LIGHTS, organisation, FourSteps.KNOWS, StepState.NOT_STARTED, "", SPRING, None, SAM
        ),
        lambda: standards.record_adoption(OF_LIGHTS, organisation, Adoption.ADOPTED, "A letter.", SPRING, SAM),
        lambda: standards.record_conversation(OF_LIGHTS, organisation, Told(SPRING, HEAD, "Nothing."), SAM),
        lambda: standards.give_help(OF_LIGHTS, organisation, "1", SPRING, SAM),
        lambda: Register(database).seen(OF_LIGHTS, organisation),
    ]
    told = set()
    for act in refused:
        with pytest.raises(NotFound) as found:
            act()
        told.add((found.value.message, found.value.what_to_do, *found.value.facts))
    assert len(told) == 1
    assert standards.of(ALL) == Recorded()


@pytest.mark.parametrize(
    ("other", "field"),
    [
        ({"evidence": " "}, "evidence"),
        ({"evidence": "Ask Ms Ada Harbour on 020 7946 0958."}, "evidence"),
        ({"on": TOMORROW}, "on"),
        ({"next_review": SPRING}, "next_review"),
        ({"state": StepState.REVIEW_DUE}, "state"),
    ],
)
def test_a_record_of_a_step_needs_evidence_and_days_that_can_be(
    standards: Standards, other: dict[str, Any], field: str
) -> None:
    with pytest.raises(InputRefused) as refused:
        done(standards, **other)
    assert refused.value.facts["field"] == field
    assert standards.of(ALL) == Recorded()


@pytest.mark.parametrize(
    ("other", "field"),
    [
        ({"with_role": ""}, "with_role"),
        ({"with_role": "ada.harbour@ferries.example"}, "with_role"),
        ({"agreed": ""}, "agreed"),
        ({"on": TOMORROW}, "on"),
        ({"help_by": TODAY}, "help"),
        ({"help": "A day of training.", "help_by": SPRING - timedelta(days=1)}, "help_by"),
    ],
)
def test_a_conversation_is_with_a_role_about_something_on_a_day_that_was(
    standards: Standards, other: dict[str, Any], field: str
) -> None:
    with pytest.raises(InputRefused) as refused:
        talked(standards, **other)
    assert refused.value.facts["field"] == field
    assert standards.of(ALL) == Recorded()


def test_help_that_was_promised_is_given_once_and_not_before_it_was_promised(standards: Standards) -> None:
    talked(standards)
    with pytest.raises(Conflict):
        standards.give_help(ALL, "lights", "1", TODAY, SAM)
    talked(standards, help="A day of training.")
    with pytest.raises(InputRefused):
        standards.give_help(ALL, "lights", "2", SPRING - timedelta(days=1), SAM)
    assert standards.of(ALL).conversations[1].waits_for_help
    standards.give_help(ALL, "lights", "2", TODAY, SAM)
    assert [one.help_given_on for one in standards.of(ALL).conversations] == [None, TODAY]
    with pytest.raises(Conflict):
        standards.give_help(ALL, "lights", "2", TODAY, SAM)
    with pytest.raises(NotFound):
        standards.give_help(ALL, "lights", "3", TODAY, SAM)
