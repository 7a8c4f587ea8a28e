"""A return as the hub thinks of it: frozen values, made from a document whose shape has been checked.

Holds no rule and no wording. A part that the document left out, or that could not be read, is None;
a part that the body says it cannot give is a `Missing`, which is an answer. Neither is ever 0.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from hub.contract.period import Period

Document = Mapping[str, Any]


class Missing(StrEnum):
    """Why there is no value."""

    NOT_COLLECTED = "not_collected"
    NOT_APPLICABLE = "not_applicable"
    NOT_AVAILABLE = "not_available"
    SUPPRESSED_AT_SOURCE = "suppressed_at_source"


class Mark(StrEnum):
    """How firm a value is, where the body says that it is less than final."""

    ESTIMATED = "estimated"
    PROVISIONAL = "provisional"


@dataclass(frozen=True, slots=True)
class Count:
    """A number of things. Zero means zero."""

    value: int
    mark: Mark | None = None


Cell = Count | Missing | None
STATUSES = frozenset(status.value for status in Missing)


def number(cell: Cell) -> int | None:
    """The number in a cell, or None when it holds none."""
    return cell.value if isinstance(cell, Count) else None


def total_of(cells: Iterable[Cell]) -> int | None:
    """The sum of some cells; None when one of them holds no number."""
    total = 0
    for cell in cells:
        if not isinstance(cell, Count):
            return None
        total += cell.value
    return total


@dataclass(frozen=True, slots=True)
class SignOff:
    """Who at the organisation stands behind the return, by role, and since when."""

    role: str
    on: str


@dataclass(frozen=True, slots=True)
class CountingRules:
    """What the body counts as a complaint; decides whether two bodies can be compared."""

    subject_coding: str | None
    rounding_base: int
    statements: tuple[tuple[str, str], ...]
    explanation: str


@dataclass(frozen=True, slots=True)
class Exposure:
    """How much the body does, so that complaints can be given as a rate."""

    what: str
    quantity: Cell
    source: str
    as_at: str


@dataclass(frozen=True, slots=True)
class ServiceCount:
    """Complaints received about one of the body's services, in the body's own words."""

    service: str
    count: Cell


@dataclass(frozen=True, slots=True)
class MonthCount:
    """Complaints received in one month of the period, `2026-04`."""

    month: str
    count: Cell


@dataclass(frozen=True, slots=True)
class JointCount:
    """Complaints about a service run with others: counted by the lead, named by the partners."""

    service: str
    lead: str
    partners: tuple[str, ...]
    count: Cell


@dataclass(frozen=True, slots=True)
class Received:
    """Complaints received: minimum data M1."""

    total: Cell
    services_exhaustive: bool
    by_service: tuple[ServiceCount, ...]
    monthly: tuple[MonthCount, ...]


@dataclass(frozen=True, slots=True)
class Caseload:
    """How open complaints moved through the period."""

    brought_forward: Cell
    closed: Cell
    carried_forward: Cell


@dataclass(frozen=True, slots=True)
class SubjectCount:
    """Complaints about one subject: minimum data M2."""

    subject: str
    local_label: str
    count: Cell
    went_wrong: Cell


@dataclass(frozen=True, slots=True)
class Outcomes:
    """What was decided about the complaints that were closed."""

    upheld: Cell
    partly_upheld: Cell
    not_upheld: Cell


@dataclass(frozen=True, slots=True)
class WentWrong:
    """Complaints in which something went wrong, upheld in full or in part: minimum data M3."""

    count: Cell
    outcomes: Outcomes | None


@dataclass(frozen=True, slots=True)
class Timescale:
    """Closed complaints whose complainant was promised a date, and those of them that kept it."""

    promised: Cell
    within: Cell


@dataclass(frozen=True, slots=True)
class Action:
    """One thing done, or planned, to put matters right: minimum data M4."""

    id: str | None
    what: str
    remedy: str | None
    subject: str | None
    number: Cell
    owner: str | None
    begins: str | None
    due: str | None
    completed: str | None


@dataclass(frozen=True, slots=True)
class Measure:
    """How an improvement will be shown to have worked: minimum data M6."""

    name: str
    definition: str
    direction: str
    baseline: float | None
    target: float | None
    latest: float | None
    unit: str | None
    review_on: str | None


@dataclass(frozen=True, slots=True)
class Sharing:
    """How service users are, or will be, told of an improvement: minimum data M7."""

    channel: str | None
    where: str
    on: str | None
    state: str


@dataclass(frozen=True, slots=True)
class Learning:
    """What was learnt and how it was used: minimum data M5, with its measure and its sharing."""

    id: str | None
    identified: str
    used: str
    subject: str | None
    actions: tuple[str, ...]
    measure: Measure | Missing | None
    sharing: tuple[Sharing, ...] | Missing | None


@dataclass(frozen=True, slots=True)
class FeedbackGroup:
    """What one group said of how complaints are handled: a third of minimum data M8."""

    invited: Cell
    responses: Cell
    satisfied: Cell
    summary: str | None


@dataclass(frozen=True, slots=True)
class Feedback:
    """Minimum data M8: people who complained, colleagues complained about, colleagues who investigated."""

    complainants: FeedbackGroup | Missing | None
    complained_about: FeedbackGroup | Missing | None
    investigators: FeedbackGroup | Missing | None

    @property
    def groups(self) -> tuple[tuple[str, FeedbackGroup | Missing | None], ...]:
        """The three groups by the names that the document gives them."""
        return (
            ("complainants", self.complainants),
            ("complained_about", self.complained_about),
            ("investigators", self.investigators),
        )


@dataclass(frozen=True, slots=True)
class Ombudsman:
    """What the Ombudsman found, in the Ombudsman's own year."""

    year: str
    accepted: Cell
    reported: Cell
    upheld: Cell
    partly_upheld: Cell
    not_upheld: Cell


@dataclass(frozen=True, slots=True)
class Return:
    """What one related organisation reports for one period."""

    organisation: str | None
    period_name: str | None
    starts: str | None
    ends: str | None
    nil_return: bool | None
    signed_off_by: SignOff | None
    source: str | None
    notes: str | None
    counting_rules: CountingRules
    exposure: Exposure | Missing | None
    received: Received
    joint: tuple[JointCount, ...]
    caseload: Caseload | Missing | None
    subjects: tuple[SubjectCount, ...] | Missing | None
    went_wrong: WentWrong
    timescale: Timescale | Missing | None
    actions: tuple[Action, ...] | Missing | None
    learning: tuple[Learning, ...] | Missing | None
    feedback: Feedback
    ombudsman: Ombudsman | Missing | None

    @property
    def period(self) -> Period | None:
        """The period by its name; None when the name is not that of a period."""
        try:
            return Period.named(self.period_name or "")
        except ValueError:
            return None
