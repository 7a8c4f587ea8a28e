"""Measures computed: numerator and denominator of every body and period at once. Keeps both; judges nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from hub.oversight.arrays import Floats, Ints, closed
from hub.oversight.measures.record import Kind, Measure, Told
from hub.oversight.panel import Panel


@dataclass(frozen=True, slots=True, eq=False)
class Values:
    """One measure of every body and period.

    Shapes: bodies x periods. In a mean the numerator is the mean and the denominator the count behind it. `told_in` is
    the column of the period whose figures are the latest of a body: the last one; of what is told once a year, that of
    the last year in which the body gave a number for it, shown or not; in other quarters it may say why there is none.
    Missing: NaN where either part is not told, and where the denominator is 0.
    """

    measure: Measure
    numerators: Floats
    denominators: Floats
    told_in: Ints

    @property
    def values(self) -> Floats:
        """The measure itself. Units: as the measure says; a share is 0 to 1."""
        return value_of(self.measure, self.numerators, self.denominators)

    def latest_told(self) -> tuple[Floats, Floats]:
        """Numerators and denominators of the period `told_in`, one for each body."""
        bodies = np.arange(self.told_in.size)
        return self.numerators[bodies, self.told_in], self.denominators[bodies, self.told_in]


def value_of(measure: Measure, numerators: Floats, denominators: Floats) -> Floats:
    """The measure from its parts, of any shape. Missing: as `Values`."""
    if measure.kind is Kind.COUNT:
        return numerators
    told = np.isfinite(denominators) & (denominators > 0)
    if measure.kind is Kind.MEAN:
        return np.where(told, numerators, np.nan)
    empty = np.full(numerators.shape, np.nan)
    return np.asarray(np.divide(numerators * measure.per, denominators, out=empty, where=told))


def values(panel: Panel, measure: Measure) -> Values:
    """A measure of the book."""
    numerators = _sum(panel, measure.numerator)
    denominators = _sum(panel, measure.denominator) if measure.denominator else np.full(numerators.shape, np.nan)
    return _both(panel, measure, numerators, denominators)


def subject_values(panel: Panel, subjects: Sequence[str]) -> tuple[Floats, Floats]:
    """Counts of subjects, and complaints received, of every body.

    Shapes: bodies x subjects x periods; bodies x periods.
    Missing: a body that tells subjects and leaves one out had none of it: 0. One that tells none has NaN for each; so
    has what is hidden, and a subject for which a status stands.
    """
    said = np.stack([panel.said(f"subject:{code}") for code in subjects], axis=1)
    hidden = np.stack([panel.is_hidden(f"subject:{code}") for code in subjects], axis=1)
    told = (np.isfinite(said) | hidden).any(axis=1, keepdims=True)
    counts = np.where(told & np.isnan(said) & ~hidden, 0.0, said)
    return np.where(counts < 0, np.nan, counts), panel.of("received")


def _sum(panel: Panel, parts: Sequence[str]) -> Floats:
    return np.asarray(np.sum([panel.of(place) for place in parts], axis=0))  # one that is missing makes the sum missing


def _both(panel: Panel, measure: Measure, numerators: Floats, denominators: Floats) -> Values:
    told_in = _told_in(panel, measure)
    if measure.kind is Kind.COUNT:
        return Values(measure, closed(numerators.copy()), closed(denominators), told_in)
    told = np.isfinite(numerators) & np.isfinite(denominators)
    some, of = np.where(told, numerators, np.nan), np.where(told, denominators, np.nan)
    return Values(measure, closed(some), closed(of), told_in)


def _told_in(panel: Panel, measure: Measure) -> Ints:
    bodies, periods = panel.came.shape
    last = np.full(bodies, periods - 1, dtype=np.int64)
    if measure.told is Told.EACH_PERIOD:
        return closed(last)
    parts = (*measure.numerator, *measure.denominator)
    said = np.any([np.isfinite(panel.of(place)) | panel.is_hidden(place) for place in parts], axis=0)
    back = np.argmax(said[:, ::-1][:, : panel.in_a_year], axis=1)  # 0 too where nothing was said
    return closed(last - back)
