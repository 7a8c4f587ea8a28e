"""How many series have a signal at their latest point, beside how many chance alone gives. Judges no series itself."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from hub.oversight.arrays import Codes
from hub.oversight.spc.charts import Judged, Kind
from hub.oversight.written import at_most, how_many, of_them_have

SIGNALS = (Judged.IMPROVEMENT, Judged.CONCERN, Judged.NEUTRAL)
FALSE_SIGNALS = 1 / 40  # of series in which nothing changes, at most; tests draw such series and count
SIGNALLED = (Judged.IMPROVEMENT, Judged.CONCERN, Judged.NEUTRAL)


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
        series, of_them = how_many(self.judged, "series has", "series have"), of_them_have(self.found)
        return (
            f"{series} limits; {of_them} a signal at the latest point, and chance alone would give at most "
            f"{at_most(self.expected)}."
        )


def signals(kind: Codes, variation: Codes) -> Signals:
    """The signals of several series. Shapes: as in `Charts`, one for each series."""
    judged = kind != Kind.RUN
    found = judged & np.isin(variation, SIGNALLED)
    return Signals(int(judged.sum()), int(found.sum()), float(judged.sum() * FALSE_SIGNALS))
