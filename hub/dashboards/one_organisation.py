"""What the pages of one organisation show, as values: read at one moment, for one viewer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from hub.contract.life_cycle import Standing
from hub.contract.period import Period
from hub.oversight.assessment import AssessmentTold
from hub.oversight.differences import Difference
from hub.oversight.learning.body import BodyLearning
from hub.oversight.reporting import ReturnState
from hub.oversight.standards import BodyStandards
from hub.store.filed import Filing
from hub.store.kept import KeptReturn
from hub.store.register import RelatedOrganisation
from hub.store.services import SharedService
from hub.store.threads import Thread


@dataclass(frozen=True, slots=True)
class PeriodOfOne:
    """What came from an organisation for one period, and where that stands.

    Shapes: `versions` oldest first, also of what was withdrawn; `why` says when it came or was due. `state` is that of
    what counts: of a return that was withdrawn nothing has come.
    Missing: `versions` is empty and `standing` None while nothing has come.
    """

    period: Period
    state: ReturnState
    why: str
    versions: tuple[KeptReturn, ...]
    standing: Standing | None

    @property
    def latest(self) -> KeptReturn | None:
        """The version that came last. Missing: None while nothing has come."""
        return self.versions[-1] if self.versions else None


@dataclass(frozen=True, slots=True)
class AssessmentShown:
    """The current self-assessment by one framework, and how it was received.

    Shapes: `versions` are all that were received by this framework, oldest first; the last of them is told.
    Missing: `told` is None when the framework is no longer installed.
    """

    versions: tuple[Filing, ...]
    told: AssessmentTold | None

    @property
    def filing(self) -> Filing:
        """The current version."""
        return self.versions[-1]


@dataclass(frozen=True, slots=True)
class OrganisationRead:
    """One organisation, whole.

    Shapes: `periods` newest first; `threads` are the questions that are not closed, oldest first; `services` are those
    that it shares, and `service_names` the names of the organisations that do, by code; `marks` are those of
    `hub.oversight.marks` today.
    Missing: `learning` is None while nothing has come; `learning_until` is the last period whose returns it is from.
    """

    body: RelatedOrganisation
    department_name: str
    marks: tuple[str, ...]
    periods: tuple[PeriodOfOne, ...]
    threads: tuple[Thread, ...]
    standards: BodyStandards
    assessments: tuple[AssessmentShown, ...]
    learning: BodyLearning | None = None
    learning_until: Period | None = None
    services: tuple[SharedService, ...] = ()
    service_names: Mapping[str, str] = field(default_factory=dict)

    @property
    def latest_period(self) -> Period | None:
        """The period of what came last. Missing: None while nothing has come."""
        return next((one.period for one in self.periods if one.versions), None)


@dataclass(frozen=True, slots=True)
class VersionsRead:
    """Two versions of an organisation's return for a period, and what changed from the one to the other.

    Shapes: `versions` are all that there are, oldest first. The documents are in the form of one contract version,
    `contract_version`: the newer one's where the two were sent in different ones.
    """

    body: RelatedOrganisation
    period: Period
    versions: tuple[KeptReturn, ...]
    before: KeptReturn
    after: KeptReturn
    documents: tuple[Mapping[str, Any], Mapping[str, Any]]
    contract_version: str
    differences: tuple[Difference, ...]
