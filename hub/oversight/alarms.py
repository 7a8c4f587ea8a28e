"""How many alarms a whole part of a picture raises, beside how many chance alone gives: subjects together, and effects.

Counts verdicts that others made, and judges nothing itself. What one measure says of itself is in its own charts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from hub.oversight.by_subject import BySubject
from hub.oversight.comparison.funnels import Funnels
from hub.oversight.comparison.words import beyond_words
from hub.oversight.learning.before_after import FALSE_ALARMS, FALSE_ALARMS_OF_VALUES, Verdict
from hub.oversight.learning.effect import Effect, Series
from hub.oversight.spc.signals import Signals, signals
from hub.oversight.themes.emerging import Emerging
from hub.oversight.written import at_most, how_many

BY_CHANCE = {Series.SUBJECT: FALSE_ALARMS, Series.MEASURE: FALSE_ALARMS_OF_VALUES}  # the others decide nothing


@dataclass(frozen=True, slots=True)
class Beyond:
    """Flags beyond one pair of limits. Units: `expected` is how many chance alone gives."""

    found: int
    expected: float


@dataclass(frozen=True, slots=True)
class Compared:
    """The funnels of all subjects together. Shapes: `compared` counts subjects of bodies, each once."""

    funnels: int
    compared: int
    beyond_95: Beyond
    beyond_998: Beyond

    @property
    def says(self) -> tuple[str, ...]:
        """In sentences."""
        if not self.funnels:
            return ("Nothing is compared: of no subject have two bodies figures.",)
        funnels = how_many(self.funnels, "subject is", "subjects are")
        figures = how_many(self.compared, "figure", "figures")
        return (
            f"{funnels} compared between bodies, {figures} in all.",
            beyond_words("95%", self.beyond_95.found, self.beyond_95.expected, ("figure", "figures")),
            beyond_words("99.8%", self.beyond_998.found, self.beyond_998.expected, ("figure", "figures")),
        )


@dataclass(frozen=True, slots=True)
class Subjects:
    """What the subjects of all bodies raise together: rises over their own past, signals over time, flags."""

    rising: Emerging
    changed: Signals
    compared: Compared


@dataclass(frozen=True, slots=True)
class Effects:
    """Verdicts on pieces of learning. Units: chance alone gives at most `expected` of either verdict."""

    judged: int
    improved: int
    got_worse: int
    expected: float

    @property
    def says(self) -> str:
        """In a sentence."""
        if not self.judged:
            return "No piece of learning has enough points for a verdict."
        pieces = how_many(self.judged, "piece of learning has", "pieces of learning have")
        return (
            f"{pieces} enough points for a verdict; {self.improved or 'none'} improved and "
            f"{self.got_worse or 'none'} got worse beyond chance, and chance alone would give at most "
            f"{at_most(self.expected)} of each."
        )


def of_subjects(rising: Emerging, told: BySubject) -> Subjects:
    """The alarms of all subjects of all bodies.

    Missing: a series that does not reach the last period, or of a subject that a body never told of, is not counted.
    """
    charts = told.charts
    now = (charts.latest == charts.values.shape[1] - 1) & (np.nansum(charts.values, axis=1) > 0)
    return Subjects(rising, signals(charts.kind[now], charts.variation[now]), _compared(told.funnels))


def _compared(funnels: Funnels) -> Compared:
    return Compared(
        int((funnels.bodies > 0).sum()),
        int(funnels.bodies.sum()),
        Beyond(int(funnels.found_95.sum()), float(np.sum(funnels.expected_95))),
        Beyond(int(funnels.found_998.sum()), float(np.sum(funnels.expected_998))),
    )


def of_effects(effects: Sequence[Effect]) -> Effects:
    """The verdicts on all pieces of learning.

    Units: what chance gives is the sum over the series that were judged, so a piece with two may count twice: a bound.
    """
    judged = [[BY_CHANCE[one.series] for one in effect.evidence if one.series in BY_CHANCE] for effect in effects]
    verdicts = [effect.verdict for effect in effects]
    return Effects(
        sum(map(bool, judged)),
        verdicts.count(Verdict.IMPROVED),
        verdicts.count(Verdict.WORSE),
        sum(map(sum, judged)),
    )
