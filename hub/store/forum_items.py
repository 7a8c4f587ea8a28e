"""What stands on the agendas of the forum: proposed, added, edited, moved, removed with a reason, put back.

What is proposed again overwrites nothing that somebody edited, and brings nothing back that somebody removed. Which
minutes an item gets is `hub.oversight.forum.minutes`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, Row, select

from hub.errors import InputRefused, NotFound
from hub.meetings import Item, MemberProposal, Section, Topic, Unseen
from hub.scope import Scope
from hub.store import rows, written
from hub.store.database import Database
from hub.store.forum_rows import (
    Columns,
    add,
    all_within,
    as_told,
    columns_of_topic,
    expect_to_come,
    item_of,
    listed_in,
    meeting_row,
    meeting_to_change,
    note_edit,
    proposal_of,
    tell,
    topic_of,
)
from hub.store.ledger import By
from hub.store.tables import FORUM_ITEMS, FORUM_PROPOSALS

OWN_WEIGHT = 2  # of an item that somebody adds
NOT_PROPOSED_NOW = ""  # why an item is gone that nobody removed
SECTIONS = list(Section)


class ForumItems:
    """The agendas of a department's forum."""

    def __init__(self, database: Database, at: Connection | None = None) -> None:
        self._database = database
        self._at = at

    def of(self, scope: Scope, meeting: str) -> list[Item]:
        """The items of a meeting that name nobody outside the scope, in their order, also those that were removed."""
        with self._database.read(self._at) as connection:
            meeting_row(connection, scope, meeting)
            return [item_of(row) for row in _seen(scope, _rows(connection, meeting))]

    def others(self, scope: Scope, meeting: str) -> tuple[Unseen, ...]:
        """Those that stand there and are not seen: the time that is theirs, and when."""
        with self._database.read(self._at) as connection:
            unseen = [one for one in _rows(connection, meeting) if one not in _seen(scope, [one])]
        return tuple(Unseen(row.place, row.weight, row.minutes) for row in unseen if row.removed_why is None)

    def propose(
        self, scope: Scope, meeting: str, topics: Sequence[Topic], by: By, after: int | None = None
    ) -> tuple[int, int]:
        """Bring what is proposed onto the agenda; how many are new, and how many say something else now.

        Raises: NotFound, Conflict.
        """

        def propose(connection: Connection) -> tuple[int, int]:
            row = meeting_to_change(connection, scope, meeting, after)
            expect_to_come(row)
            before = _rows(connection, meeting)
            known = {one.source: one for one in before if one.source}
            changed = _proposed_again(connection, scope, known, topics)
            gone = _not_proposed(connection, scope, known, {topic.source for topic in topics})
            new = [
                self._add(connection, scope, meeting, topic, by, len(before) + at)
                for at, topic in enumerate(one for one in topics if one.source not in known)
            ]
            order = _ordered(_rows(connection, meeting), {one["id"] for one in new})
            _place(connection, order)
            detail = {"items": new, "again": changed, "gone": gone, "order": order}
            note_edit(connection, row)
            tell(connection, scope, by, "agenda.proposed", meeting, detail)
            return len(new), len(changed) + len(gone)

        return self._database.write(propose)

    def add(self, scope: Scope, meeting: str, topic: Topic, by: By, minutes: int | None, after: int | None) -> str:
        """Add an item of somebody's own, at the end of its section; its id.

        Raises: InputRefused, NotFound, Conflict.
        """
        own = replace(_checked(scope, topic), source="", weight=OWN_WEIGHT)

        def add_one(connection: Connection) -> str:
            row = meeting_to_change(connection, scope, meeting, after)
            expect_to_come(row)
            _expect_minutes(row, minutes)
            before = _rows(connection, meeting)
            item = self._add(connection, scope, meeting, own, by, len(before), minutes)
            order = _ordered(_rows(connection, meeting), {item["id"]})
            _place(connection, order)
            note_edit(connection, row)
            tell(connection, scope, by, "agenda.item_added", meeting, {**item, "order": order})
            return str(item["id"])

        return self._database.write(add_one)

    def edit(
        self, scope: Scope, item: str, topic: Topic, minutes: int | None, by: By, after: int | None = None
    ) -> None:
        """Let an item say something else, for other minutes, by another presenter. Raises: as `add`."""
        told = _checked(scope, topic)

        def change(connection: Connection, row: Row[Any], of: Row[Any]) -> Mapping[str, Any]:
            _expect_minutes(of, minutes)
            columns = {
                "title": told.title, "says": told.says, "why": told.why, "presenter": told.presenter or None,
                "minutes": minutes,
            }  # fmt: skip
            rows.change(connection, FORUM_ITEMS, row.id, {**columns, "edited": True})
            return columns

        self._change(scope, item, "agenda.item_edited", by, after, change)

    def move(self, scope: Scope, item: str, behind: str, by: By, after: int | None = None) -> None:
        """Put an item behind another one; behind nothing, it is the first. Raises: NotFound, Conflict."""

        def change(connection: Connection, row: Row[Any], of: Row[Any]) -> Mapping[str, Any]:
            order = [one.id for one in _rows(connection, of.id) if one.id != row.id]
            if behind and behind not in order:
                raise InputRefused("That item is not on this agenda.", "Choose an item of the list", field="behind")
            order.insert(order.index(behind) + 1 if behind else 0, row.id)
            _place(connection, order)
            return {"order": order}

        self._change(scope, item, "agenda.item_moved", by, after, change)

    def remove(self, scope: Scope, item: str, why: str, by: By, after: int | None = None) -> None:
        """Take an item off the agenda; it stays off, with the reason. Raises: InputRefused, NotFound, Conflict."""
        reason = written.text("why", why)

        def change(connection: Connection, row: Row[Any], _: Row[Any]) -> Mapping[str, Any]:
            rows.change(connection, FORUM_ITEMS, row.id, {"removed_why": reason})
            return {}

        self._change(scope, item, "agenda.item_removed", by, after, change, reason)

    def put_back(self, scope: Scope, item: str, by: By, after: int | None = None) -> None:
        """Put an item that was removed onto the agenda again. Raises: NotFound, Conflict."""

        def change(connection: Connection, row: Row[Any], _: Row[Any]) -> Mapping[str, Any]:
            rows.change(connection, FORUM_ITEMS, row.id, {"removed_why": None})
            return {}

        self._change(scope, item, "agenda.item_put_back", by, after, change)

    def asked_for(self, scope: Scope, meeting: str) -> list[MemberProposal]:
        """What members in scope asked to talk about, the oldest first. Raises: NotFound."""
        with self._database.read(self._at) as connection:
            meeting_row(connection, scope, meeting)
            wanted = select(FORUM_PROPOSALS).where(FORUM_PROPOSALS.c.meeting == meeting)
            found = sorted(connection.execute(wanted).all(), key=lambda row: int(row.id))
        return [proposal_of(row) for row in found if not row.organisation or scope.includes(row.organisation)]

    def ask_for(self, scope: Scope, meeting: str, organisation: str, title: str, why: str, by: By) -> str:
        """Ask to talk about something; its id. Missing: an empty `organisation` for somebody who belongs to none.

        Raises: InputRefused; NotFound for a meeting to which it is not invited; Conflict for one that is cancelled.
        """
        named, reason = written.line("title", title), written.text("why", why)

        def ask_for(connection: Connection) -> str:
            row = meeting_row(connection, scope, meeting)
            expect_to_come(row)
            if organisation and not (scope.includes(organisation) and organisation in listed_in(row.invited)):
                raise InputRefused("That organisation is not invited.", "Choose one of the list", field="organisation")
            told = {"organisation": organisation or None, "title": named}
            columns = {"meeting": meeting, **told, "why": reason}
            number = add(connection, FORUM_PROPOSALS, scope, by, columns)
            tell(connection, scope, by, "agenda.item_asked_for", meeting, {"id": number, **told}, reason)
            return number

        return self._database.write(ask_for)

    def _add(
        self, connection: Connection, scope: Scope, meeting: str, topic: Topic, by: By, place: int,
        minutes: int | None = None,
    ) -> Columns:  # fmt: skip
        told = {**columns_of_topic(topic), "minutes": minutes}
        state = {"place": place, "edited": not topic.source, "removed_why": None}
        number = add(connection, FORUM_ITEMS, scope, by, {"meeting": meeting, **told, **state})
        return {"id": number, **as_told(told)}

    def _change(
        self,
        scope: Scope,
        item: str,
        what: str,
        by: By,
        after: int | None,
        change: Callable[[Connection, Row[Any], Row[Any]], Mapping[str, Any]],
        why: str = "",
    ) -> None:
        def work(connection: Connection) -> None:
            row = connection.execute(select(FORUM_ITEMS).where(rows.is_called(FORUM_ITEMS.c.id, item))).first()
            if row is None or row.department != scope.department or not _seen(scope, [row]):
                raise NotFound(f"There is no item called {item!r}.")
            meeting = meeting_to_change(connection, scope, row.meeting, after)
            expect_to_come(meeting)
            detail = change(connection, row, meeting)
            note_edit(connection, meeting)
            tell(connection, scope, by, what, row.meeting, {"id": item, **detail}, why)

        self._database.write(work)


