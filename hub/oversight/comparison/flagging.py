"""Which bodies a funnel flags, how many it would flag by chance, and the funnel as a whole.

A flag needs two things: the body is past the limit in use, and chance alone would not give so extreme a whole number
more often than that limit says. The second guards the very small, whose limits lie between two whole numbers.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from hub.oversight.arrays import Bools, Codes, Floats, Ints, closed
from hub.oversight.comparison.funnels import Flag, Funnels, Limits
from hub.oversight.comparison.overdispersion import phi_and_tau2

TAIL_95, TAIL_998 = 0.025, 0.001  # of chance, on either side of a limit


@dataclass(frozen=True, slots=True, eq=False)
class Compared:
    """What is compared.

    Shapes: [measures, bodies]; `centre` is [measures]. Units: `top` is the highest value that there can be.
    Missing: NaN where a body is not compared.
    """

    parts: Floats
    wholes: Floats
    values: Floats
    centre: Floats
    top: float


@dataclass(frozen=True, slots=True, eq=False)
class Transformed:
    """Values where chance spreads them evenly: how far from the centre each is, and how far chance takes it.

    Shapes: [measures, bodies]. Missing: NaN where a body is not compared.
    """

    away: Floats
    spread: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Chance:
    """What chance alone gives each body: its limits, how often one is passed, how rare its own count is.

    Shapes: [measures, bodies]. Missing: NaN where a body is not compared.
    """

    limits: Limits
    passed_95: Floats
    passed_998: Floats
    tail: Floats


def differences(transformed: Transformed, compared: Bools) -> tuple[Floats, Floats, Floats]:
    """The z-scores of all bodies; of each measure phi and tau squared."""
    z = transformed.away / transformed.spread
    phi, tau2 = phi_and_tau2(z, transformed.spread**-2.0, compared.sum(axis=1))
    return z, phi, tau2


def placed(flat: Floats, compared: Bools) -> Floats:
    """Figures of those that are compared, back where they stood. Missing: NaN for all others."""
    table = np.full(compared.shape, np.nan)
    table[compared] = flat
    return table


def flags(values: Floats, limits: Limits, tail: Floats) -> tuple[Codes, Bools]:
    """The flag of each body, and whether it is past a limit without one."""
    low, high = values < limits.lower_95, values > limits.upper_95
    far_low, far_high = values < limits.lower_998, values > limits.upper_998
    rare, very_rare = tail <= TAIL_95, tail <= TAIL_998
    flag = np.where(rare & high, Flag.ABOVE, np.where(rare & low, Flag.BELOW, Flag.WITHIN))
    flag = np.where(very_rare & far_high, Flag.FAR_ABOVE, np.where(very_rare & far_low, Flag.FAR_BELOW, flag))
    flag = np.where(np.isnan(values), Flag.NOT_COMPARED, flag)
    return flag.astype(np.int8), (low | high) & ~rare


def funnels(compared: Compared, differ: tuple[Floats, Floats, Floats], chance: Chance, widened: Limits) -> Funnels:
    """The funnels of values whose limits are known."""
    z, phi, tau2 = differ
    adjusted, among = phi > 1, np.isfinite(compared.values)
    chosen = adjusted[:, None]
    in_use = Limits(*(np.where(chosen, *pair) for pair in zip(_four(widened), _four(chance.limits), strict=True)))
    flag, edge = flags(compared.values, in_use, chance.tail)
    can = among & ((in_use.lower_95 > 0) | (in_use.upper_95 < compared.top))
    return Funnels(
        parts=closed(compared.parts),
        wholes=closed(compared.wholes),
        values=closed(compared.values),
        centre=closed(compared.centre),
        z=closed(z),
        phi=closed(phi),
        tau2=closed(tau2),
        adjusted=closed(adjusted),
        bodies=closed(among.sum(axis=1)),
        exact=Limits(*map(closed, _four(chance.limits))),
        widened=Limits(*map(closed, _four(widened))),
        limits=Limits(*map(closed, _four(in_use))),
        flag=closed(flag),
        edge=closed(edge),
        found_95=_found(flag, among, Flag.ABOVE),
        found_998=_found(flag, among, Flag.FAR_ABOVE),
        expected_95=_expected(among, np.where(chosen, 2 * TAIL_95, chance.passed_95)),
        expected_998=_expected(among, np.where(chosen, 2 * TAIL_998, chance.passed_998)),
        can_flag=closed(can.sum(axis=1) > 0),
    )


def _found(flag: Codes, among: Bools, least: Flag) -> Ints:
    """How many of each measure are flagged at least as far out, on either side."""
    return closed((among & (np.abs(flag) >= least)).sum(axis=1))


def _expected(among: Bools, passed: Floats) -> Floats:
    """How many of each measure chance alone would flag."""
    return closed(np.where(among, passed, 0.0).sum(axis=1))


def _four(limits: Limits) -> tuple[Floats, Floats, Floats, Floats]:
    return limits.lower_998, limits.lower_95, limits.upper_95, limits.upper_998
