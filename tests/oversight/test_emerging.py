"""A subject is emerging when a body's own past does not explain it, and seldom else."""

from __future__ import annotations

import numpy as np
import pytest
from demo_department import CODES
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import hypergeom
from slow_emerging import chance_of_a_rise
from subject_table import MERGER, SUBJECTS, demo_table

from hub.oversight.themes.discovery import discoveries, either
from hub.oversight.themes.emerging import FEWEST_BEFORE, Look, emerging
from hub.oversight.themes.rates import number_rises, probability, share_rises, swing

ALL = np.ones((1, 12), dtype=bool)


def places(found: np.ndarray) -> set[tuple[str, str]]:
    return {(CODES[body], SUBJECTS[subject]) for body, subject in zip(*np.nonzero(found), strict=True)}


def test_the_demo_has_the_planted_rises_and_no_other() -> None:
    found = emerging(*demo_table())
    online = {(code, "online-service") for code in ("vessel-licensing", "ferry-fares", "lampkeepers-pensions")}
    assert places(found.rose) == online
    assert found.tested > 80
    assert found.expected_by_chance == pytest.approx(0.15)
    body, subject = CODES.index("lampkeepers-pensions"), SUBJECTS.index("online-service")
    assert found.look[body, subject] == Look.YEAR
    assert (found.now[body, subject], found.now_of[body, subject]) == (74, 524)
    assert (found.before[body, subject], found.before_of[body, subject]) == (74, 1129)


def test_the_chances_of_the_demo_are_the_same_made_slowly() -> None:
    counts, received, usable = demo_table()
    found = emerging(counts, received, usable)
    slow = np.full(found.p_rose.shape, np.nan)
    for row in range(len(CODES)):
        body = [[None if not there else at for at, there in zip(of, usable[row], strict=True)] for of in counts[row]]
        base = [None if not there else of for of, there in zip(received[row], usable[row], strict=True)]
        for subject in range(len(SUBJECTS)):
            chance = chance_of_a_rise(subject, body, base)
            slow[row, subject] = np.nan if chance is None else chance
    assert np.array_equal(np.isnan(slow), np.isnan(found.p_rose))
    assert np.nanmax(np.abs(slow - found.p_rose)) < 1e-9


def test_a_share_that_grows_only_because_the_total_fell_is_told_apart() -> None:
    found = emerging(*demo_table())
    assert places(found.only_share) == {("islander-grants", "delay"), ("islander-grants", "wrong-decision")}
    assert ("islander-grants", "online-service") in places(found.fell)


def test_at_no_earlier_quarter_of_the_demo_is_anything_found_but_the_planted_rise() -> None:
    """Seven quarters with a past, some 85 tests in each: at 5 % of what is found, no more than chance is expected."""
    counts, received, _ = demo_table()
    found, tested = set(), 0
    for quarters in range(6, 13):
        usable = np.isfinite(received[:, :quarters])
        if quarters > MERGER:
            usable[CODES.index("strand-harbours"), :MERGER] = False
        then = emerging(counts[:, :, :quarters], received[:, :quarters], usable)
        found |= places(then.rose)
        tested += then.tested
    assert {subject for _, subject in found} == {"online-service"}
    assert tested > 600


def test_a_body_that_did_not_return_now_is_not_judged() -> None:
    found = emerging(*demo_table())
    assert np.isnan(found.p_rose[CODES.index("foreshore-commission")]).all()
    assert np.isnan(found.p_rose[CODES.index("west-strand")]).all()


def test_what_lies_before_a_break_is_no_past() -> None:
    counts = np.array([[[5, 5, 5, 5, 5, 5, 5, 5, 40, 40, 40, 40.0]]])
    usable = ALL.copy()
    assert emerging(counts, np.full((1, 12), 100.0), usable).rose.any()
    usable[0, : 11 - FEWEST_BEFORE + 1] = False
    assert np.isnan(emerging(counts, np.full((1, 12), 100.0), usable).p_rose).all()


def test_a_season_that_comes_every_year_is_not_emerging() -> None:
    season = np.tile([60.0, 60, 180, 240], 3)[None]
    share = np.tile([0.2, 0.2, 0.3, 0.35], 3)
    found = emerging(np.round(season * share)[:, None, :], season, ALL)
    assert not found.rose.any()
    assert not found.only_share.any()


