"""What came of the forum's meetings: decisions, actions, learning adopted, escalations. Recorded, done, struck.

Which of them stand on the next agenda is `hub.oversight.forum.proposed`.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, select

from hub.errors import Conflict, InputRefused, NotFound
from hub.meetings import ForumOutputs, HeldMeeting, Output, OutputKind, ToldBefore, ToRecord
from hub.scope import Scope
from hub.store import rows, written
from hub.store.database import Database
from hub.store.forum_meetings import ForumMeetings, day_of_act, expect_begun
from hub.store.forum_rows import (
    add,
    all_within,
    as_told,
    expect_on,
    listed_in,
    meeting_to_change,
    note_edit,
    output_of,
    packed,
    tell,
)
from hub.store.ledger import By
from hub.store.moments import moment_text
from hub.store.tables import FORUM_MEETINGS, FORUM_OUTPUTS


class OfMeetings:
    """What came of the meetings of a department's forum."""

    def __init__(self, database: Database, at: Connection | None = None) -> None:
        self._database = database
        self._at = at

    def of(self, scope: Scope) -> list[Output]:
        """All that holds and names nobody outside the scope, by the day of the meeting."""
        with self._database.read(self._at) as connection:
            found = connection.execute(
                select(FORUM_OUTPUTS).where(
                    FORUM_OUTPUTS.c.department == scope.department, FORUM_OUTPUTS.c.struck_why.is_(None)
                )
            ).all()
            meetings = {
                row.id: row
                for row in connection.execute(
                    select(FORUM_MEETINGS).where(FORUM_MEETINGS.c.department == scope.department)
                )
            }
        seen = [row for row in found if _is_seen(scope, row) and _is_invited(scope, meetings[row.meeting])]
        told = [output_of(row, meetings[row.meeting]) for row in seen]
        return sorted(told, key=lambda one: (one.day, int(one.meeting), int(one.id)))

    def since(self, scope: Scope, before: ToldBefore, until: date) -> ForumOutputs:
        """What meetings up to and with a day gave that was not told before, what is open of them, and was done."""
        outputs = [one for one in self.of(scope) if one.day <= until]
        new = [one for one in outputs if before.misses(one.day, one.recorded_at)]
        of_each = [
            HeldMeeting(one, tuple(each for each in new if each.meeting == one.id))
            for one in ForumMeetings(self._database, self._at).of(scope)
            if one.is_on and one.day <= until
        ]
        return ForumOutputs(
            before,
            until,
            tuple(held for held in of_each if held.outputs or held.meeting.day > before.until),
            tuple(one for one in outputs if one.is_open),
            tuple(one for one in outputs if one.done_at and before.misses(one.day, one.done_at)),
        )

    def record(self, scope: Scope, meeting: str, told: ToRecord, by: By, after: int | None = None) -> str:
        """Record what came of a meeting; its id. Raises: InputRefused, NotFound, Conflict."""
        kept = _checked(scope, told)

        def record(connection: Connection) -> str:
            row = meeting_to_change(connection, scope, meeting, after)
            expect_on(row)
            expect_begun(row.on_day, by)
            columns = {
                "meeting": meeting, "kind": kept.kind.value, "says": kept.says,
                "organisations": packed(kept.organisations), "owner": kept.owner or None,
                "owner_role": kept.owner_role, "due": kept.due,
            }  # fmt: skip
            number = add(connection, FORUM_OUTPUTS, scope, by, columns)
            note_edit(connection, row)
            tell(connection, scope, by, "output.recorded", meeting, {"id": number, **as_told(columns)})
            return number

        return self._database.write(record)

    def finish(self, scope: Scope, output: str, on: date, how: str, by: By, after: int | None = None) -> None:
        """Say that an action was done, when and how. Raises: InputRefused, NotFound, Conflict."""
        words = written.text("done_how", how)

        def finish(connection: Connection) -> None:
            row, meeting = _to_change(connection, scope, output, after)
            if row.kind != OutputKind.ACTION or row.done_on is not None:
                raise Conflict("This action is done already. Nothing was changed.")
            if not meeting.on_day <= on <= day_of_act(by):
                raise InputRefused(
                    "An action is done on a day from its meeting to today.", "Enter such a day", field="done_on"
                )
            values = {"done_on": on, "done_how": words}
            rows.change(connection, FORUM_OUTPUTS, output, {**values, "done_at": moment_text(by.at)})
            note_edit(connection, meeting)
            tell(connection, scope, by, "output.done", row.meeting, {"id": output, **as_told(values)})

        self._database.write(finish)

    def strike(self, scope: Scope, output: str, why: str, by: By, after: int | None = None) -> None:
        """Let a record hold no longer, with the reason. Raises: InputRefused, NotFound, Conflict."""
        reason = written.text("why", why)

        def strike(connection: Connection) -> None:
            row, meeting = _to_change(connection, scope, output, after)
            rows.change(connection, FORUM_OUTPUTS, output, {"struck_why": reason})
            note_edit(connection, meeting)
            tell(connection, scope, by, "output.struck", row.meeting, {"id": output}, reason)

        self._database.write(strike)


def _to_change(connection: Connection, scope: Scope, output: str, after: int | None) -> tuple[Row[Any], Row[Any]]:
    row = connection.execute(select(FORUM_OUTPUTS).where(rows.is_called(FORUM_OUTPUTS.c.id, output))).first()
    if row is None or row.department != scope.department or row.struck_why is not None or not _is_seen(scope, row):
        raise NotFound(f"There is no output called {output!r}.")
    return row, meeting_to_change(connection, scope, row.meeting, after)


def _is_seen(scope: Scope, row: Row[Any]) -> bool:
    return all_within(scope, (*listed_in(row.organisations), *filter(None, [row.owner])))


def _is_invited(scope: Scope, meeting: Row[Any]) -> bool:
    return any(map(scope.includes, listed_in(meeting.invited)))


def _checked(scope: Scope, told: ToRecord) -> ToRecord:
    """What somebody recorded, as it can be kept. Raises: InputRefused, NotFound."""
    role = written.line_or_nothing("owner_role", told.owner_role)
    if told.owner and not scope.includes(told.owner):
        raise InputRefused("That organisation is not in the list.", "Choose one of the list", field="owner")
    if told.kind is OutputKind.ACTION and not (told.owner or role):
        raise InputRefused(
            "An action needs an owner.",
            "Choose an organisation, or write a role",
            field="owner_role",
        )
    if told.kind is OutputKind.ACTION and told.due is None:
        raise InputRefused("An action needs a day by which it is due.", "Enter a day", field="due")
    if not all_within(scope, told.organisations):
        raise NotFound("There is no such organisation.")
    return replace(told, says=written.text("says", told.says), owner_role=role)
