"""One measure between bodies, as it is shown: its funnels, and in which of them a body stands.

Reads what `between` has compared and computes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from hub.oversight.comparison.funnels import Flag, Funnels
from hub.oversight.comparison.words import COUNTS, SHARES, Manner, body_words, funnel_words
from hub.oversight.meaning import Meaning
from hub.oversight.measures.record import Measure


@dataclass(frozen=True, slots=True)
class Compared:
    """One funnel of a measure. Missing: `exposure` is empty for a share, which needs none."""

    funnels: Funnels
    row: int
    manner: Manner
    exposure: str = ""

    @property
    def says(self) -> tuple[str, ...]:
        """What the whole funnel says, in sentences."""
        return funnel_words(self.funnels, self.row)

    def flag(self, body: int) -> Flag:
        """Where a body lies."""
        return Flag(self.funnels.flag[self.row, body])

    def of(self, body: int) -> str:
        """Where a body lies, in words."""
        return body_words(self.funnels, self.row, body, self.manner)


def compared(meaning: Meaning, measure: Measure) -> tuple[Compared, ...]:
    """The funnels of a measure: one for a share, one for each exposure for a rate, none for what is not compared."""
    row, rates = meaning.between.rows.get(measure.code), meaning.between.rates.get(measure.code, {})
    return (
        *([Compared(meaning.between.funnels, row, SHARES)] if row is not None else []),
        *[Compared(made, 0, COUNTS, exposure) for exposure, made in rates.items()],
    )


def where(among: Iterable[Compared], body: int) -> Compared | None:
    """The funnel in which a body stands. Missing: None where it is compared with nobody."""
    return next((one for one in among if one.flag(body) is not Flag.NOT_COMPARED), None)