def _rows(connection: Connection, meeting: str) -> list[Row[Any]]:
    found = connection.execute(select(FORUM_ITEMS).where(FORUM_ITEMS.c.meeting == meeting)).all()
    return sorted(found, key=lambda row: (row.place, int(row.id)))


def _seen(scope: Scope, found: Iterable[Row[Any]]) -> list[Row[Any]]:
    return [row for row in found if all_within(scope, (*listed_in(row.organisations), *filter(None, [row.presenter])))]


def _proposed_again(
    connection: Connection, scope: Scope, known: Mapping[str, Row[Any]], topics: Iterable[Topic]
) -> list[Columns]:
    """Bring up to date what nobody edited or removed, as far as it is seen; what of it changed."""
    changed = []
    for topic in topics:
        row = known.get(topic.source)
        if row is None or row.edited or row.removed_why or not _seen(scope, [row]):
            continue
        if topic_of(row) != topic or row.removed_why is not None:
            columns = columns_of_topic(topic)
            rows.change(connection, FORUM_ITEMS, row.id, {**columns, "removed_why": None})
            changed.append({"id": row.id, **as_told(columns)})
    return changed


def _not_proposed(connection: Connection, scope: Scope, known: Mapping[str, Row[Any]], now: set[str]) -> list[str]:
    """Take off what is not proposed any more and nobody edited; the ids."""
    gone = [
        row.id
        for source, row in known.items()
        if source not in now and not row.edited and row.removed_why is None and _seen(scope, [row])
    ]
    for item in gone:
        rows.change(connection, FORUM_ITEMS, item, {"removed_why": NOT_PROPOSED_NOW})
    return gone


