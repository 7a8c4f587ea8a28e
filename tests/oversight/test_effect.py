"""Evidence of effect: what became of the figures after an action was done, and how often chance looks like it."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from effects_of_demo import PERIODS, TODAY, of_demo
from hypothesis import given
from hypothesis import strategies as st

from hub.contract.codelists import codelist
from hub.contract.narrative import ActionTold, LearningTold, MeasureTold, Narrative
from hub.oversight.learning.before_after import (
    FALSE_ALARMS,
    FALSE_ALARMS_OF_VALUES,
    Verdict,
    both,
    compared,
    shares_compared,
)
from hub.oversight.learning.body import loop_of
from hub.oversight.learning.effect import Effect, Series, effects
from hub.oversight.learning.effect_words import effect_words
from hub.oversight.learning.subject_table import SubjectTable
from hub.oversight.spc.charting import xmr_charts

LABELS = {code: entry.label for code, entry in codelist("subjects").items()}


def test_the_action_that_worked_in_the_demo_is_found_and_no_other() -> None:
    improved = {key for key, effect in of_demo().items() if effect.verdict is Verdict.IMPROVED}
    assert improved == {("islander-grants", id_) for id_ in ("L7", "L8", "L9")}
    assert {of_demo()[key].subject for key in improved} == {"online-service"}
    best = of_demo()["islander-grants", "L9"]
    assert best.target_met
    assert best.beside == ("L7", "L8")
    by_series = {evidence.series: evidence for evidence in best.evidence}
    assert by_series[Series.SUBJECT].values == (37, 29)
    assert by_series[Series.SUBJECT].before == 9
    assert by_series[Series.RECEIVED].verdict is Verdict.IMPROVED


def test_what_got_worse_in_the_demo_is_the_subject_that_rises() -> None:
    worse = {key: effect for key, effect in of_demo().items() if effect.verdict is Verdict.WORSE}
    assert set(worse) == {("ferry-fares", "L10"), ("ferry-fares", "L12"), ("lampkeepers-pensions", "L9")}
    assert {effect.subject for effect in worse.values()} == {"online-service"}


def test_a_share_that_rises_because_the_total_fell_has_not_got_worse() -> None:
    delay = [e for (code, _), e in of_demo().items() if code == "islander-grants" and e.subject == "delay"]
    assert delay
    assert not [effect for effect in delay if effect.verdict is Verdict.WORSE]


def test_most_pieces_have_too_few_points_and_say_so() -> None:
    told = Counter(effect.verdict for effect in of_demo().values())
    judged = told.total() - told[Verdict.TOO_FEW]
    assert judged > 30
    assert told[Verdict.NO_SIGNAL] == judged - 6
    assert judged * FALSE_ALARMS < 0.5  # expected by chance each way; three improved and three got worse, all planted
    words = effect_words(of_demo()["lampkeepers-pensions", "L10"], LABELS)
    assert words == "Too few points. No action is done yet."


def test_a_verdict_is_told_with_figures_and_days() -> None:
    assert effect_words(of_demo()["islander-grants", "L9"], LABELS) == (
        "Improved beyond chance. Complaints about “Online service”: 121 on average over the 9 quarters before "
        "28 January 2026, 37 and 29 since. Chance alone stays above 111. All complaints received, by month: 114 on "
        "average over the 27 months before 28 January 2026, 76.8 on average over the 8 months since. Chance alone "
        "stays above 83.1. Its own measure, “Monthly online complaints”: 41 to begin with, then 28, 12, 12 and 10; the "
        "target of 15 complaints a month is met. Other learning on the same subject, with an action done within a year "
        "of this one: L7 and L8. Figures cannot tell which of them it was."
    )
    rebuilt = effect_words(of_demo()["islander-grants", "L7"], LABELS)
    assert "“Applicants who reach page two”: 39% to begin with, then 39%; the target of 85% is not met yet." in rebuilt
    assert "That does not make the action the cause." in effect_words(of_demo()["ferry-fares", "L10"], LABELS)


def one_body(counts: list[float], received: float, values: list[float], done: str = "2025-09-30") -> Effect:
    """A body whose only action was done on a day, and which gives its measure's value in every return."""
    measure = MeasureTold("Days to answer", "up", 40.0, 90.0, None, "days", None)
    action = ActionTold("A1", "delay", "procedure-changed", True, None, done, done, True)
    told = []
    for period, value in zip(PERIODS, values or [None] * 12, strict=True):
        learning = LearningTold("L1", "delay", ("A1",), measure._replace(latest=value), True, False, None, True)
        told.append((period, Narrative((action,), (learning,))))
    body = loop_of("body", told, TODAY)
    table = np.array(counts, dtype=float).reshape(1, 1, 12)
    everything = np.full((1, 12), received)
    (effect,) = effects([body], SubjectTable(["body"], ["delay"], PERIODS, table, everything, everything > 0))
    return effect


STEADY = [50, 52, 48, 51, 49, 50, 53, 47, 50, 51, 49, 50]


