"""Complaints by subject of several bodies over the same periods, as tables of numbers. Values only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from hub.contract.period import Period
from hub.oversight.arrays import Bools, Floats


@dataclass(frozen=True, slots=True, eq=False)
class SubjectTable:
    """What bodies count, over the same periods, the oldest first.

    Shapes: `counts` is [bodies, subjects, periods]; `received` and `usable` are [bodies, periods]; `monthly`, the
    complaints received, is [bodies, months] for `months` given by their first days.
    Units: `usable` is False before a break in the series, where nothing can be compared with today.
    Missing: NaN for what was not given; `monthly` is None where nobody gives months.
    """

    bodies: Sequence[str]
    codes: Sequence[str]
    periods: Sequence[Period]
    counts: Floats
    received: Floats
    usable: Bools
    months: Sequence[date] = ()
    monthly: Floats | None = None
