"""Values of a document as it was sent, in words: of any place, whatever stands there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath
from typing import Any

from hub.contract.findings import printable
from hub.contract.members import EACH, Member, members
from hub.contract.model import STATUSES, Missing
from hub.dashboards import html, pieces
from hub.dashboards.markup import Node
from hub.dashboards.pages.return_page.words import label, status_in_words, value_in_words
from hub.oversight.reporting import day_in_words


@dataclass(frozen=True, slots=True)
class Values:
    """The values of documents of one contract version; `members` are what it says may stand in them, by place."""

    members: Mapping[str, Member]

    @classmethod
    def of(cls, contract: str, version: str) -> Values:
        """Those of a contract version. Raises: KeyError when there is no such version."""
        return cls(members(contract, version))

    def drawn(self, pointer: str, value: Any) -> Node:
        """A value at a place: a text, or a line for each thing in it."""
        lines = [*self._lines(_place(pointer), value, "")]
        return html.Span(lines[0], className="hub-said") if len(lines) == 1 else pieces.lines(lines)

    def _lines(self, place: str, value: Any, name: str) -> Iterator[str]:
        if isinstance(value, dict) and value:
            for each, inner in value.items():
                title = self.members[f"{place}/{each}"].title if f"{place}/{each}" in self.members else printable(each)
                yield from self._lines(f"{place}/{each}", inner, f"{name}, {title}" if name else title)
        elif isinstance(value, list) and value:
            for number, inner in enumerate(value, start=1):
                yield from self._lines(f"{place}/{EACH}", inner, f"{name} {number}" if name else f"Number {number}")
        else:
            words = self._words(place, value)
            yield f"{name}: {words}" if name else words

    def _words(self, place: str, value: Any) -> str:
        if value is None or value in ([], {}, ""):
            return "Empty"
        if isinstance(value, bool):
            return "Yes" if value else "No"
        if isinstance(value, int | float):
            return value_in_words(value)
        told = printable(str(value))
        if told in STATUSES:
            return status_in_words(Missing(told))
        member = self.members.get(place)
        if member and member.codelist:
            return label(PurePosixPath(member.codelist).stem, told)
        return _as_day(told)


def _as_day(told: str) -> str:
    try:
        return day_in_words(date.fromisoformat(told)) if len(told) == len("2026-04-01") else told
    except ValueError:
        return told


def _place(pointer: str) -> str:
    """The place as the contract names it: each entry of a list is `*`."""
    return "/".join(EACH if part.isdecimal() else part for part in pointer.split("/"))
