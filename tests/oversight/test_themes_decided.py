"""What follows from the forum's decisions for the themes of a period, this one and later ones."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hub.contract.period import Period
from hub.decisions import Decided, Decision, SeenTheme
from hub.oversight.themes.decided import Again, Heading, Standing, ThemesDecided, decided
from hub.oversight.themes.emerging import Look
from hub.oversight.themes.theme import Confirmed, Direction, InTheme, Kind, Theme

LAST_QUARTER, QUARTER, NEXT = (Period.named(name) for name in ("2026-27-Q1", "2026-27-Q2", "2026-27-Q3"))
A_YEAR_ON, A_YEAR = Period.named("2027-28-Q2"), Period.named("2026-27")
NOON = datetime(2026, 11, 1, 12, tzinfo=UTC)
_numbers = count(1)


def theme(subject: str, *bodies: str, kind: Kind = Kind.SHARED) -> Theme:
    members = tuple(InTheme(body, None, None, Look.NONE, False) for body in bodies or ("harbours", "lights"))
    return Theme(f"{kind}:{subject}", kind, subject, Direction.RISING, members, "It rose.", (), ())


def decision(
    what: Decided, about: Theme, period: Period = QUARTER, into: Theme | None = None, title: str = ""
) -> Decision:
    seen = SeenTheme(about.key, about.kind, period.name, tuple(body.organisation for body in about.bodies))
    into_key = into.key if into else ""
    return Decision(str(next(_numbers)), what, seen, "We said why.", "freya", "forum", NOON, into_key, title)


def of(theme: Theme, found: ThemesDecided) -> Heading:
    heading = found.of(theme.key)
    assert heading is not None
    return heading


DELAY, NOT_TOLD, MONEY = theme("delay"), theme("not-told", "lights", "wrecks"), theme("money", "wrecks")


@pytest.mark.parametrize("kind", [Kind.SHARED, Kind.EMERGING, Kind.HIGH])
def test_a_subject_keeps_its_key_whatever_its_figures_say_of_it(kind: Kind) -> None:
    assert theme("delay", kind=kind).key == DELAY.key == "subject:delay"


def test_a_challenge_and_a_failing_are_other_things_than_the_figures_of_their_subject() -> None:
    challenge, failing = theme("delay", kind=Kind.CHALLENGE), theme("7", kind=Kind.FAILING)
    assert (challenge.key, failing.key) == ("challenge:delay", "failing:7")


def test_a_theme_that_nobody_decided_about_is_suggested_under_what_it_is() -> None:
    found = decided([DELAY, theme("7", kind=Kind.FAILING)], QUARTER, [])
    assert [(one.title, one.standing) for one in found.told] == [
        ("Delay: rising in several bodies", Standing.SUGGESTED),
        ("7: one failing in several bodies", Standing.SUGGESTED),
    ]
    assert found.dismissed == ()


def test_a_confirmed_failing_is_called_by_its_words() -> None:
    told = Confirmed("7", "Papers are asked for twice", "delay", (), "freya", "2026-10-22")
    failing = Theme("failing:7", Kind.FAILING, "delay", Direction.NOT_JUDGED, DELAY.bodies, "", (), (), told)
    assert decided([failing], QUARTER, []).told[0].title == "Papers are asked for twice"


def test_what_is_confirmed_stays_so_and_what_is_dismissed_stands_apart_with_its_reason() -> None:
    taken = [decision(Decided.CONFIRMED, DELAY), decision(Decided.DISMISSED, MONEY)]
    for period in (QUARTER, NEXT, A_YEAR):
        found = decided([DELAY, MONEY], period, taken)
        assert [(one.key, one.standing) for one in found.told] == [(DELAY.key, Standing.CONFIRMED)]
        (apart,) = found.dismissed
        assert apart.key == MONEY.key
        assert apart.by is taken[1]


def test_a_decision_says_nothing_of_the_periods_before_it() -> None:
    found = decided(
        [DELAY, MONEY], LAST_QUARTER, [decision(Decided.DISMISSED, DELAY), decision(Decided.RENAMED, MONEY)]
    )
    assert [one.standing for one in found.told] == [Standing.SUGGESTED] * 2
    assert found.told[1].renamed is None


def test_the_last_word_holds() -> None:
    taken = [
        decision(what, DELAY) for what in (Decided.DISMISSED, Decided.CONFIRMED, Decided.DISMISSED, Decided.REOPENED)
    ]
    stands = [of(DELAY, decided([DELAY], QUARTER, taken[:number])).standing for number in range(5)]
    assert stands == [
        Standing.SUGGESTED, Standing.DISMISSED, Standing.CONFIRMED, Standing.DISMISSED, Standing.SUGGESTED,
    ]  # fmt: skip


def test_a_new_name_leaves_the_standing_as_it_was() -> None:
    taken = [
        decision(Decided.CONFIRMED, DELAY),
        decision(Decided.RENAMED, DELAY, title="Waiting"),
        decision(Decided.RENAMED, DELAY, title="Waiting without a word"),
    ]
    (heading,) = decided([DELAY], NEXT, taken).told
    assert (heading.title, heading.standing) == ("Waiting without a word", Standing.CONFIRMED)


def test_merged_themes_are_told_under_one_heading_with_all_bodies() -> None:
    taken = [decision(Decided.MERGED, NOT_TOLD, into=DELAY), decision(Decided.MERGED, MONEY, into=NOT_TOLD)]
    (heading,) = decided([NOT_TOLD, DELAY, MONEY], NEXT, taken).told
    assert heading.key == DELAY.key
    assert heading.themes == (DELAY, NOT_TOLD, MONEY)
    assert heading.organisations == ("harbours", "lights", "wrecks")
    assert heading.merged == tuple(taken)


def test_what_was_merged_stands_alone_while_the_other_is_no_theme() -> None:
    taken = [decision(Decided.MERGED, NOT_TOLD, into=DELAY), decision(Decided.MERGED, DELAY, into=MONEY)]
    assert [one.themes for one in decided([NOT_TOLD], NEXT, taken).told] == [(NOT_TOLD,)]
    assert [one.themes for one in decided([NOT_TOLD, MONEY], NEXT, taken).told] == [(MONEY, NOT_TOLD)]


def test_who_dismisses_a_theme_dismisses_what_was_merged_into_it() -> None:
    taken = [decision(Decided.MERGED, NOT_TOLD, into=DELAY)]
    (seen,) = decided([DELAY, NOT_TOLD], QUARTER, taken).told
    whole = SeenTheme(seen.key, seen.told_as, QUARTER.name, seen.organisations)
    dismissed = Decision("9", Decided.DISMISSED, whole, "It is one project.", "freya", "forum", NOON)
    found = decided([DELAY, NOT_TOLD], NEXT, [*taken, dismissed])
    assert found.told == ()
    assert found.dismissed[0].themes == (DELAY, NOT_TOLD)


@pytest.mark.parametrize(
    ("now", "period", "again"),
    [
        (theme("delay", "lights", kind=Kind.EMERGING), NEXT, None),
        (theme("delay", "lights", kind=Kind.HIGH), NEXT, None),
        (theme("delay", "lights", "wrecks", kind=Kind.EMERGING), QUARTER, None),
        (theme("delay", "lights", "wrecks", kind=Kind.EMERGING), NEXT, Again.JOINED),
        (theme("delay", "lights", kind=Kind.SHARED), NEXT, Again.STRONGER),
        (theme("delay", "lights", kind=Kind.HIGH), Period.named("2027-28-Q1"), None),
        (theme("delay", "lights", kind=Kind.HIGH), A_YEAR_ON, Again.A_YEAR),
    ],
)
def test_what_was_dismissed_is_told_again_when_there_is_more_of_it_or_after_a_year(
    now: Theme, period: Period, again: Again | None
) -> None:
    was = theme("delay", "harbours", "lights", kind=Kind.EMERGING)
    heading = of(now, decided([now], period, [decision(Decided.DISMISSED, was)]))
    assert heading.again is again
    assert heading.standing is (Standing.SUGGESTED if again else Standing.DISMISSED)
    assert heading.joined == (("wrecks",) if again is Again.JOINED else ())
    assert heading.by is not None


SUBJECTS = ("delay", "not-told", "money", "privacy")
SOME = {subject: theme(subject) for subject in SUBJECTS}
TAKEN = st.lists(
    st.tuples(st.sampled_from(list(Decided)), st.sampled_from(SUBJECTS), st.sampled_from(SUBJECTS), st.booleans()),
    max_size=12,
)


@settings(max_examples=300)
@given(TAKEN, st.lists(st.sampled_from(SUBJECTS), unique=True))
def test_no_decision_loses_a_theme_or_tells_one_twice(
    taken: list[tuple[Decided, str, str, bool]], told: list[str]
) -> None:
    """Whatever was merged into whatever, also in circles, which the store would refuse."""
    decisions = [
        decision(what, SOME[about], NEXT if later else QUARTER, SOME[into], "A name")
        for what, about, into, later in taken
    ]
    themes = [SOME[subject] for subject in told]
    found = decided(themes, NEXT, decisions)
    headings = [*found.told, *found.dismissed]
    assert sorted(one.key for heading in headings for one in heading.themes) == sorted(one.key for one in themes)
    assert all(len(heading.merged) == len(heading.themes) - 1 for heading in headings)
