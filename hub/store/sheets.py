"""Reads what is projected of many returns at once: their sheets of numbers, and what they tell, counted.

Rows of a period lie side by side, so a read costs by what it answers and not by what else is kept. Whoever reads names
a scope; what the numbers mean is `hub.oversight`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

import orjson
from sqlalchemy import Connection, Select, Table, select

from hub.contract.narrative import Narrative
from hub.scope import Scope
from hub.store.database import Database
from hub.store.moments import day_of
from hub.store.reach import within
from hub.store.tables import EARLIER_SHEETS, NARRATIVES, SHEETS


class KeptSheet(NamedTuple):  # thousands are read at once
    """The numbers of the current return of one organisation and period.

    Shapes: `sheet` as `sheet_of` packs it. Units: `first_accepted_on` is a day in the United Kingdom.
    """

    organisation: str
    period_name: str
    first_accepted_on: date
    version: int
    sheet: bytes


@dataclass(frozen=True, slots=True)
class EarlierSheet:
    """The numbers of a version that was superseded or withdrawn."""

    organisation: str
    period_name: str
    version: int
    sheet: bytes = field(repr=False)


class KeptNarrative(NamedTuple):
    """What the current return of one organisation and period tells."""

    organisation: str
    period_name: str
    narrative: Narrative


class Sheets:
    """Sheets and narratives within a scope."""

    def __init__(self, database: Database, at: Connection | None = None) -> None:
        self._database = database
        self._at = at

    def current(self, scope: Scope, periods: Sequence[str]) -> list[KeptSheet]:
        """The sheets of the current returns for these periods, by period and organisation."""
        wanted = _of(SHEETS, scope, periods, "first_accepted_at", "version", "sheet")
        with self._database.read(self._at) as connection:
            rows = connection.execute(wanted).all()
        return [
            KeptSheet(organisation, period, day_of(accepted), version, sheet)
            for organisation, period, accepted, version, sheet in rows
        ]

    def earlier(self, scope: Scope, periods: Sequence[str]) -> list[EarlierSheet]:
        """The sheets of versions that are no longer current, the first version first. Nearly always empty."""
        wanted = _of(EARLIER_SHEETS, scope, periods, "version", "sheet").order_by(EARLIER_SHEETS.c.version)
        with self._database.read(self._at) as connection:
            return [EarlierSheet(*row) for row in connection.execute(wanted)]

    def narratives(self, scope: Scope, periods: Sequence[str]) -> list[KeptNarrative]:
        """What the current returns for these periods tell, by period and organisation."""
        wanted = _of(NARRATIVES, scope, periods, "told")
        with self._database.read(self._at) as connection:
            rows = connection.execute(wanted).all()
        told = orjson.loads(f"[{','.join([row.told for row in rows])}]")  # at once: half the time of one by one
        return [
            KeptNarrative(organisation, period, Narrative.from_json(facts))
            for (organisation, period, _), facts in zip(rows, told, strict=True)
        ]


def _of(table: Table, scope: Scope, periods: Sequence[str], *columns: str) -> Select[Any]:
    place = (table.c.organisation, table.c.period_name)
    wanted = select(*place, *(table.c[name] for name in columns))
    wanted = wanted.where(*within(scope, table), table.c.period_name.in_(periods))
    return wanted.order_by(table.c.period_name, table.c.organisation)
