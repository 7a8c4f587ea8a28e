"""Where organisations come from, as values: what merged into what, what was split from what, who was called otherwise.

Stands at the bottom of the house because the store keeps these facts and oversight puts them in words. Decides nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Kind(StrEnum):
    """What became of an organisation."""

    MERGED = "merged"
    SPLIT = "split"
    RENAMED = "renamed"


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that became of an organisation, on its first day: `other` merged into it, or it was split from `other`.

    Shapes: `organisation` and `other` are codes.
    Missing: `other` is None for a new name, `former_name` for everything else.
    """

    kind: Kind
    organisation: str
    on: date
    other: str | None = None
    former_name: str | None = None


def name_on(organisation: str, name: str, day: date, events: Iterable[Event]) -> str:
    """What an organisation was called on a day, whose name is this one now."""
    later = (event for event in events if event.organisation == organisation and event.on > day and event.former_name)
    first = min(later, key=lambda event: event.on, default=None)
    return first.former_name or name if first else name
