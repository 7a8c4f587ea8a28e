"""XmR charts and p-charts of many series at once: lines, signals, and the verdict on the latest point.

The reasons of signals are `rules`; where a series breaks is told to it. It knows no organisation and no measure.
Source: NHS England, Making Data Count; Shewhart's p-chart for shares.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from hub.oversight.arrays import Bools, Codes, Floats, Ints, Numbers, closed, floats, one_for_each
from hub.oversight.spc.charts import LIMITS_FROM, TRIAL_FROM, Assurance, Charts, Judged, Kind, Signal
from hub.oversight.spc.rules import NEAR, special_causes
from hub.oversight.spc.stretches import Stretches, stretches

TO_A_LIMIT = 2.66  # average moving ranges from the mean to a limit: 3 / 1.128
TOO_WIDE = 3.267  # average moving ranges: one as wide as this does not count towards the average
SIGMAS = 3.0


def xmr_charts(
    values: ArrayLike,
    direction: ArrayLike,
    starts: Bools | None = None,
    target: ArrayLike | None = None,
    fix_after: int | None = None,
) -> Charts:
    """XmR charts: limits from how much one point differs from the next.

    Shapes: `values` and `starts` are [series, points]; `direction` and `target` are [series] or one for all.
    Units: `direction` is 1 where up is better, -1 where down is better, 0 where neither is; `starts` is True where a
    new baseline begins; `fix_after` is the number of points at each baseline's beginning that make its lines.
    Missing: NaN in `values` is a point that was not given, in `target` a series without one.
    Raises: ValueError when lines would be made from fewer points than limits need.
    """
    given = floats(values)
    line = stretches(np.isfinite(given), starts)
    flat = given.ravel()[line.where]
    based, count = _baseline(line, fix_after)
    mean = line.sums(np.where(based, flat, 0.0)) / count
    half = TO_A_LIMIT * _average_range(flat, based, line)
    return _charts(flat, mean[line.stretch], half[line.stretch], count, line, direction, target)


def p_charts(
    numerators: ArrayLike,
    denominators: ArrayLike,
    direction: ArrayLike,
    starts: Bools | None = None,
    target: ArrayLike | None = None,
    fix_after: int | None = None,
) -> Charts:
    """p-charts: limits for shares whose denominators differ, each point with its own.

    Shapes: `numerators` and `denominators` are [series, points]; everything else as for `xmr_charts`.
    Missing: a share of nothing is a point that was not given.
    Raises: as `xmr_charts`.
    """
    part, whole = floats(numerators), floats(denominators)
    line = stretches(np.isfinite(part) & (whole > 0), starts)
    share_of, of = part.ravel()[line.where], whole.ravel()[line.where]
    based, count = _baseline(line, fix_after)
    pooled = line.sums(np.where(based, share_of, 0.0)) / line.sums(np.where(based, of, 0.0))
    centre = pooled[line.stretch]
    half = SIGMAS * np.sqrt(np.maximum(centre * (1 - centre), 0.0) / of)
    return _charts(share_of / of, centre, half, count, line, direction, target)


def _baseline(line: Stretches, fix_after: int | None) -> tuple[Bools, Ints]:
    """Which points make the lines of their stretch, and how many they are in each."""
    if fix_after is None:
        return np.ones(line.where.size, dtype=bool), line.length
    if fix_after < TRIAL_FROM:
        raise ValueError(f"Lines fixed after {fix_after} points have no limits; they need at least {TRIAL_FROM}.")
    return line.position < fix_after, np.minimum(line.length, fix_after)


def _average_range(values: Floats, based: Bools, line: Stretches) -> Floats:
    """The average moving range of each stretch, screened once for ranges that are too wide."""
    ranges = np.zeros(values.size)
    ranges[1:] = np.abs(np.diff(values))
    counted = based & (line.position > 0)
    average = line.sums(np.where(counted, ranges, 0.0)) / np.maximum(line.sums(counted), 1)
    kept = counted & (ranges < TOO_WIDE * average[line.stretch])
    left = line.sums(kept)
    screened: Floats = np.where(
        left > 0, line.sums(np.where(kept, ranges, 0.0)) / np.maximum(left, 1), average
    )  # none is left only where nothing moved
    return screened


def _charts(
    values: Floats,
    centre: Floats,
    half: Floats,
    count: Ints,
    line: Stretches,
    direction: ArrayLike,
    target: ArrayLike | None,
) -> Charts:
    series, points = line.shape
    better, aim = one_for_each(direction, series), one_for_each(target, series)
    kinds = np.digitize(count, (TRIAL_FROM, LIMITS_FROM)).astype(np.int8)
    kind = kinds[line.stretch]
    run = kind == Kind.RUN
    if run.any():
        centre = np.where(run, line.medians(values)[line.stretch], centre)
        half = np.where(run, np.nan, half)
    signal = special_causes(values, centre, half, line)
    judged = _judged(signal, run, better[line.where // max(points, 1)])
    lower, upper = centre - half, centre + half
    assured = _assurance(_latest(lower, line, np.nan), _latest(upper, line, np.nan), better, aim)
    return Charts(
        values=_placed(values, line, np.nan),
        centre=_placed(centre, line, np.nan),
        lower=_placed(lower, line, np.nan),
        upper=_placed(upper, line, np.nan),
        near_lower=_placed(centre - NEAR * half, line, np.nan),
        near_upper=_placed(centre + NEAR * half, line, np.nan),
        signal=_placed(signal, line, Signal.NOT_GIVEN),
        judged=_placed(judged, line, Judged.NOT_GIVEN),
        latest=closed(_latest(line.where % max(points, 1), line, -1)),
        points=closed(np.bincount(line.where // max(points, 1), minlength=series)),
        made_from=closed(_latest(count[line.stretch], line, 0)),
        kind=closed(_latest(kind, line, Kind.RUN)),
        variation=closed(_latest(judged, line, Judged.NOT_GIVEN)),
        assurance=closed(assured),
        direction=closed(better.copy()),
        target=closed(aim.copy()),
    )


def _judged(signal: Codes, run: Bools, better: Floats) -> Codes:
    """Improvement or concern by the direction of the signal and the better one."""
    towards = np.where(signal % 2 == 1, better, -better)
    judged = np.select(
        [run, signal == Signal.NONE, towards > 0, towards < 0],
        [Judged.TOO_FEW, Judged.COMMON, Judged.IMPROVEMENT, Judged.CONCERN],
        Judged.NEUTRAL,
    )
    return judged.astype(np.int8)


def _assurance(lower: Floats, upper: Floats, better: Floats, target: Floats) -> Codes:
    """Whether the target lies beyond the limits of the latest point, and on which side of them."""
    below, above = target < lower, target > upper
    assured = np.select(
        [
            np.isnan(target) | (better == 0),
            np.isnan(lower),
            np.where(better > 0, below, above),
            np.where(better > 0, above, below),
        ],
        [Assurance.NO_TARGET, Assurance.TOO_FEW, Assurance.PASSES, Assurance.FAILS],
        Assurance.HIT_AND_MISS,
    )
    return assured.astype(np.int8)


def _placed(flat: Numbers, line: Stretches, missing: float) -> Numbers:
    """Back from the line to where the points stood."""
    placed = np.full(line.shape, missing, dtype=flat.dtype)
    placed.ravel()[line.where] = flat
    return closed(placed)


def _latest(flat: Numbers, line: Stretches, missing: float) -> Numbers:
    """What the line says at the latest given point of each series."""
    latest = np.full(line.latest.size, missing, dtype=flat.dtype)
    known = line.latest >= 0
    latest[known] = flat[line.latest[known]]
    return latest