def test_figures_that_stay_as_they_were_show_no_signal() -> None:
    assert one_body(STEADY, 200, []).verdict is Verdict.NO_SIGNAL


def test_fewer_complaints_of_the_subject_are_an_improvement_only_where_their_share_falls_too() -> None:
    fallen = [*STEADY[:8], 20, 21, 19, 20]
    assert one_body(fallen, 200, []).verdict is Verdict.IMPROVED
    assert both(np.array([1], dtype=np.int8), np.array([0], dtype=np.int8))[0] == Verdict.NO_SIGNAL


def test_the_values_of_a_measure_are_judged_by_their_own_direction() -> None:
    values = [41, 40, 42, 39, 41, 40, 42, 40, 60, 61, 62, 60.0]
    effect = one_body(STEADY, 200, values)
    assert effect.verdict is Verdict.IMPROVED
    assert [(one.series, one.verdict) for one in effect.evidence] == [
        (Series.SUBJECT, Verdict.NO_SIGNAL), (Series.MEASURE, Verdict.IMPROVED),
    ]  # fmt: skip
    assert effect.evidence[1].before == 9
    assert not effect.target_met


def test_series_that_contradict_each_other_give_no_signal() -> None:
    risen = [*STEADY[:8], 90, 91, 92, 90]
    values = [41, 40, 42, 39, 41, 40, 42, 40, 60, 61, 62, 60.0]
    effect = one_body(risen, 200, values)
    assert {one.verdict for one in effect.evidence} == {Verdict.WORSE, Verdict.IMPROVED}
    assert effect.verdict is Verdict.NO_SIGNAL


@pytest.mark.parametrize("done", ["2024-12-30", "2026-04-02"])
def test_a_day_with_too_few_points_before_or_after_it_has_no_verdict(done: str) -> None:
    assert one_body(STEADY, 200, [], done).verdict is Verdict.TOO_FEW


def test_the_period_in_which_the_day_falls_is_neither_before_nor_after() -> None:
    effect = one_body([*STEADY[:8], 500, *STEADY[9:]], 900, [], "2025-11-15")
    assert effect.verdict is Verdict.NO_SIGNAL
    assert effect.evidence[0].values == tuple(STEADY[9:])


@pytest.mark.parametrize(("usual", "points_before", "points_after"), [(3, 8, 3), (40, 6, 2), (40, 6, 5), (150, 9, 2)])
def test_chance_alone_looks_like_an_effect_no_more_often_than_is_said(
    usual: int, points_before: int, points_after: int
) -> None:
    """20,000 bodies in which nothing changed, each with an eighth of its complaints about the subject."""
    random = np.random.default_rng(20261022)
    shape = (20_000, points_before + points_after)
    received = random.poisson(usual * 8, shape)
    counts = random.binomial(received, 1 / 8).astype(float)
    before = np.tile(np.arange(shape[1]) < points_before, (shape[0], 1))
    fewer = np.full(shape[0], -1.0)
    number = compared(counts, fewer, before, ~before, counted=True).verdict
    share = shares_compared(counts, received.astype(float), fewer, before, ~before).verdict
    found = Counter(both(number, share).tolist())
    assert found[Verdict.IMPROVED] <= FALSE_ALARMS * shape[0]
    assert found[Verdict.WORSE] <= FALSE_ALARMS * shape[0]


@pytest.mark.parametrize("points_before", [6, 7, 9])
@pytest.mark.parametrize("points_after", [2, 5, 7])
def test_nor_do_the_values_of_a_measure_however_skewed_they_are(points_before: int, points_after: int) -> None:
    random = np.random.default_rng(points_before + points_after)
    shape = (6_000, points_before + points_after)
    before = np.tile(np.arange(shape[1]) < points_before, (shape[0], 1))
    up = np.ones(shape[0])
    for values in (random.normal(80, 5, shape), random.poisson(3, shape).astype(float), random.exponential(1, shape)):
        found = Counter(compared(values, up, before, ~before).verdict.tolist())
        assert max(found[Verdict.IMPROVED], found[Verdict.WORSE]) <= FALSE_ALARMS_OF_VALUES * shape[0]


@given(st.lists(st.tuples(st.integers(6, 10), st.lists(st.integers(0, 90), min_size=12, max_size=12)), min_size=1))
def test_lines_of_many_series_are_those_of_each_alone_however_many_points_make_them(
    series: list[tuple[int, list[int]]],
) -> None:
    points, values = zip(*series, strict=True)
    together = xmr_charts(values, -1, fix_after=points, counted=True)
    for row, (fixed, alone) in enumerate(series):
        chart = xmr_charts([alone], -1, fix_after=fixed, counted=True)
        assert np.allclose(together.upper[row], chart.upper[0])
        assert together.judged[row].tolist() == chart.judged[0].tolist()


def test_lines_from_too_few_points_are_refused_for_any_of_several_series() -> None:
    with pytest.raises(ValueError, match="fixed after 5 points"):
        xmr_charts(np.ones((2, 12)), -1, fix_after=[6, 5])
