"""Meetings with an independent tier about one organisation, as values: what was planned, heard, and followed.

Stands at the bottom of the house because the store keeps these words, papers say them and screens record them. Decides
nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class FollowUp:
    """What follows from a meeting, whose it is, and by when.

    Units: `recorded_at` is when somebody recorded it, `done_at` when somebody recorded that it was done.
    Missing: `done_on` and `done_at` are None and `done_how` empty while it is not done; `recorded_at` is None until it
    is recorded.
    """

    id: str
    says: str
    owner_role: str
    due: date
    done_on: date | None = None
    done_how: str = ""
    recorded_at: datetime | None = None
    done_at: datetime | None = None

    def overdue_on(self, today: date) -> bool:
        """Whether its day has passed and it is not done."""
        return self.done_on is None and self.due < today


@dataclass(frozen=True, slots=True)
class Heard:
    """What was heard at a meeting: who was there by role, the tier's views, the evidence examined."""

    present: str
    views: str
    evidence: str


@dataclass(frozen=True, slots=True)
class TierMeeting:
    """One meeting of the department with the independent tier of one organisation.

    Shapes: `edits` counts what was recorded about it, so that nobody records over another; `follow_ups` in the order in
    which they were recorded.
    Units: `heard_at` is when somebody recorded last what was heard.
    Missing: `heard` and `heard_at` are None until it is recorded; `called_off_why` is empty unless it was called off.
    """

    id: str
    department: str
    organisation: str
    tier: str
    on: date
    place: str
    edits: int
    heard: Heard | None
    called_off_why: str
    follow_ups: tuple[FollowUp, ...]
    changed_at: datetime
    heard_at: datetime | None = None

    @property
    def open_follow_ups(self) -> tuple[FollowUp, ...]:
        """What is not done yet, the first due first."""
        return tuple(sorted((one for one in self.follow_ups if one.done_on is None), key=lambda one: one.due))

    @property
    def waits(self) -> bool:
        """Whether it is neither recorded nor called off."""
        return self.heard is None and not self.called_off_why

    def awaits_record(self, today: date) -> bool:
        """Whether its day is over and nobody has recorded what was heard."""
        return self.waits and self.on < today


def next_meeting(meetings: tuple[TierMeeting, ...], today: date) -> TierMeeting | None:
    """The next one to come. Missing: None where none is planned."""
    to_come = [one for one in meetings if one.waits and one.on >= today]
    return min(to_come, key=lambda one: (one.on, int(one.id)), default=None)


def last_held(meetings: tuple[TierMeeting, ...], until: date) -> TierMeeting | None:
    """The last one that was recorded, on this day or before. Missing: None where there is none."""
    held = [one for one in meetings if one.heard is not None and one.on <= until]
    return max(held, key=lambda one: (one.on, int(one.id)), default=None)
