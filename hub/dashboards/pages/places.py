"""Places in a return's document, in words: what a JSON pointer points at, and which places a question can be about.

The words are the titles that the published contract gives its members; an entry of a list goes by its own name.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from hub.contract.codelists import codelist
from hub.contract.findings import pointer, printable
from hub.contract.members import EACH, Member, members

WHOLE = "The return as a whole"
NOT_ASKED_ABOUT = frozenset({"contract", "contract_version", "organisation", "period", "explanations"})
NAMES = ("id", "subject", "service", "month", "source", "characteristic", "group", "channel", "query")
DEEPEST_ASKED = 2  # a part, and what is in it: a list of every cell is too long to choose from
LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class Place:
    """A place that a question can be about: the part of the return that it is in, its pointer, its words."""

    part: str
    pointer: str
    words: str


@dataclass(frozen=True, slots=True)
class Places:
    """The places of one document, which the contract has accepted."""

    document: Mapping[str, Any]
    members: Mapping[str, Member]

    @classmethod
    def of(cls, document: Mapping[str, Any], contract: str, version: str) -> Places:
        """The places of a document of a contract version. Raises: KeyError when there is no such version."""
        return cls(document, members(contract, version))

    def in_words(self, place: str) -> str:
        """What a pointer points at: `Actions, A1, Due`. A place without words is told as it was written."""
        if not place:
            return WHOLE
        words: list[str] = []
        node: Any = self.document
        known = ""
        for told in place.split("/")[1:]:
            part = told.replace("~1", "/").replace("~0", "~")
            if isinstance(node, list):
                node = node[int(part)] if part.isdecimal() and int(part) < len(node) else None
                known = f"{known}/{EACH}"
                words.append(_name_of(node, part))
            else:
                node = node.get(part) if isinstance(node, Mapping) else None
                known = f"{known}/{part}"
                words.append(self._title(known, part))
        return ", ".join(words)

    def asked_about(self) -> list[Place]:
        """The places that a question can be about, in the order of the document."""
        return [
            Place(self._title(f"/{part}", part), place, self.in_words(place))
            for part, node in self.document.items()
            if part not in NOT_ASKED_ABOUT
            for place in _within(node, (part,))
        ]

    def _title(self, place: str, otherwise: str) -> str:
        return self.members[place].title if place in self.members else printable(otherwise)


def _within(node: Any, parts: tuple[str | int, ...]) -> Iterator[str]:
    yield pointer(*parts)
    if len(parts) < DEEPEST_ASKED:
        inner = node.items() if isinstance(node, Mapping) else enumerate(node) if isinstance(node, list) else ()
        for name, child in inner:
            yield from _within(child, (*parts, name))


def _name_of(entry: Any, place: str) -> str:
    """What an entry of a list calls itself; else its number, as people count."""
    told = entry if isinstance(entry, Mapping) else {}
    name = next((name for name in NAMES if isinstance(told.get(name), str)), "")
    if not name:
        return f"number {int(place) + 1}" if place.isdecimal() else printable(place)
    code = codelist("subjects").get(told[name]) if name == "subject" else None
    words = printable(code.label if code else told[name])
    return words if len(words) <= LONGEST_NAME else f"{words[:LONGEST_NAME]}…"
