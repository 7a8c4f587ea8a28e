"""A paper as it is kept: canonical JSON, its charts drawn, so that any hub writes the same forms from it again.

Knows no database and no form.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import orjson

from hub.briefings.paper import (
    Block,
    Bullets,
    Chart,
    Drawn,
    Heading,
    Look,
    Note,
    Paper,
    Paragraph,
    Room,
    Said,
    Table,
)
from hub.briefings.render.pictures import picture
from hub.errors import Unavailable

FORM = 1  # of what is kept; a hub that keeps papers otherwise gives another number


def as_kept(paper: Paper) -> bytes:
    """The paper as canonical JSON: names in order, nothing between them, its charts as they were drawn."""
    told = {
        "form": FORM,
        "title": paper.title,
        "organisation": paper.organisation,
        "subtitle": paper.subtitle,
        "day": paper.day.isoformat(),
        "facts": [list(fact) for fact in paper.facts],
        "blocks": [_block(block) for block in paper.blocks],
        "notes": [[note.number, note.text, [list(one) for one in note.versions]] for note in paper.notes],
    }
    return orjson.dumps(told, option=orjson.OPT_SORT_KEYS)


def of_kept(raw: bytes) -> Paper:
    """The paper that was kept. Raises: Unavailable for what a newer hub kept otherwise."""
    told = orjson.loads(raw)
    if told["form"] != FORM:
        raise Unavailable("This paper was kept by a newer hub.", reason=f"form {told['form']}")
    return Paper(
        title=told["title"],
        organisation=told["organisation"],
        subtitle=told["subtitle"],
        day=date.fromisoformat(told["day"]),
        facts=tuple((name, what) for name, what in told["facts"]),
        blocks=tuple(map(_kept_block, told["blocks"])),
        notes=tuple(_kept_note(*note) for note in told["notes"]),
    )


def digest(raw: bytes) -> str:
    """What a paper, or a form of it, is known by: its SHA-256, in hexadecimal."""
    return hashlib.sha256(raw).hexdigest()


def drawn(paper: Paper) -> Paper:
    """The same paper with its charts drawn: what is kept of it."""
    return replace(paper, blocks=tuple(_drawn(block) if isinstance(block, Chart) else block for block in paper.blocks))


def _drawn(chart: Chart) -> Chart:
    shown = picture(chart)
    return replace(chart, spec=Drawn(chart.spec.finding, shown.svg, shown.width, shown.height))


def _block(block: Block) -> dict[str, Any]:
    match block:
        case Heading(text=text, level=level):
            return {"kind": "heading", "text": text, "level": level}
        case Paragraph(said=said):
            return {"kind": "paragraph", "said": _said(said)}
        case Bullets(items=items):
            return {"kind": "bullets", "items": [_said(item) for item in items]}
        case Table():
            return {
                "kind": "table",
                "caption": block.caption,
                "head": list(block.head),
                "rows": [[_said(cell) for cell in row] for row in block.rows],
                "numeric": list(block.numeric),
                "shares": [float(share) for share in block.shares],
            }
        case Chart(kind=kind, beside=beside):
            shown = picture(block)
            size = [int(shown.width), int(shown.height)]
            told = {"finding": block.spec.finding, "svg": shown.svg, "size": size}
            return {"kind": "chart", "what": kind, "beside": [_said(each) for each in beside], **told}
        case Room(label=label, lines=lines):
            return {"kind": "room", "label": label, "lines": lines}


def _said(said: Iterable[Said]) -> list[list[Any]]:
    return [[each.text, each.look.value, list(each.notes), each.to] for each in said]


def _kept_note(number: int, text: str, versions: list[tuple[str, str, int]]) -> Note:
    return Note(number, text, tuple((one, period, version) for one, period, version in versions))


def _kept_block(told: Mapping[str, Any]) -> Block:
    match told["kind"]:
        case "heading":
            return Heading(told["text"], told["level"])
        case "paragraph":
            return Paragraph(_kept_said(told["said"]))
        case "bullets":
            return Bullets(tuple(map(_kept_said, told["items"])))
        case "table":
            rows = tuple(tuple(map(_kept_said, row)) for row in told["rows"])
            return Table(told["caption"], tuple(told["head"]), rows, tuple(told["numeric"]), tuple(told["shares"]))
        case "chart":
            spec = Drawn(told["finding"], told["svg"], *told["size"])
            return Chart(spec, told["what"], tuple(map(_kept_said, told["beside"])))
        case "room":
            return Room(told["label"], told["lines"])
    raise ValueError(f"no block of a paper is a {told['kind']!r}")


def _kept_said(told: Iterable[Any]) -> tuple[Said, ...]:
    return tuple(Said(text, Look(look), tuple(notes), to) for text, look, notes, to in told)
