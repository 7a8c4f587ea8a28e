"""Beside the number of alarms of a whole picture stands how many chance alone gives, and never fewer than that."""

from __future__ import annotations

import re

import numpy as np
import pytest
from demo_pictures import BEFORE_LAST, LAST, of_demo, told
from hypothesis import given
from hypothesis import strategies as st
from papers import ROOT

from hub.oversight.alarms import of_effects, of_subjects
from hub.oversight.by_subject import by_subject
from hub.oversight.disclosure.audience import Audience
from hub.oversight.learning.subject_table import SubjectTable
from hub.oversight.themes.emerging import emerging
from hub.oversight.written import at_most

BODIES, SUBJECTS, PERIODS = 300, 6, 12
EVERYBODY = [Audience.SPONSOR, Audience.FORUM]


@pytest.mark.parametrize("audience", EVERYBODY)
@pytest.mark.parametrize("period", [BEFORE_LAST, LAST])
def test_flags_and_signals_of_subjects_are_counted_as_a_reader_counts_the_entries(
    period: str, audience: Audience
) -> None:
    facts = told(period, audience)
    together, entries = facts["subjects_together"], facts["subjects"]
    flags = [one["among_others"]["flag"] for one in entries if one["among_others"]]
    assert together["compared"]["beyond_95"]["found"] == sum(flag != "within" for flag in flags)
    assert together["compared"]["beyond_998"]["found"] == sum(flag.startswith("far") for flag in flags)
    assert together["rising"]["found"] == sum(one["emerging"] for one in entries)
    verdicts = [one["over_time"]["variation"] for one in entries]
    assert together["changed"]["found"] <= sum(one in ("improvement", "concern", "neutral") for one in verdicts)


def test_verdicts_on_effects_are_counted_beside_what_chance_gives() -> None:
    facts = told()
    verdicts = [one["verdict"] for one in facts["effects"]]
    together = facts["effects_together"]
    assert (together["improved"], together["got_worse"]) == (verdicts.count("improved"), verdicts.count("worse"))
    assert together["judged"] == sum(bool(one["evidence"]) for one in facts["effects"]) > together["improved"] > 0
    by_hand = sum(
        {"subject": 0.01, "measure": 0.08, "received": 0}[each["series"]]
        for one in facts["effects"]
        for each in one["evidence"]
    )
    assert together["expected_at_most_of_each"] == pytest.approx(by_hand)
    assert together["says"].endswith(f"chance alone would give at most {at_most(by_hand)} of each.")
    assert of_effects(()).says == "No piece of learning has enough points for a verdict."


@pytest.mark.parametrize("received", [8, 40, 400])
def test_where_nothing_changes_subjects_raise_no_more_alarms_than_are_told(received: int) -> None:
    """With subjects that hardly anybody names, and room for the luck of the draw: three standard deviations."""
    usual = np.array([0.005, 0.02, 0.05, 0.1, 0.2, 0.6])
    counts = np.random.default_rng(received).binomial(received, usual[None, :, None], (BODIES, SUBJECTS, PERIODS))
    of, codes = np.full((BODIES, PERIODS), float(received)), [f"subject-{at}" for at in range(SUBJECTS)]
    usable = np.ones((BODIES, PERIODS), dtype=bool)
    names = [f"body-{at}" for at in range(BODIES)]
    table = SubjectTable(names, codes, of_demo().meaning.panel.periods, counts.astype(float), of, usable)
    made = by_subject(table, np.zeros((BODIES, PERIODS), dtype=bool))
    alarms = of_subjects(emerging(table.counts, of, usable), made)
    assert alarms.changed.judged == (counts.sum(axis=2) > 0).sum()  # one that was never told of raises no alarm
    pairs = [(alarms.changed.found, alarms.changed.expected)]
    pairs += [(one.found, one.expected) for one in (alarms.compared.beyond_95, alarms.compared.beyond_998)]
    for found, expected in pairs:
        assert found <= expected + 3 * expected**0.5


@given(st.floats(0, 99_999))
def test_an_upper_bound_is_never_rounded_down(bound: float) -> None:
    written = float(at_most(bound).replace(",", ""))
    assert bound - 1e-6 <= written <= bound + (0.1 if bound < 99.9 else 1) + 1e-6


@pytest.mark.parametrize(
    ("bound", "written"),
    [(0.25, "0.3"), (0.225, "0.3"), (3 * 0.1, "0.3"), (0, "0"), (2.2, "2.2"), (12.34, "12.4"), (100.2, "101")],
)
def test_an_upper_bound_has_one_digit(bound: float, written: str) -> None:
    assert at_most(bound) == written


def test_the_paper_on_statistics_names_every_part_of_a_picture() -> None:
    paper = (ROOT / "docs" / "statistics.md").read_text(encoding="utf-8")
    _, part = paper.split("## A picture as JSON")
    assert re.findall(r"^\| `(\w+)`", part, re.MULTILINE) == list(told())


def test_where_small_counts_are_hidden_a_row_says_from_how_many_periods_its_figures_are() -> None:
    """So two readers of one body see why its past is not the same."""
    rows = {
        audience: {
            (one["organisation"], one["subject"]): one["periods"]
            for one in told(LAST, audience)["subjects"]
            if one["now"][0] is not None
        }
        for audience in EVERYBODY
    }
    both = rows[Audience.SPONSOR].keys() & rows[Audience.FORUM].keys()
    assert all(rows[Audience.FORUM][place][1] <= 8 for place in both)
    assert any(rows[Audience.FORUM][place] != rows[Audience.SPONSOR][place] for place in both)
