"""Before and after a day: whether figures since then differ from those before it by more than chance.

Charts of many series at once, with lines made from the points before. Knows no body and no action.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import NamedTuple

import numpy as np

from hub.oversight.arrays import Bools, Codes, Floats, Ints
from hub.oversight.spc.charting import p_charts, xmr_charts
from hub.oversight.spc.charts import TRIAL_FROM, Charts, Judged

FEWEST_AFTER = 2  # points: one alone may be a good month
FALSE_ALARMS = 0.01  # of verdicts on a count and its share, at most, each way, where nothing changed: decision 27
FALSE_ALARMS_OF_VALUES = 0.08  # of verdicts on values of which no distribution is known; tests draw skewed ones


class Verdict(IntEnum):
    """What figures say of a change. Not whether the action is its cause."""

    WORSE = -1
    NO_SIGNAL = 0
    IMPROVED = 1
    TOO_FEW = 2

    @property
    def label(self) -> str:
        """As people read it."""
        return {
            Verdict.WORSE: "Got worse beyond chance",
            Verdict.NO_SIGNAL: "No signal yet",
            Verdict.IMPROVED: "Improved beyond chance",
            Verdict.TOO_FEW: "Too few points",
        }[self]


@dataclass(frozen=True, slots=True)
class Compared:
    """What each series says.

    Shapes: all [series].
    Units: `before` and `after` count points; `centre`, `lower` and `upper` are lines made from the points before.
    Missing: lines are NaN where there are too few points.
    """

    verdict: Codes
    before: Ints
    after: Ints
    centre: Floats
    lower: Floats
    upper: Floats


def compared(values: Floats, better: Floats, before: Bools, after: Bools, *, counted: bool = False) -> Compared:
    """Each series before and after its day: the latest two points must both signal, and the same way.

    Shapes: `values`, `before` and `after` are [series, points]; `better` is [series], 1 up or -1 down. Points after
    lie after those before; what is in neither, as a period in which the day falls, is left out.
    Units: `counted` says that the values are counts.
    Missing: NaN in values is a point that was not given.
    """
    split = _split(np.isfinite(values), before, after)
    series = np.where(split.kept, values, np.nan)[split.rows]
    charts = xmr_charts(series, better[split.rows], fix_after=split.before[split.rows], counted=counted)
    return _compared(charts, split)


def shares_compared(parts: Floats, wholes: Floats, better: Floats, before: Bools, after: Bools) -> Compared:
    """The same of shares, whose limits allow for the size of their denominators."""
    split = _split(np.isfinite(parts) & (wholes > 0), before, after)
    series = np.where(split.kept, parts, np.nan)[split.rows]
    charts = p_charts(series, wholes[split.rows], better[split.rows], fix_after=split.before[split.rows])
    return _compared(charts, split)


class _Split(NamedTuple):
    """Which points are kept, how many of them lie before and after, and which series have enough on either side."""

    kept: Bools
    before: Ints
    after: Ints
    rows: Ints


def _split(given: Bools, before: Bools, after: Bools) -> _Split:
    n_before, n_after = (given & before).sum(axis=1), (given & after).sum(axis=1)
    enough = (n_before >= TRIAL_FROM) & (n_after >= FEWEST_AFTER)
    return _Split(given & (before | after), n_before, n_after, np.flatnonzero(enough))


def _compared(charts: Charts, split: _Split) -> Compared:
    verdict = np.full(len(split.kept), Verdict.TOO_FEW, dtype=np.int8)
    lines = np.full((3, len(split.kept)), np.nan)
    if split.rows.size:
        verdict[split.rows] = _latest_two(charts, split.kept[split.rows])
        latest = np.arange(split.rows.size), charts.latest
        lines[:, split.rows] = charts.centre[latest], charts.lower[latest], charts.upper[latest]
    return Compared(verdict, split.before, split.after, *lines)


def _latest_two(charts: Charts, given: Bools) -> Codes:
    from_the_end = np.cumsum(given[:, ::-1], axis=1)[:, ::-1]
    two = given & (from_the_end <= FEWEST_AFTER)
    improved = (two & (charts.judged == Judged.IMPROVEMENT)).sum(axis=1) == FEWEST_AFTER
    worse = (two & (charts.judged == Judged.CONCERN)).sum(axis=1) == FEWEST_AFTER
    return np.select([improved, worse], [Verdict.IMPROVED, Verdict.WORSE], Verdict.NO_SIGNAL).astype(np.int8)


def both(one: Codes, other: Codes) -> Codes:
    """The verdict on which two agree: a number and its share must both move, and the same way."""
    few = (one == Verdict.TOO_FEW) | (other == Verdict.TOO_FEW)
    return np.select([few, one == other], [Verdict.TOO_FEW, one], Verdict.NO_SIGNAL).astype(np.int8)
