"""The figures of a measure that a period tells, each body's with how far it is known, or why there is none.

Of what is told once a year it is what was told last within one. Compares nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from hub.contract.model import Missing
from hub.contract.period import Period
from hub.contract.sheet import STATUS_NUMBERS
from hub.oversight.arrays import Bools, Floats, closed
from hub.oversight.comparison.intervals import exact_counts, wilson
from hub.oversight.disclosure.suppressed import SUPPRESSED, Suppressed
from hub.oversight.measures.record import Kind
from hub.oversight.measures.values import Values, value_of
from hub.oversight.panel import Panel

STATUSES = {number: status for status, number in STATUS_NUMBERS.items()}
WhyNot = Missing | Suppressed | None


@dataclass(frozen=True, slots=True, eq=False)
class Latest:
    """One measure in one period.

    Shapes: one number for each body; `periods` are those that the figures are of.
    Units: `low` and `high` are those of `value`: so much it may be, 19 times in 20.
    Missing: NaN; `why_not` says why there is no numerator, None where there is one or nothing was said. A mean has no
    `low` and `high`.
    """

    numerator: Floats
    denominator: Floats
    value: Floats
    low: Floats
    high: Floats
    why_not: tuple[WhyNot, ...]
    periods: tuple[Period, ...]


def latest(panel: Panel, values: Values) -> Latest:
    """What the last period of a panel tells of a measure."""
    some, of = values.latest_told()
    low, high = _interval(values, some, of)
    value = value_of(values.measure, some, of)
    reasons = _why_not(panel, values, np.isnan(some))
    periods = tuple([panel.periods[at] for at in values.told_in.tolist()])
    return Latest(closed(some), closed(of), closed(value), closed(low), closed(high), reasons, periods)


def _interval(values: Values, some: Floats, of: Floats) -> tuple[Floats, Floats]:
    match values.measure.kind:
        case Kind.SHARE:
            return wilson(some, of)
        case Kind.COUNT:
            return exact_counts(some)
        case Kind.RATE:
            low, high = exact_counts(some)
            return value_of(values.measure, low, of), value_of(values.measure, high, of)
        case Kind.MEAN:
            return np.full(some.shape, np.nan), np.full(some.shape, np.nan)


def _why_not(panel: Panel, values: Values, untold: Bools) -> tuple[WhyNot, ...]:
    """The reason of each body without a numerator: something is hidden, else the first status that it gave."""
    bodies, at = np.arange(untold.size), values.told_in
    parts = (*values.measure.numerator, *values.measure.denominator)
    hidden = np.any([panel.is_hidden(place)[bodies, at] for place in parts], axis=0)
    said = np.array([panel.said(place)[bodies, at] for place in parts])
    status = np.where(said < 0, said, np.nan)
    reasons: list[WhyNot] = [None] * len(untold)
    for body in np.flatnonzero(untold & (hidden | np.isfinite(status).any(axis=0))).tolist():
        given = status[:, body]
        reasons[body] = SUPPRESSED if hidden[body] else STATUSES[float(given[np.isfinite(given)][0])]
    return tuple(reasons)
