"""An independent tier's report as the hub thinks of it: frozen values, made from a document whose shape was checked.

Holds no rule and no wording. What the document left out, or what could not be read, is None or empty.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from hub.contract.assessment.model import Evidence, day
from hub.contract.model import Answer, Cell, Missing, Said, SignOff, total_of
from hub.contract.period import Period


@dataclass(frozen=True, slots=True)
class CaseOutcomes:
    """How the cases that a tier closed ended."""

    upheld: Cell
    partly_upheld: Cell
    not_upheld: Cell
    resolved: Cell
    withdrawn: Cell

    def cells(self) -> tuple[Cell, ...]:
        """Each of them, in the order of the contract."""
        return (self.upheld, self.partly_upheld, self.not_upheld, self.resolved, self.withdrawn)

    def found_wrong(self) -> int | None:
        """Cases upheld in full or in part. Missing: None where one of the two is no number."""
        return total_of((self.upheld, self.partly_upheld))

    def decided(self) -> int | None:
        """Cases that ended with a finding: what is resolved or withdrawn has none. Missing: as `found_wrong`."""
        return total_of((self.upheld, self.partly_upheld, self.not_upheld))


@dataclass(frozen=True, slots=True)
class Cases:
    """Cases of one organisation that came to the tier, were accepted, and were closed, each in the period."""

    received: Cell
    accepted: Cell
    closed: Cell
    outcomes: CaseOutcomes | Missing | None


@dataclass(frozen=True, slots=True)
class CaseTheme:
    """What closed cases were about. Missing: `what` is empty where nothing is said."""

    subject: str | None
    count: Cell
    what: str


@dataclass(frozen=True, slots=True)
class TierRecommendations:
    """What the tier recommended in the period, and how much of that the organisation accepted."""

    made: Cell
    accepted: Cell


@dataclass(frozen=True, slots=True)
class TierReport:
    """What an independent tier tells of one organisation in one period.

    Units: days as the document writes them, `2026-06-30`.
    """

    contract_version: str = field(compare=False)
    tier: str
    organisation: str | None
    period_name: str | None
    starts: str | None
    ends: str | None
    approved_by: SignOff | None
    source: str | None
    cases: Cases
    themes: tuple[CaseTheme, ...] | Missing | None
    recommendations: TierRecommendations | Missing | None
    views: Said
    evidence: tuple[Evidence, ...]
    explanations: tuple[Answer, ...]

    @property
    def period(self) -> Period | None:
        """The period that it is of. Missing: None when its name names none."""
        try:
            return Period.named(self.period_name or "")
        except ValueError:
            return None

    @property
    def approved(self) -> date | None:
        """The day on which it was approved."""
        return day(self.approved_by.on) if self.approved_by else None
