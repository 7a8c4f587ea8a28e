"""Evidence of effect: what became of figures after an action was done, for every piece of learning of every body.

Two series are charted: the body's own count of the subject, which must move together with its share, and the values of
the measure that the learning names. The months of complaints received stand beside them, and decide nothing. A signal
after an action is evidence, and no proof of a cause.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
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
    Missing: `evidence` is empty where no action is done, and where every series has too few points; `target_met` is
    None without a target or a value.
    """

    organisation: str
    loop: Loop
    verdict: Verdict
    evidence: tuple[Evidence, ...]
    target_met: bool | None
    beside: tuple[str, ...] = ()

    @property
    def subject(self) -> str | None:
        """What the learning is about. Missing: None where it names no subject."""
        return self.loop.subject


class _Piece(NamedTuple):
    body: int
    subject: int
    loop: Loop
    completed: int


def effects(learning: Sequence[BodyLearning], table: SubjectTable) -> tuple[Effect, ...]:
    """The effect of each piece of learning that has an action or a measure, in the order of bodies and pieces."""
    rows = {code: row for row, code in enumerate(table.bodies)}
    columns = {code: column for column, code in enumerate(table.codes)}
    told = [(body.organisation, loop) for body in learning for loop in body.loops if loop.actions or loop.measure]
    pieces = [
        _Piece(rows[organisation], columns.get(loop.subject or "", -1), loop, loop.completed.toordinal())
        for organisation, loop in told
        if loop.completed
    ]
    found = iter(_evidence(pieces, table))
    done = [_effect(organisation, loop, next(found) if loop.completed else []) for organisation, loop in told]
    return tuple(_with_those_beside(done))


def _with_those_beside(done: list[Effect]) -> Iterator[Effect]:
    same: dict[tuple[str, str | None], list[Effect]] = {}
    for effect in done:
        if effect.loop.completed:
            same.setdefault((effect.organisation, effect.subject), []).append(effect)
    for effect in done:
        others = same[effect.organisation, effect.subject] if effect.evidence else ()
        near = [other.loop.id for other in others if other is not effect and _within_a_year(effect, other)]
        yield effect._replace(beside=tuple(near)) if near else effect


def _within_a_year(effect: Effect, other: Effect) -> bool:
    one, two = effect.loop.completed, other.loop.completed
    return one is not None and two is not None and abs((one - two).days) <= DAYS_IN_A_YEAR


def _effect(organisation: str, loop: Loop, evidence: list[Evidence]) -> Effect:
    verdict = _together([one.verdict for one in evidence if one.series is not Series.RECEIVED])
    return Effect(organisation, loop, verdict, tuple(evidence), _target_met(loop))


def _together(verdicts: list[Verdict]) -> Verdict:
    """One verdict of the series that decide; where they contradict each other there is none."""
    if not verdicts:
        return Verdict.TOO_FEW
    told = set(verdicts) - {Verdict.NO_SIGNAL}
    return told.pop() if len(told) == 1 else Verdict.NO_SIGNAL


def _target_met(loop: Loop) -> bool | None:
    measure = loop.measure
    if measure is None or measure.target is None or not loop.values:
        return None
    latest = loop.values[-1][1]
    return latest >= measure.target if measure.direction == "up" else latest <= measure.target


def _evidence(pieces: Sequence[_Piece], table: SubjectTable) -> list[list[Evidence]]:
    """The evidence on each piece; most have none yet."""
    found: list[list[Evidence]] = [[] for _ in pieces]
    _add(found, range(len(pieces)), Series.SUBJECT, *_of_subjects(pieces, table))
    long = [row for row, piece in enumerate(pieces) if len(piece.loop.values) >= FEWEST_VALUES]
    _add(found, long, Series.MEASURE, *_of_measures([pieces[row] for row in long], table.periods))
    moved = [row for row, some in enumerate(found) if any(one.verdict for one in some)]
    if table.monthly is not None:
        months = _of_months([pieces[row] for row in moved], table, table.monthly)
        _add(found, moved, Series.RECEIVED, *months)
    return found


def _add(
    found: list[list[Evidence]], rows: Sequence[int], series: Series, chart: Compared, values: Floats, after: Bools
) -> None:
    lines = np.column_stack([chart.centre, chart.lower, chart.upper])
    for at in np.flatnonzero(chart.verdict != Verdict.TOO_FEW).tolist():
        told = values[at][after[at] & np.isfinite(values[at])].tolist()
        centre, lower, upper = lines[at].tolist()
        verdict, before = Verdict(int(chart.verdict[at])), int(chart.before[at])
        found[rows[at]].append(Evidence(series, verdict, before, centre, lower, upper, tuple(told)))


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
    chart = compared(counts, better, before, after)
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
    return compared(values, np.full(len(pieces), FEWER_IS_BETTER), before, after), values, after
