"""Pages that were drawn, kept for as long as everything that they were drawn from is the same.

What a page reads is read again for everybody who asks for it, within their scope and put down as theirs; only drawing
is saved. A page is told a role and a scope, never who looks, so that those of one role and scope may share it.
"""

from __future__ import annotations

import weakref
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field, replace
from threading import Lock
from typing import Any

from hub.auth.permissions import Viewer
from hub.dashboards.reading import Reading, ThemesRead
from hub.oversight.picture import Picture

NOTED = (
    "picture",
    "themes",
    "standings",
    "withdrawn",
    "unexplained",
    "standards",
    "desk",
    "forum",
    "tiers",
)  # what reads else is never kept
NEVER_NOTED = ("viewer", "page")
MOST_KEPT = 24  # pages; one of 300 organisations takes up to a megabyte


@dataclass(frozen=True, slots=True)
class DrawnPage:
    """What is kept of a page. `wide` is for tables of many columns; `text` is HTML, or JSON for Dash."""

    title: str
    wide: bool
    text: str


@dataclass(frozen=True, slots=True)
class _Read:
    """One thing that a page read.

    Missing: without a `picture` there is none in it. It is not kept alive by this: it is far larger than the page.
    """

    name: str
    given: tuple[Any, ...]
    picture: weakref.ref[Picture] | None
    beside: Any

    @classmethod
    def noted(cls, name: str, given: tuple[Any, ...], told: Any) -> _Read:
        """What is compared of what was told."""
        picture, beside = _parts(told)
        return cls(name, given, None if picture is None else weakref.ref(picture), beside)

    def tells(self, now: Any) -> bool:
        """Whether it is told just the same now."""
        picture, beside = _parts(now)
        return (self.picture() if self.picture else None) is picture and bool(self.beside == beside)


def _parts(told: Any) -> tuple[Picture | None, Any]:
    """The picture in what was read, and what else there is in it. Themes follow from a picture and what was decided."""
    if isinstance(told, Picture):
        return told, None
    if isinstance(told, ThemesRead):
        return told.picture, (told.decisions, told.agenda)
    return None, told


Make = Callable[[Reading, Viewer], DrawnPage]
Key = tuple[Hashable, Viewer]


@dataclass(slots=True)
class KeptPages:
    """Draws pages, and keeps the last ones."""

    reading: Reading
    _kept: OrderedDict[Key, tuple[tuple[_Read, ...], DrawnPage]] = field(default_factory=OrderedDict)
    _lock: Lock = field(default_factory=Lock)

    def of(self, asked: Hashable, viewer: Viewer, make: Make, *, keep: Callable[[], bool]) -> DrawnPage:
        """The page for what was asked, by somebody who may open it.

        `keep` is asked once it was drawn: whether nothing of this one request is in it.
        """
        seen = replace(viewer, name="", origin="", session="", holds=(), acts_as="")
        key, reads = (asked, seen), _Reads(self.reading, viewer)
        kept = self._kept.get(key)
        if kept and reads.tell_the_same(kept[0]):
            return kept[1]
        page = make(reads.reading(), seen)
        if not reads.others and keep():
            self._keep(key, (tuple(reads.noted()), page))
        return page

    def _keep(self, key: Key, drawn: tuple[tuple[_Read, ...], DrawnPage]) -> None:
        with self._lock:
            self._kept[key] = drawn
            self._kept.move_to_end(key)
            while len(self._kept) > MOST_KEPT:
                self._kept.popitem(last=False)


class _Reads:
    """Everything that one page reads for one viewer, each thing once."""

    def __init__(self, reading: Reading, viewer: Viewer) -> None:
        self._reading, self._viewer = reading, viewer
        self._done: list[tuple[str, tuple[Any, ...], Any]] = []
        self.others = False

    def tell_the_same(self, before: tuple[_Read, ...]) -> bool:
        """Whether all that was read before says the same to this viewer, read now."""
        return all(read.tells(self._ask(read.name, *read.given)) for read in before)

    def reading(self) -> Reading:
        """What the page reads from: it asks as nobody in particular, and is answered as the viewer would be."""
        asked = {name: self._asking(name) for name in Reading.__dataclass_fields__ if name not in NEVER_NOTED}
        return replace(self._reading, **asked)

    def noted(self) -> list[_Read]:
        """What was read, to be compared."""
        return [_Read.noted(name, given, told) for name, given, told in self._done]

    def _asking(self, name: str) -> Callable[..., Any]:
        return lambda _, *given: self._ask(name, *given)

    def _ask(self, name: str, *given: Any) -> Any:
        read = getattr(self._reading, name)
        if name not in NOTED:
            self.others = True
            return read(self._viewer, *given)
        for done, before, told in self._done:
            if (done, before) == (name, given):
                return told
        told = read(self._viewer, *given)
        self._done.append((name, given, told))
        return told
