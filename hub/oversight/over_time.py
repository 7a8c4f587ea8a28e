"""One measure of one body over time, as it is shown: its chart, what its points are called, its verdict in words.

Reads what `change` has charted and computes nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from hub.contract.period import Period
from hub.oversight.meaning import Meaning
from hub.oversight.measures.record import Kind, Measure
from hub.oversight.once import once_for_each
from hub.oversight.spc.charts import Charts
from hub.oversight.spc.signals import Signals, signals
from hub.oversight.spc.words import words
from hub.oversight.written import Writer, percent, plain


@dataclass(frozen=True, slots=True)
class OverTime:
    """A series with its chart.

    Shapes: `labels` has a name for each point, a month as `2026-07` where `monthly`, else that of a period; `of` is the
    period that each point belongs to.
    Missing: `latest` is None where nothing was told.
    """

    charts: Charts
    row: int
    labels: tuple[str, ...]
    of: tuple[Period, ...]
    monthly: bool
    latest: str | None
    verdict: str


def writer_of(measure: Measure) -> Writer:
    """How the values of a measure are written."""
    return percent if measure.kind is Kind.SHARE else plain


def over_time(meaning: Meaning, measure: Measure, body: int) -> OverTime:
    """A measure of one body over time."""
    charts, row = meaning.change.of(measure.code, body)
    monthly, periods = charts is meaning.change.by_month, meaning.panel.periods
    labels = [month for period in periods for month in period.months] if monthly else [one.name for one in periods]
    of = [period for period in periods for _ in period.months] if monthly else periods
    latest, verdict = int(charts.latest[row]), words(charts, row, writer_of(measure))
    if latest >= 0 and not is_of_the_period(meaning, charts, row):
        verdict = f"Nothing for this period: what follows is of {of[latest].label}. {verdict}"
    told = labels[latest] if latest >= 0 else None
    return OverTime(charts, row, tuple(labels), tuple(of), monthly, told, verdict)


@once_for_each
def told_over_time(meaning: Meaning, measure: Measure) -> tuple[tuple[int, OverTime], ...]:
    """A measure of every body that has told anything of it. Shapes: the body's place in the panel, and its series."""
    every = ((body, over_time(meaning, measure, body)) for body in range(len(meaning.panel.bodies)))
    return tuple((body, one) for body, one in every if one.latest is not None)


def is_of_the_period(meaning: Meaning, charts: Charts, row: int) -> bool:
    """Whether the latest point of a series lies in the period of the picture."""
    points, periods = charts.values.shape[1], len(meaning.panel.periods)
    return bool(charts.latest[row] >= points - points // periods)


@once_for_each
def changed(meaning: Meaning, measure: Measure) -> Signals:
    """How many bodies have a signal in the period of the picture, beside how many chance alone gives."""
    series = [meaning.change.of(measure.code, body) for body in range(len(meaning.panel.bodies))]
    now = [(charts, row) for charts, row in series if is_of_the_period(meaning, charts, row)]
    return signals(*(np.array([getattr(charts, part)[row] for charts, row in now]) for part in ("kind", "variation")))
