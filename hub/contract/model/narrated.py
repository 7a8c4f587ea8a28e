"""The parts of a return told in words: who stands behind it, actions, learning, issues, challenges, answers."""

from __future__ import annotations

from dataclasses import dataclass

from hub.contract.model.cells import Cell, Missing, Said


@dataclass(frozen=True, slots=True)
class SignOff:
    """Who at the organisation stands behind the return, by role, and since when."""

    role: str
    on: str


@dataclass(frozen=True, slots=True)
class Issue:
    """Something that the body holds to be important, whatever its number of complaints."""

    id: str | None
    issue: str
    subject: str | None


@dataclass(frozen=True, slots=True)
class Insight:
    """What another source than complaints tells. Missing: `count` is None where nothing is counted."""

    source: str | None
    count: Cell
    what: str


@dataclass(frozen=True, slots=True)
class Challenge:
    """What the body finds hard and brings to the complaint managers' forum."""

    id: str | None
    challenge: str
    subject: str | None
    help_wanted: str | None


@dataclass(frozen=True, slots=True)
class Answer:
    """The sender's explanation for a query, given in the document itself. Missing: `pointer` is None for any place."""

    code: str
    pointer: str | None
    text: str


@dataclass(frozen=True, slots=True)
class Action:
    """One thing done, or planned, to put matters right: minimum data M4, with the plan that goes with it.

    Missing: `completed` is None, or a status, while the action is not known to be done.
    """

    id: str | None
    what: str
    remedy: str | None
    subject: str | None
    number: Cell
    owner: Said
    begins: Said
    due: Said
    completed: Said
    standards: Said
    involvement: Said
    progress_review: Said
    completion_review: Said
    monitoring: Said
    impact: Said


@dataclass(frozen=True, slots=True)
class Measure:
    """How an improvement will be shown to have worked: minimum data M6."""

    name: str
    definition: str
    direction: str
    baseline: float | Missing | None
    target: float | Missing | None
    latest: float | None
    unit: str | None
    review_on: Said


@dataclass(frozen=True, slots=True)
class Sharing:
    """How service users are, or will be, told of an improvement: minimum data M7."""

    channel: str | None
    where: str
    on: str | None
    state: str


@dataclass(frozen=True, slots=True)
class Learning:
    """What was learnt and how it was used: minimum data M5, with its measure and its sharing.

    `may_be_shared` is the body's consent that other bodies are told of it.
    """

    id: str | None
    identified: str
    used: str
    subject: str | None
    actions: tuple[str, ...]
    measure: Measure | Missing | None
    sharing: tuple[Sharing, ...] | Missing | None
    may_be_shared: bool | Missing | None
