"""What a tier found, in figures, for whoever may read them: shares with their denominators, and no small count."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tier_documents import cases, tier_report

from hub.contract.tier.build import build_tier_report
from hub.oversight.disclosure.suppressed import SUPPRESSED
from hub.oversight.reporting import Rate
from hub.oversight.tier import OUTCOMES, TierFigures, figures_of

SMALLEST = 5


def told(least: int = 0, **members: object) -> TierFigures:
    return figures_of(build_tier_report(tier_report(**members)), 1, least)


def with_outcomes(*counts: int, least: int = SMALLEST) -> TierFigures:
    outcomes = dict(zip(OUTCOMES, counts, strict=True))
    return told(least, cases=cases(closed=sum(counts), outcomes=outcomes), themes=[])


def test_a_share_upheld_is_of_cases_that_ended_with_a_finding() -> None:
    figures = told()
    assert (figures.upheld, figures.recommendations) == (Rate(5, 6), Rate(3, 4))
    assert figures.hidden == 0


def test_what_is_not_told_makes_no_share() -> None:
    figures = told(cases=cases(outcomes="not_collected"), recommendations={"made": 0, "accepted": 0})
    assert (figures.upheld, figures.recommendations) == (None, None)


def test_a_protected_reader_sees_no_small_count_and_no_share_made_from_one() -> None:
    figures = told(SMALLEST)
    assert [figures.figures[name] for name in (*OUTCOMES, "made")] == [SUPPRESSED] * 6
    assert figures.figures["closed"] == 8
    assert (figures.upheld, figures.recommendations) == (None, None)
    assert figures.themes == (("delay", SUPPRESSED), ("wrong-information", SUPPRESSED))


def test_a_protected_reader_is_not_told_how_few_recommendations_were_refused() -> None:
    few, many, none = ({"made": 20, "accepted": accepted} for accepted in (18, 15, 20))
    assert told(SMALLEST, recommendations=few).recommendations is None
    assert told(SMALLEST, recommendations=few).figures["made"] is SUPPRESSED
    assert told(0, recommendations=few).recommendations == Rate(18, 20)
    assert told(SMALLEST, recommendations=many).recommendations == Rate(15, 20)
    assert told(SMALLEST, recommendations=none).recommendations == Rate(20, 20)


def test_a_hidden_outcome_is_not_alone() -> None:
    figures = with_outcomes(20, 10, 12, 3, 0)
    assert [figures.figures[name] for name in OUTCOMES] == [20, SUPPRESSED, 12, SUPPRESSED, 0]
    assert figures.upheld is None
    alone = with_outcomes(3, 0, 0, 0, 0)
    assert (alone.figures["upheld"], alone.figures["closed"]) == (SUPPRESSED, SUPPRESSED)


@given(st.lists(st.integers(0, 30), min_size=5, max_size=5))
def test_no_small_outcome_can_be_worked_out_from_what_is_shown(counts: list[int]) -> None:
    figures = with_outcomes(*counts)
    shown = [figures.figures[name] for name in OUTCOMES]
    assert not any(isinstance(one, int) and 0 < one < SMALLEST for one in shown)
    hidden = [count for count, one in zip(counts, shown, strict=True) if one is SUPPRESSED]
    if not hidden or figures.figures["closed"] is SUPPRESSED:
        return
    rest = sum(hidden)
    possible = [range(1, rest + 1)] * len(hidden)
    ways = {one for one in product(*possible) if sum(one) == rest} if len(hidden) <= 3 and rest <= 40 else set()
    for at, count in enumerate(hidden):
        if ways and count < SMALLEST:
            assert len({way[at] for way in ways}) > 1


@pytest.mark.parametrize("least", [0, SMALLEST])
def test_zero_is_shown_as_zero(least: int) -> None:
    assert with_outcomes(20, 10, 12, 30, 0, least=least).figures["withdrawn"] == 0
