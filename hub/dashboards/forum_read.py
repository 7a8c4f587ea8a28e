"""What the pages of the forum show, as values: read at one moment, for one viewer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from hub.issued import Issued
from hub.meetings import Meeting, Output, next_meeting
from hub.oversight.forum.agenda import Agenda


@dataclass(frozen=True, slots=True)
class ForumRead:
    """The meetings of the forum.

    Shapes: `meetings` the earliest first; `open_actions` by the day of their meeting; `names` of the organisations that
    the viewer sees, by code.
    """

    department_name: str
    meetings: tuple[Meeting, ...]
    open_actions: tuple[Output, ...]
    names: Mapping[str, str]
    today: date

    @property
    def next(self) -> Meeting | None:
        """The next one. Missing: None where none is arranged."""
        return next_meeting(self.meetings, self.today)

    @property
    def overdue(self) -> list[Output]:
        """Actions whose day has passed."""
        return [one for one in self.open_actions if one.is_overdue(self.today)]


@dataclass(frozen=True, slots=True)
class MeetingRead:
    """One meeting.

    Shapes: `is_whole` is whether the viewer sees everybody who is invited, and so may change it; `issued` are its
    agendas that were issued, the newest first.
    """

    agenda: Agenda
    today: date
    is_whole: bool
    issued: tuple[Issued, ...] = ()

    @property
    def is_over(self) -> bool:
        """Whether its day has passed, or somebody recorded who came."""
        return self.agenda.meeting.day < self.today or self.agenda.meeting.present is not None

    @property
    def can_be_issued(self) -> bool:
        """Whether its agenda is one to send: something stands on it, nothing unseen, and the meeting is not over."""
        agenda = self.agenda
        return bool(agenda.lines) and not agenda.elsewhere and agenda.meeting.is_on and agenda.meeting.present is None

    @property
    def outputs(self) -> list[Output]:
        """What came of this meeting itself."""
        return [one for one in self.agenda.outputs if one.meeting == self.agenda.meeting.id]

    @property
    def has_begun(self) -> bool:
        """Whether its day has come."""
        return self.agenda.meeting.day <= self.today


@dataclass(frozen=True, slots=True)
class PaperFile:
    """A paper as a file."""

    name: str
    mimetype: str
    content: bytes