def _ordered(found: Sequence[Row[Any]], new: set[str]) -> list[str]:
    """The order of the items when new ones come: each behind the last of its section or of one before."""
    order = [row for row in found if row.id not in new]
    for row in sorted((row for row in found if row.id in new), key=lambda row: (_at(row), row.place)):
        behind = [at for at, one in enumerate(order) if _at(one) <= _at(row)]
        order.insert(behind[-1] + 1 if behind else 0, row)
    return [row.id for row in order]


def _at(row: Row[Any]) -> int:
    return SECTIONS.index(Section(row.section))


def _place(connection: Connection, order: Sequence[str]) -> None:
    for place, item in enumerate(order):
        rows.change(connection, FORUM_ITEMS, item, {"place": place})


def _checked(scope: Scope, topic: Topic) -> Topic:
    """What somebody wrote, as it can be kept. Raises: InputRefused."""
    if topic.presenter and not scope.includes(topic.presenter):
        raise InputRefused("That organisation is not in the list.", "Choose one of the list", field="presenter")
    return replace(
        topic,
        title=written.line("title", topic.title),
        says=written.text_or_nothing("says", topic.says),
        why=written.text("why", topic.why),
    )


def _expect_minutes(meeting: Row[Any], minutes: int | None) -> None:
    if minutes is not None and not 1 <= minutes <= meeting.minutes:
        told = f"An item of this meeting is 1 to {meeting.minutes} minutes long."
        raise InputRefused(told, f"Enter 1 to {meeting.minutes}, or leave it empty", field="minutes")
