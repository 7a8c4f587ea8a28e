"""A theme as a value: its kind, its bodies with their figures, where its texts stand, and who may have a remedy."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from hub.oversight.learning.effect import Effect
from hub.oversight.reporting import Rate
from hub.oversight.themes.emerging import Look
from hub.oversight.written import how_many


class Kind(StrEnum):
    """Why something is a theme. The first that holds of a subject is told; a confirmed failing has no subject alone."""

    SHARED = "shared"
    EMERGING = "emerging"
    HIGH = "high"
    CHALLENGE = "challenge"
    FAILING = "failing"

    @property
    def label(self) -> str:
        """As people read it."""
        return {
            Kind.SHARED: "Rising in several bodies",
            Kind.EMERGING: "Rising",
            Kind.HIGH: "High in most bodies",
            Kind.CHALLENGE: "A challenge for several bodies",
            Kind.FAILING: "One failing in several bodies",
        }[self]

    @property
    def strength(self) -> int:
        """How much the figures of a subject say, to be compared. Missing: 0 where they say nothing of it."""
        return {Kind.HIGH: 1, Kind.EMERGING: 2, Kind.SHARED: 3}.get(self, 0)


class Direction(StrEnum):
    """Which way the figures of a theme go."""

    RISING = "rising"
    NOT_JUDGED = "not_judged"


class Part(StrEnum):
    """In which part of a return a text stands."""

    LEARNING = "learning"
    CHALLENGES = "challenges"
    ACTIONS = "actions"


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where a text stands: whoever may read it fetches it from there."""

    organisation: str
    period: str
    part: Part
    id: str


@dataclass(frozen=True, slots=True)
class InTheme:
    """One body in a theme, with the subject's figures.

    Units: `look` says whether `now` is of the period or of the last year; `periods` and `periods_before` are how many
    periods `now` and `before` are of: fewer than others' where a series began anew, or where figures were not given or
    are not shown.
    Missing: figures are None where there are none to compare.
    """

    organisation: str
    now: Rate | None
    before: Rate | None
    look: Look
    alone: bool
    periods: int = 0
    periods_before: int = 0

    def __str__(self) -> str:
        if not self.now:
            return "no figures"
        told = f"{self.now} in {how_many(self.periods, 'period', 'periods')}"
        return f"{told}, {self.before} in the {self.periods_before} before" if self.before else told


@dataclass(frozen=True, slots=True)
class Remedy:
    """A body that has evidence of effect on the subject, and by what. Missing: `consent` None where nobody asked it."""

    organisation: str
    effect: Effect

    @property
    def consent(self) -> bool | None:
        """Whether the body lets others be told of it."""
        return self.effect.loop.may_be_shared


@dataclass(frozen=True, slots=True)
class Confirmed:
    """A failing of which a person said that these pieces of learning tell of it.

    Shapes: `learning` holds organisation, name of the period, and id. Units: `on` is a day as `2026-10-22`.
    Missing: `role`, in which `who` did so, is blank where it is not known.
    """

    id: str
    failing: str
    subject: str
    learning: tuple[tuple[str, str, str], ...]
    who: str
    on: str
    role: str = ""


@dataclass(frozen=True, slots=True)
class Theme:
    """Something that crosses bodies, or begins in one.

    Shapes: `bodies` in the order in which they were given, never by size. `why` is the rule in a sentence, with how
    much of it chance alone would give where it is a test.
    Missing: `subject` is empty where a confirmed failing has none; `confirmed` is None for every other kind.
    """

    id: str
    kind: Kind
    subject: str
    direction: Direction
    bodies: tuple[InTheme, ...]
    why: str
    places: tuple[Place, ...]
    remedies: tuple[Remedy, ...]
    confirmed: Confirmed | None = None

    @property
    def key(self) -> str:
        """Names the same thing in every period: a subject, whatever its figures say of it; a challenge; a failing."""
        return f"subject:{self.subject}" if self.kind.strength else self.id
