"""Funnels and intervals give the published figures, digit for digit."""

from __future__ import annotations

import numpy as np
import pytest

from hub.oversight.comparison.counts import count_funnels
from hub.oversight.comparison.funnels import Flag
from hub.oversight.comparison.intervals import exact_counts, wilson
from hub.oversight.comparison.shares import arcsine_limits, share_funnels

PARTS = (5, 40, 90, 10, 70, 15, 160, 20, 20, 30)
WHOLES = (40, 80, 150, 25, 130, 90, 300, 30, 120, 60)
Z = (-4.715, 0.918, 3.723, -0.494, 2.048, -5.949, 2.933, 2.423, -6.870, 0.795)
N_40 = 0


def test_the_published_comparison_of_ten_bodies() -> None:
    funnel = share_funnels([PARTS], [WHOLES])
    assert funnel.centre[0] == pytest.approx(0.44878, abs=5e-6)
    assert funnel.z[0] == pytest.approx(Z, abs=5e-4)
    assert funnel.phi[0] == pytest.approx(12.3578, abs=5e-5)
    assert funnel.tau2[0] == pytest.approx(0.0331534, abs=5e-8)
    assert funnel.widened.lower_998[0, N_40] == pytest.approx(0.0145, abs=5e-5)
    assert funnel.widened.upper_998[0, N_40] == pytest.approx(0.9510, abs=5e-5)
    alone = arcsine_limits(funnel.centre, 0.5 / np.sqrt(funnel.wholes), np.zeros(1))
    assert alone.lower_998[0, N_40] == pytest.approx(0.2213, abs=5e-5)
    assert alone.upper_998[0, N_40] == pytest.approx(0.6882, abs=5e-5)


def test_bodies_that_differ_for_unknown_reasons_are_not_flagged_one_by_one() -> None:
    funnel = share_funnels([PARTS], [WHOLES])
    assert funnel.adjusted[0]
    assert funnel.found_998[0] == 0
    assert set(funnel.flag[0]) <= {Flag.WITHIN, Flag.BELOW, Flag.ABOVE}


@pytest.mark.parametrize(("of", "lower", "upper"), [(10, 0.0097, 0.5922), (300, 0.2810, 0.3879)])
def test_limits_of_small_bodies_are_exact(of: int, lower: float, upper: float) -> None:
    rest = 10_000 - of
    funnel = share_funnels([[of, 3356 - of]], [[of, rest]])
    assert funnel.centre[0] == pytest.approx(0.3356)
    assert funnel.exact.lower_95[0, 0] == pytest.approx(lower, abs=5e-5)
    assert funnel.exact.upper_95[0, 0] == pytest.approx(upper, abs=5e-5)


def test_counts_are_held_against_what_their_exposure_lets_expect() -> None:
    funnel = count_funnels([[5, 15, 10]], [[100, 100, 100]])
    assert funnel.wholes[0] == pytest.approx([10, 10, 10])
    assert funnel.values[0] == pytest.approx([0.5, 1.5, 1])
    assert funnel.z[0] == pytest.approx([2 * (5**0.5 - 10**0.5), 2 * (15**0.5 - 10**0.5), 0])
    assert funnel.exact.lower_95[0, 0] == pytest.approx(9.591 / 20, abs=5e-5)  # chi-square 0.025 at 20 degrees
    assert funnel.exact.upper_95[0, 0] == pytest.approx(36.781 / 20, abs=5e-5)  # chi-square 0.975 at 22 degrees


def test_intervals_of_shares_and_counts() -> None:
    lower, upper = wilson([1, 30], [5, 100])
    assert lower == pytest.approx([0.0362, 0.2189], abs=5e-5)
    assert upper == pytest.approx([0.6245, 0.3958], abs=5e-5)
    few, many = exact_counts([5, 0])
    assert few == pytest.approx([1.623, 0], abs=5e-4)
    assert many == pytest.approx([11.668, 3.689], abs=5e-4)


def test_more_than_there_is_has_no_interval() -> None:
    low, high = wilson([5, 0, 2], [3, 0, 4])
    assert np.isnan([low[:2], high[:2]]).all()
    assert low[2] < 0.5 < high[2]
