"""Are the forum's meetings, agendas, and what came of them, those of the ledger?

These rows are not chained, so whatever of them differs was changed past the hub.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Row

from hub.store.beside import in_turn
from hub.store.compared import different, kept_rows
from hub.store.tables import FORUM_ITEMS, FORUM_MEETINGS, FORUM_OUTPUTS, FORUM_PROPOSALS

Facts = dict[str, Any]
Things = dict[str, Facts]  # by the id of each
BY = ("department", "who", "role", "at")
ARRANGED = ("level", "on_day", "starts_at", "minutes", "place", "invited")
MEETING = (*BY, "uid", *ARRANGED, "sequence", "edits", "present", "also_present", "cancelled_why", "changed_at")
TOPIC = ("source", "section", "title", "says", "why", "organisations", "returns", "presenter", "weight")
ITEM = (*BY, "meeting", *TOPIC, "minutes", "place", "edited", "removed_why")
PROPOSAL = (*BY, "meeting", "organisation", "title", "why")
RECORDED = ("kind", "says", "organisations", "owner", "owner_role", "due")
OUTPUT = (*BY, "meeting", *RECORDED, "done_on", "done_how", "done_at", "struck_why")


@dataclass(slots=True)
class _Told:
    """What the ledger says of them, entry after entry."""

    meetings: Things = field(default_factory=dict)
    items: Things = field(default_factory=dict)
    proposals: Things = field(default_factory=dict)
    outputs: Things = field(default_factory=dict)


def forum_faults(moment: Connection) -> Iterator[str]:
    """A sentence for each of these that is not as the ledger has it."""
    told = _Told()
    yield from in_turn(moment, told, TELLS)
    yield from different("The meeting", told.meetings, kept_rows(moment, FORUM_MEETINGS, MEETING))
    yield from different("The item of an agenda", told.items, kept_rows(moment, FORUM_ITEMS, ITEM))
    yield from different("The item that was asked for", told.proposals, kept_rows(moment, FORUM_PROPOSALS, PROPOSAL))
    yield from different("The output of a meeting", told.outputs, kept_rows(moment, FORUM_OUTPUTS, OUTPUT))


def _by(entry: Row[Any]) -> Facts:
    return {"department": entry.department, "who": entry.who, "role": entry.role, "at": entry.at}


def _edited(told: _Told, entry: Row[Any]) -> Facts:
    meeting = told.meetings.setdefault(entry.object, {"edits": 0, "sequence": 0})
    meeting["edits"] += 1
    return meeting


def _arranged(told: _Told, entry: Row[Any], facts: Facts) -> None:
    first = {"sequence": 0, "edits": 0, "present": None, "also_present": None, "cancelled_why": None}
    told.meetings[entry.object] = {
        **_by(entry), **{name: facts[name] for name in ("uid", *ARRANGED)}, **first, "changed_at": entry.at,
    }  # fmt: skip


def _moved(told: _Told, entry: Row[Any], facts: Facts) -> None:
    meeting = _edited(told, entry)
    meeting.update({name: facts[name] for name in ARRANGED})
    meeting.update(sequence=meeting["sequence"] + 1, changed_at=entry.at)


def _cancelled(told: _Told, entry: Row[Any], _: Facts) -> None:
    meeting = _edited(told, entry)
    meeting.update(sequence=meeting["sequence"] + 1, changed_at=entry.at, cancelled_why=entry.why)


def _attended(told: _Told, entry: Row[Any], facts: Facts) -> None:
    _edited(told, entry).update(present=facts["present"], also_present=facts["also_present"])


def _new_item(told: _Told, entry: Row[Any], facts: Facts) -> None:
    topic = {name: facts[name] for name in (*TOPIC, "minutes")}
    state = {"edited": not facts["source"], "removed_why": None}
    told.items[facts["id"]] = {**_by(entry), "meeting": entry.object, **topic, **state}


def _in_order(told: _Told, facts: Facts) -> None:
    for place, item in enumerate(facts["order"]):
        told.items.setdefault(item, {})["place"] = place


def _proposed(told: _Told, entry: Row[Any], facts: Facts) -> None:
    _edited(told, entry)
    for one in facts["items"]:
        _new_item(told, entry, one)
    for one in facts["again"]:
        told.items.setdefault(one["id"], {}).update({**{name: one[name] for name in TOPIC}, "removed_why": None})
    for item in facts["gone"]:
        told.items.setdefault(item, {})["removed_why"] = ""
    _in_order(told, facts)


def _added(told: _Told, entry: Row[Any], facts: Facts) -> None:
    _edited(told, entry)
    _new_item(told, entry, facts)
    _in_order(told, facts)


def _item_edited(told: _Told, entry: Row[Any], facts: Facts) -> None:
    _edited(told, entry)
    names = ("title", "says", "why", "presenter", "minutes")
    told.items.setdefault(facts["id"], {}).update({**{name: facts[name] for name in names}, "edited": True})


def _item_moved(told: _Told, entry: Row[Any], facts: Facts) -> None:
    _edited(told, entry)
    _in_order(told, facts)


def _removed(told: _Told, entry: Row[Any], facts: Facts) -> None:
    _edited(told, entry)
    told.items.setdefault(facts["id"], {})["removed_why"] = entry.why


def _put_back(told: _Told, entry: Row[Any], facts: Facts) -> None:
    _edited(told, entry)
    told.items.setdefault(facts["id"], {})["removed_why"] = None


def _asked_for(told: _Told, entry: Row[Any], facts: Facts) -> None:
    said = {"organisation": facts["organisation"], "title": facts["title"], "why": entry.why}
    told.proposals[facts["id"]] = {**_by(entry), "meeting": entry.object, **said}


def _recorded(told: _Told, entry: Row[Any], facts: Facts) -> None:
    _edited(told, entry)
    said = {name: facts[name] for name in RECORDED}
    open_ = {"done_on": None, "done_how": None, "done_at": None, "struck_why": None}
    told.outputs[facts["id"]] = {**_by(entry), "meeting": entry.object, **said, **open_}


def _done(told: _Told, entry: Row[Any], facts: Facts) -> None:
    _edited(told, entry)
    told.outputs.setdefault(facts["id"], {}).update(
        done_on=facts["done_on"], done_how=facts["done_how"], done_at=entry.at
    )


def _struck(told: _Told, entry: Row[Any], facts: Facts) -> None:
    _edited(told, entry)
    told.outputs.setdefault(facts["id"], {})["struck_why"] = entry.why


TELLS: Mapping[str, Callable[[_Told, Row[Any], Facts], None]] = {
    "meeting.arranged": _arranged,
    "meeting.moved": _moved,
    "meeting.cancelled": _cancelled,
    "meeting.attended": _attended,
    "agenda.proposed": _proposed,
    "agenda.item_added": _added,
    "agenda.item_edited": _item_edited,
    "agenda.item_moved": _item_moved,
    "agenda.item_removed": _removed,
    "agenda.item_put_back": _put_back,
    "agenda.item_asked_for": _asked_for,
    "output.recorded": _recorded,
    "output.done": _done,
    "output.struck": _struck,
}
