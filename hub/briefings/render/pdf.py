"""A paper as tagged PDF (PDF/UA-1), by typst. Its words go in as data, never as markup; same paper, same bytes."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import UTC, datetime, time
from typing import Any

from hub.briefings.paper import NOTES, Bullets, Chart, Heading, Paper, Paragraph, Room, Said, Table
from hub.briefings.render.pictures import POINTS, TYPEFACE, picture, typeset
from hub.briefings.render.printable import printable


def written(paper: Paper) -> bytes:
    """The paper as PDF."""
    made = typeset(
        "paper.typ",
        format="pdf",
        pdf_standards=["ua-1"],
        sys_inputs={"paper": json.dumps(_shown(as_data(paper)), ensure_ascii=False)},
        timestamp=datetime.combine(paper.day, time(), UTC),
    )
    assert isinstance(made, bytes)  # a PDF is one, and no file was asked for
    return made


def as_data(paper: Paper) -> dict[str, Any]:
    """What the template is given."""
    return {
        "title": paper.title,
        "organisation": paper.organisation,
        "subtitle": paper.subtitle,
        "typeface": TYPEFACE,
        "day": [paper.day.year, paper.day.month, paper.day.day],
        "facts": [list(fact) for fact in paper.facts],
        "blocks": [_block(block) for block in paper.blocks],
        "notes_title": NOTES,
        "notes": [[note.number, note.text] for note in paper.notes],
    }


def _shown(data: Any) -> Any:
    """The same with every text as it can be shown."""
    if isinstance(data, str):
        return printable(data)
    if isinstance(data, list):
        return [_shown(each) for each in data]
    return {name: _shown(each) for name, each in data.items()} if isinstance(data, dict) else data


def _block(block: object) -> dict[str, Any]:
    match block:
        case Heading(text=text, level=level):
            return {"kind": "heading", "text": text, "level": level}
        case Paragraph(said=said):
            return {"kind": "paragraph", "said": _said(said)}
        case Bullets(items=items):
            return {"kind": "bullets", "items": [_said(item) for item in items]}
        case Table():
            return _table(block)
        case Chart():
            return _chart(block)
        case Room(label=label, lines=lines):
            return {"kind": "room", "label": label, "lines": lines}
    raise TypeError(f"no form for {type(block).__name__}")


def _table(table: Table) -> dict[str, Any]:
    numeric = table.numeric or (False,) * len(table.head)
    return {
        "kind": "table",
        "caption": table.caption,
        "head": list(table.head),
        "numeric": list(numeric),
        "shares": list(table.shares or (1.0,) * len(table.head)),
        "rows": [[_said(cell) for cell in row] for row in table.rows],
    }


def _chart(chart: Chart) -> dict[str, Any]:
    drawing = picture(chart)
    return {
        "kind": "chart",
        "svg": drawing.svg,
        "width": drawing.width * POINTS,
        "finding": chart.spec.finding,
        "alt": f"{chart.kind}: {chart.spec.finding}",
        "beside": [_said(each) for each in chart.beside],
    }


def _said(said: Iterable[Said]) -> list[dict[str, Any]]:
    return [{"text": each.text, "look": each.look.value, "notes": list(each.notes), "to": each.to} for each in said]
