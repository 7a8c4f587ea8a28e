"""What the pages about independent tiers show, as values: read at one moment, for one viewer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from hub.contract.period import Period
from hub.issued import Issued
from hub.oversight.tier import Beside, TierSaid
from hub.oversight.tier_questions import TierQuestion
from hub.tier_meetings import TierMeeting, last_held, next_meeting


@dataclass(frozen=True, slots=True)
class TierLine:
    """One organisation that has an independent tier, in a line; `department` is the one that it is due to.

    Shapes: `meetings` the earliest first. Missing: `reported` is None while the tier has sent no report.
    """

    organisation: str
    department: str
    name: str
    tier: str
    reported: Period | None
    meetings: tuple[TierMeeting, ...]
    today: date

    @property
    def next_meeting(self) -> TierMeeting | None:
        """The next one to come. Missing: None where none is planned."""
        return next_meeting(self.meetings, self.today)

    @property
    def last_held(self) -> TierMeeting | None:
        """The last one that was recorded. Missing: None where there is none."""
        return last_held(self.meetings, self.today)

    @property
    def open_follow_ups(self) -> int:
        """How many are not done."""
        return sum(len(one.open_follow_ups) for one in self.meetings)

    @property
    def overdue(self) -> int:
        """How many of them are past their day."""
        return sum(follow_up.overdue_on(self.today) for one in self.meetings for follow_up in one.follow_ups)


@dataclass(frozen=True, slots=True)
class TiersRead:
    """Every organisation in scope that has an independent tier, in the order of their names."""

    department_name: str
    lines: tuple[TierLine, ...]


@dataclass(frozen=True, slots=True)
class TierRead:
    """One organisation and its tier: what three found, what to ask, and the meetings.

    Shapes: `reports` the latest period first, `periods` those that can be asked for, the latest first; `issued` are its
    briefs that were issued, the newest first; `brief_for` is the day of the meeting that the next is for.
    """

    line: TierLine
    department_name: str
    period: Period
    periods: tuple[Period, ...]
    beside: Beside
    reports: tuple[TierSaid, ...]
    questions: tuple[TierQuestion, ...]
    brief_for: date
    issued: tuple[Issued, ...] = ()
