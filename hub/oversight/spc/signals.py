"""How many series have a signal at their latest point, beside how many chance alone gives. Judges no series itself."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from hub.oversight.arrays import Codes
from hub.oversight.spc.charts import Judged, Kind
from hub.oversight.written import how_many, plain

FALSE_SIGNALS = 1 / 40  # of series in which nothing changes, at most; tests draw such series and count


@dataclass(frozen=True, slots=True)
class Signals:
    """Series with limits, those of them with a signal, and how many of them at most chance alone would give one."""

    judged: int
    found: int
    expected: float

    @property
    def says(self) -> str:
        """In a sentence."""
        if not self.judged:
            return "No series has enough points for limits."
        series = how_many(self.judged, "series has", "series have")
        return (
            f"{series} limits; {self.found:,} of them {'has' if self.found == 1 else 'have'} a signal at the latest "
            f"point, and chance alone would give at most {plain(round(self.expected, 1))}."
        )


def signals(kind: Codes, variation: Codes) -> Signals:
    """The signals of several series. Shapes: as in `Charts`, one for each series."""
    judged = kind != Kind.RUN
    found = judged & np.isin(variation, (Judged.IMPROVEMENT, Judged.CONCERN, Judged.NEUTRAL))
    return Signals(int(judged.sum()), int(found.sum()), float(judged.sum() * FALSE_SIGNALS))
