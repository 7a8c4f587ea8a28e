"""What holds of every funnel, whatever the figures: a second, plain way of making them agrees."""

from __future__ import annotations

from itertools import accumulate
from math import asin, pi, sin, sqrt
from typing import Any

import numpy as np
import plain_funnels
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy import stats

from hub.oversight.comparison.chance import binomial_at_least, binomial_at_most, binomial_quantile, poisson_quantile
from hub.oversight.comparison.counts import count_funnels
from hub.oversight.comparison.flagging import TAIL_95, TAIL_998
from hub.oversight.comparison.funnels import Z_95, Z_998, Flag, Funnels
from hub.oversight.comparison.shares import share_funnels

FRACTIONS = st.tuples(st.integers(0, 60), st.integers(1, 60)).map(lambda pair: (min(pair), max(pair)))


@st.composite
def nearly_alike(draw: st.DrawFn) -> list[tuple[int, int]]:
    """Bodies of any size about as far from one share as chance takes them, and one that may be further."""
    share = draw(st.sampled_from([0.02, 0.1, 0.3, 0.5, 0.9]))
    sizes = draw(st.lists(st.integers(1, 90), min_size=3, max_size=12))
    away = draw(st.lists(st.floats(-1.3, 1.3), min_size=len(sizes), max_size=len(sizes)))
    away[0] *= draw(st.sampled_from([1, 2, 3]))
    spread = [sqrt(size * share * (1 - share)) for size in sizes]
    parts = (round(size * share + z * sd) for size, z, sd in zip(sizes, away, spread, strict=True))
    return [(min(max(part, 0), size), size) for part, size in zip(parts, sizes, strict=True)]


COMPARED = st.lists(FRACTIONS, min_size=2, max_size=15) | nearly_alike()
COUNTS = st.lists(st.tuples(st.integers(0, 40), st.integers(1, 500).map(float)), min_size=2, max_size=15)
OF_BODIES = ("values", "z", "flag", "edge")
OF_MEASURES = ("centre", "phi", "tau2", "adjusted", "bodies", "found_95", "found_998", "expected_95", "can_flag")


def split(pairs: list[tuple[Any, Any]]) -> tuple[list[Any], list[Any]]:
    return [a for a, _ in pairs], [n for _, n in pairs]


@given(COMPARED)
def test_a_plain_second_way_gives_the_same_funnel_of_shares(pairs: list[tuple[int, int]]) -> None:
    parts, wholes = split(pairs)
    funnel = share_funnels([parts], [wholes])
    centre, bodies = plain_funnels.of_shares(parts, wholes)
    phi, tau2 = plain_funnels.phi_and_tau2(bodies)
    assert (funnel.phi[0], funnel.tau2[0]) == pytest.approx((phi, tau2), abs=1e-9)
    assume(abs(phi - 1) > 1e-9)
    for at, body in enumerate(bodies):
        chance = plain_funnels.binomial(wholes[at], centre)
        assert funnel.z[0, at] == pytest.approx(body.z, abs=1e-9)
        for name, tail in (("95", TAIL_95), ("998", TAIL_998)):
            lower = plain_funnels.binomial_limit(wholes[at], centre, tail)
            upper = plain_funnels.binomial_limit(wholes[at], centre, 1 - tail)
            assert getattr(funnel.exact, f"lower_{name}")[0, at] == pytest.approx(lower, abs=1e-7)
            assert getattr(funnel.exact, f"upper_{name}")[0, at] == pytest.approx(upper, abs=1e-7)
        near, far = ((in_use(funnel, f"lower_{n}", at), in_use(funnel, f"upper_{n}", at)) for n in ("95", "998"))
        rare = tuple(plain_funnels.is_rare(chance, body, centre, tail) for tail in (TAIL_95, TAIL_998))
        value = parts[at] / wholes[at]
        assert funnel.flag[0, at] == plain_funnels.flag_of(body, value, far, near, rare)  # type: ignore[arg-type]
        for z, limit in ((-Z_998, "lower_998"), (Z_95, "upper_95")):
            angle = asin(sqrt(centre)) + z * sqrt(body.spread**2 + tau2)
            widened = sin(min(max(angle, 0.0), pi / 2)) ** 2
            assert getattr(funnel.widened, limit)[0, at] == pytest.approx(widened, abs=1e-9)


def _is_on_the_limit(of: int, centre: float, tail: float) -> bool:
    """Whether some count is exactly as rare as the limit says: which side it falls on, rounding decides."""
    chance = plain_funnels.binomial(of, centre)
    up_to = list(accumulate(chance(count) for count in range(of + 1)))
    return any(abs(each - tail) < 1e-9 or abs(1 - each - tail) < 1e-9 for each in up_to)


