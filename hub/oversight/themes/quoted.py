"""The words behind the themes of a picture, out of the documents that hold them. Chooses none and changes none."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from hub.oversight.themes.theme import Part, Place, Theme

WORDS = {  # of each part of a document: the members that are words
    Part.LEARNING: ("identified", "used"),
    Part.CHALLENGES: ("challenge", "help_wanted"),
    Part.ACTIONS: ("what",),
}


@dataclass(frozen=True, slots=True)
class Quoted:
    """What a body wrote at a place.

    Shapes: `says` by the names of the members, those that it filled in.
    Missing: `not_asked` where there are words that are not told, since nobody asked the body whether others may read
    them; `says` is empty then.
    """

    place: Place
    says: Mapping[str, str]
    not_asked: bool = False


def places_of(themes: Iterable[Theme]) -> tuple[Place, ...]:
    """The places of the texts of themes and of the remedies to borrow, each once, in the order of the themes."""
    found: dict[Place, None] = {}
    for theme in themes:
        found.update(dict.fromkeys(theme.places))
        for remedy in theme.remedies:
            loop, period = remedy.effect.loop, remedy.effect.loop.last.name
            found[Place(remedy.organisation, period, Part.LEARNING, loop.id)] = None
    return tuple(found)


def quoted(
    places: Sequence[Place], documents: Mapping[tuple[str, str], Mapping[str, Any]], to_others: bool = False
) -> tuple[Quoted, ...]:
    """The words at these places.

    Other bodies read learning, and the actions that it names, where its body said that they may; what a body raises as
    a challenge, it raises for them.

    Shapes: `documents` by organisation and name of the period, each one that the contract has accepted.
    Missing: a place whose document is not there is left out, and for other bodies one that may not be shared.
    """
    told = []
    for place in places:
        document = documents.get((place.organisation, place.period), {})
        for entry in _entries(document, place.part):
            if entry.get("id") != place.id:
                continue
            consent = _consent(document, place.part, entry) if to_others else True
            if consent is None:
                told.append(Quoted(place, {}, not_asked=True))
            elif consent:
                told.append(Quoted(place, {name: entry[name] for name in WORDS[place.part] if _is_text(entry, name)}))
    return tuple(told)


def _consent(document: Mapping[str, Any], part: Part, entry: Mapping[str, Any]) -> bool | None:
    """Whether other bodies may read an entry. Missing: None where its return was not asked."""
    if part is Part.CHALLENGES:
        return True
    if part is Part.LEARNING:
        return _said(entry)
    said = [_said(one) for one in _entries(document, Part.LEARNING) if entry["id"] in (one.get("actions") or ())]
    if True in said:
        return True
    return False if False in said else None


def _said(learning: Mapping[str, Any]) -> bool | None:
    said = learning.get("may_be_shared")
    return said if isinstance(said, bool) else None


def _is_text(entry: Mapping[str, Any], name: str) -> bool:
    return isinstance(entry.get(name), str)


def _entries(document: Mapping[str, Any], part: Part) -> list[Mapping[str, Any]]:
    entries = document.get(part)
    return entries if isinstance(entries, list) else []
