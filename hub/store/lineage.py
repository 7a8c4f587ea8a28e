"""The lineage of organisations: mergers, splits and new names, each dated and in the ledger with its reason.

What merged into an organisation is seen by whoever sees that organisation (`hub.store.reach`), from the moment that it
is recorded; so nothing is recorded before its day has come. No figure moves from one organisation to another.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from sqlalchemy import Connection, delete, or_, select

from hub.errors import NotFound
from hub.lineage import Event, Kind
from hub.scope import Scope
from hub.store import descent, ledger, registrable, rows, written
from hub.store.database import Database
from hub.store.ledger import By
from hub.store.reach import reaching
from hub.store.tables import LINEAGE, ORGANISATIONS

ORDER = (LINEAGE.c.on_day, LINEAGE.c.organisation, LINEAGE.c.from_organisation)


class Lineage:
    """What became of organisations."""

    def __init__(self, database: Database, at: Connection | None = None) -> None:
        self._database = database
        self._at = at

    def at(self, moment: Connection) -> Lineage:
        """The lineage as it stood at a moment that `Database.read` opened."""
        return Lineage(self._database, moment)

    def merge(self, organisation: str, into: str, on: date, by: By, today: date, why: str = "") -> None:
        """From this day on it is a part of another, which sees what it returned; its own last day is the day before.

        Said again, nothing changes.
        Raises: NotFound; SettingWrong when the days or the bodies cannot be; Conflict when it merged before;
        InputRefused for the reason.
        """
        words = written.text_or_nothing("why", why)
        event = Event(Kind.MERGED, into, on, organisation)

        def merge(connection: Connection) -> None:
            merged, taking = descent.two(connection, organisation, into, "merge into")
            if known := descent.merger_of(connection, organisation):
                if known == event:
                    return
                raise descent.merged_before(known)
            descent.expect_come(on, today)
            descent.expect_no_circle(connection, organisation, into)
            descent.expect_open(taking, on)
            descent.expect_last_day(merged, on)
            rows.change(connection, ORGANISATIONS, organisation, {"closed_on": on - descent.ONE_DAY, "successor": into})
            descent.keep(connection, event)
            _tell(connection, by, "organisation.merged", merged, {"into": into, "on": on}, words)

        self._database.write(merge)

    def unmerge(self, organisation: str, by: By, why: str = "") -> Event:
        """Take back a merger that was recorded by mistake: what it was, and the organisation is open again.

        Raises: NotFound, also when it merged into none; InputRefused for the reason.
        """
        words = written.text_or_nothing("why", why)

        def unmerge(connection: Connection) -> Event:
            row = rows.one(connection, ORGANISATIONS, organisation, "organisation")
            known = descent.merger_of(connection, organisation)
            if known is None:
                raise NotFound(f"{organisation!r} has merged into no other organisation.", organisation=organisation)
            connection.execute(delete(LINEAGE).where(LINEAGE.c.id == descent.event_id(known)))
            rows.change(connection, ORGANISATIONS, organisation, {"closed_on": None, "successor": None})
            told = {"into": known.organisation, "on": known.on}
            _tell(connection, by, "organisation.merger_taken_back", row, told, words)
            return known

        return self._database.write(unmerge)

    def split(self, organisation: str, old: str, on: date, by: By, today: date, why: str = "") -> None:
        """It was a part of another until this day, on which it opened. What the other returned stays the other's.

        Said again, nothing changes.
        Raises: NotFound; SettingWrong when the days or the bodies cannot be; InputRefused for the reason.
        """
        words = written.text_or_nothing("why", why)
        event = Event(Kind.SPLIT, organisation, on, old)

        def split(connection: Connection) -> None:
            new, former = descent.two(connection, organisation, old, "be split from")
            if descent.is_kept(connection, event):
                return
            descent.expect_come(on, today)
            descent.expect_not_split_from(connection, old, organisation)
            descent.expect_opens(new, on)
            descent.expect_there_before(former, on)
            rows.change(connection, ORGANISATIONS, organisation, {"opened_on": on})
            descent.keep(connection, event)
            _tell(connection, by, "organisation.split", new, {"from": old, "on": on}, words)

        self._database.write(split)

    def rename(self, organisation: str, name: str, on: date, by: By, today: date, why: str = "") -> None:
        """From this day on it has another name, and the same code. Said again for the same day, it has the last one.

        Raises: NotFound; SettingWrong for the name or the day; InputRefused for the reason.
        """
        words, name = written.text_or_nothing("why", why), registrable.name("an organisation", name)

        def rename(connection: Connection) -> None:
            descent.expect_come(on, today)
            renamed(connection, organisation, name, on, by, words)

        self._database.write(rename)

    def events(self, scope: Scope) -> list[Event]:
        """What became of the organisations in scope, in the order of the days."""
        seen = select(ORGANISATIONS.c.code).where(*reaching(scope, ORGANISATIONS.c.department, ORGANISATIONS.c.code))
        wanted = select(LINEAGE).where(or_(LINEAGE.c.organisation.in_(seen), LINEAGE.c.from_organisation.in_(seen)))
        with self._database.read(self._at) as connection:
            return [descent.event_of(row) for row in connection.execute(wanted.order_by(*ORDER))]

    def names(self, events: Iterable[Event]) -> Mapping[str, str]:
        """What the organisations are called of which events tell, by code."""
        codes = {code for event in events for code in (event.organisation, event.other) if code}
        with self._database.read(self._at) as connection:
            return rows.names(connection, ORGANISATIONS, codes)


def renamed(connection: Connection, organisation: str, name: str, on: date, by: By, why: str) -> None:
    """As `Lineage.rename`, inside a write that others began, of a name that can be one and a day that has come."""
    row = rows.one(connection, ORGANISATIONS, organisation, "organisation")
    last = descent.last_new_name(connection, organisation)
    if row.name == name and last is not None and last.on == on:
        return
    descent.expect_open(row, on)
    descent.expect_another_name(row, name, on, last)
    rows.change(connection, ORGANISATIONS, organisation, {"name": name})
    descent.change_name(connection, Event(Kind.RENAMED, organisation, on, former_name=row.name), name, last)
    told = {"name": name, "former_name": row.name, "on": on}
    _tell(connection, by, "organisation.renamed", row, told, why)


def _tell(connection: Connection, by: By, what: str, row: Any, detail: Mapping[str, Any], why: str) -> None:
    entry = ledger.Entry(by, what, row.code, detail, department=row.department, organisation=row.code, why=why)
    ledger.append(connection, entry)