@given(COMPARED, st.booleans())
def test_false_flags_are_the_chance_of_each_count_that_would_be_flagged(pairs: list[Any], by_exposure: bool) -> None:
    parts, wholes = split(pairs)
    assume(sum(parts) > 0)
    funnel = (count_funnels if by_exposure else share_funnels)([parts], [wholes])
    assume(abs(funnel.phi[0] - 1) > 1e-9)
    centre = float(funnel.centre[0])
    for name, tail in (("95", TAIL_95), ("998", TAIL_998)):
        assume(by_exposure or not any(_is_on_the_limit(of, centre, tail) for of in wholes))
        told, expected = getattr(funnel, f"expected_{name}")[0], 2 * tail * len(parts)
        if not funnel.adjusted[0]:
            expected = 0.0
            for at in range(len(parts)):
                size = float(funnel.wholes[0, at])
                chance = plain_funnels.poisson(size) if by_exposure else plain_funnels.binomial(wholes[at], centre)
                limits = in_use(funnel, f"lower_{name}", at), in_use(funnel, f"upper_{name}", at)
                most = int(size + 12 * sqrt(size) + 12) if by_exposure else wholes[at]
                expected += plain_funnels.chance_of_a_flag(chance, most, size, limits, centre, tail)
        assert told == pytest.approx(expected, abs=1e-7)


@given(COMPARED, st.booleans())
def test_the_edge_is_past_a_limit_without_a_flag(pairs: list[Any], by_exposure: bool) -> None:
    parts, wholes = split(pairs)
    funnel = (count_funnels if by_exposure else share_funnels)([parts], [wholes])
    past = (funnel.values < funnel.limits.lower_95) | (funnel.values > funnel.limits.upper_95)
    np.testing.assert_array_equal(past & (funnel.flag == Flag.WITHIN), funnel.edge)
    highest = np.inf if by_exposure else 1.0
    some = (funnel.limits.lower_95 > 0) | (funnel.limits.upper_95 < highest)
    assert funnel.can_flag[0] == some.any()


def in_use(funnel: Funnels, name: str, at: int) -> float:
    return float(getattr(funnel.limits, name)[0, at])


@given(COUNTS)
def test_a_plain_second_way_gives_the_same_funnel_of_counts(pairs: list[tuple[int, float]]) -> None:
    counts, exposures = split(pairs)
    assume(sum(counts) > 0)
    funnel = count_funnels([counts], [exposures])
    bodies = plain_funnels.of_counts(counts, exposures)
    phi, tau2 = plain_funnels.phi_and_tau2(bodies)
    assert (funnel.phi[0], funnel.tau2[0]) == pytest.approx((phi, tau2), abs=1e-9)
    assume(abs(phi - 1) > 1e-9)
    for at, body in enumerate(bodies):
        chance = plain_funnels.poisson(body.size)
        assert funnel.values[0, at] == pytest.approx(counts[at] / body.size)
        assert funnel.exact.upper_998[0, at] == pytest.approx(stats.chi2.ppf(0.999, 2 * body.size + 2) / 2 / body.size)
        assert funnel.exact.lower_95[0, at] == pytest.approx(stats.chi2.ppf(0.025, 2 * body.size) / 2 / body.size)
        near, far = ((in_use(funnel, f"lower_{n}", at), in_use(funnel, f"upper_{n}", at)) for n in ("95", "998"))
        rare = tuple(plain_funnels.is_rare(chance, body, 1.0, tail) for tail in (TAIL_95, TAIL_998))
        value = counts[at] / body.size
        assert funnel.flag[0, at] == plain_funnels.flag_of(body, value, far, near, rare)  # type: ignore[arg-type]


@given(
    st.integers(1, 5_000),
    st.floats(1e-9, 1) | st.sampled_from([0.0, 1.0, 1e-6, 0.5]),
    st.sampled_from([TAIL_998, TAIL_95, 1 - TAIL_95, 1 - TAIL_998]),
)
def test_a_quantile_of_the_binomial_is_where_another_package_has_it(of: int, share: float, chance: float) -> None:
    count, up_to, here = binomial_quantile(chance, np.array([float(of)]), np.array([share]))
    expected = stats.binom.ppf(chance, of, share)
    if count[0] != expected:  # they may differ only where the chance is met to the last digits
        assert stats.binom.cdf(min(count[0], expected), of, share) == pytest.approx(chance, rel=1e-9)
    assert up_to[0] == pytest.approx(stats.binom.cdf(count[0], of, share), rel=1e-7)
    assert here[0] == pytest.approx(stats.binom.pmf(count[0], of, share), rel=1e-7, abs=1e-300)


@given(st.integers(0, 300), st.integers(1, 300), st.floats(0.001, 0.999))
def test_chances_of_the_binomial_are_as_another_package_has_them(count: int, of: int, share: float) -> None:
    asked = np.array([float(min(count, of))]), np.array([float(of)]), np.array([share])
    assert binomial_at_most(*asked)[0] == pytest.approx(stats.binom.cdf(asked[0][0], of, share), rel=1e-9)
    assert binomial_at_least(*asked)[0] == pytest.approx(stats.binom.sf(asked[0][0] - 1, of, share), rel=1e-9)


