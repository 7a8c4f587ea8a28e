"""What the lineage of an organisation rests on: its rows, and what must hold before one more is kept.

Works within a connection that others opened, and writes no ledger; the public face is `hub.store.lineage`.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from hub.errors import Conflict, SettingWrong
from hub.lineage import Event, Kind
from hub.store import rows
from hub.store.tables import LINEAGE, ORGANISATIONS

ONE_DAY = timedelta(days=1)


def two(connection: Connection, one: str, other: str, what: str) -> tuple[Any, Any]:
    """The rows of two organisations. Raises: NotFound; SettingWrong when they are one."""
    if one == other:
        raise SettingWrong(f"{one!r} cannot {what} itself.", "Name two organisations.")
    found = [rows.one(connection, ORGANISATIONS, code, "organisation") for code in (one, other)]
    return found[0], found[1]


def expect_come(on: date, today: date) -> None:
    """See that a day is not in the future. Raises: SettingWrong."""
    if on > today:
        raise SettingWrong(
            f"{on} has not come yet: today is {today}.",
            "Tell it on that day. A closing may be told ahead: hub organisation close CODE --on DAY --successor CODE.",
        )


def expect_open(row: Any, on: date) -> None:
    """See that it was open on a day. Raises: SettingWrong."""
    if row.opened_on is not None and row.opened_on > on:
        raise SettingWrong(f"{row.code!r} opened on {row.opened_on}, after {on}.", "Correct whichever day is wrong.")
    if row.closed_on is not None and row.closed_on < on:
        raise SettingWrong(f"{row.code!r} closed on {row.closed_on}, before {on}.", "Correct whichever day is wrong.")


def expect_there_before(row: Any, on: date) -> None:
    """See that it was there until a day, whether or not it went on. Raises: SettingWrong."""
    if row.opened_on is not None and row.opened_on >= on:
        raise SettingWrong(
            f"{row.code!r} opened on {row.opened_on}: it was not there before {on}.", "Correct whichever day is wrong."
        )
    if row.closed_on is not None and row.closed_on < on - ONE_DAY:
        raise SettingWrong(
            f"{row.code!r} closed on {row.closed_on}, before {on - ONE_DAY}.", "Correct whichever day is wrong."
        )


def expect_last_day(row: Any, on: date) -> None:
    """See that it can end the day before. Raises: SettingWrong."""
    expect_there_before(row, on)
    last = on - ONE_DAY
    if row.closed_on not in (None, last):
        raise SettingWrong(
            f"{row.code!r} closes on {row.closed_on}; merging on {on} makes {last} its last day.",
            f"Give the day after its last one; or correct that: hub organisation close {row.code} --on {last}.",
        )


def expect_opens(row: Any, on: date) -> None:
    """See that a day can be its first. Raises: SettingWrong."""
    if row.opened_on not in (None, on):
        raise SettingWrong(f"{row.code!r} opened on {row.opened_on}, not on {on}.", "Give the day on which it opened.")
    if row.closed_on is not None and row.closed_on < on:
        raise SettingWrong(f"{row.code!r} closed on {row.closed_on}, before {on}.", "Correct whichever day is wrong.")


def merged_before(known: Event) -> Conflict:
    """What to say of an organisation that has merged already."""
    return Conflict(
        f"{known.other!r} merged into {known.organisation!r} on {known.on}.",
        f"If that is wrong, take it back first: hub organisation unmerge {known.other}.",
    )


def expect_no_circle(connection: Connection, organisation: str, into: str) -> None:
    """See that what it merges into has not merged into it, straight or by way of others. Raises: SettingWrong."""
    place = into
    while (event := merger_of(connection, place)) and event.organisation != organisation:
        place = event.organisation
    if event is not None:
        raise SettingWrong(
            f"{organisation!r} cannot merge into {into!r}, which merged into it.", "Name the body that goes on."
        )


def expect_not_split_from(connection: Connection, old: str, organisation: str) -> None:
    """See that what it was split from was not split from it, straight or by way of others. Raises: SettingWrong."""
    split = LINEAGE.c.kind == Kind.SPLIT
    from_it = select(LINEAGE.c.organisation).where(split, LINEAGE.c.from_organisation == organisation)
    reached = from_it.cte("reached", recursive=True)
    parts = LINEAGE.c.from_organisation == reached.c.organisation
    reached = reached.union(select(LINEAGE.c.organisation).where(split, parts))
    if connection.execute(select(reached).where(reached.c.organisation == old)).first():
        raise SettingWrong(
            f"{organisation!r} cannot have been split from {old!r}, which was split from it.", "Name the older body."
        )


def expect_no_other_end(connection: Connection, organisation: str, on: date, successor: str | None) -> None:
    """See that a closing goes with the merger, if there was one. Raises: Conflict."""
    known = merger_of(connection, organisation)
    if known and (on != known.on - ONE_DAY or successor not in (None, known.organisation)):
        raise merged_before(known)


def merger_of(connection: Connection, organisation: str) -> Event | None:
    """The merger in which it ended. Missing: None when there was none."""
    wanted = select(LINEAGE).where(LINEAGE.c.kind == Kind.MERGED, LINEAGE.c.from_organisation == organisation)
    row = connection.execute(wanted).first()
    return event_of(row) if row else None


def last_new_name(connection: Connection, organisation: str) -> Event | None:
    """When it was last called otherwise. Missing: None when it has always had its name."""
    wanted = select(LINEAGE).where(LINEAGE.c.kind == Kind.RENAMED, LINEAGE.c.organisation == organisation)
    row = connection.execute(wanted.order_by(LINEAGE.c.on_day.desc())).first()
    return event_of(row) if row else None


def expect_another_name(row: Any, name: str, on: date, last: Event | None) -> None:
    """See that a name is new, and not older than the last one. Raises: SettingWrong."""
    if row.name == name:
        raise SettingWrong(f"{row.code!r} is called {name!r} already.", "Give its new name.")
    if last is not None and on < last.on:
        raise SettingWrong(
            f"{row.code!r} has had its name since {last.on}; another cannot begin on {on}, before that.",
            "Tell new names in the order of their days.",
        )


def change_name(connection: Connection, event: Event, name: str, last: Event | None) -> None:
    """Keep a new name; what was told for the same day before was wrong, and is nothing when the old name is back."""
    if last is None or last.on < event.on:
        keep(connection, event)
    elif last.former_name == name:
        connection.execute(delete(LINEAGE).where(LINEAGE.c.id == event_id(last)))


def is_kept(connection: Connection, event: Event) -> bool:
    """Whether it has been recorded."""
    return connection.execute(select(LINEAGE).where(LINEAGE.c.id == event_id(event))).first() is not None


def keep(connection: Connection, event: Event) -> None:
    """Record it."""
    row = {
        "id": event_id(event),
        "organisation": event.organisation,
        "kind": event.kind.value,
        "from_organisation": event.other,
        "former_name": event.former_name,
        "on_day": event.on,
    }
    connection.execute(insert(LINEAGE), row)


def event_id(event: Event) -> str:
    """The key of its row."""
    return ":".join((event.kind, event.organisation, event.other or event.on.isoformat()))


def event_of(row: Any) -> Event:
    """What a row of lineage tells."""
    return Event(Kind(row.kind), row.organisation, row.on_day, row.from_organisation, row.former_name)
