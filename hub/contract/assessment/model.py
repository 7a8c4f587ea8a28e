"""A self-assessment as the hub thinks of it: frozen values, made from a document whose shape has been checked.

Holds no rule and no wording. What the document left out, or what could not be read, is None or empty.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from hub.contract.frameworks import Framework, Score, framework
from hub.contract.model import Answer, Missing, SignOff


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a score rests on, and from which day it is."""

    what: str
    on: str | None


@dataclass(frozen=True, slots=True)
class Scored:
    """How a body scores itself against one statement, and what that rests on.

    Missing: `score` is a status where the statement is not about this body; the texts are empty where nothing is said.
    """

    statement: str | None
    score: Score | Missing | None
    basis: str
    evidence: tuple[Evidence, ...]
    notes: str
    gaps: str


@dataclass(frozen=True, slots=True)
class Planned:
    """One action of the plan that follows from a self-assessment."""

    id: str | None
    part: str | None
    statements: tuple[str, ...]
    what: str
    owner: str | None
    due: str | None
    completed: str | None


@dataclass(frozen=True, slots=True)
class Assessment:
    """How one related organisation scores its own complaint handling.

    Units: days as the document writes them, `2026-06-30`.
    """

    contract_version: str = field(compare=False)
    organisation: str | None
    framework_id: str | None
    framework_version: str | None
    completed_on: str | None
    review_on: str | None
    approved_by: SignOff | None
    source: str | None
    scores: tuple[Scored, ...]
    plan: tuple[Planned, ...]
    conclusions: str | None
    evidence_base: str | None
    response: str | None
    explanations: tuple[Answer, ...]

    @property
    def framework(self) -> Framework | None:
        """The framework that it follows. Missing: None when that is not installed."""
        return framework(self.framework_id, self.framework_version)

    @property
    def completed(self) -> date | None:
        """The day on which it was completed."""
        return day(self.completed_on)

    @property
    def review(self) -> date | None:
        """The day by which it is to be repeated."""
        return day(self.review_on)


def day(told: str | None) -> date | None:
    """A day that the contract has accepted. Missing: None where there is none."""
    return date.fromisoformat(told) if told else None
