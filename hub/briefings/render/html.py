"""A paper as one HTML file: readable anywhere, with everything in it and no program."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Iterator
from functools import lru_cache
from importlib.resources import files

from markupsafe import Markup, escape

from hub.briefings.paper import NOTES, Bullets, Chart, Heading, Look, Paper, Paragraph, Room, Said, Table
from hub.briefings.render.pictures import picture
from hub.briefings.render.printable import printable

DOCUMENT = Markup(
    """<!DOCTYPE html>
<html lang="{}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{}</title>
<style>
{}</style>
</head>
<body>
<main>
{}
</main>
</body>
</html>
"""
)


def written(paper: Paper) -> bytes:
    """The paper as HTML, in UTF-8."""
    title = printable(f"{paper.title}, {paper.subtitle}")
    return DOCUMENT.format(paper.language, title, _style(), body(paper)).encode()


def body(paper: Paper) -> Markup:
    """What stands in the page, without the frame around it."""
    return Markup(printable("\n".join(_parts(paper))))  # noqa: S704 - leaves letters out, adds none


@lru_cache(1)
def _style() -> Markup:
    return Markup(files("hub.briefings.render").joinpath("paper.css").read_text("utf-8"))  # noqa: S704 - a file of ours


def _parts(paper: Paper) -> Iterator[Markup]:
    yield Markup('<p class="quiet">{}</p>').format(paper.organisation)
    yield Markup("<h1>{}</h1>").format(paper.title)
    yield Markup('<p class="subtitle">{}</p>').format(paper.subtitle)
    if paper.facts:
        rows = Markup("").join(
            Markup('<tr><th scope="row">{}</th><td>{}</td></tr>').format(name, what) for name, what in paper.facts
        )
        yield Markup('<table class="facts"><tbody>{}</tbody></table>').format(rows)
    for block in paper.blocks:
        yield _block(block)
    if paper.notes:
        yield Markup("<h2>{}</h2>").format(NOTES)
        told = Markup("").join(
            Markup('<li id="note-{0}">[{0}] {1}</li>').format(note.number, note.text) for note in paper.notes
        )
        yield Markup('<ul class="notes">{}</ul>').format(told)


def _block(block: object) -> Markup:
    match block:
        case Heading(text=text, level=level):
            return Markup("<h{0}>{1}</h{0}>").format(level + 1, text)
        case Paragraph(said=said):
            return Markup("<p>{}</p>").format(_said(said))
        case Bullets(items=items):
            return _list(items)
        case Table():
            return _table(block)
        case Chart():
            return _chart(block)
        case Room(label=label, lines=lines):
            rules = Markup("<hr>") * lines
            return Markup('<div class="room"><p class="quiet">{}</p>{}</div>').format(label, rules)
    raise TypeError(f"no form for {type(block).__name__}")


def _list(items: Iterable[Iterable[Said]]) -> Markup:
    return Markup("<ul>{}</ul>").format(Markup("").join(Markup("<li>{}</li>").format(_said(item)) for item in items))


def _table(table: Table) -> Markup:
    numeric = table.numeric or (False,) * len(table.head)
    classes = [Markup(' class="number"') if each else Markup("") for each in numeric]
    head = Markup("").join(
        Markup('<th scope="col"{}>{}</th>').format(kind, name) for name, kind in zip(table.head, classes, strict=True)
    )
    rows = Markup("\n").join(
        Markup("<tr>{}</tr>").format(
            Markup("").join(
                (Markup('<th scope="row"{}>{}</th>') if at == 0 else Markup("<td{}>{}</td>")).format(kind, _said(cell))
                for at, (cell, kind) in enumerate(zip(row, classes, strict=True))
            )
        )
        for row in table.rows
    )
    return Markup(
        '<div class="wide" role="region" aria-label="{0}" tabindex="0"><table><caption>{0}</caption><thead><tr>{1}</tr>'
        "</thead><tbody>\n{2}\n</tbody></table></div>"
    ).format(table.caption, head, rows)


def _chart(chart: Chart) -> Markup:
    drawing = picture(chart)
    address = f"data:image/svg+xml;base64,{base64.b64encode(drawing.svg.encode()).decode()}"
    return Markup(
        '<figure><figcaption>{}</figcaption><img src="{}" alt="{}" width="{}" height="{}">{}</figure>'
    ).format(
        chart.spec.finding,
        address,
        f"{chart.kind}: {chart.spec.finding}",
        drawing.width,
        drawing.height,
        _list(chart.beside) if chart.beside else "",
    )


def _said(said: Iterable[Said]) -> Markup:
    return Markup("").join(map(_piece, said))


def _piece(one: Said) -> Markup:
    text = escape(one.text)
    if one.look is Look.STRONG:
        text = Markup("<strong>{}</strong>").format(text)
    elif one.look is Look.QUIET:
        text = Markup('<span class="quiet">{}</span>').format(text)
    if one.to:
        text = Markup('<a href="{}">{}</a>').format(one.to, text)
    notes = (Markup('<sup><a href="#note-{0}">[{0}]</a></sup>').format(number) for number in one.notes)
    return text + Markup("").join(notes)
