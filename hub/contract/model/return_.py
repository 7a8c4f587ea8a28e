"""The whole return."""

from __future__ import annotations

from dataclasses import dataclass, field

from hub.contract.model.cells import Missing
from hub.contract.model.counted import (
    Caseload,
    Characteristic,
    Compensation,
    Cost,
    CountingRules,
    Exposure,
    Feedback,
    Handling,
    JointCount,
    Ombudsman,
    Received,
    SubjectCount,
    Timescale,
    WentWrong,
)
from hub.contract.model.narrated import Action, Answer, Challenge, Insight, Issue, Learning, SignOff
from hub.contract.period import Period


@dataclass(frozen=True, slots=True)
class Return:
    """What one related organisation reports for one period.

    Missing: a part that the document's own version does not have is `not_collected`; one that it has, and that the
    body left out, is None. The same return told in two versions is equal.
    """

    contract_version: str = field(compare=False)
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
    early_resolution: Handling | Missing | None
    closer_look: Handling | Missing | None
    compensation: Compensation | Missing | None
    important_issues: tuple[Issue, ...] | Missing | None
    other_insight: tuple[Insight, ...] | Missing | None
    cost: Cost | Missing | None
    explanations: tuple[Answer, ...]
    challenges: tuple[Challenge, ...] | Missing | None
    demographics: tuple[Characteristic, ...] | Missing | None

    @property
    def period(self) -> Period | None:
        """The period by its name; None when the name is not that of a period."""
        try:
            return Period.named(self.period_name or "")
        except ValueError:
            return None
