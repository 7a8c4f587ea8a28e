"""What the tables of the forum keep, as values, and what every act about a meeting has in common.

A meeting is seen by whoever sees one of the organisations that are invited. What names organisations, an item or an
output, is seen by whoever sees all of them: else it is as if it were not there.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import time
from typing import Any

import orjson
from sqlalchemy import Connection, Row, Table, func, select

from hub.errors import Conflict, NotFound
from hub.meetings import (
    Arranged,
    Item,
    Level,
    Meeting,
    MemberProposal,
    Output,
    OutputKind,
    Section,
    Topic,
    ToRecord,
)
from hub.scope import Scope
from hub.store import ledger, rows
from hub.store.ledger import By
from hub.store.moments import moment_of, moment_text
from hub.store.tables import FORUM_MEETINGS, FORUM_OUTPUTS

Columns = dict[str, Any]


def meeting_row(connection: Connection, scope: Scope, meeting: str) -> Row[Any]:
    """The row of a meeting that is seen. Raises: NotFound."""
    table = FORUM_MEETINGS
    wanted = select(table).where(table.c.department == scope.department, rows.is_called(table.c.id, meeting))
    row = connection.execute(wanted).first()
    if row is None or not any(map(scope.includes, listed_in(row.invited))):
        raise NotFound(f"There is no meeting called {meeting!r}.")
    return row


def meeting_to_change(connection: Connection, scope: Scope, meeting: str, after: int | None) -> Row[Any]:
    """The same for whoever sees all that are invited, and saw its last change. Raises: NotFound, Conflict."""
    row = meeting_row(connection, scope, meeting)
    if not all_within(scope, listed_in(row.invited)):
        raise NotFound(f"There is no meeting called {meeting!r}.")
    expect_last_seen(row.edits, after)
    return row


def expect_last_seen(edits: int, seen: int | None) -> None:
    """See that somebody saw the last change of a meeting. Missing: None for who does not say. Raises: Conflict."""
    if seen is not None and seen != edits:
        raise Conflict(
            "Somebody changed this meeting after you opened its page. Nothing was changed.",
            "Read what changed, and send it again if you still want to.",
        )


def expect_on(row: Row[Any]) -> None:
    """See that a meeting was not cancelled. Raises: Conflict."""
    if row.cancelled_why is not None:
        raise Conflict("This meeting was cancelled. Nothing was changed.", "Arrange another one.")


def expect_to_come(row: Row[Any]) -> None:
    """See that a meeting is on, and that nobody recorded who came. Raises: Conflict."""
    expect_on(row)
    if row.present is not None:
        raise Conflict("This meeting was held. Nothing was changed.", "Record what came of it, or arrange another.")


def expect_nothing_came(connection: Connection, row: Row[Any]) -> None:
    """See that nothing is recorded that came of a meeting: it would be of another day, or of none. Raises: Conflict."""
    table = FORUM_OUTPUTS
    wanted = select(table.c.id).where(table.c.meeting == row.id, table.c.struck_why.is_(None))
    if connection.execute(wanted).first():
        raise Conflict(
            "What came of this meeting is recorded already. Nothing was changed.",
            "Strike what is recorded if it is wrong, or arrange another meeting.",
        )


def note_edit(connection: Connection, row: Row[Any], values: Mapping[str, Any] | None = None) -> None:
    """Count a change of a meeting, with the columns of it that change."""
    rows.change(connection, FORUM_MEETINGS, row.id, {"edits": row.edits + 1, **(values or {})})


def add(connection: Connection, table: Table, scope: Scope, by: By, columns: Columns) -> str:
    """Add a row of what somebody recorded; its id."""
    number = str(connection.execute(select(func.count()).select_from(table)).scalar_one() + 1)
    who = {"who": by.who, "role": by.role, "at": moment_text(by.at)}
    rows.add(connection, table, {"id": number, "department": scope.department, **columns, **who})
    return number


def tell(
    connection: Connection, scope: Scope, by: By, what: str, meeting: str, detail: Mapping[str, Any], why: str = ""
) -> None:
    """Put what was done about a meeting into the ledger."""
    ledger.append(connection, ledger.Entry(by, what, meeting, dict(detail), department=scope.department, why=why))


def as_told(columns: Mapping[str, Any]) -> Columns:
    """Columns as the ledger tells them: days as text, lists as lists."""
    return {
        name: orjson.loads(value) if name in ("invited", "present", "organisations", "returns") and value else
        value.isoformat() if hasattr(value, "isoformat") else value
        for name, value in columns.items()
    }  # fmt: skip


def all_within(scope: Scope, organisations: Iterable[str]) -> bool:
    """Whether all of these are in scope."""
    return all(map(scope.includes, organisations))


def listed_in(told: str | None) -> tuple[str, ...]:
    """The codes in a column."""
    return tuple(orjson.loads(told)) if told else ()


def packed(several: Iterable[Any]) -> str:
    """Several values in a column."""
    return orjson.dumps(list(several)).decode()


def meeting_of(scope: Scope, row: Row[Any]) -> Meeting:
    """A meeting as a row keeps it, with what of its members is in scope."""
    invited = tuple(filter(scope.includes, listed_in(row.invited)))
    present = None if row.present is None else tuple(filter(scope.includes, listed_in(row.present)))
    starts = time.fromisoformat(row.starts_at)
    arranged = Arranged(Level(row.level), row.on_day, starts, row.minutes, row.place, invited)
    changed = moment_of(row.changed_at)
    also = row.also_present or ""
    return Meeting(row.id, row.uid, arranged, row.sequence, row.edits, changed, present, also, row.cancelled_why)


def topic_of(row: Row[Any]) -> Topic:
    """What an item is about, as a row keeps it."""
    returns = tuple((one[0], one[1], int(one[2])) for one in orjson.loads(row.returns))
    section, presenter = Section(row.section), row.presenter or ""
    return Topic(
        row.source, section, row.title, row.says, row.why, listed_in(row.organisations), presenter, row.weight, returns
    )


def columns_of_topic(topic: Topic) -> Columns:
    """The same in columns."""
    return {
        "source": topic.source,
        "section": topic.section.value,
        "title": topic.title,
        "says": topic.says,
        "why": topic.why,
        "organisations": packed(topic.organisations),
        "returns": packed(topic.returns),
        "presenter": topic.presenter or None,
        "weight": topic.weight,
    }


def item_of(row: Row[Any]) -> Item:
    """An item as a row keeps it."""
    return Item(
        row.id, row.meeting, topic_of(row), row.minutes, row.place, bool(row.edited), row.removed_why, row.role,
        moment_of(row.at),
    )  # fmt: skip


def output_of(row: Row[Any], meeting: Row[Any]) -> Output:
    """What came of a meeting, as a row keeps it."""
    told = ToRecord(
        OutputKind(row.kind), row.says, listed_in(row.organisations), row.owner or "", row.owner_role, row.due
    )
    return Output(
        row.id, row.meeting, Level(meeting.level), meeting.on_day, told, moment_of(row.at), row.done_on,
        row.done_how or "", moment_of(row.done_at), meeting.edits,
    )  # fmt: skip


def proposal_of(row: Row[Any]) -> MemberProposal:
    """What a member asked for, as a row keeps it."""
    at = moment_of(row.at)
    return MemberProposal(row.id, row.meeting, row.organisation or "", row.title, row.why, row.who, row.role, at)
