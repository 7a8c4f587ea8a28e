"""Is what people decided about themes, and what they sent to the agenda, that of the ledger?

These rows are not chained, so whatever of them differs was changed past the hub.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Row

from hub.decisions import Decided
from hub.store.beside import in_turn
from hub.store.compared import different, kept_rows
from hub.store.tables import AGENDA_ITEMS, THEME_DECISIONS

Facts = dict[str, Any]
Things = dict[str, Facts]  # by the id of each
SEEN = ("department", "theme", "told_as", "period_name", "organisations")
DECISION = (*SEEN, "decided", "into_theme", "title", "why", "who", "role", "at")
ITEM = (*SEEN, "wording", "presenter", "who", "role", "at", "removed_at")


@dataclass(slots=True)
class _Told:
    """What the ledger says of them, entry after entry."""

    decisions: Things = field(default_factory=dict)
    items: Things = field(default_factory=dict)


def decided_faults(moment: Connection) -> Iterator[str]:
    """A sentence for each of these that is not as the ledger has it."""
    told = _Told()
    yield from in_turn(moment, told, TELLS)
    yield from different("The decision about a theme", told.decisions, kept_rows(moment, THEME_DECISIONS, DECISION))
    yield from different("The item for the agenda", told.items, kept_rows(moment, AGENDA_ITEMS, ITEM))


def _seen(entry: Row[Any], facts: Facts) -> Facts:
    named = {"department": entry.department, "theme": entry.object, "period_name": facts["period"]}
    who = {"who": entry.who, "role": entry.role, "at": entry.at}
    return {**named, **who, "told_as": facts["told_as"], "organisations": facts["organisations"]}


def _decided(told: _Told, entry: Row[Any], facts: Facts) -> None:
    more = {"into_theme": facts.get("into", ""), "title": facts.get("title", "")}
    decided = {"decided": entry.what.partition(".")[2], "why": entry.why}
    told.decisions[facts["id"]] = {**_seen(entry, facts), **decided, **more}


def _sent(told: _Told, entry: Row[Any], facts: Facts) -> None:
    said = {"wording": facts["wording"], "presenter": facts["presenter"], "removed_at": None}
    told.items[facts["id"]] = {**_seen(entry, facts), **said}


def _taken_back(told: _Told, entry: Row[Any], facts: Facts) -> None:
    told.items.setdefault(facts["id"], {})["removed_at"] = entry.at


TELLS: Mapping[str, Callable[[_Told, Row[Any], Facts], None]] = {
    **{f"theme.{decided}": _decided for decided in Decided},
    "agenda.sent": _sent,
    "agenda.taken_back": _taken_back,
}
