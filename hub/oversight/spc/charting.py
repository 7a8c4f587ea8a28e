"""XmR charts and p-charts of many series at once: lines, signals, and the verdict on the latest point.

The reasons of signals are `rules`; where a series breaks is told to it. It knows no organisation and no measure.
Source: NHS England, Making Data Count; Shewhart's p-chart for shares.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from hub.oversight.arrays import Bools, Codes, Floats, Ints, closed, floats, one_for_each
from hub.oversight.spc.charts import LIMITS_FROM, TRIAL_FROM, Assurance, Charts, Judged, Kind, Signal
from hub.oversight.spc.few_cases import CasesOfCounts, CasesOfShares, FewCases
from hub.oversight.spc.rules import special_causes
from hub.oversight.spc.stretches import Stretches, stretches

TO_A_LIMIT = 2.66  # average moving ranges from the mean to a limit: 3 / 1.128
TOO_WIDE = 3.267  # average moving ranges: one as wide as this does not count towards the average
SIGMAS = 3.0


def _meaning(high: Judged, low: Judged) -> list[Judged]:
    """What each signal means, in the order of their codes: high and low ones take turns."""
    return [Judged.COMMON, *((high, low) * 4)]


MEANING = np.array(
    [
        _meaning(high=Judged.CONCERN, low=Judged.IMPROVEMENT),  # down is better
        _meaning(high=Judged.NEUTRAL, low=Judged.NEUTRAL),
        _meaning(high=Judged.IMPROVEMENT, low=Judged.CONCERN),  # up is better
        [Judged.TOO_FEW] * 9,
    ],
    dtype=np.int8,
)


@dataclass(frozen=True, slots=True, eq=False)
class _Lines:
    """The points and lines of all charts, before anything is judged.

    Shapes: [given points]; `made_from` is [stretches].
    Missing: `cases` is None where limits alone judge.
    """

    values: Floats
    centre: Floats
    half: Floats
    made_from: Ints
    cases: FewCases | None


def xmr_charts(
    values: ArrayLike,
    direction: ArrayLike,
    starts: Bools | None = None,
    target: ArrayLike | None = None,
    fix_after: ArrayLike | None = None,
    counted: ArrayLike = False,
) -> Charts:
    """XmR charts: limits from how much one point differs from the next.

    Shapes: `values` and `starts` are [series, points]; `direction`, `target` and `fix_after` are [series] or one for
    all.
    Units: `direction` is 1 where up is better, -1 where down is better, 0 where neither is; `starts` is True where a
    new baseline begins; `fix_after` is the number of points at each baseline's beginning that make its lines; `counted`
    is True where values are counts, which when small cannot be judged by limits alone.
    Missing: NaN in `values` is a point that was not given, in `target` a series without one.
    Raises: ValueError when lines would be made from fewer points than limits need.
    """
    given = floats(values)
    line = stretches(np.isfinite(given), starts)
    flat = line.taken(given)
    fixed = _fixed(line, fix_after)
    based = _baseline(line, fixed)
    mean = line.sums(_where(based, flat)) / _made_from(line, fixed)
    half = TO_A_LIMIT * _average_range(flat, based, line)
    centre = line.along(mean)
    is_count = np.broadcast_to(np.asarray(counted, dtype=bool), (len(given),))
    cases = CasesOfCounts(flat, centre, line.along(is_count[line.series])) if is_count.any() else None
    lines = _Lines(flat.copy(), centre, line.along(half), _made_from(line, fixed), cases)
    return _charts(lines, line, direction, target)


def p_charts(
    numerators: ArrayLike,
    denominators: ArrayLike,
    direction: ArrayLike,
    starts: Bools | None = None,
    target: ArrayLike | None = None,
    fix_after: ArrayLike | None = None,
) -> Charts:
    """p-charts: limits for shares whose denominators differ, each point with its own.

    Shapes: `numerators` and `denominators` are [series, points]; everything else as for `xmr_charts`.
    Missing: a share of nothing is a point that was not given.
    Raises: as `xmr_charts`.
    """
    part, whole = floats(numerators), floats(denominators)
    line = stretches(np.isfinite(part) & (whole > 0), starts)
    share_of, of = line.taken(part), line.taken(whole)
    fixed = _fixed(line, fix_after)
    based = _baseline(line, fixed)
    centre = line.along(line.sums(_where(based, share_of)) / line.sums(_where(based, of)))
    half = SIGMAS * np.sqrt(np.maximum(centre * (1 - centre), 0.0) / of)
    cases = CasesOfShares(share_of, of, centre)
    return _charts(_Lines(share_of / of, centre, half, _made_from(line, fixed), cases), line, direction, target)


def _fixed(line: Stretches, fix_after: ArrayLike | None) -> Ints | None:
    """How many points at its beginning make the lines of each stretch. Missing: None where all of them do."""
    if fix_after is None:
        return None
    fixed = np.asarray(fix_after, dtype=np.int64)
    if (fixed < TRIAL_FROM).any():
        raise ValueError(f"Lines fixed after {fixed.min()} points have no limits; they need at least {TRIAL_FROM}.")
    return np.broadcast_to(fixed, line.shape[:1])[line.series]


def _baseline(line: Stretches, fixed: Ints | None) -> Bools | None:
    """Which points make the lines of their stretch. Missing: None where all of them do."""
    return None if fixed is None else line.position < line.along(fixed)


def _made_from(line: Stretches, fixed: Ints | None) -> Ints:
    """From how many points the lines of each stretch are made."""
    return line.length if fixed is None else np.minimum(line.length, fixed)


def _where(based: Bools | None, flat: Floats) -> Floats:
    return flat if based is None else flat * based


def _average_range(values: Floats, based: Bools | None, line: Stretches) -> Floats:
    """The average moving range of each stretch, screened once for ranges that are too wide."""
    ranges = np.zeros(values.size)
    np.abs(np.diff(values), out=ranges[1:])
    counted = line.position > 0
    if based is not None:
        counted &= based
    ranges *= counted
    average = line.sums(ranges) / np.maximum(line.sums(counted), 1)
    kept = counted & (ranges < line.along(TOO_WIDE * average))
    left = line.sums(kept)
    screened = line.sums(ranges * kept) / np.maximum(left, 1)
    return np.where(screened > 0, screened, average)  # were only standstill left, each movement would be a signal


def _charts(lines: _Lines, line: Stretches, direction: ArrayLike, target: ArrayLike | None) -> Charts:
    series, columns = line.shape
    better, aim = one_for_each(direction, series), one_for_each(target, series)
    kind = np.digitize(lines.made_from, (TRIAL_FROM, LIMITS_FROM)).astype(np.int8)
    centre, half = _without_limits_where_few(lines, line, kind)
    signal = special_causes(lines.values, centre, half, line, lines.cases)
    judged = _judged(signal, kind, better, line)
    lower, upper = centre - half, centre + half
    assured = _assurance(line.at_latest(lower, np.nan), line.at_latest(upper, np.nan), better, aim)
    return Charts(
        values=line.placed(lines.values, np.nan),
        centre=line.placed(centre, np.nan),
        lower=line.placed(lower, np.nan),
        upper=line.placed(upper, np.nan),
        signal=line.placed(signal, Signal.NOT_GIVEN),
        judged=line.placed(judged, Judged.NOT_GIVEN),
        latest=closed(np.where(line.latest >= 0, line.at_latest(line.where, 0) % max(columns, 1), -1)),
        points=closed(line.points),
        made_from=line.at_latest(line.along(lines.made_from), 0),
        kind=line.at_latest(line.along(kind), Kind.RUN),
        variation=line.at_latest(judged, Judged.NOT_GIVEN),
        assurance=closed(assured),
        direction=closed(better.copy()),
        target=closed(aim.copy()),
    )


def _without_limits_where_few(lines: _Lines, line: Stretches, kind: Codes) -> tuple[Floats, Floats]:
    """The centre and the distance to the limits; a run chart has the median, and NaN for the distance."""
    short = kind == Kind.RUN
    if not short.any():
        return lines.centre, lines.half
    run, medians = line.along(short), line.along(line.medians(lines.values, short))
    return np.where(run, medians, lines.centre), np.where(run, np.nan, lines.half)


def _judged(signal: Codes, kind: Codes, better: Floats, line: Stretches) -> Codes:
    """Improvement or concern by the direction of the signal and the better one."""
    judge = np.where(kind == Kind.RUN, len(MEANING) - 1, np.sign(better[line.series]) + 1).astype(np.int8)
    judged: Codes = MEANING[line.along(judge), signal]
    return judged


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
