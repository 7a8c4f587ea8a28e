"""What the forum is, as values: its meetings, what stands on an agenda, what members asked for, and what came of it.

Stands at the bottom of the house because the store keeps these, oversight proposes them and papers tell them. Decides
nothing.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum


class Level(StrEnum):
    """At which level the forum meets, as the Cross Government Complaints Forum does."""

    OPERATIONAL = "operational"
    DIRECTOR = "director"
    SENIOR = "senior"

    @property
    def label(self) -> str:
        """As people read it."""
        return {
            Level.OPERATIONAL: "Operational level",
            Level.DIRECTOR: "Director level",
            Level.SENIOR: "Senior strategic level",
        }[self]

    @property
    def above(self) -> Level | None:
        """The level to which it escalates. Missing: None for the highest, above which is the board."""
        return {Level.OPERATIONAL: Level.DIRECTOR, Level.DIRECTOR: Level.SENIOR}.get(self)


class Section(StrEnum):
    """The parts of an agenda, in their order."""

    ARISING = "arising"
    RAISED = "raised"
    THEMES = "themes"
    CHALLENGES = "challenges"
    LEARNING = "learning"
    CHANGES = "changes"
    MEMBERS = "members"
    ESCALATE = "escalate"

    @property
    def label(self) -> str:
        """As people read it."""
        return {
            Section.ARISING: "Matters arising and actions due",
            Section.RAISED: "Raised by the level below",
            Section.THEMES: "Shared themes",
            Section.CHALLENGES: "Challenges raised",
            Section.LEARNING: "Learning for all",
            Section.CHANGES: "Changes to guidance and contracts",
            Section.MEMBERS: "Asked for by members",
            Section.ESCALATE: "What to escalate",
        }[self]


class OutputKind(StrEnum):
    """What can come of a meeting."""

    DECISION = "decision"
    ACTION = "action"
    LEARNING = "learning"
    ESCALATION = "escalation"

    @property
    def label(self) -> str:
        """As people read it."""
        return {
            OutputKind.DECISION: "Decision",
            OutputKind.ACTION: "Action",
            OutputKind.LEARNING: "Learning adopted",
            OutputKind.ESCALATION: "Escalation",
        }[self]


@dataclass(frozen=True, slots=True)
class Arranged:
    """When, where and with whom a meeting is to be. Shapes: `invited` are codes. Units: `starts_at` in the UK."""

    level: Level
    day: date
    starts_at: time
    minutes: int
    place: str
    invited: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Meeting:
    """One meeting of the forum.

    Shapes: `uid` names it to calendars, the same as long as it is kept.
    Units: `sequence` counts what calendars must hear of; `edits` whatever was recorded about it since.
    Missing: `present` is None until somebody recorded who came; `cancelled_why` while it is to be held.
    """

    id: str
    uid: str
    arranged: Arranged
    sequence: int
    edits: int
    changed_at: datetime
    present: tuple[str, ...] | None = None
    also_present: str = ""
    cancelled_why: str | None = None

    @property
    def level(self) -> Level:
        """At which level it is."""
        return self.arranged.level

    @property
    def day(self) -> date:
        """On which day it is."""
        return self.arranged.day

    @property
    def is_on(self) -> bool:
        """Whether nobody cancelled it."""
        return self.cancelled_why is None


@dataclass(frozen=True, slots=True)
class Topic:
    """What an item is about, proposed or written by somebody.

    Shapes: `source` names what it was proposed from, the same whenever it is; `organisations` are the codes of those
    that it names; `returns` are those its figures come from: organisation, name of the period, version.
    Units: `weight` is its part of the time beside others.
    Missing: `presenter` is empty where nobody is suggested; `source` for what was added by hand.
    """

    source: str
    section: Section
    title: str
    says: str
    why: str
    organisations: tuple[str, ...] = ()
    presenter: str = ""
    weight: int = 1
    returns: tuple[tuple[str, str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Item:
    """One item of an agenda.

    Missing: `minutes` is None where nobody set them; `removed_why` while it stands there, and empty for what is simply
    not proposed any more.
    """

    id: str
    meeting: str
    topic: Topic
    minutes: int | None
    place: int
    edited: bool
    removed_why: str | None
    role: str
    at: datetime

    @property
    def stands(self) -> bool:
        """Whether it is on the agenda."""
        return self.removed_why is None


@dataclass(frozen=True, slots=True)
class Unseen:
    """What somebody who does not see an item needs, to be told the times of the others. Units: as those of an item."""

    place: int
    weight: int
    minutes: int | None


@dataclass(frozen=True, slots=True)
class MemberProposal:
    """What a member asked to talk about. Missing: `organisation` is empty for somebody who belongs to none."""

    id: str
    meeting: str
    organisation: str
    title: str
    why: str
    who: str
    role: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ToRecord:
    """What came of a meeting, as somebody records it.

    Missing: `owner`, an organisation, and `owner_role` may both be empty but for an action, `due` too.
    """

    kind: OutputKind
    says: str
    organisations: tuple[str, ...] = ()
    owner: str = ""
    owner_role: str = ""
    due: date | None = None


@dataclass(frozen=True, slots=True)
class Output:
    """What came of a meeting.

    Units: `recorded_at` is when somebody recorded it, `done_at` when somebody recorded that it was done; `edits` counts
    whatever was recorded about the meeting.
    Missing: `done_on` and `done_at` are None for what is open, or is no action.
    """

    id: str
    meeting: str
    level: Level
    day: date
    told: ToRecord
    recorded_at: datetime
    done_on: date | None = None
    done_how: str = ""
    done_at: datetime | None = None
    edits: int = 0

    @property
    def is_open(self) -> bool:
        """Whether it is an action that is not done."""
        return self.told.kind is OutputKind.ACTION and self.done_on is None

    def is_overdue(self, today: date) -> bool:
        """Whether it is open after its day."""
        return self.is_open and self.told.due is not None and self.told.due < today


@dataclass(frozen=True, slots=True)
class ToldBefore:
    """What a board was told of meetings: of those until a day, as far as it was recorded before a moment."""

    until: date
    at: datetime

    def misses(self, day: date, recorded_at: datetime) -> bool:
        """Whether it was not told what was recorded then of a meeting of this day."""
        return day > self.until or recorded_at > self.at


@dataclass(frozen=True, slots=True)
class HeldMeeting:
    """A meeting with what came of it, or so much of that as nobody was told yet."""

    meeting: Meeting
    outputs: tuple[Output, ...]


@dataclass(frozen=True, slots=True)
class ForumOutputs:
    """What the forum gave that a board was not told before: evidence for it.

    Shapes: `meetings` the oldest first, earlier ones too of which something was recorded since; `open_actions` of every
    meeting until then; `done_actions` are those recorded as done since.
    """

    before: ToldBefore
    until: date
    meetings: tuple[HeldMeeting, ...]
    open_actions: tuple[Output, ...]
    done_actions: tuple[Output, ...]

    def of(self, kind: OutputKind) -> tuple[Output, ...]:
        """All of one kind that the meetings gave."""
        return tuple(one for held in self.meetings for one in held.outputs if one.told.kind is kind)


def next_meeting(meetings: Collection[Meeting], today: date, level: Level | None = None) -> Meeting | None:
    """The first meeting from today on that is not cancelled. Missing: None where there is none."""
    coming = [one for one in meetings if one.is_on and one.day >= today and level in (None, one.level)]
    return min(coming, key=lambda one: (one.day, one.arranged.starts_at, int(one.id)), default=None)
