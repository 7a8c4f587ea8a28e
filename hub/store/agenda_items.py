"""Themes that were sent to the forum's agenda in words of their own, and taken back with a reason.

They wait until they stand on the agenda of a meeting; what the meeting makes of them is not for here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, func, select

from hub.config import UK
from hub.decisions import AgendaItem, SeenTheme
from hub.errors import Conflict, NotFound
from hub.scope import Scope
from hub.store import ledger, rows, written
from hub.store.database import Database
from hub.store.forum_rows import all_within, listed_in
from hub.store.ledger import By
from hub.store.moments import moment_of, moment_text
from hub.store.tables import AGENDA_ITEMS, FORUM_ITEMS, FORUM_MEETINGS
from hub.store.theme_decisions import columns_of, detail_of, expect_seen, seen_in

OF_A_THEME = "theme:"  # begins what an item about a theme is proposed from


class AgendaItems:
    """What waits for the agenda of a department's forum."""

    def __init__(self, database: Database, at: Connection | None = None) -> None:
        self._database = database
        self._at = at

    def waiting(self, scope: Scope) -> list[AgendaItem]:
        """What was sent and not taken back, about bodies in scope, the oldest first; also what stands on an agenda."""
        with self._database.read(self._at) as connection:
            found = connection.execute(_waiting(scope)).all()
            days = _on_agendas(connection, scope) if found else {}
        items = (_item(scope, row, days) for row in sorted(found, key=lambda row: int(row.id)))
        return [item for item in items if item]

    def send(self, scope: Scope, seen: SeenTheme, wording: str, presenter: str, by: By) -> AgendaItem:
        """Let a theme wait for the agenda. Missing: an empty `presenter` suggests nobody.

        Raises: InputRefused for the wording; NotFound for bodies that are not in scope; Conflict when it waits already.
        """
        words = written.text("wording", wording)
        expect_seen(scope, seen)
        if presenter and not scope.includes(presenter):
            raise NotFound(f"There is no organisation called {presenter!r}.")

        def send(connection: Connection) -> AgendaItem:
            if connection.execute(_waiting(scope).where(AGENDA_ITEMS.c.theme == seen.theme)).first():
                raise Conflict("This theme was sent to the agenda already.", "Take it back first, to send other words.")
            number = connection.execute(select(func.count()).select_from(AGENDA_ITEMS)).scalar_one() + 1
            kept = AgendaItem(str(number), seen, words, presenter, by.who, by.role, by.at)
            told = {"wording": words, "presenter": presenter or None}
            who = {"who": by.who, "role": by.role, "at": moment_text(by.at)}
            key = {"id": kept.id, "department": scope.department}
            rows.add(connection, AGENDA_ITEMS, {**key, **columns_of(seen), **told, **who})
            detail = {"id": kept.id, **detail_of(seen), "wording": words, "presenter": presenter or None}
            _tell(connection, scope, by, "agenda.sent", seen.theme, detail)
            return kept

        return self._database.write(send)

    def take_back(self, scope: Scope, item_id: str, why: str, by: By) -> None:
        """Let it wait no longer. Raises: NotFound; InputRefused for the reason."""
        reason = written.text("why", why)

        def take_back(connection: Connection) -> None:
            row = connection.execute(_waiting(scope).where(rows.is_called(AGENDA_ITEMS.c.id, item_id))).first()
            if row is None or seen_in(scope, row) is None:
                raise NotFound(f"There is no item called {item_id!r} that waits for the agenda.")
            rows.change(connection, AGENDA_ITEMS, item_id, {"removed_at": moment_text(by.at)})
            _tell(connection, scope, by, "agenda.taken_back", row.theme, {"id": item_id}, reason)

        self._database.write(take_back)


def _waiting(scope: Scope) -> Any:
    return select(AGENDA_ITEMS).where(
        AGENDA_ITEMS.c.department == scope.department, AGENDA_ITEMS.c.removed_at.is_(None)
    )


def _on_agendas(connection: Connection, scope: Scope) -> dict[str, list[date]]:
    """On which days there are meetings with a theme on their agenda, by its key, the first day first."""
    items, meetings = FORUM_ITEMS, FORUM_MEETINGS
    wanted = (
        select(items.c.source, items.c.organisations, items.c.presenter, meetings.c.on_day, meetings.c.invited)
        .join(meetings, items.c.meeting == meetings.c.id)
        .where(meetings.c.department == scope.department, meetings.c.cancelled_why.is_(None))
        .where(items.c.removed_why.is_(None), items.c.source.startswith(OF_A_THEME))
        .order_by(meetings.c.on_day)
    )
    days: dict[str, list[date]] = {}
    for row in connection.execute(wanted):
        named = (*listed_in(row.organisations), *filter(None, [row.presenter]))
        if all_within(scope, named) and any(map(scope.includes, listed_in(row.invited))):
            days.setdefault(row.source.removeprefix(OF_A_THEME), []).append(row.on_day)
    return days


def _item(scope: Scope, row: Row[Any], days: Mapping[str, Sequence[date]]) -> AgendaItem | None:
    seen = seen_in(scope, row)
    if seen is None:
        return None
    presenter = row.presenter if row.presenter and scope.includes(row.presenter) else ""
    at = moment_of(row.at)
    since = (day for day in days.get(row.theme, ()) if day >= at.astimezone(UK).date())
    return AgendaItem(row.id, seen, row.wording, presenter, row.who, row.role, at, next(since, None))


def _tell(
    connection: Connection, scope: Scope, by: By, what: str, theme: str, detail: dict[str, Any], why: str = ""
) -> None:
    ledger.append(connection, ledger.Entry(by, what, theme, detail, department=scope.department, why=why))
