"""The parts of a return that are numbers: complaints and how they were handled, feedback, the Ombudsman's figures."""

from __future__ import annotations

from dataclasses import dataclass

from hub.contract.model.cells import AmountCell, Cell, Missing


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
class Handling:
    """Complaints closed in one of the two ways of handling, and the mean days that they took.

    Units: `mean_days` in calendar days from receipt to close.
    """

    count: Cell
    mean_days: AmountCell


@dataclass(frozen=True, slots=True)
class Compensation:
    """Payments made for maladministration (ex gratia, special payments). Units: `amount` in pounds."""

    payments: Cell
    amount: AmountCell


@dataclass(frozen=True, slots=True)
class Cost:
    """What complaint handling cost, and what that covers. Units: `amount` in pounds."""

    amount: AmountCell
    covers: str


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
class Recommendations:
    """The Ombudsman's recommendations of the year, by whether the body complied with them."""

    complied: Cell
    not_complied: Cell


@dataclass(frozen=True, slots=True)
class Ombudsman:
    """What the Ombudsman found, in the Ombudsman's own year."""

    year: str
    accepted: Cell
    reported: Cell
    upheld: Cell
    partly_upheld: Cell
    not_upheld: Cell
    referred: Cell
    recommendations: Recommendations | Missing | None


@dataclass(frozen=True, slots=True)
class Group:
    """Complaints from one group of people; `group` is the body's own word for it."""

    group: str
    received: Cell
    went_wrong: Cell


@dataclass(frozen=True, slots=True)
class Characteristic:
    """Complaints by groups of one characteristic of the people who complained. The highest risk of disclosure."""

    characteristic: str | None
    groups: tuple[Group, ...]
