"""Reads a page as the person in front of it does: texts, links, tables; out of HTML or out of Dash's JSON."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

BREAK = "|"  # where one element ends or begins
VOID = frozenset({"br", "img", "input", "link", "meta", "hr"})
ENTRY = "main-content"


@dataclass
class Read:
    """What a page, or a part of it, says."""

    text: str
    links: list[str]
    options: list[tuple[str, bool]]
    tables: list[list[list[list[str]]]]


@dataclass
class _Reader(HTMLParser):
    within: str
    depth: int = 0
    started: bool = False
    text: str = ""
    links: list[str] = field(default_factory=list)
    options: list[tuple[str, bool]] = field(default_factory=list)
    tables: list[list[list[list[str]]]] = field(default_factory=list)
    cell: list[str] | None = None

    def __post_init__(self) -> None:
        super().__init__()
        self.started = not self.within

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        if not self.started:
            self.started = told.get("id") == self.within
            return
        if self.within and self.depth < 0:
            return
        self.text += BREAK
        if tag in VOID:
            self.text += BREAK
            return
        self.depth += 1
        if tag == "a":
            self.links.append(told.get("href") or "")
        if tag == "option":
            self.options.append((told.get("value") or "", "selected" in told))
        if tag == "table":
            self.tables.append([])
        if tag == "tr":
            self.tables[-1].append([])
        if tag in ("td", "th"):
            self.cell = []
            self.tables[-1][-1].append(self.cell)

    def handle_endtag(self, tag: str) -> None:
        if not self.started or (self.within and self.depth < 0):
            return
        self.depth -= 1
        self.text += BREAK
        if tag in ("td", "th"):
            self.cell = None

    def handle_data(self, data: str) -> None:
        if self.started and not (self.within and self.depth < 0):
            self.text += data
            if self.cell is not None and data.strip():
                self.cell.append(data.strip())


def read_html(document: str, within: str = "") -> Read:
    """What a document says, or the element of it with this id."""
    reader = _Reader(within)
    reader.feed(document)
    return Read(_dense(reader.text), reader.links, reader.options, reader.tables)


def read_layout(node: Any) -> Read:
    """What a tree of components says, as Dash sends it."""
    read = Read("", [], [], [])
    _walk(node, read)
    read.text = _dense(read.text)
    return read


def _walk(node: Any, read: Read) -> None:
    if node is None:
        return
    if isinstance(node, list):
        for child in node:
            _walk(child, read)
    elif isinstance(node, dict):
        told = node["props"]
        read.text += BREAK
        if node["type"] == "A":
            read.links.append(told["href"])
        if node["type"] == "Option":
            read.options.append((told["value"], bool(told.get("selected"))))
        _walk(told.get("children"), read)
        read.text += BREAK
    else:
        read.text += str(node)


def _dense(text: str) -> str:
    return re.sub(r"\|[|\s]*", BREAK, text.strip()).strip(BREAK)
