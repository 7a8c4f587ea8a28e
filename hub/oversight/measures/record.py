"""What a measure is: a record that says what is divided by what, why it matters, and who looked at it when.

The formula is data, so that the published book and the computation cannot differ. Holds no measure: that is `book`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from hub.oversight.measures.fields import field_of


class Kind(StrEnum):
    """How a measure is reckoned, and with that how it is charted and compared."""

    SHARE = "share"  # so many of so many: p-chart, funnel of shares
    RATE = "rate"  # a count by exposure: XmR, funnel of counts
    COUNT = "count"  # a count alone: XmR, never compared between bodies
    MEAN = "mean"  # mean days, with the count behind it: XmR, never compared between bodies


class Direction(StrEnum):
    """Which way is better. A neutral measure has no better: a low number may mean that people do not complain."""

    UP = "up"
    DOWN = "down"
    NEUTRAL = "neutral"

    @property
    def sign(self) -> int:
        """+1, -1 or 0, as charts take it."""
        return {Direction.UP: 1, Direction.DOWN: -1, Direction.NEUTRAL: 0}[self]


class Told(StrEnum):
    """How often a body tells it."""

    EACH_PERIOD = "each period"
    ONCE_A_YEAR = "once a year"


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure.

    Shapes: `numerator` and `denominator` are places of a sheet (`hub.contract.sheet`), added up; in a mean the
    numerator is the mean itself and the denominator the count behind it; a count has no denominator. `what` and `of`
    say both in words. `by_month` are places by month, where the numerator is given so.
    Units: `unit` in words; a share is 0 to 1, a rate is per `per` of the exposure; `since` is a contract version.
    """

    code: str
    name: str
    why: str
    kind: Kind
    what: str
    of: str
    numerator: tuple[str, ...]
    denominator: tuple[str, ...]
    unit: str
    direction: Direction
    caveats: tuple[str, ...]
    since: str = "1.0"
    told: Told = Told.EACH_PERIOD
    by_month: bool = False
    per: int = 1
    author: str = "Maintainers of the oversight hub"
    reviewed_on: str = "2026-11-22"
    review_due: str = "2027-11-22"

    def as_json(self) -> dict[str, Any]:
        """As `contracts/measures.json` gives it."""
        return {
            "code": self.code,
            "name": self.name,
            "why": self.why,
            "kind": self.kind.value,
            "numerator": {"what": self.what, "fields": [field_of(place) for place in self.numerator]},
            "denominator": {"what": self.of, "fields": [field_of(place) for place in self.denominator]},
            "unit": self.unit,
            "better": self.direction.value,
            "told": self.told.value,
            "since_contract_version": self.since,
            "caveats": list(self.caveats),
            "author": self.author,
            "reviewed_on": self.reviewed_on,
            "review_due": self.review_due,
        }