@given(st.randoms(use_true_random=False))
def test_the_order_of_bodies_does_not_matter(random: object) -> None:
    order = list(range(len(CODES)))
    random.shuffle(order)
    counts, received, usable = demo_table()
    mixed = emerging(counts[order], received[order], usable[order])
    assert np.array_equal(mixed.q_rose, emerging(counts, received, usable).q_rose[order], equal_nan=True)


counted = st.integers(0, 60)


@given(counted, counted, counted, counted)
def test_the_rate_test_is_fishers_made_slowly(now: int, rest: int, before: int, rest_before: int) -> None:
    of, before_of = now + rest, before + rest_before
    rises = share_rises(*(np.array([float(number)]) for number in (now, of, before, before_of)))
    if not of or not before_of:
        assert np.isnan(rises).all()
        return
    chances = [hypergeom.pmf(number, of + before_of, now + before, of) for number in range(now, of + 1)]
    assert probability(rises)[0] == pytest.approx(sum(chances) - chances[0] / 2, abs=1e-9)


@given(counted, counted)
def test_a_number_beside_the_past_is_the_conditional_binomial(now: int, before: int) -> None:
    from math import comb

    rises = number_rises(*(np.array([float(number)]) for number in (now, before, 1, 8)))
    if now + before == 0:
        assert np.isnan(rises).all()
        return
    whole, share = now + before, 1 / 9
    chances = [comb(whole, n) * share**n * (1 - share) ** (whole - n) for n in range(now, whole + 1)]
    assert probability(rises)[0] == pytest.approx(sum(chances) - chances[0] / 2, abs=1e-9)


@given(st.lists(st.floats(0, 1), min_size=1, max_size=30))
def test_discoveries_are_those_of_the_step_up_rule(chances: list[float]) -> None:
    found = discoveries(np.array(chances)) <= 0.05
    ordered = sorted(chances)
    passing = [chance for rank, chance in enumerate(ordered, 1) if chance * len(chances) / rank <= 0.05]
    bound = max(passing, default=-1.0)
    assert found.tolist() == [chance <= bound for chance in chances]


def test_what_was_not_tested_makes_the_family_no_larger() -> None:
    assert discoveries(np.array([0.01, np.nan, 0.04])).tolist()[::2] == [0.02, 0.04]
    assert either(np.array([0.01, np.nan, 0.9]), np.array([0.5, 0.3, 0.8])).tolist() == [0.02, 0.3, 1.0]


def test_where_nothing_changes_discoveries_are_as_rare_as_is_promised() -> None:
    random = np.random.default_rng(20261022)
    departments_with_a_find = 0
    for _ in range(200):
        received = random.integers(40, 900, (12, 12)).astype(float)
        shares = random.dirichlet(np.ones(10), 12)
        counts = random.binomial(received[:, None, :].astype(int), shares[:, :, None]).astype(float)
        departments_with_a_find += emerging(counts, received, np.ones((12, 12), dtype=bool)).rose.any()
    assert departments_with_a_find <= 200 * 0.05


@pytest.mark.parametrize("swings", [0.1, 0.2, 0.3])
def test_shares_that_always_swing_are_judged_by_their_own_swing(swings: float) -> None:
    """100 departments of twelve bodies, whose shares go up and down by a tenth to three tenths, as they always did."""
    random = np.random.default_rng(20261022)
    with_a_find = 0
    for _ in range(100):
        received = random.integers(40, 900, (12, 1)) * np.ones((12, 12))
        shares = random.dirichlet(np.ones(10), 12)[:, :, None] * random.gamma(swings**-2, swings**2, (12, 10, 12))
        shares /= shares.sum(axis=1, keepdims=True)
        counts = random.binomial(received[:, None, :].astype(int), shares).astype(float)
        with_a_find += emerging(counts, received, np.ones((12, 12), dtype=bool)).rose.any()
    assert with_a_find <= 100 * 0.08  # 5 % is promised; of 100 departments, chance alone passes 8 in one run of ten


def test_how_much_shares_swing_is_found_again() -> None:
    random = np.random.default_rng(1)
    swinging = np.clip(random.normal(0.2, 0.05, (40, 5, 12)), 0.02, 0.9)
    counts = random.binomial(400, swinging).astype(float)
    of_odds = 0.05 / (0.2 * 0.8)
    assert swing(counts, np.full(counts.shape, 400.0)).mean() == pytest.approx(of_odds**2, rel=0.1)
    assert swing(np.full((1, 5, 12), 80.0), np.full((1, 5, 12), 400.0)) == 0
