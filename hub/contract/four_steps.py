"""The four steps by which an organisation takes up the Complaint Standards, and what was agreed with it on the way.

Words and values only: how they are kept is `hub.store.standards`, what is due is `hub.oversight.standards`.
Source: PHSO, The role of parent departments; the wording is the hub's own.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import IntEnum, StrEnum


class FourSteps(IntEnum):
    """What is asked of each organisation, in this order; that it knows of the Standards at all is step 0."""

    KNOWS = 0
    ASSESSED = 1
    PROCEDURE = 2
    GUIDES = 3
    TRAINING = 4

    @property
    def label(self) -> str:
        """As people read it."""
        return STEP_WORDS[self][0]

    @property
    def asks(self) -> str:
        """What must be so before it is done."""
        return STEP_WORDS[self][1]


STEP_WORDS = {
    FourSteps.KNOWS: ("Knows about the Standards", "It knows that there are Complaint Standards and what they ask."),
    FourSteps.ASSESSED: (
        "Has assessed itself",
        "It has assessed itself, has shared the assessment and its development plans, and has agreed when both are "
        "reviewed and the assessment is repeated.",
    ),
    FourSteps.PROCEDURE: (
        "Has compared its procedure",
        "It has a complaints procedure, has compared it with the model procedure, and has shared it with any changes.",
    ),
    FourSteps.GUIDES: (
        "Understands the guides",
        "It has reviewed and understood the supporting guides; its questions were answered and support was given.",
    ),
    FourSteps.TRAINING: (
        "Has thought about training",
        "It has thought about what must change in training so that everybody can deliver the Standards.",
    ),
}


class StepState(StrEnum):
    """How far an organisation is with a step. `REVIEW_DUE` is never recorded: it follows from the next review's day."""

    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    DONE = "done"
    SHARED = "done_and_shared"
    REVIEW_DUE = "review_due"

    @property
    def label(self) -> str:
        """As people read it."""
        return STATE_WORDS[self]


STATE_WORDS = {
    StepState.NOT_STARTED: "Not started",
    StepState.IN_PROGRESS: "In progress",
    StepState.DONE: "Done",
    StepState.SHARED: "Done and shared",
    StepState.REVIEW_DUE: "Review due",
}
RECORDED = tuple(state for state in StepState if state is not StepState.REVIEW_DUE)


class Adoption(StrEnum):
    """Whether an organisation has taken up the Standards as its own."""

    NOT_ADOPTED = "not_adopted"
    PREPARING = "preparing"
    ADOPTED = "adopted"

    @property
    def label(self) -> str:
        """As people read it."""
        return {"not_adopted": "Not adopted", "preparing": "Preparing to adopt", "adopted": "Adopted"}[self.value]


@dataclass(frozen=True, slots=True)
class StepRecord:
    """What the sponsor team recorded about one step of one organisation.

    Shapes: `on` is the day on which it was so; `role` and `at` say in which role it was recorded, and when.
    Missing: `evidence` is empty where nothing has started; `next_review` is None where none is agreed.
    """

    id: str
    organisation: str
    step: FourSteps
    state: StepState
    evidence: str
    on: date
    next_review: date | None
    role: str
    at: datetime


@dataclass(frozen=True, slots=True)
class AdoptionRecord:
    """What the sponsor team recorded about an organisation's adoption of the Standards, as of a day."""

    id: str
    organisation: str
    adoption: Adoption
    evidence: str
    on: date
    role: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Conversation:
    """A conversation with an organisation: with whom, what was agreed, which help the parent promised.

    Shapes: `with_role` is a role, never a name.
    Missing: `help` is empty where none was promised; `help_by` is None where no day was named, and `help_given_on`
    while the help has not been given.
    """

    id: str
    organisation: str
    on: date
    with_role: str
    agreed: str
    help: str
    help_by: date | None
    help_given_on: date | None
    role: str
    at: datetime

    @property
    def waits_for_help(self) -> bool:
        """Whether help was promised and has not been given."""
        return bool(self.help) and self.help_given_on is None
