"""What is planted in the demo is found in its pictures, and nothing else is flagged beyond what chance alone gives.

Numbers of stories are those of `fixtures/README.md`.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from demo_department import LAST, LAST_YEAR, QUARTERS, about, count, document, standing, summed
from demo_pictures import BEFORE_LAST, Facts, measure, of_demo, told
from scipy import stats

from hub.oversight.arrays import Floats
from hub.oversight.breaking import starts_of
from hub.oversight.disclosure.audience import Audience
from hub.oversight.meaning import Meaning
from hub.oversight.measures.record import Kind
from hub.oversight.spc.charting import p_charts, xmr_charts
from hub.oversight.spc.charts import Kind as Firm

ONCE_IN_TWENTY = 0.05
REPLICATES = 300
RISING = ("ferry-fares", "lampkeepers-pensions", "strand-harbours", "vessel-licensing")

FUNNEL_FLAGS = {
    ("went-wrong", "crossings-inspectorate"): "planted: story 7",
    ("ombudsman-upheld", "crossings-inspectorate"): "planted: story 7",
    ("timescale-kept", "causeway-tolls"): "planted: story 3, every promised date kept",
    ("minimum-data", "causeway-tolls"): "planted: story 3, silent",
    ("satisfied-complainants", "crossings-inspectorate"): "of story 7: nearly all is decided against them",
    ("decided", "quayside-contact"): "not planted, and true of every quarter: a contact centre leaves little open",
}
CHART_FLAGS = {
    LAST: {
        ("received", "islander-grants"): "planted: story 2",
        ("received-by-exposure", "islander-grants"): "planted: story 2",
        ("timescale-kept", "causeway-tolls"): "planted: story 3, every promised date kept",
        (
            "satisfied-complainants",
            "crossings-inspectorate",
        ): "not planted, true: 15 of 34 in 2024, 14 of 83 since",
    },
    BEFORE_LAST: {
        ("received", "islander-grants"): "planted: story 2",
        ("received-by-exposure", "islander-grants"): "planted: story 2",
        ("timescale-kept", "causeway-tolls"): "planted: story 3",
        ("timescale-kept", "ferry-fares"): "chance: 91.3% where the limit is 91.1%",
        ("timescale-kept", "islander-grants"): "chance: 90.2% where the limit is 89.8%",
    },
}


def planted(flags: dict[tuple[str, str], str]) -> set[tuple[str, str]]:
    return {place for place, why in flags.items() if why.startswith("planted")}


def theme(id_: str, period: str = LAST) -> Facts:
    (found,) = (one for one in told(period)["themes"] if one["id"] == id_)
    return dict(found)


def learning(code: str, period: str = LAST) -> Facts:
    (found,) = (one for one in told(period)["learning"] if one["organisation"] == code)
    return dict(found)


# Story by story


def test_the_subject_that_rises_in_four_bodies_is_a_shared_theme_with_the_remedy_that_worked() -> None:
    """Stories 1 and 2. Alone, none is beyond its 95 % limits among the others."""
    rising = theme("shared:online-service")
    assert tuple(body["organisation"] for body in rising["bodies"]) == RISING
    assert rising["remedies"] == [
        {"organisation": "islander-grants", "learning": "L9", "actions": ["A8", "A9"], "consent": True}
    ]
    assert [one["id"] for one in told()["themes"]] == ["shared:online-service", "high:delay"]


def test_the_action_that_worked_is_the_only_one_with_evidence_of_improvement() -> None:
    """Story 2; what got worse is the subject of story 1 and nothing else."""
    verdicts = {(one["organisation"], one["learning"], one["subject"]): one["verdict"] for one in told()["effects"]}
    assert {place for place, verdict in verdicts.items() if verdict == "improved"} == {
        ("islander-grants", id_, "online-service") for id_ in ("L7", "L8", "L9")
    }
    worse = {place for place, verdict in verdicts.items() if verdict == "worse"}
    assert {(code, subject) for code, _, subject in worse} == {
        (code, "online-service") for code in ("ferry-fares", "lampkeepers-pensions")
    }
    best = next(one for one in told()["effects"] if (one["organisation"], one["learning"]) == ("islander-grants", "L9"))
    assert best["target_met"]
    assert "37 and 29 since" in best["says"]


def test_the_fewer_complaints_of_islander_grants_are_a_change_and_the_share_of_delay_is_not() -> None:
    """Story 2 and its trap: a share that rose because the total fell is said to be that."""
    over_time = measure(told(), "received")["islander-grants"]["over_time"]
    assert (over_time["kind"], over_time["points_given"], over_time["variation"]) == ("limits", 36, "neutral")
    flags = subject_flags(told())
    assert flags["only_its_share_rose"] == {("islander-grants", "delay"), ("islander-grants", "wrong-decision")}


def test_the_silent_body_is_told_to_be_silent_and_no_other_is() -> None:
    """Story 3."""
    silent = learning("causeway-tolls")
    assert silent["silence"]["periods_without_action"] == 12
    assert silent["silence"]["never_action"] == {"numerator": 12, "denominator": 12}
    assert silent["silence"]["never_learning"] == {"numerator": 10, "denominator": 12}
    kept = sum(count(found["timescale"]["promised"]) for found in standing("causeway-tolls", LAST_YEAR))
    assert silent["every_promise_kept"] == {"periods": 4, "kept": {"numerator": kept, "denominator": kept}}
    others = [one for one in told()["learning"] if one["organisation"] != "causeway-tolls"]
    assert not [one for one in others if one["every_promise_kept"] or one["silence"]["since"]]
    assert measure(told(), "satisfied-complainants")["causeway-tolls"]["numerator"] == "not_collected"


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        (LAST, {"foreshore-commission": "not_yet_due"}),
        (BEFORE_LAST, {"crossings-inspectorate": "late", "pilotage-examinations": "missing"}),
        ("2025-26-Q2", {"causeway-tolls": "late"}),
        ("2025-26-Q1", {"crossings-inspectorate": "late"}),
        ("2024-25-Q4", {"west-strand": "late"}),
        ("2024-25-Q3", {"lampkeepers-pensions": "late"}),
        ("2024-25-Q2", {"pilotage-examinations": "late"}),
        ("2025-26-Q4", {}),
    ],
)
def test_who_is_late_missing_or_not_yet_due_is_told_and_nobody_else(period: str, expected: dict[str, str]) -> None:
    """Story 4."""
    states = {one["organisation"]: one["state"] for one in told(period)["organisations"]}
    assert {code: state for code, state in states.items() if state != "on_time"} == expected


def test_the_corrected_figures_are_in_use() -> None:
    """Story 5."""
    fares = next(one for one in told("2025-26-Q4")["organisations"] if one["organisation"] == "ferry-fares")
    assert (fares["version"], fares["state"]) == (2, "on_time")
    assert measure(told("2025-26-Q4"), "received")["ferry-fares"]["numerator"] == 1368
    assert measure(told("2024-25-Q2"), "went-wrong")["lampkeepers-pensions"]["numerator"] == 53
    months = measure(told(), "received")["ferry-fares"]["over_time"]["points"]
    assert sum(point["value"] for point in months if point["month"] in ("2026-01", "2026-02", "2026-03")) == 1368


def test_the_loop_that_breaks_is_told_with_the_one_overdue_action_of_the_department() -> None:
    """Story 6."""
    overdue = [
        (one["organisation"], plan["action"], plan["days_overdue"])
        for one in told()["learning"]
        for plan in one["actions"]
        if plan["state"] == "overdue"
    ]
    assert overdue == [("lampkeepers-pensions", "A11", 205)]  # from 31 March to 22 October 2026
    (loop,) = (one for one in learning("lampkeepers-pensions")["loops"] if one["learning"] == "L10")
    assert [(one["gap"], one["returns"]) for one in loop["breaks"]] == [
        ("action_not_mentioned", 3), ("no_measure", 3), ("sharing_not_mentioned", 3),
    ]  # fmt: skip


def test_a_body_that_finds_little_wrong_stands_beside_what_the_ombudsman_found() -> None:
    """Story 7: 16 of 21 upheld in part or in full, told in the quarter before and still told."""
    found = measure(told(), "went-wrong")["crossings-inspectorate"]
    assert (found["numerator"], found["denominator"]) == (23, 237)
    assert found["among_others"]["flag"] == "far_below"
    outside = measure(told(), "ombudsman-upheld")
    upheld = outside["crossings-inspectorate"]
    assert (upheld["numerator"], upheld["denominator"]) == (16, 21)
    assert sum(body["denominator"] is not None for body in outside.values()) == 7


def test_the_recycled_narrative_is_told_and_no_other_is() -> None:
    """Story 8."""
    repeated = {one["organisation"]: one["repeated"] for one in told()["learning"] if one["repeated"]}
    assert {code: [(one["shared"], one["of"]) for one in several] for code, several in repeated.items()} == {
        "quayside-contact": [(48, 48), (30, 31)]
    }
    assert all("L15" in one["part"] and "L12" in one["earlier"] for one in repeated["quayside-contact"])


def test_small_counts_are_hidden_from_forum_and_board_and_from_nobody_else() -> None:
    """Story 9."""
    small = [line for line in document("pilotage-examinations", LAST)["subjects"] if 0 < count(line["count"]) < 5]
    assert small
    for audience in (Audience.FORUM, Audience.BOARD):
        shown = {(one["organisation"], one["subject"]): one["count"] for one in told(LAST, audience)["subjects"]}
        assert all(shown["pilotage-examinations", line["subject"]] == "suppressed" for line in small)
        assert told(LAST, audience)["disclosure"]["concerned"] == 11
    assert told()["disclosure"] is None
    true = {(one["organisation"], one["subject"]): one["count"] for one in told()["subjects"]}
    assert all(true["pilotage-examinations", line["subject"]] == count(line["count"]) for line in small)


def test_the_merger_breaks_the_series_of_the_successor_and_no_other_series_breaks() -> None:
    assert [(one["organisation"], one["on"], one["cause"]) for one in told()["breaks"]] == [
        ("strand-harbours", "2025-04-01", "counting_rules"),
        ("strand-harbours", "2025-04-01", "merged"),
    ]
    over_time = measure(told(), "went-wrong")["strand-harbours"]["over_time"]
    assert (over_time["points_given"], over_time["limits_made_from"], over_time["kind"]) == (12, 6, "trial")


# Nothing else: what is flagged, and how much of it chance alone gives


def funnel_flags(facts: Facts) -> set[tuple[str, str]]:
    return {
        (one["measure"], body["organisation"])
        for one in facts["measures"]
        for body in one["organisations"]
        if body["among_others"] and body["among_others"]["flag"] != "within"
    }


def expected_by_chance(facts: Facts, beyond: str) -> float:
    return sum(funnel[beyond]["expected_by_chance"] for one in facts["measures"] for funnel in one["compared"])


@pytest.mark.parametrize("period", [LAST, BEFORE_LAST])
def test_funnels_flag_what_is_planted_and_no_more_than_chance_gives_beside_it(period: str) -> None:
    found = funnel_flags(told(period))
    assert found == set(FUNNEL_FLAGS)
    assert planted(FUNNEL_FLAGS) <= found
    beside = found - planted(FUNNEL_FLAGS)
    expected = expected_by_chance(told(period), "beyond_95")
    assert 2 < expected < 4
    assert len(beside) <= stats.poisson.ppf(1 - ONCE_IN_TWENTY, expected)


def test_the_contact_centre_that_nobody_planted_leaves_less_open_than_all_together_in_every_quarter() -> None:
    """So it is a difference between bodies, as widened limits find it, and no false alarm."""
    for quarter in QUARTERS:
        decided = measure(told(quarter), "decided")
        if "quayside-contact" in decided:
            assert decided["quayside-contact"]["value"] > centre(told(quarter), "decided")


def centre(facts: Facts, code: str) -> float:
    (found,) = (one["compared"][0]["centre"] for one in facts["measures"] if one["measure"] == code)
    return float(found)


def chart_flags(facts: Facts) -> set[tuple[str, str]]:
    return {
        (one["measure"], body["organisation"])
        for one in facts["measures"]
        for body in one["organisations"]
        if body["over_time"]["variation"] in ("improvement", "concern", "neutral")
    }


def false_signals(meaning: Meaning) -> Iterator[float]:
    """How often the latest point of each series would be flagged, were nothing to change: series drawn and counted.

    Shares are drawn with the body's own share and its own numbers of cases, everything else from one normal
    distribution; series are as long, and break where, they do in the picture.
    """
    rng = np.random.default_rng(20261022)
    starts = starts_of(meaning.panel, meaning.breaks)
    for code, found in meaning.values.items():
        if found.measure.kind is Kind.SHARE:
            yield from shares_flagged(rng, found.numerators, found.denominators, starts)
        else:
            shape = meaning.change.of(code, 0)[0].values
            each = shape.shape[1] // starts.shape[1]  # months of a quarter, or the quarter itself
            cut = np.repeat(starts, each, axis=1) & (np.arange(shape.shape[1]) % each == 0)
            drawn = np.where(np.isfinite(shape), rng.normal(size=(REPLICATES, *shape.shape)), np.nan)
            charts = xmr_charts(drawn.reshape(-1, shape.shape[1]), 1, np.tile(cut, (REPLICATES, 1)))
            yield from flagged(charts.signal, charts.latest, charts.kind)


def shares_flagged(rng: np.random.Generator, some: Floats, of: Floats, starts: Floats) -> Iterator[float]:
    told_ = np.isfinite(some) & (of > 0)
    wholes = np.where(told_, of, 0).astype(int)
    share = np.where(told_, some, 0).sum(axis=1) / np.maximum(wholes.sum(axis=1), 1)
    drawn = rng.binomial(wholes, share[:, None], (REPLICATES, *wholes.shape)).reshape(-1, wholes.shape[1])
    tiled = np.tile(wholes, (REPLICATES, 1)).astype(float)
    charts = p_charts(drawn, np.where(tiled > 0, tiled, np.nan), 1, np.tile(starts, (REPLICATES, 1)))
    yield from flagged(charts.signal, charts.latest, charts.kind)


def flagged(signal: Floats, latest: Floats, kind: Floats) -> Iterator[float]:
    """For each series of the picture, the share of its replicates with a signal."""
    last = np.where(latest >= 0, signal[np.arange(len(signal)), latest], 0)
    yield from ((last > 0) & (kind != Firm.RUN)).reshape(REPLICATES, -1).mean(axis=0).tolist()


@pytest.mark.parametrize("period", sorted(CHART_FLAGS))
def test_charts_flag_what_is_planted_and_no_more_than_chance_gives_beside_it(period: str) -> None:
    found = chart_flags(told(period))
    assert found == set(CHART_FLAGS[period])
    expected = sum(false_signals(of_demo(period).meaning))
    beside = found - planted(CHART_FLAGS[period])
    assert 0.3 < expected < 2
    assert len(beside) <= stats.poisson.ppf(1 - ONCE_IN_TWENTY, expected)
    assert expected <= sum(one["changed"]["expected_at_most"] for one in told(period)["measures"])


def test_how_many_charts_are_flagged_is_told_beside_what_chance_gives() -> None:
    for one in told()["measures"]:
        flags = {code for measure_, code in chart_flags(told()) if measure_ == one["measure"]}
        assert one["changed"]["found"] == len(flags)
        assert one["changed"]["expected_at_most"] == pytest.approx(one["changed"]["with_limits"] / 40)


def subject_flags(facts: Facts) -> dict[str, set[tuple[str, str]]]:
    return {
        flag: {(one["organisation"], one["subject"]) for one in facts["subjects"] if one[flag]}
        for flag in ("emerging", "fell", "only_its_share_rose")
    }


def test_no_subject_emerges_but_the_planted_one() -> None:
    """Story 1; with a false-discovery rate of 0.05 over all of them, less than one would be chance."""
    flags = subject_flags(told())
    assert flags["emerging"] == {(code, "online-service") for code in RISING if code != "strand-harbours"}
    assert subject_flags(told(BEFORE_LAST))["emerging"] == {("ferry-fares", "online-service")}
    for period in QUARTERS[-6:-2]:  # from the quarter before the account was taken up
        assert {subject for _, subject in subject_flags(told(period))["emerging"]} <= {"online-service"}


def test_what_fell_is_the_planted_remedy_and_what_the_rising_subject_pushed_aside() -> None:
    """Ferry Fares names about 1.15 subjects a complaint: where one is named more often, another is named less."""
    assert subject_flags(told())["fell"] == {("islander-grants", "online-service"), ("ferry-fares", "money")}
    returns = standing("ferry-fares")
    (before, of_before), (now, of_now) = (
        summed(without_the_rising_one(one) for one in part) for part in (returns[:8], returns[8:])
    )
    assert stats.fisher_exact([[now, of_now - now], [before, of_before - before]]).pvalue > 0.001


def without_the_rising_one(return_: Facts) -> tuple[int, int]:
    """How often money is named, of all mentions but those of the online service."""
    (money, mentions), (online, _) = about(return_, "money"), about(return_, "online-service")
    return money, mentions - online
