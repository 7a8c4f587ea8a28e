"""Are the meetings with independent tiers, and what follows from them, those of the ledger?

These rows are not chained, so whatever of them differs was changed past the hub.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Row

from hub.store.beside import in_turn
from hub.store.compared import different, kept_rows
from hub.store.tables import TIER_FOLLOW_UPS, TIER_MEETINGS

Facts = dict[str, Any]
BY = ("department", "organisation", "who", "role", "at")
PLANNED = ("tier", "on_day", "place")
LATER = ("present", "views", "evidence", "called_off_why", "heard_at")
FOLLOW_UP = ("meeting", "says", "owner_role", "due")
DONE = ("done_on", "done_how", "done_at")


@dataclass(slots=True)
class _Told:
    """What the ledger says of them, entry after entry, by their ids."""

    meetings: dict[str, Facts] = field(default_factory=dict)
    follow_ups: dict[str, Facts] = field(default_factory=dict)


def tier_faults(moment: Connection) -> Iterator[str]:
    """A sentence for each of these that is not as the ledger has it."""
    told = _Told()
    yield from in_turn(moment, told, TELLS)
    kept = kept_rows(moment, TIER_MEETINGS, (*BY, *PLANNED, *LATER))
    yield from different("The meeting with the independent tier", told.meetings, kept)
    kept = kept_rows(moment, TIER_FOLLOW_UPS, (*BY, *FOLLOW_UP, *DONE))
    yield from different("The follow-up of such a meeting", told.follow_ups, kept)


def _begun(entry: Row[Any], facts: Facts, names: tuple[str, ...], later: tuple[str, ...]) -> Facts:
    whose = {"department": entry.department, "organisation": entry.organisation}
    who = {"who": entry.who, "role": entry.role, "at": entry.at}
    return {**dict.fromkeys(later), **whose, **who, **{name: facts[name] for name in names}}


def _planned(told: _Told, entry: Row[Any], facts: Facts) -> None:
    told.meetings[facts["id"]] = _begun(entry, facts, PLANNED, LATER)


def _changed(told: _Told, _entry: Row[Any], facts: Facts) -> None:
    changed = {name: value for name, value in facts.items() if name in (*PLANNED, *LATER)}
    told.meetings.setdefault(facts["id"], {}).update(changed)


def _recorded(told: _Told, entry: Row[Any], facts: Facts) -> None:
    _changed(told, entry, {**facts, "heard_at": entry.at})


def _follow_up(told: _Told, entry: Row[Any], facts: Facts) -> None:
    told.follow_ups[facts["id"]] = _begun(entry, facts, FOLLOW_UP, DONE)


def _done(told: _Told, entry: Row[Any], facts: Facts) -> None:
    done = {"done_on": facts["done_on"], "done_how": facts["done_how"], "done_at": entry.at}
    told.follow_ups.setdefault(facts["id"], {}).update(done)


TELLS: Mapping[str, Callable[[_Told, Row[Any], Facts], None]] = {
    "tier_meeting.planned": _planned,
    "tier_meeting.moved": _changed,
    "tier_meeting.called_off": _changed,
    "tier_meeting.recorded": _recorded,
    "tier_follow_up.recorded": _follow_up,
    "tier_follow_up.done": _done,
}
