"""Meetings with independent tiers: planned, recorded, called off, and what follows from them; every change is told.

What was recorded is corrected by recording it again, which the ledger keeps beside the first. Nothing is worked out
here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from sqlalchemy import Connection, func, select

from hub.config import UK
from hub.errors import Conflict, InputRefused, nothing_here
from hub.scope import Scope
from hub.store import ledger, rows, written
from hub.store.database import Database
from hub.store.ledger import By
from hub.store.moments import moment_of, moment_text
from hub.store.reach import within
from hub.store.register import Register
from hub.store.registered import RelatedOrganisation
from hub.store.tables import TIER_FOLLOW_UPS, TIER_MEETINGS
from hub.tier_meetings import FollowUp, Heard, TierMeeting

Change = Callable[[Connection, TierMeeting], tuple[str, Mapping[str, Any]]]  # what was done, and the columns changed
HEARD = "tier_meeting.recorded"
MOST_YEARS = 5  # that a meeting is from today: further away it is a slip of the hand


class TierMeetings:
    """Meetings with the independent tiers of organisations, within a scope."""

    def __init__(self, database: Database, at: Connection | None = None) -> None:
        self._database = database
        self._at = at

    def of(self, scope: Scope, organisation: str | None = None) -> tuple[TierMeeting, ...]:
        """Every meeting, the earliest day first; those about one organisation where it is named."""
        with self._database.read(self._at) as connection:
            return _meetings(connection, scope, organisation)

    def plan(self, scope: Scope, organisation: str, on: date, place: str, by: By) -> str:
        """Plan a meeting; its id. Raises: NotFound outside the scope; InputRefused; Conflict without a tier."""
        words = written.place("place", place)
        _expect_near(on, by)

        def plan(connection: Connection) -> str:
            body = self._body(connection, scope, organisation)
            id_ = _next_id(connection, TIER_MEETINGS)
            facts = {"tier": body.independent_tier, "on_day": on, "place": words}
            row = {"id": id_, "department": body.department, "organisation": body.code, **facts, "edits": 0}
            who = {"who": by.who, "role": by.role, "at": moment_text(by.at), "changed_at": moment_text(by.at)}
            rows.add(connection, TIER_MEETINGS, {**row, **who})
            _tell(connection, by, "tier_meeting.planned", body.department, body.code, {"id": id_, **facts})
            return id_

        return self._database.write(plan)

    def move(self, scope: Scope, meeting: str, on: date, place: str, known: int, by: By) -> None:
        """Put a meeting on another day or in another place. Raises: as `plan`; Conflict when it changed meanwhile."""
        words = written.place("place", place)
        _expect_near(on, by)

        def move(_: Connection, kept: TierMeeting) -> tuple[str, Mapping[str, Any]]:
            _expect_waits(kept)
            return "tier_meeting.moved", {"on_day": on, "place": words}

        self._change(scope, meeting, known, by, move)

    def call_off(self, scope: Scope, meeting: str, why: str, known: int, by: By) -> None:
        """Say that a meeting does not take place. Raises: as `move`."""
        words = written.text("why", why)

        def call_off(_: Connection, kept: TierMeeting) -> tuple[str, Mapping[str, Any]]:
            _expect_waits(kept)
            return "tier_meeting.called_off", {"called_off_why": words}

        self._change(scope, meeting, known, by, call_off)

    def record(self, scope: Scope, meeting: str, heard: Heard, known: int, by: By) -> None:
        """Record what was heard, or record it again to correct it. Raises: as `move`; InputRefused before its day."""
        said = {
            "present": written.text("present", heard.present),
            "views": written.text("views", heard.views),
            "evidence": written.text("evidence", heard.evidence),
        }

        def record(_: Connection, kept: TierMeeting) -> tuple[str, Mapping[str, Any]]:
            if kept.called_off_why:
                raise Conflict("This meeting was called off.", "Plan another one.")
            if kept.on > _today(by):
                message = f"The meeting is on {kept.on}, which has not come yet."
                raise InputRefused(message, "Record it on its day or later, or put it on the day on which it was held.")
            return HEARD, said

        self._change(scope, meeting, known, by, record)

    def add_follow_up(self, scope: Scope, meeting: str, told: FollowUp, known: int, by: By) -> None:
        """Record what follows from a meeting that was recorded; its id is given here. Raises: as `move`."""
        said = {"says": written.text("says", told.says), "owner_role": written.line("owner_role", told.owner_role)}

        def add(connection: Connection, kept: TierMeeting) -> tuple[str, Mapping[str, Any]]:
            _expect_recorded(kept)
            if told.due < kept.on:
                message = f"{told.due} is before the meeting, which was on {kept.on}."
                raise InputRefused(message, "Enter the day of the meeting or a later one", field="due")
            id_ = _next_id(connection, TIER_FOLLOW_UPS)
            place = {"id": id_, "department": kept.department, "organisation": kept.organisation, "meeting": kept.id}
            facts = {**said, "due": told.due}
            who = {"who": by.who, "role": by.role, "at": moment_text(by.at)}
            rows.add(connection, TIER_FOLLOW_UPS, {**place, **facts, **who})
            more = {"id": id_, "meeting": kept.id, **facts}
            _tell(connection, by, "tier_follow_up.recorded", kept.department, kept.organisation, more)
            return "", {}

        self._change(scope, meeting, known, by, add)

    def finish(self, scope: Scope, follow_up: str, how: str, on: date, known: int, by: By) -> None:
        """Record that what was to follow is done. Raises: as `move`; Conflict also when it was done before."""
        words = written.text("how", how)
        if on > _today(by):
            raise InputRefused(f"{on} has not come yet.", "Enter today or an earlier day", field="on")

        def finish(connection: Connection, meeting: TierMeeting) -> tuple[str, Mapping[str, Any]]:
            (kept,) = (one for one in meeting.follow_ups if one.id == follow_up)
            if kept.done_on is not None:
                raise Conflict("It was recorded as done before.", "Nothing was changed.")
            if on < meeting.on:
                message = f"{on} is before the meeting, which was on {meeting.on}."
                raise InputRefused(message, "Enter the day on which it was done", field="on")
            changed = {"done_on": on, "done_how": words}
            rows.change(connection, TIER_FOLLOW_UPS, kept.id, {**changed, "done_at": moment_text(by.at)})
            facts = {"id": kept.id, **changed}
            _tell(connection, by, "tier_follow_up.done", meeting.department, meeting.organisation, facts)
            return "", {}

        self._change(scope, self._meeting_of(scope, follow_up), known, by, finish)

    def _meeting_of(self, scope: Scope, follow_up: str) -> str:
        for meeting in self.of(scope):
            if follow_up in [one.id for one in meeting.follow_ups]:
                return meeting.id
        raise nothing_here()

    def _change(self, scope: Scope, meeting: str, known: int, by: By, change: Change) -> None:
        def work(connection: Connection) -> None:
            kept = next((one for one in _meetings(connection, scope, None) if one.id == meeting), None)
            if kept is None:
                raise nothing_here()
            if kept.edits != known:
                raise Conflict(
                    "Somebody recorded something about this meeting after you opened its page. Nothing was changed.",
                    "Read what was recorded, and send yours again if you still want to.",
                )
            what, columns = change(connection, kept)
            edits: dict[str, Any] = {"edits": kept.edits + 1, "changed_at": moment_text(by.at)}
            if what == HEARD:
                edits["heard_at"] = moment_text(by.at)
            rows.change(connection, TIER_MEETINGS, kept.id, {**columns, **edits})
            if what:
                _tell(connection, by, what, kept.department, kept.organisation, {"id": kept.id, **columns})

        self._database.write(work)

    def _body(self, connection: Connection, scope: Scope, organisation: str) -> RelatedOrganisation:
        body = Register(self._database, connection).seen(scope, organisation)
        if body.independent_tier is None:
            raise Conflict(f"{body.name} has no independent tier.", "Nothing was changed.")
        return body


def _today(by: By) -> date:
    return by.at.astimezone(UK).date()


def _expect_near(on: date, by: By) -> None:
    if on.year > _today(by).year + MOST_YEARS or on.year < _today(by).year - MOST_YEARS:
        raise InputRefused(f"{on} is more than {MOST_YEARS} years away.", "Correct the day", field="on")


def _expect_waits(kept: TierMeeting) -> None:
    if not kept.waits:
        raise Conflict("This meeting was recorded or called off.", "Nothing was changed.")


def _expect_recorded(kept: TierMeeting) -> None:
    if kept.heard is None:
        raise Conflict("Nothing is recorded of this meeting yet.", "Record what was heard first.")


def _next_id(connection: Connection, table: Any) -> str:
    return str(connection.execute(select(func.count()).select_from(table)).scalar_one() + 1)


def _meetings(connection: Connection, scope: Scope, organisation: str | None) -> tuple[TierMeeting, ...]:
    wanted = select(TIER_MEETINGS).where(*within(scope, TIER_MEETINGS))
    if organisation is not None:
        wanted = wanted.where(rows.is_called(TIER_MEETINGS.c.organisation, organisation))
    found = sorted(connection.execute(wanted), key=lambda row: (row.on_day, int(row.id)))
    follow_ups: dict[str, list[FollowUp]] = {row.id: [] for row in found}
    told = select(TIER_FOLLOW_UPS).where(TIER_FOLLOW_UPS.c.meeting.in_(list(follow_ups)))
    for row in sorted(connection.execute(told), key=lambda row: int(row.id)):
        recorded, done = moment_of(row.at), moment_of(row.done_at)
        one = FollowUp(row.id, row.says, row.owner_role, row.due, row.done_on, row.done_how or "", recorded, done)
        follow_ups[row.meeting].append(one)
    return tuple(_meeting(row, tuple(follow_ups[row.id])) for row in found)


def _meeting(row: Any, follow_ups: tuple[FollowUp, ...]) -> TierMeeting:
    heard = None if row.present is None else Heard(row.present, row.views, row.evidence)
    return TierMeeting(
        row.id, row.department, row.organisation, row.tier, row.on_day, row.place, row.edits, heard,
        row.called_off_why or "", follow_ups, moment_of(row.changed_at), moment_of(row.heard_at),
    )  # fmt: skip


def _tell(
    connection: Connection, by: By, what: str, department: str, organisation: str, facts: Mapping[str, Any]
) -> None:
    entry = ledger.Entry(by, what, organisation, facts, department=department, organisation=organisation)
    ledger.append(connection, entry)
