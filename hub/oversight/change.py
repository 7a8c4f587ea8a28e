"""Change over time: the chart of every measure of every body, by month where months are told.

Stacks the series so that all charts are drawn at once, and hands them back by measure. The rules are `spc`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from types import MappingProxyType

import numpy as np

from hub.oversight.arrays import Bools, Floats, closed
from hub.oversight.measures.record import Kind
from hub.oversight.measures.values import Values
from hub.oversight.panel import MONTHS_IN, Panel
from hub.oversight.spc.charting import p_charts, xmr_charts
from hub.oversight.spc.charts import Charts

RECEIVED = "received"  # the measure that is told by month


@dataclass(frozen=True, slots=True, eq=False)
class Change:
    """How measures changed over time.

    Shapes: `charts` maps the code of a measure to the charts of all bodies, a point a period; `by_month` are charts of
    complaints received, a point a month, and `monthly` says for which bodies they are the ones to read.
    """

    charts: Mapping[str, Charts]
    by_month: Charts
    monthly: Bools

    def of(self, code: str, body: int) -> tuple[Charts, int]:
        """The charts in which a body's series of a measure stands, and its row there."""
        return (self.by_month if code == RECEIVED and self.monthly[body] else self.charts[code]), body


def change(panel: Panel, told: Sequence[Values], starts: Mapping[str, Bools]) -> Change:
    """The charts of these measures. Shapes: `starts` is bodies x periods for each, True where a new baseline begins."""
    shares = [values for values in told if values.measure.kind is Kind.SHARE]
    others = [values for values in told if values.measure.kind is not Kind.SHARE]
    found: dict[str, Charts] = {}
    if shares:
        parts = [np.concatenate([getattr(one, part) for one in shares]) for part in ("numerators", "denominators")]
        found |= _apart(p_charts(parts[0], parts[1], _better(shares), _of_each(starts, shares)), shares)
    if others:
        values = np.concatenate([one.values for one in others])
        charts = xmr_charts(values, _better(others), _of_each(starts, others), counted=_counted(others))
        found |= _apart(charts, others)
    months = panel.months()
    return Change(
        MappingProxyType(found),
        xmr_charts(months, 0.0, _first_months(panel, starts[RECEIVED]), counted=True),
        closed(_all_months(panel, months)),
    )


def part_of(charts: Charts, rows: slice) -> Charts:
    """The charts of some of the series."""
    return Charts(**{field.name: getattr(charts, field.name)[rows] for field in fields(Charts)})


def _apart(charts: Charts, told: Sequence[Values]) -> dict[str, Charts]:
    bodies = told[0].numerators.shape[0]
    return {
        one.measure.code: part_of(charts, slice(place * bodies, (place + 1) * bodies)) for place, one in enumerate(told)
    }


def _better(told: Sequence[Values]) -> Floats:
    return np.concatenate([np.full(one.numerators.shape[0], float(one.measure.direction.sign)) for one in told])


def _counted(told: Sequence[Values]) -> Bools:
    return np.concatenate([np.full(one.numerators.shape[0], one.measure.kind is Kind.COUNT) for one in told])


def _of_each(starts: Mapping[str, Bools], told: Sequence[Values]) -> Bools:
    return np.concatenate([starts[one.measure.code] for one in told])


def _first_months(panel: Panel, starts: Bools) -> Bools:
    """A baseline that begins with a period begins with its first month."""
    count = MONTHS_IN[panel.periods[-1].kind]
    first = np.zeros((*starts.shape, count), dtype=bool)
    first[:, :, 0] = starts
    return first.reshape(len(panel.bodies), count * starts.shape[1])


def _all_months(panel: Panel, months: Floats) -> Bools:
    """The bodies that told every month of every period that they told."""
    told = np.isfinite(months).reshape(*panel.came.shape, MONTHS_IN[panel.periods[-1].kind]).all(axis=2)
    return np.asarray(panel.came.any(axis=1) & (told | ~panel.came).all(axis=1))
