"""Themes cross bodies: each with its figures, the places of its texts, and who may have a remedy."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from demo_department import CODES
from effects_of_demo import PERIODS, of_demo, table
from hypothesis import given
from hypothesis import strategies as st
from told_by_demo import everybody

from hub.contract.narrative import ChallengeTold, Narrative
from hub.oversight.learning.before_after import Verdict
from hub.oversight.learning.subject_table import SubjectTable
from hub.oversight.reporting import Rate
from hub.oversight.themes.emerging import Emerging, Look, emerging
from hub.oversight.themes.gathered import themes
from hub.oversight.themes.high import last_year
from hub.oversight.themes.shared import shared
from hub.oversight.themes.texts import Told
from hub.oversight.themes.theme import Confirmed, Direction, Kind, Part, Place, Theme

PAPERS = Confirmed(
    "F1",
    "Papers already received are asked for again",
    "record-error",
    (
        ("vessel-licensing", "2026-27-Q2", "L18"),
        ("crossings-inspectorate", "2026-27-Q2", "L18"),
        ("pilotage-examinations", "2026-27-Q2", "L14"),
    ),
    "A sponsor",
    "2026-10-22",
)


def found(of: SubjectTable) -> Emerging:
    return emerging(of.counts, of.received, of.usable)


def told() -> Told:
    return {code: narrated.told for code, narrated in everybody().items()}


def of_the_demo(*confirmed: Confirmed) -> tuple[Theme, ...]:
    return themes(table(), found(table()), told(), list(of_demo().values()), confirmed)


def named(every: tuple[Theme, ...], id_: str) -> Theme:
    (theme,) = (one for one in every if one.id == id_)
    return theme


def test_the_demo_has_the_planted_theme_and_one_subject_that_is_high_everywhere() -> None:
    assert [theme.id for theme in of_the_demo()] == ["shared:online-service", "high:delay"]


def test_the_shared_theme_tells_its_four_bodies_with_then_and_now() -> None:
    theme = named(of_the_demo(), "shared:online-service")
    assert theme.direction is Direction.RISING
    assert {body.organisation: str(body) for body in theme.bodies} == {
        "vessel-licensing": "281 of 2,425 in 4 periods, 371 of 4,957 in the 8 before",
        "ferry-fares": "715 of 5,712 in 4 periods, 1,021 of 11,474 in the 8 before",
        "lampkeepers-pensions": "74 of 524 in 4 periods, 74 of 1,129 in the 8 before",
        "strand-harbours": "42 of 318 in 1 period, 136 of 1,506 in the 5 before",
    }
    assert [body.organisation for body in theme.bodies if not body.alone] == ["strand-harbours"]
    assert theme.why == (
        "Above their own past in 4 of 8 bodies that could be judged; with nothing changed, chance gives 0.4."
    )


def test_the_shared_theme_can_borrow_the_remedy_that_worked() -> None:
    (remedy,) = named(of_the_demo(), "shared:online-service").remedies
    assert (remedy.organisation, remedy.effect.loop.id) == ("islander-grants", "L9")
    assert remedy.effect.verdict is Verdict.IMPROVED
    assert remedy.effect.loop.actions == ("A8", "A9")
    assert remedy.consent is True


def test_a_theme_says_where_its_texts_of_the_last_year_stand() -> None:
    places = named(of_the_demo(), "shared:online-service").places
    assert Place("lampkeepers-pensions", "2026-27-Q2", Part.LEARNING, "L17") in places
    assert {place.organisation for place in places} == {
        "vessel-licensing", "ferry-fares", "lampkeepers-pensions", "strand-harbours",
    }  # fmt: skip
    assert min(place.period for place in places) >= "2025-26-Q3"


def test_what_may_not_be_shared_is_no_remedy() -> None:
    silent = [one._replace(loop=one.loop._replace(may_be_shared=False)) for one in of_demo().values()]
    every = themes(table(), found(table()), told(), silent)
    assert named(every, "shared:online-service").remedies == ()


def test_a_confirmed_failing_is_a_theme_with_who_said_so() -> None:
    theme = named(of_the_demo(PAPERS), "failing:F1")
    assert theme.confirmed == PAPERS
    assert [body.organisation for body in theme.bodies] == [organisation for organisation, _, _ in PAPERS.learning]
    assert theme.bodies[0].now == Rate(65 + 62 + 62 + 67, 591 + 645 + 605 + 584)
    assert Place("pilotage-examinations", "2026-27-Q2", Part.LEARNING, "L14") in theme.places


def test_a_challenge_that_several_bodies_raise_is_a_theme() -> None:
    raised = Narrative((), (), (ChallengeTold("C1", "delay"), ChallengeTold("C2", None)))
    asking = dict.fromkeys(CODES[:2], ((PERIODS[-1], raised),))
    every = themes(table(), found(table()), asking, ())
    theme = named(every, "challenge:delay")
    assert [(place.organisation, place.id) for place in theme.places] == [(CODES[0], "C1"), (CODES[1], "C1")]
    alone = themes(table(), found(table()), {CODES[0]: asking[CODES[0]]}, ())
    assert Kind.CHALLENGE not in {theme.kind for theme in alone}


def test_a_challenge_of_long_ago_is_no_theme() -> None:
    raised = Narrative((), (), (ChallengeTold("C1", "delay"),))
    asking = dict.fromkeys(CODES[:4], ((PERIODS[-5], raised),))
    assert Kind.CHALLENGE not in {theme.kind for theme in themes(table(), found(table()), asking, ())}


@given(st.permutations(range(len(CODES))))
def test_the_order_of_bodies_changes_no_theme(order: list[int]) -> None:
    of = table()
    mixed = replace(
        of,
        bodies=[CODES[row] for row in order],
        counts=of.counts[order],
        received=of.received[order],
        usable=of.usable[order],
        monthly=None,
    )
    told_mixed = {code: told()[code] for code in mixed.bodies}
    effects = [one for code in mixed.bodies for one in of_demo().values() if one.organisation == code]
    theirs = {theme.id: theme for theme in themes(mixed, found(mixed), told_mixed, effects)}
    for theme in of_the_demo():
        other = theirs.pop(theme.id)
        assert set(other.bodies) == set(theme.bodies)
        assert set(other.places) == set(theme.places)
        assert set(other.remedies) == set(theme.remedies)
        assert other.why == theme.why
    assert not theirs


def rising(bodies: int, among: int, before: int, now: int) -> SubjectTable:
    """Bodies of 400 complaints a quarter, of which the first so many have a subject that rises in the last one."""
    counts = np.tile(np.array([before, 200 - before, 200.0])[None, :, None], (bodies, 1, 12))
    swing = np.tile([-3, 3, 1, -1, 2, -2], 2)
    counts[:, 0] += swing
    counts[:, 2] -= swing
    counts[:among, 0, -1] = now
    counts[:among, 2, -1] = 400 - now - counts[:among, 1, -1]
    received = np.full((bodies, 12), 400.0)
    names = [f"body-{row}" for row in range(bodies)]
    return SubjectTable(names, ["a", "b", "c"], PERIODS, counts, received, received > 0)


def test_bodies_that_only_lean_are_a_theme_when_they_are_many() -> None:
    of = rising(bodies=12, among=8, before=40, now=51)
    assert not found(of).rose.any()
    together = shared(found(of))
    assert together.shared.tolist() == [True, False, False]
    assert (together.above[0], together.by_chance[0]) == (8, pytest.approx(12 * 0.2))
    theme = named(themes(of, found(of), {}, ()), "shared:a")
    assert len(theme.bodies) == 8
    assert not any(body.alone for body in theme.bodies)
    assert {body.look for body in theme.bodies} == {Look.PERIOD}


def test_two_bodies_are_no_shared_theme_however_much_they_rise() -> None:
    of = rising(bodies=12, among=2, before=40, now=160)
    assert not shared(found(of)).shared.any()
    assert [theme.id for theme in themes(of, found(of), {}, ()) if theme.direction is Direction.RISING] == [
        "emerging:a"
    ]


def test_where_nothing_changes_a_shared_theme_is_as_rare_as_is_promised() -> None:
    """200 departments of twelve bodies and ten subjects in which nothing changed."""
    random = np.random.default_rng(20261022)
    with_a_theme = 0
    for _ in range(200):
        received = random.integers(40, 900, (12, 12)).astype(float)
        shares = random.dirichlet(np.ones(10), 12)
        counts = random.binomial(received[:, None, :].astype(int), shares[:, :, None]).astype(float)
        with_a_theme += shared(emerging(counts, received, np.ones((12, 12), dtype=bool))).shared.any()
    assert with_a_theme <= 200 * 0.05


def test_a_body_with_few_complaints_does_not_decide_what_is_high_everywhere() -> None:
    theme = named(of_the_demo(), "high:delay")
    assert "tide-tables-panel" not in {body.organisation for body in theme.bodies}
    assert theme.why == "Among the 3 largest subjects of the last year in 6 of 10 bodies with enough complaints."


def test_a_year_of_the_largest_subjects_begins_with_the_series() -> None:
    of = rising(bodies=4, among=0, before=40, now=40)
    usable = of.usable.copy()
    usable[0, :-1] = False
    counts, received, periods = last_year(replace(of, usable=usable), 4)
    assert counts[0].tolist() == of.counts[0, :, -1].tolist()
    assert received[0].tolist() == [of.received[0, -1]] * len(of.codes)
    assert counts[1].tolist() == of.counts[1, :, -4:].sum(axis=1).tolist()
    assert periods[:, 0].tolist() == [1, 4, 4, 4]


def test_what_the_largest_subjects_are_of_is_told_where_it_is_no_year() -> None:
    of = rising(bodies=4, among=0, before=40, now=40)
    one, two = (
        replace(
            of,
            periods=of.periods[-n:],
            counts=of.counts[..., -n:],
            received=of.received[:, -n:],
            usable=of.usable[:, -n:],
        )
        for n in (1, 2)
    )
    for shorter, says, rows in (
        (one, "of the only quarter collected so far in 4 of 4", "in 1 period"),
        (two, "of the 2 quarters collected so far in 4 of 4", "in 2 periods"),
        (of, "of the last year in 4 of 4", "in 4 periods"),
    ):
        theme = themes(shorter, found(shorter), {}, ())[0]
        assert says in theme.why
        assert {str(body).split(" in ")[1] for body in theme.bodies} == {rows.removeprefix("in ")}


def test_subjects_that_share_a_place_are_not_all_among_the_largest() -> None:
    of = rising(bodies=4, among=0, before=40, now=40)
    even = replace(of, codes=list("abcdef"), counts=np.full((4, 6, 12), 60.0))
    assert themes(even, found(even), {}, ()) == ()
    assert {theme.id for theme in themes(of, found(of), {}, ())} == {"high:a", "high:b", "high:c"}
