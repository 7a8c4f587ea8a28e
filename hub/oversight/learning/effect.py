"""Evidence of effect: what became of figures after an action was done, for every piece of learning of every body.

Two series are charted: the body's own count of the subject, which must move together with its share, and the values of
the measure that the learning names. The months of complaints received stand beside them, and decide nothing. A signal
after an action is evidence, and no proof of a cause.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import NamedTuple

import numpy as np

from hub.contract.period import Period
from hub.oversight.arrays import Bools, Floats, Ints
from hub.oversight.learning.before_after import FEWEST_AFTER, Compared, Verdict, both, compared, shares_compared
from hub.oversight.learning.body import BodyLearning
from hub.oversight.learning.loop import Loop
from hub.oversight.learning.subject_table import SubjectTable
from hub.oversight.spc.charts import TRIAL_FROM

BETTER = {"up": 1.0, "down": -1.0}
FEWER_IS_BETTER = -1.0
DAYS_IN_A_YEAR = 365
FEWEST_PERIODS = TRIAL_FROM + FEWEST_AFTER
VERDICTS = {verdict.value: verdict for verdict in Verdict}
FEWEST_VALUES = TRIAL_FROM - 1 + FEWEST_AFTER  # of a measure: its baseline is a point too


class Series(StrEnum):
    """Which figures stand before and after."""

    SUBJECT = "subject"
    MEASURE = "measure"
    RECEIVED = "received"


@dataclass(frozen=True, slots=True)
class Evidence:
    """One series before and after the day.

    Units: `before` points made the lines; `values` are those after, in order.
    """

    series: Series
    verdict: Verdict
    before: int
    centre: float
    lower: float
    upper: float
    values: tuple[float, ...]


class Effect(NamedTuple):  # as many as there are pieces of learning
    """What became of the figures of one piece of learning.

    Shapes: `beside` are other pieces of the body on the same subject, with an action done within a year of this one:
    the figures cannot tell which of them worked.
    Missing: `evidence` is empty where no action is done, and where every series has too few points.
    """

    organisation: str
    loop: Loop
    verdict: Verdict
    evidence: tuple[Evidence, ...] = ()
    beside: tuple[str, ...] = ()

    @property
    def subject(self) -> str | None:
        """What the learning is about. Missing: None where it names no subject."""
        return self.loop.subject

    @property
    def target_met(self) -> bool | None:
        """Whether the latest value of its own measure is as good as its target. Missing: None without either."""
        measure = self.loop.measure
        if measure is None or measure.target is None:
            return None
        *_, (_, latest) = self.loop.every_value or ((None, None),)
        if latest is None:
            return None
        return latest >= measure.target if measure.direction == "up" else latest <= measure.target


class _Piece(NamedTuple):
    at: int
    body: int
    subject: int
    loop: Loop
    completed: int


Told = Sequence[tuple[str, Loop]]
Found = dict[int, list[Evidence]]  # by the place of the piece


def effects(learning: Sequence[BodyLearning], table: SubjectTable) -> tuple[Effect, ...]:
    """The effect of each piece of learning that has an action or a measure, in the order of bodies and pieces."""
    told = [(body.organisation, loop) for body in learning for loop in body.loops if loop.actions or loop.measure]
    found = _found(_pieces(told, table), table)
    beside = _beside(told, found)
    too_few = Verdict.TOO_FEW
    made = [Effect(organisation, loop, too_few) for organisation, loop in told]
    for at, evidence in found.items():
        made[at] = _effect(*told[at], evidence, beside[at])
    return tuple(made)


def _effect(organisation: str, loop: Loop, evidence: list[Evidence], beside: tuple[str, ...]) -> Effect:
    told = {one.verdict for one in evidence if one.series is not Series.RECEIVED} - {Verdict.NO_SIGNAL}
    # series that contradict each other give no verdict
    return Effect(organisation, loop, told.pop() if len(told) == 1 else Verdict.NO_SIGNAL, tuple(evidence), beside)


def _pieces(told: Told, table: SubjectTable) -> list[_Piece]:
    """The pieces with an action that was done neither too early nor too late for a verdict."""
    if len(table.periods) < FEWEST_PERIODS:
        return []
    rows = {code: row for row, code in enumerate(table.bodies)}
    columns = {code: column for column, code in enumerate(table.codes)}
    earliest, latest = table.periods[TRIAL_FROM - 2].last_day, table.periods[-FEWEST_AFTER].start
    return [
        _Piece(at, rows[body], columns.get(loop.subject or "", -1), loop, loop.completed.toordinal())
        for at, (body, loop) in enumerate(told)
        if loop.completed and earliest <= loop.completed < latest
    ]


def _beside(told: Told, found: Found) -> dict[int, tuple[str, ...]]:
    wanted = {(told[at][0], told[at][1].subject) for at in found}
    same: dict[tuple[str, str | None], list[Loop]] = {}
    for organisation, loop in told:
        if loop.completed and (organisation, loop.subject) in wanted:
            same.setdefault((organisation, loop.subject), []).append(loop)
    return {at: _within_a_year(told[at][1], same[told[at][0], told[at][1].subject]) for at in found}


def _within_a_year(loop: Loop, others: Sequence[Loop]) -> tuple[str, ...]:
    day = loop.completed
    if day is None or len(others) == 1:  # itself
        return ()
    return tuple(
        [
            other.id
            for other in others
            if other is not loop and other.completed and abs((day - other.completed).days) <= DAYS_IN_A_YEAR
        ]
    )


def _found(pieces: Sequence[_Piece], table: SubjectTable) -> Found:
    """The evidence on each piece that has any."""
    found: Found = {}
    _add(found, pieces, Series.SUBJECT, *_of_subjects(pieces, table))
    long = [piece for piece in pieces if len(piece.loop.values) >= FEWEST_VALUES]
    _add(found, long, Series.MEASURE, *_of_measures(long, table.periods))
    moved = [piece for piece in pieces if any(one.verdict for one in found.get(piece.at, ()))]
    if table.monthly is not None:
        _add(found, moved, Series.RECEIVED, *_of_months(moved, table, table.monthly))
    return found


def _add(found: Found, pieces: Sequence[_Piece], series: Series, chart: Compared, values: Floats, after: Bools) -> None:
    judged = np.flatnonzero(chart.verdict != Verdict.TOO_FEW)
    lines = np.column_stack([chart.centre, chart.lower, chart.upper])[judged].tolist()
    counted = zip(judged.tolist(), chart.verdict[judged].tolist(), chart.before[judged].tolist(), strict=True)
    given = np.where(after[judged], values[judged], np.nan).tolist()
    for (row, verdict, before), (centre, lower, upper), points in zip(counted, lines, given, strict=True):
        told = tuple([value for value in points if value == value])  # NaN equals nothing
        evidence = Evidence(series, VERDICTS[verdict], before, centre, lower, upper, told)
        found.setdefault(pieces[row].at, []).append(evidence)


def _split(pieces: Sequence[_Piece], begins: Sequence[date], ends: Sequence[date]) -> tuple[Bools, Bools]:
    """Which stretches of time end by the day of each piece, and which begin after it. Shapes: [pieces, stretches]."""
    on = np.array([piece.completed for piece in pieces], dtype=np.int64)[:, None]
    last = np.array([day.toordinal() - 1 for day in ends])
    return last <= on, np.array([day.toordinal() for day in begins]) > on


def _rows(pieces: Sequence[_Piece]) -> Ints:
    return np.array([piece.body for piece in pieces], dtype=np.int64)


def _of_subjects(pieces: Sequence[_Piece], table: SubjectTable) -> tuple[Compared, Floats, Bools]:
    body, subject = _rows(pieces), np.array([piece.subject for piece in pieces], dtype=np.int64)
    known = (subject >= 0)[:, None] & table.usable[body]
    counts = np.where(known, table.counts[body, subject], np.nan)
    received = np.where(known, table.received[body], np.nan)
    before, after = _split(pieces, [p.start for p in table.periods], [p.end for p in table.periods])
    better = np.full(len(pieces), FEWER_IS_BETTER)
    chart = compared(counts, better, before, after, counted=True)
    share = shares_compared(counts, np.maximum(received, counts), better, before, after)
    return replace(chart, verdict=both(chart.verdict, share.verdict)), counts, after


def _of_measures(pieces: Sequence[_Piece], periods: Sequence[Period]) -> tuple[Compared, Floats, Bools]:
    """The baseline first, then the value that each return gave."""
    column = {period: at for at, period in enumerate(periods, 1)}
    values = np.full((len(pieces), len(periods) + 1), np.nan)
    better = np.zeros(len(pieces))
    for row, piece in enumerate(pieces):
        measure = piece.loop.measure
        if measure is not None:
            better[row] = BETTER.get(measure.direction, 0.0)
            values[row, 0] = np.nan if measure.baseline is None else measure.baseline
        for period, value in piece.loop.values:
            if period in column:
                values[row, column[period]] = value
    before, after = _split(pieces, [p.start for p in periods], [p.end for p in periods])
    baseline = np.ones((len(pieces), 1), dtype=bool)
    after = np.hstack([~baseline, after])
    return compared(values, better, np.hstack([baseline, before]), after), values, after


def _of_months(pieces: Sequence[_Piece], table: SubjectTable, monthly: Floats) -> tuple[Compared, Floats, Bools]:
    body = _rows(pieces)
    usable = np.repeat(table.usable[body], len(table.months) // max(len(table.periods), 1), axis=1)
    values = np.where(usable, monthly[body], np.nan)
    before, after = _split(pieces, table.months, [*table.months[1:], table.periods[-1].end])
    return compared(values, np.full(len(pieces), FEWER_IS_BETTER), before, after, counted=True), values, after
