"""What the forum decides about themes, and what it sends to its agenda, as values.

Stands at the bottom of the house because the store keeps these words and oversight says what follows from them. What a
theme is, is `hub.oversight.themes`. Decides nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class Decided(StrEnum):
    """What was decided about a theme."""

    CONFIRMED = "confirmed"
    MERGED = "merged"
    RENAMED = "renamed"
    DISMISSED = "dismissed"
    REOPENED = "reopened"  # is a suggestion again, whatever was decided before

    @property
    def changes_standing(self) -> bool:
        """Whether it says what becomes of the theme; another name does not."""
        return self is not Decided.RENAMED


@dataclass(frozen=True, slots=True)
class SeenTheme:
    """A theme as somebody saw it when they decided about it.

    Shapes: `theme` is its key, which stays the same from period to period; `told_as` why it was a theme; `period` the
    name of the period that they looked at; `organisations` the codes of the bodies in it, in order.
    """

    theme: str
    told_as: str
    period: str
    organisations: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision about one theme. It is never changed; the last one of its sort holds.

    Missing: `into`, the key of another theme, is empty but for what was merged, `title` but for what was renamed.
    """

    id: str
    decided: Decided
    seen: SeenTheme
    why: str
    who: str
    role: str
    at: datetime
    into: str = ""
    title: str = ""


def last_about(taken: Iterable[Decision], themes: Collection[str]) -> str:
    """The id of the last decision about any of these themes. Shapes: `taken` the oldest first. Missing: empty."""
    return next((one.id for one in reversed([*taken]) if one.seen.theme in themes), "")


@dataclass(frozen=True, slots=True)
class AgendaItem:
    """A theme that was sent to the forum's agenda, in the words in which it was sent there.

    Missing: `presenter`, an organisation that could begin, is empty where none is suggested or may be seen;
    `stands_on`, the day of the first meeting on whose agenda it stands since, is None while it waits.
    """

    id: str
    seen: SeenTheme
    wording: str
    presenter: str
    who: str
    role: str
    at: datetime
    stands_on: date | None = None
