"""Many documents that are nearly returns, made quickly and the same in every run: for comparing readers of one shape.

Each is a return of some version after a few changes at random places: odd values, values of other places, texts and
numbers a little off, members left out, renamed, doubled, or of a stranger.
"""

from __future__ import annotations

import copy
import random
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import orjson
from return_documents import Document
from return_strategies import ODD, STRANGERS, places

Path = tuple[str | int, ...]
CHANGES = (1, 1, 1, 2, 3)  # mostly one: a second fault hides the first
LENGTHS = (64, 65, 200, 201, 20_000, 20_001)  # of texts, on both sides of what the contract allows
BLANK = ("", " ", "\n\t", "\u00a0", "\u2028\ufeff", "\u200b", "\u180e")  # not all of them show nothing
ENTRIES = (0, 12, 13, 50, 51, 100, 101, 500, 501)  # of lists
SLIPPED_IN = (
    "\n",
    "\r",
    "\u0085",
    "\u00a0",
    "\ufeff",
    "\u200b",
    "\u0663",
    "２",
    "é",
    "😀",
    " ",
    "-",
    "_",
    ".",
    "A",
    "0",
)
NUMBERS_NEAR: tuple[Callable[[Any], Any], ...] = (
    lambda number: number + 1,
    lambda number: -number,
    float,
    lambda number: number + 0.5,
    lambda number: number * 10**9,
    lambda number: (number + 1) * 10**12,
    lambda number: (number + 1) * -(10**12),
    str,
    lambda number: {"value": number, "marked": "estimated"},
    lambda number: {"value": -number, "marked": "provisional"},
    lambda number: {"value": number, "marked": "estimated", "of": number},
    lambda number: [number],
    bool,
)


class Mutants:
    """Endless documents, each a start after one to three changes; the same for the same starts and seed."""

    def __init__(self, starts: Sequence[Document], seed: int) -> None:
        self._random = random.Random(seed)
        self._starts = [(orjson.dumps(start), places(start)) for start in starts]
        self._told = [value_at(start, path) for start in starts for path in places(start)]

    def __iter__(self) -> Iterator[Document]:
        while True:
            raw, paths = self._random.choice(self._starts)
            document = orjson.loads(raw)
            for _ in range(self._random.choice(CHANGES)):
                self._change(document, self._random.choice(paths))
            yield document

    def _change(self, document: Document, path: Path) -> None:
        """Change what is at the path, or as near to it as an earlier change has left."""
        parent: Any = document
        for step in path[:-1]:
            if not _has(parent, step):
                return
            parent = parent[step]
        if _has(parent, path[-1]):
            change = self._random.choice((self._odd, self._off, self._off, self._of_another_place, self._members))
            change(parent, path[-1])

    def _odd(self, parent: Any, name: Any) -> None:
        parent[name] = copy.deepcopy(self._random.choice(ODD))

    def _of_another_place(self, parent: Any, name: Any) -> None:
        parent[name] = copy.deepcopy(self._random.choice(self._told))

    def _off(self, parent: Any, name: Any) -> None:
        """The value a little off: a slip of the hand, or a program's idea of what the value is."""
        value = parent[name]
        if isinstance(value, str):
            parent[name] = self._text_off(value)
        elif isinstance(value, bool):
            parent[name] = self._random.choice((not value, int(value), str(value).lower()))
        elif isinstance(value, int | float):
            parent[name] = self._random.choice(NUMBERS_NEAR)(value)
        elif isinstance(value, list):
            parent[name] = (value * max(ENTRIES))[: self._random.choice(ENTRIES)]
        elif isinstance(value, dict):
            self._members(value, self._random.choice(list(value) or [""]))

    def _text_off(self, text: str) -> str:
        """With a character too many or exchanged, at the beginning, the end or between; or much longer."""
        slip = self._random.random()
        if slip < 1 / 8:
            return self._random.choice(BLANK)
        if slip < 3 / 8:
            return (text * max(LENGTHS))[: self._random.choice(LENGTHS)]
        at = self._random.choice((0, len(text), self._random.randint(0, len(text))))
        return text[:at] + self._random.choice(SLIPPED_IN) + text[at + self._random.randint(0, 1) :]

    def _members(self, parent: Any, name: Any) -> None:
        """A member left out, renamed or beside a stranger; an entry left out or doubled."""
        if isinstance(parent, list):
            parent[name : name + self._random.randint(0, 1)] = parent[name : name + self._random.randint(0, 1)] * 2
        elif self._random.random() < 1 / 2:
            parent[self._random.choice(STRANGERS)] = 1
        elif (value := parent.pop(name, None)) is not None and self._random.random() < 1 / 2:
            parent[self._random.choice((f"{name}s", name.replace("_", ""), name.title(), f"{name} "))] = value


def _has(parent: Any, step: str | int) -> bool:
    if isinstance(parent, list):
        return isinstance(step, int) and step < len(parent)
    return isinstance(parent, dict) and step in parent


def value_at(document: Any, path: Path) -> Any:
    """What stands at a place that is there."""
    for step in path:
        document = document[step]
    return document
