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
    """What a body wrote at a place. Shapes: `says` by the names of the members, those that it filled in."""

    place: Place
    says: Mapping[str, str]


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

    Shapes: `documents` by organisation and name of the period, each one that the contract has accepted.
    Missing: a place whose document is not there is left out, and for other bodies one that says it may not be shared.
    """
    told = []
    for place in places:
        part = documents.get((place.organisation, place.period), {}).get(place.part, ())
        for entry in part if isinstance(part, list) else ():
            if entry.get("id") == place.id and not (to_others and entry.get("may_be_shared") is False):
                says = {name: entry[name] for name in WORDS[place.part] if isinstance(entry.get(name), str)}
                told.append(Quoted(place, says))
    return tuple(told)
