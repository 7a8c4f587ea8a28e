"""What the board's lead and the sponsor team record about meetings with a tier, each an act of `hub.auth.permissions`.

Reads what was entered; whether it can be recorded, the store decides.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from hub.auth.permissions import TierAct, Viewer
from hub.dashboards.sent import Sent
from hub.errors import nothing_here
from hub.oversight.reporting import day_in_words
from hub.scope import Scope
from hub.store.ledger import By
from hub.store.tier_meetings import TierMeetings
from hub.tier_meetings import FollowUp, Heard


@dataclass(frozen=True, slots=True)
class Meeting:
    """Where it is kept, and what time it is."""

    meetings: TierMeetings
    now: Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class _Doing:
    """An act: where, on what was known, and by whom."""

    meetings: TierMeetings
    scope: Scope
    sent: Sent
    known: int
    by: By

    def expect_here(self) -> None:
        """See that the meeting is about the organisation of the page. Raises: NotFound."""
        if self.sent.subject not in [one.id for one in self.meetings.of(self.scope, self.sent.about)]:
            raise nothing_here()


def do(meeting: Meeting, who: Viewer, sent: Sent, known: str) -> str:
    """Do it; what was done, in a sentence. `known` is how often the meeting had been edited, as its form says.

    Raises: NotFound for what is not there and for what this viewer may not do, alike; InputRefused and Conflict, with
    nothing changed.
    """
    if sent.act not in [*TierAct] or not who.does(act := TierAct(sent.act)):
        raise nothing_here()
    by = By(who.name, who.role.value, meeting.now(), who.origin)
    edits = int(known) if known.isascii() and known.isdigit() and len(known) < 6 else -1
    return DOES[act](_Doing(meeting.meetings, who.reach(act), sent, edits, by))


def _plan(doing: _Doing) -> str:
    on = doing.sent.day("on")
    doing.meetings.plan(doing.scope, doing.sent.about, on, doing.sent.entry("place"), doing.by)
    return f"The meeting on {day_in_words(on)} is planned."


def _move(doing: _Doing) -> str:
    doing.expect_here()
    on, place = doing.sent.day("on"), doing.sent.entry("place")
    doing.meetings.move(doing.scope, doing.sent.subject, on, place, doing.known, doing.by)
    return f"The meeting is on {day_in_words(on)} now."


def _call_off(doing: _Doing) -> str:
    doing.expect_here()
    doing.meetings.call_off(doing.scope, doing.sent.subject, doing.sent.entry("why"), doing.known, doing.by)
    return "The meeting is called off."


def _record(doing: _Doing) -> str:
    doing.expect_here()
    heard = Heard(*(doing.sent.entry(name) for name in ("present", "views", "evidence")))
    doing.meetings.record(doing.scope, doing.sent.subject, heard, doing.known, doing.by)
    return "What was heard is recorded. Add what is to follow."


def _follow_up(doing: _Doing) -> str:
    doing.expect_here()
    told = FollowUp("", doing.sent.entry("says"), doing.sent.entry("owner_role"), doing.sent.day("due"))
    doing.meetings.add_follow_up(doing.scope, doing.sent.subject, told, doing.known, doing.by)
    return "The follow-up is recorded."


def _finish(doing: _Doing) -> str:
    meetings = doing.meetings.of(doing.scope, doing.sent.about)
    if doing.sent.subject not in [one.id for meeting in meetings for one in meeting.follow_ups]:
        raise nothing_here()
    on, how = doing.sent.day("on"), doing.sent.entry("how")
    doing.meetings.finish(doing.scope, doing.sent.subject, how, on, doing.known, doing.by)
    return "The follow-up is recorded as done."


DOES: Mapping[TierAct, Callable[[_Doing], str]] = {
    TierAct.PLAN: _plan,
    TierAct.MOVE: _move,
    TierAct.CALL_OFF: _call_off,
    TierAct.RECORD: _record,
    TierAct.FOLLOW_UP: _follow_up,
    TierAct.FINISH: _finish,
}
