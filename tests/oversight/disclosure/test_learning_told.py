"""What forum and board are told of one body's learning and measures, by examples small enough to do by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

import pytest
from sheets_by_name import sheet

from hub.contract.narrative import ActionTold, LearningTold, MeasureTold, Narrative
from hub.contract.period import Period
from hub.oversight.disclosure.audience import Audience
from hub.oversight.disclosure.measured import counts_people
from hub.oversight.learning.effect_words import effect_words
from hub.oversight.learning.facts import learning_facts
from hub.oversight.learning.loop import Loop
from hub.oversight.material import Material
from hub.oversight.meaning import Meaning, Reader, meaning_of
from hub.oversight.spc.breaks import rebased
from hub.oversight.themes.quoted import quoted
from hub.oversight.themes.theme import Confirmed, Part, Place

PERIODS = [Period.named(name) for name in ("2025-26-Q3", "2025-26-Q4", "2026-27-Q1")]
FIRST, _, LAST = (period.name for period in PERIODS)
TODAY = date(2026, 7, 22)
IN_FULL = {"received": 100.0, "closed": 90.0, "went_wrong": 40.0}
ONE_HIDDEN = {**IN_FULL, "payments": 3.0}
ACTION = ActionTold("A1", "delay", "procedure-changed", True, "2025-10-01", "2025-12-31", "2025-12-01", False)
MEASURE = MeasureTold("Complaints about delay", "down", 30, 10, 9, "complaints", None)
LEARNT = LearningTold("L1", "delay", ("A1",), MEASURE, True, False, "2025-12-10", True)
KEPT_BACK = LEARNT._replace(may_be_shared=False)
PROTECTED = (Audience.FORUM, Audience.BOARD)
Returns = Sequence[tuple[Mapping[str, float], LearningTold | None]]


def of(
    *returns: tuple[Mapping[str, float], LearningTold | None], also: Mapping[str, Returns] | None = None
) -> Material:
    """Returns of the lights, one for each of the last quarters, and of other bodies."""
    every = {"lights": returns, **(also or {})}
    dated = {code: list(zip(PERIODS[-len(several) :], several, strict=True)) for code, several in every.items()}
    return Material(
        sheets=tuple(
            (code, period.name, sheet(figures).astype("<f8").tobytes())
            for code, several in dated.items()
            for period, (figures, _) in several
        ),
        narratives={
            code: tuple((period, Narrative((ACTION,), (one,) if one else ())) for period, (_, one) in several)
            for code, several in dated.items()
        },
    )


def meant(material: Material, audience: Audience, periods: Sequence[Period] = PERIODS) -> Meaning:
    told = {code: tuple(one for one in several if one[0] in periods) for code, several in material.narratives.items()}
    material = replace(material, narratives=told)  # as the store hands them over
    return meaning_of(["lights", "ferries"], periods, material, Reader(audience, 5, TODAY))


def loop(material: Material, audience: Audience) -> Loop:
    (found,) = meant(material, audience).learning[0].loops
    return found


# Learning that is not to be shared, and what nobody knows yet


def test_a_body_that_keeps_its_learning_back_is_not_called_silent() -> None:
    """That it learns is no secret; what it learnt is."""
    material = of((IN_FULL, KEPT_BACK), (IN_FULL, KEPT_BACK), (IN_FULL, KEPT_BACK))
    forum, sponsor = (meant(material, audience).learning[0] for audience in (Audience.FORUM, Audience.SPONSOR))
    assert forum.silence == sponsor.silence
    assert forum.silence
    assert not forum.silence.silent
    assert forum.plans == sponsor.plans
    assert (len(forum.loops), len(sponsor.loops)) == (0, 1)


def failing(*places: tuple[str, str]) -> Confirmed:
    pieces = tuple((code, period, "L1") for code, period in places)
    return Confirmed("F1", "Papers are asked for twice", "delay", pieces, "Sponsor", "2026-07-20")


def failings(material: Material, one: Confirmed, audience: Audience, periods: Sequence[Period] = PERIODS) -> list[str]:
    themes = meant(replace(material, confirmed=(one,)), audience, periods).themes
    return [place.organisation for theme in themes if theme.confirmed for place in theme.places]


BOTH = failing(("lights", LAST), ("ferries", LAST))


def test_the_forum_hears_of_a_failing_only_from_learning_that_a_return_still_tells() -> None:
    """A correction that drops a piece of learning drops the leave to share it."""
    told = of((IN_FULL, LEARNT), also={"ferries": [(IN_FULL, LEARNT)]})
    dropped = of((IN_FULL, LEARNT), also={"ferries": [(IN_FULL, None)]})
    assert failings(told, BOTH, Audience.FORUM) == ["lights", "ferries"]
    assert failings(dropped, BOTH, Audience.FORUM) == []
    assert failings(dropped, BOTH, Audience.BOARD) == ["lights", "ferries"]


@pytest.mark.parametrize("audience", sorted(Audience))
def test_a_picture_does_not_know_a_failing_from_later_returns_nor_places_before_its_own(audience: Audience) -> None:
    told = of(*[(IN_FULL, LEARNT)] * 3, also={"ferries": [(IN_FULL, LEARNT)] * 3})
    assert failings(told, BOTH, audience, PERIODS[:2]) == []
    assert failings(told, failing(("lights", FIRST), ("ferries", LAST)), audience, PERIODS) == ["lights", "ferries"]
    assert failings(told, failing(("lights", FIRST), ("ferries", LAST)), audience, PERIODS[1:]) == []


def test_a_picture_does_not_know_a_new_baseline_that_begins_after_it() -> None:
    later = rebased("lights", "", PERIODS[2].start, "Calls are recorded now", "Sponsor", TODAY)
    material = replace(of(*[(IN_FULL, None)] * 3), rebases=(later,))
    assert meant(material, Audience.SPONSOR, PERIODS[:2]).breaks == ((), ())
    assert len(meant(material, Audience.SPONSOR).breaks[0]) == 1


def test_other_bodies_are_given_no_words_of_which_the_document_itself_says_that_they_may_not_be_shared() -> None:
    place = Place("lights", LAST, Part.LEARNING, "L1")
    documents = {("lights", LAST): {"learning": [{"id": "L1", "identified": "Slow.", "may_be_shared": False}]}}
    assert len(quoted((place,), documents)) == 1
    assert quoted((place,), documents, to_others=True) == ()


# What people decided in the hub


@pytest.mark.parametrize("audience", sorted(Audience))
def test_forum_and_board_are_told_in_what_role_something_was_decided_and_when_not_by_whom_nor_why(
    audience: Audience,
) -> None:
    words = ("Calls are recorded now", "Robin Ash (sponsor)", date(2026, 7, 20), "sponsor")
    begun = rebased("lights", "", PERIODS[1].start, *words)
    confirmed = replace(BOTH, who="Robin Ash (sponsor)", role="sponsor")
    material = of(*[(IN_FULL, LEARNT)] * 3, also={"ferries": [(IN_FULL, LEARNT)]})
    meaning = meant(replace(material, rebases=(begun,), confirmed=(confirmed,)), audience)
    (one,), (theme,) = meaning.breaks[0], [each for each in meaning.themes if each.confirmed]
    assert theme.confirmed
    assert theme.confirmed.failing == "Papers are asked for twice"
    everything = f"{one.says} {theme.why} {theme.confirmed.who}"
    assert ("Robin Ash" in everything) is ("Calls are recorded" in everything) is not audience.protected
    if audience.protected:
        assert one.says == "New baseline from 1 January 2026. Decided in the role of sponsor on 20 July 2026."
        assert theme.confirmed.who == "A person in the role of sponsor"


# Values of measures


@pytest.mark.parametrize("audience", PROTECTED)
def test_a_value_that_may_be_any_count_of_its_return_is_not_told_where_one_of_them_is_hidden(
    audience: Audience,
) -> None:
    material = of((IN_FULL, LEARNT), (ONE_HIDDEN, LEARNT), (IN_FULL, LEARNT))
    found = loop(material, audience)
    assert [value for _, value in found.every_value] == [9, None, 9]
    assert found.measure
    assert found.measure.baseline is None  # of a time before, which may be that of the second
    true = loop(material, Audience.SPONSOR)
    assert [value for _, value in true.every_value] == [9, 9, 9]
    assert loop(of(*[(IN_FULL, LEARNT)] * 3), audience) == true


@pytest.mark.parametrize("audience", PROTECTED)
def test_a_value_that_is_not_shown_is_unknown_and_not_absent(audience: Audience) -> None:
    """No loop breaks for it, no target is missed by it, and an older value is not taken for the latest."""
    small = LEARNT._replace(measure=MEASURE._replace(latest=3))
    meaning = meant(of((IN_FULL, LEARNT._replace(measure=MEASURE._replace(latest=20))), (IN_FULL, small)), audience)
    (body, _), (effect,) = meaning.learning, meaning.effects
    assert body.loops[0].breaks == ()
    assert effect.target_met is None
    assert "20 and one that is not shown." in effect_words(effect, {})
    (facts,) = learning_facts(body)["loops"]
    assert [one["value"] for one in facts["values"]] == [20, "suppressed"]
    assert (facts["measure"]["latest"], facts["measure"]["target"], facts["measure"]["baseline"]) == (
        "suppressed",
        10,
        30,
    )


@pytest.mark.parametrize("unit", ["%", " Per cent ", "days", "Working  days", "£", "hours", "p.c."])
def test_units_that_count_nobody(unit: str) -> None:
    assert counts_people(unit) is (unit == "p.c.")  # what is not known counts people


@pytest.mark.parametrize(
    "unit",
    ["complaints a week", "complaints per day", "holiday complaints", "people paid £50 or more", "100% letters", None],
)
def test_a_unit_that_only_holds_such_a_word_counts_people(unit: str | None) -> None:
    assert counts_people(unit)


def test_one_return_that_counts_people_makes_the_whole_measure_one_of_people() -> None:
    """What a unit is called last does not open the values that went before."""
    renamed = LEARNT._replace(measure=MEASURE._replace(unit="%"))
    assert [value for _, value in loop(of((ONE_HIDDEN, LEARNT), (IN_FULL, renamed)), Audience.FORUM).every_value] == [
        None,
        9,
    ]
