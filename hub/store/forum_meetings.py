"""Meetings of the forum: arranged, moved, cancelled with a reason, and who came.

What stands on their agendas is `forum_items`, what came of them `forum_outputs`.
"""

from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

from sqlalchemy import Connection, select

from hub.config import UK
from hub.errors import Conflict, InputRefused, NotFound
from hub.meetings import Arranged, Meeting
from hub.scope import Scope
from hub.store import written
from hub.store.database import Database
from hub.store.forum_rows import (
    Columns,
    add,
    all_within,
    as_told,
    expect_nothing_came,
    expect_on,
    expect_to_come,
    listed_in,
    meeting_of,
    meeting_row,
    meeting_to_change,
    note_edit,
    packed,
    tell,
)
from hub.store.ledger import By
from hub.store.moments import moment_text
from hub.store.tables import FORUM_MEETINGS

SHORTEST, LONGEST = 15, 480  # minutes of a meeting
YEARS_AHEAD = timedelta(days=3 * 366)
NOT_YET = "The day of this meeting has not come yet. Nothing was changed."


class ForumMeetings:
    """The meetings of a department's forum."""

    def __init__(self, database: Database, at: Connection | None = None) -> None:
        self._database = database
        self._at = at

    def of(self, scope: Scope) -> list[Meeting]:
        """All to which a body in scope is invited, the earliest first."""
        with self._database.read(self._at) as connection:
            found = connection.execute(
                select(FORUM_MEETINGS).where(FORUM_MEETINGS.c.department == scope.department)
            ).all()
        seen = [one for one in (meeting_of(scope, row) for row in found) if one.arranged.invited]
        return sorted(seen, key=lambda one: (one.day, one.arranged.starts_at, int(one.id)))

    def one(self, scope: Scope, meeting: str) -> Meeting:
        """One of them. Raises: NotFound."""
        with self._database.read(self._at) as connection:
            return meeting_of(scope, meeting_row(connection, scope, meeting))

    def is_whole(self, scope: Scope, meeting: str) -> bool:
        """Whether all that are invited are in scope. Raises: NotFound."""
        with self._database.read(self._at) as connection:
            row = meeting_row(connection, scope, meeting)
        return all_within(scope, listed_in(row.invited))

    def arrange(self, scope: Scope, arranged: Arranged, by: By) -> str:
        """Arrange a meeting; its id. Raises: InputRefused; NotFound for who is not in scope."""
        columns = {"uid": str(uuid4()), **_columns(scope, arranged, by)}

        def arrange(connection: Connection) -> str:
            first = {"sequence": 0, "edits": 0, "changed_at": moment_text(by.at)}
            meeting = add(connection, FORUM_MEETINGS, scope, by, {**columns, **first})
            tell(connection, scope, by, "meeting.arranged", meeting, as_told(columns))
            return meeting

        return self._database.write(arrange)

    def move(self, scope: Scope, meeting: str, arranged: Arranged, why: str, by: By, after: int | None = None) -> None:
        """Let it be at another time or place, for other minutes or with others. Raises: as `arrange`, and Conflict."""
        columns, reason = _columns(scope, arranged, by), written.text("why", why)

        def move(connection: Connection) -> None:
            row = meeting_to_change(connection, scope, meeting, after)
            expect_to_come(row)
            expect_nothing_came(connection, row)
            if row.level != arranged.level:
                raise InputRefused("A meeting stays at its level.", "Cancel it, and arrange another", field="level")
            changed = {name: value for name, value in columns.items() if getattr(row, name) != value}
            if not changed:
                raise Conflict("The meeting is as you sent it already. Nothing was changed.")
            note_edit(connection, row, {**changed, "sequence": row.sequence + 1, "changed_at": moment_text(by.at)})
            tell(connection, scope, by, "meeting.moved", meeting, as_told(columns), reason)

        self._database.write(move)

    def cancel(self, scope: Scope, meeting: str, why: str, by: By, after: int | None = None) -> None:
        """Let it not be held. Raises: NotFound, Conflict; InputRefused for the reason."""
        reason = written.text("why", why)

        def cancel(connection: Connection) -> None:
            row = meeting_to_change(connection, scope, meeting, after)
            expect_to_come(row)
            expect_nothing_came(connection, row)
            values = {"cancelled_why": reason, "sequence": row.sequence + 1, "changed_at": moment_text(by.at)}
            note_edit(connection, row, values)
            tell(connection, scope, by, "meeting.cancelled", meeting, {}, reason)

        self._database.write(cancel)

    def attend(
        self, scope: Scope, meeting: str, present: tuple[str, ...], also: str, by: By, after: int | None = None
    ) -> None:
        """Record who came: of the organisations that were invited, and in words who else, by their roles."""
        others = written.text_or_nothing("also_present", also)

        def attend(connection: Connection) -> None:
            row = meeting_to_change(connection, scope, meeting, after)
            expect_on(row)
            expect_begun(row.on_day, by)
            invited = meeting_of(scope, row).arranged.invited
            came = tuple(code for code in invited if code in present)
            if set(present) - set(invited):
                raise InputRefused("Somebody who was not invited is named.", "Name them under others", field="present")
            told = {"present": packed(came), "also_present": others}
            note_edit(connection, row, told)
            tell(connection, scope, by, "meeting.attended", meeting, as_told(told))

        self._database.write(attend)


def day_of_act(by: By) -> date:
    """The day in the UK on which somebody acts."""
    return by.at.astimezone(UK).date()


def expect_begun(day: date, by: By) -> None:
    """See that the day of a meeting has come. Raises: Conflict."""
    if day_of_act(by) < day:
        raise Conflict(NOT_YET, "Record it when the meeting was held.")


def _columns(scope: Scope, arranged: Arranged, by: By) -> Columns:
    if not SHORTEST <= arranged.minutes <= LONGEST:
        told = f"A meeting is {SHORTEST} to {LONGEST} minutes long."
        raise InputRefused(told, f"Enter {SHORTEST} to {LONGEST} minutes", field="minutes")
    if not day_of_act(by) - YEARS_AHEAD <= arranged.day <= day_of_act(by) + YEARS_AHEAD:
        raise InputRefused("The day is more than 3 years away.", "Enter a day nearer to today", field="day")
    if not arranged.invited:
        raise InputRefused("Nobody is invited.", "Choose at least one organisation", field="invited")
    if not all_within(scope, arranged.invited):
        raise NotFound("There is no such organisation.")
    return {
        "level": arranged.level.value,
        "on_day": arranged.day,
        "starts_at": arranged.starts_at.strftime("%H:%M"),
        "minutes": arranged.minutes,
        "place": written.place("place", arranged.place),
        "invited": packed(sorted(set(arranged.invited))),
    }
