"""Chance alone raises as many flags as the hub says that it does, and finds what is really there."""

from __future__ import annotations

import numpy as np
import pytest

from hub.oversight.comparison.counts import count_funnels
from hub.oversight.comparison.funnels import Z_95, Z_998, Flag, Funnels
from hub.oversight.comparison.shares import share_funnels
from hub.oversight.spc.charting import p_charts, xmr_charts
from hub.oversight.spc.signals import signals

COMPARISONS, BODIES, SERIES = 2_000, 20, 6_000


def alike(of: int, share: float, seed: int) -> Funnels:
    """Many comparisons of twenty bodies that differ by chance alone."""
    wholes = np.full((COMPARISONS, BODIES), float(of))
    return share_funnels(np.random.default_rng(seed).binomial(of, share, wholes.shape), wholes)


def test_of_twenty_bodies_all_alike_two_in_three_comparisons_flag_one_without_allowing_for_it() -> None:
    parts = np.random.default_rng(5).binomial(20_000, 0.3, (COMPARISONS, BODIES))
    known = (3e9, 1e10)  # beside them so many more that the centre is no longer theirs
    numerators, denominators = np.full((2, COMPARISONS, BODIES + 1), known[1])
    numerators[:, :BODIES], numerators[:, BODIES], denominators[:, :BODIES] = parts, known[0], 20_000
    funnels = share_funnels(numerators, denominators)
    z = np.abs(funnels.z[:, :BODIES])
    at_95, at_998 = ((z > level).any(axis=1).mean() for level in (Z_95, Z_998))
    assert at_95 == pytest.approx(1 - 0.95**20, abs=0.03)  # 64 %
    assert at_998 == pytest.approx(1 - 0.998**20, abs=0.01)  # 4 %


@pytest.mark.parametrize(("of", "share"), [(8, 0.2), (40, 0.1), (40, 0.5), (500, 0.03), (5_000, 0.3)])
def test_there_are_no_more_false_flags_of_shares_than_are_told(of: int, share: float) -> None:
    no_more_than_told(alike(of, share, seed=of))


@pytest.mark.parametrize("expected", [0.3, 1, 4, 30, 1_000])
def test_there_are_no_more_false_flags_of_counts_than_are_told(expected: float) -> None:
    exposures = np.full((COMPARISONS, BODIES), expected)
    no_more_than_told(count_funnels(np.random.default_rng(7).poisson(exposures), exposures))


def no_more_than_told(funnels: Funnels) -> None:
    """With room for the luck of the draw: three standard deviations of the mean."""
    for found, told in ((funnels.found_95, funnels.expected_95), (funnels.found_998, funnels.expected_998)):
        luck = 3 * np.sqrt(told.mean() / COMPARISONS)
        assert found.mean() <= told.mean() + luck


def test_where_chance_alone_is_allowed_for_as_many_are_flagged_as_are_told() -> None:
    funnels = alike(of=300, share=0.2, seed=11)
    exact = ~funnels.adjusted
    assert exact.mean() == pytest.approx(0.75, abs=0.2)  # winsorised scores are small: most are in no need of more
    told = funnels.expected_95[exact].mean()
    assert 0.6 < told < 1.0  # fewer than one in twenty, since limits lie on whole numbers
    assert funnels.found_95[exact].mean() <= told


@pytest.mark.parametrize(("whole", "part"), [(1, 1), (2, 2), (3, 3), (1, 0), (4, 0)])
def test_the_very_small_are_not_flagged_for_what_is_nothing_rare(whole: int, part: int) -> None:
    funnel = share_funnels([[part, 300, 310, 290]], [[whole, 1_000, 1_000, 1_000]])
    rare = min(0.3**part * 0.7 ** (whole - part), 1)
    assert (funnel.flag[0, 0] == Flag.WITHIN) == (rare > 0.025)


def test_past_a_line_between_whole_numbers_is_at_the_edge_and_no_flag() -> None:
    funnel = share_funnels([[1, 300, 310, 290]], [[1, 1_000, 1_000, 1_000]])
    assert funnel.values[0, 0] > funnel.limits.upper_95[0, 0]
    assert (funnel.flag[0, 0], bool(funnel.edge[0, 0])) == (Flag.WITHIN, True)


def test_no_complaint_where_hardly_one_was_expected_is_no_flag() -> None:
    funnel = count_funnels([[0, 1_000, 1_000]], [[1, 1_000, 1_000]])
    assert (funnel.flag[0, 0], bool(funnel.edge[0, 0])) == (Flag.WITHIN, True)
    assert count_funnels([[0, 1_000, 1_000]], [[30, 1_000, 1_000]]).flag[0, 0] == Flag.FAR_BELOW


def test_one_that_really_differs_is_flagged_among_those_that_do_not() -> None:
    others = np.random.default_rng(3).binomial(400, 0.2, 19)
    funnel = share_funnels([[*others, 140]], [[400] * 20])
    assert list(np.flatnonzero(funnel.flag[0] == Flag.FAR_ABOVE)) == [19]
    assert funnel.expected_998[0] <= 20 * 0.002


@pytest.mark.parametrize("points", [6, 12, 24, 36])
@pytest.mark.parametrize("usual", [0.1, 0.5, 2, 9, 80])
def test_chance_alone_gives_no_more_signals_than_are_told(points: int, usual: float) -> None:
    """For averages, counts and shares, of many cases and of few."""
    rng = np.random.default_rng(points)
    drawn = (SERIES, points)
    wholes = rng.integers(8, 16, drawn) * (10 if usual > 2 else 1)
    for charts in (
        xmr_charts(rng.normal(100, usual, drawn), 1),
        xmr_charts(rng.poisson(usual, drawn), -1, counted=True),
        p_charts(rng.binomial(wholes, usual / 160), wholes, 0),
        p_charts(rng.binomial(wholes, 1 - usual / 160), wholes, 1),
    ):
        told = signals(charts.kind, charts.variation)
        assert told.judged == SERIES
        assert told.found <= told.expected == SERIES / 40


@pytest.mark.parametrize("share", [0.005, 0.02, 0.1, 0.5, 0.9, 0.98])
@pytest.mark.parametrize("of", [8, 20, 100])
def test_nor_do_shares_of_few_that_are_nearly_all_or_nearly_none(share: float, of: int) -> None:
    """Eight of eight, quarter after quarter, is what most bodies report: seven such points say nothing."""
    wholes = np.full((COMPARISONS, 12), of)
    charts = p_charts(np.random.default_rng(of).binomial(wholes, share), wholes, 1)
    told = signals(charts.kind, charts.variation)
    assert told.found <= told.expected + 3 * told.expected**0.5


def test_how_many_series_have_a_signal_is_told_beside_what_chance_gives() -> None:
    charts = xmr_charts([[1, 2] * 8 + [9], [1, 2] * 8 + [1], [np.nan] * 14 + [1, 2, 1]], 0)
    assert signals(charts.kind, charts.variation).says == (
        "2 series have limits; 1 of them has a signal at the latest point, and chance alone would give at most 0.1."
    )
    assert signals(charts.kind[:1], charts.variation[1:2]).says == (
        "1 series has limits; none of them has a signal at the latest point, and chance alone would give at most 0.1."
    )
    assert signals(charts.kind[2:], charts.variation[2:]).says == "No series has enough points for limits."