@given(st.floats(0.001, 3_000), st.sampled_from([TAIL_998, TAIL_95, 1 - TAIL_95, 1 - TAIL_998]))
def test_a_quantile_of_the_poisson_is_where_another_package_has_it(expected: float, chance: float) -> None:
    count, up_to, here = poisson_quantile(chance, np.array([expected]))
    assert count[0] == stats.poisson.ppf(chance, expected)
    assert up_to[0] == pytest.approx(stats.poisson.cdf(count[0], expected), rel=1e-7)
    assert here[0] == pytest.approx(stats.poisson.pmf(count[0], expected), rel=1e-7)


@st.composite
def comparisons(draw: st.DrawFn) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    """Measures of several bodies; some have no figure, some a share of nothing."""
    bodies, measures = draw(st.integers(1, 8)), draw(st.integers(1, 4))
    cell = st.one_of(FRACTIONS, FRACTIONS, st.sampled_from([(0, 0), (np.nan, 5), (5, np.nan), (np.nan, np.nan)]))
    cells = draw(st.lists(cell, min_size=bodies * measures, max_size=bodies * measures))
    table = np.array(cells, dtype=float).reshape(measures, bodies, 2)
    return table[:, :, 0], table[:, :, 1]


@given(comparisons(), st.data(), st.sampled_from([share_funnels, count_funnels]))
def test_the_order_of_bodies_does_not_matter(given_: Any, data: st.DataObject, made: Any) -> None:
    parts, wholes = given_
    order = data.draw(st.permutations(range(parts.shape[1])))
    plain, turned = made(parts, wholes), made(parts[:, order], wholes[:, order])
    for name in OF_BODIES:
        np.testing.assert_allclose(getattr(plain, name)[:, order], getattr(turned, name), rtol=1e-9, atol=1e-9)
    for name in OF_MEASURES:
        np.testing.assert_allclose(getattr(plain, name), getattr(turned, name), rtol=1e-9, atol=1e-9)


@given(comparisons(), st.sampled_from([share_funnels, count_funnels]))
def test_measures_at_once_are_each_as_alone(given_: Any, made: Any) -> None:
    parts, wholes = given_
    together = made(parts, wholes)
    for measure in range(len(parts)):
        alone = made(parts[[measure]], wholes[[measure]])
        for name in (*OF_BODIES, *OF_MEASURES):
            np.testing.assert_allclose(getattr(together, name)[measure], getattr(alone, name)[0], rtol=1e-12)


@given(comparisons(), st.sampled_from([share_funnels, count_funnels]))
def test_who_has_no_figure_is_not_compared_and_changes_nothing(given_: Any, made: Any) -> None:
    parts, wholes = given_
    funnel = made(parts, wholes)
    missing = np.isnan(parts) | ~(wholes > 0)
    assert set(funnel.flag[missing]) <= {Flag.NOT_COMPARED}
    further = made(np.c_[parts, np.full(len(parts), np.nan)], np.c_[wholes, np.full(len(parts), 5.0)])
    for name in OF_BODIES:
        np.testing.assert_allclose(getattr(further, name)[:, :-1], getattr(funnel, name), rtol=1e-12)
    for name in OF_MEASURES:
        np.testing.assert_allclose(getattr(further, name), getattr(funnel, name), rtol=1e-12)


@given(COUNTS, st.sampled_from([0.001, 7.0, 1e6]))
def test_the_unit_of_exposure_does_not_matter(pairs: list[tuple[int, float]], scale: float) -> None:
    counts, exposures = split(pairs)
    plain, scaled = count_funnels([counts], [exposures]), count_funnels([counts], [np.array(exposures) * scale])
    for name in ("values", "z", "phi", "tau2"):
        np.testing.assert_allclose(getattr(plain, name), getattr(scaled, name), rtol=1e-9, atol=1e-9)


@given(COMPARED, FRACTIONS, FRACTIONS)
def test_bodies_that_merge_do_not_move_the_centre(pairs: list[Any], one: Any, other: Any) -> None:
    apart = share_funnels(*([each] for each in split([*pairs, one, other])))
    merged = share_funnels(*([each] for each in split([*pairs, (one[0] + other[0], one[1] + other[1])])))
    assert apart.centre[0] == pytest.approx(merged.centre[0])


@given(COMPARED)
def test_the_other_part_of_each_share_is_the_same_funnel_upside_down(pairs: list[tuple[int, int]]) -> None:
    parts, wholes = (np.array([each]) for each in split(pairs))
    funnel, other = share_funnels(parts, wholes), share_funnels(wholes - parts, wholes)
    np.testing.assert_allclose(funnel.z, -other.z, atol=1e-9)
    assert funnel.phi[0] == pytest.approx(other.phi[0])
    assume(abs(funnel.phi[0] - 1) > 1e-9)
    if funnel.adjusted[0]:
        np.testing.assert_array_equal(funnel.flag, -other.flag)


def test_nobody_can_change_a_funnel() -> None:
    funnel = share_funnels([[1, 2]], [[3, 4]])
    arrays = [getattr(funnel, name) for name in (*OF_BODIES, *OF_MEASURES, "parts", "wholes", "expected_998")]
    limits = [getattr(each, name) for each in (funnel.exact, funnel.widened) for name in ("lower_998", "upper_95")]
    assert not any(array.flags.writeable for array in (*arrays, *limits))
