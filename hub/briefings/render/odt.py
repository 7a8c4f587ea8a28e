"""A paper as an OpenDocument text that can be edited: headings, header rows, words for each picture, links to notes.

Its XML is written here: odfpy's names of XML differ by what else a process wrote before, and so would the bytes.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from importlib.resources import files
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

from markupsafe import Markup, escape

from hub.briefings.paper import NOTES, Bullets, Chart, Heading, Look, Paper, Paragraph, Room, Said, Table
from hub.briefings.render.packed import part
from hub.briefings.render.pictures import as_png, picture
from hub.briefings.render.printable import printable

MIMETYPE = "application/vnd.oasis.opendocument.text"
WIDTH_MM = 170
PREFIXES = Markup(
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" '
    'xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" '
    'xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0" office:version="1.3"'
)
BEGINNING = Markup('<?xml version="1.0" encoding="UTF-8"?>\n')
SPANS = {Look.STRONG: "Strong", Look.QUIET: "QuietWords"}
ELEMENTS = (("\t", "<text:tab/>"), ("\n", "<text:line-break/>"), ("  ", " <text:s/>"))
FACTS = (1.0, 2.5)  # how wide the names of facts are beside what they are


def written(paper: Paper) -> bytes:
    """The paper as ODT."""
    pictures = as_png(paper)
    parts: dict[str, str | bytes] = {
        "META-INF/manifest.xml": _manifest(len(pictures)),
        "content.xml": _content(paper),
        "meta.xml": _about(paper),
        "styles.xml": _styles(),
        **{_name(number): png for number, png in enumerate(pictures, start=1)},
    }
    file = io.BytesIO()
    with ZipFile(file, "w") as archive:
        archive.writestr(part("mimetype", ZIP_STORED), MIMETYPE)
        for name, content in sorted(parts.items()):
            archive.writestr(part(name, ZIP_STORED if name.endswith(".png") else ZIP_DEFLATED), content)
    return file.getvalue()


@lru_cache(1)
def _styles() -> bytes:
    return files("hub.briefings.render").joinpath("odt_styles.xml").read_bytes()


def _name(number: int) -> str:
    return f"Pictures/{number}.png"


def _manifest(pictures: int) -> str:
    entries = [("/", MIMETYPE), *((name, "text/xml") for name in ("content.xml", "meta.xml", "styles.xml"))]
    entries += [(_name(number), "image/png") for number in range(1, pictures + 1)]
    told = "".join(
        f'<manifest:file-entry manifest:full-path="{name}" manifest:media-type="{kind}"/>' for name, kind in entries
    )
    prefix = 'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3"'
    return str(BEGINNING) + f"<manifest:manifest {prefix}>{told}</manifest:manifest>"


def _about(paper: Paper) -> str:
    day = f"{paper.day.isoformat()}T00:00:00"
    told = Markup(
        "<office:document-meta {}><office:meta><meta:creation-date>{}</meta:creation-date><dc:creator>{}</dc:creator>"
        "<dc:date>{}</dc:date><dc:language>{}</dc:language><dc:title>{}</dc:title></office:meta></office:document-meta>"
    )
    title = f"{paper.title}, {paper.subtitle}"
    told = told.format(PREFIXES, day, _text(paper.organisation), day, paper.language, _text(title))
    return BEGINNING + told


def _content(paper: Paper) -> str:
    tables = _Widths()
    said = Markup("").join(_parts(paper, tables))
    frame = Markup(
        "<office:document-content {}><office:automatic-styles>{}</office:automatic-styles>"
        "<office:body><office:text>{}</office:text></office:body></office:document-content>"
    )
    return BEGINNING + frame.format(PREFIXES, tables.styles(), said)


class _Widths:
    """How wide the columns of tables are: a style for each width that there is."""

    def __init__(self) -> None:
        self._names: dict[str, str] = {}

    def columns(self, shares: Sequence[float]) -> Markup:
        """The columns of a table that share the page so."""
        return Markup("").join(
            Markup('<table:table-column table:style-name="{}"/>').format(self._name(WIDTH_MM * share / sum(shares)))
            for share in shares
        )

    def styles(self) -> Markup:
        """The styles of all that were asked for, and that of tables."""
        column = Markup(
            '<style:style style:name="{}" style:family="table-column">'
            '<style:table-column-properties style:column-width="{}"/></style:style>'
        )
        table = Markup(
            '<style:style style:name="Wide" style:family="table">'
            '<style:table-properties style:width="{}mm" table:align="left"/></style:style>'
        ).format(WIDTH_MM)
        return table + Markup("").join(column.format(name, width) for width, name in self._names.items())

    def _name(self, millimetres: float) -> str:
        return self._names.setdefault(f"{millimetres:.1f}mm", f"Column{len(self._names) + 1}")


def _parts(paper: Paper, tables: _Widths) -> Iterator[Markup]:
    yield _p("Quiet", paper.organisation)
    yield _p("Title", paper.title)
    yield _p("Subtitle", paper.subtitle)
    if paper.facts:
        rows = [(_cell(_p("Head", name)), _cell(_p("Cell", what))) for name, what in paper.facts]
        yield _rows("Facts", tables.columns(FACTS), (), rows)
        yield _p("Cell", "")
    numbers = iter(range(1, len(paper.blocks) + 1))
    for at, block in enumerate(paper.blocks):
        yield from _block(block, at, tables, numbers)
    if paper.notes:
        yield _heading(NOTES, 1)
    for note in paper.notes:
        mark = Markup('<text:bookmark text:name="{}"/>').format(_anchor(note.number))
        yield Markup('<text:p text:style-name="Item">{}[{}] {}</text:p>').format(mark, note.number, _text(note.text))


def _block(block: object, at: int, tables: _Widths, pictures: Iterator[int]) -> Iterator[Markup]:
    match block:
        case Heading(text=text, level=level):
            yield _heading(text, level)
        case Paragraph(said=said):
            yield _said("Text", said)
        case Bullets(items=items):
            yield _list(items)
        case Table():
            yield _p("Caption", block.caption)
            yield _table(block, f"Table {at}", tables)
            yield _p("Text", "")
        case Chart():
            yield from _chart(block, next(pictures))
        case Room(label=label, lines=lines):
            yield _p("Quiet", label)
            yield from (_p("Rule", "") for _ in range(lines))
        case _:
            raise TypeError(f"no form for {type(block).__name__}")


def _heading(text: str, level: int) -> Markup:
    return Markup('<text:h text:style-name="Heading_20_{0}" text:outline-level="{0}">{1}</text:h>').format(
        level, _text(text)
    )


def _list(items: Iterable[Iterable[Said]]) -> Markup:
    entries = Markup("").join(
        Markup("<text:list-item>{}</text:list-item>").format(_said("Item", item)) for item in items
    )
    return Markup('<text:list text:style-name="Bullets">{}</text:list>').format(entries) if entries else Markup("")


def _table(table: Table, name: str, tables: _Widths) -> Markup:
    numeric = table.numeric or (False,) * len(table.head)
    head = tuple(
        _cell(_p("HeadOfNumbers" if right else "Head", text), "LinedHead")
        for text, right in zip(table.head, numeric, strict=True)
    )
    rows = [
        tuple(_cell(_said("Numbers" if right else "Cell", said)) for said, right in zip(cells, numeric, strict=True))
        for cells in table.rows
    ]
    return _rows(name, tables.columns(table.shares or (1.0,) * len(table.head)), head, rows)


def _rows(name: str, columns: Markup, head: Sequence[Markup], rows: Iterable[Sequence[Markup]]) -> Markup:
    row = Markup("<table:table-row>{}</table:table-row>")
    heads = Markup("<table:table-header-rows>{}</table:table-header-rows>").format(row.format(_joined(head)))
    return Markup('<table:table table:name="{}" table:style-name="Wide">{}{}{}</table:table>').format(
        name, columns, heads if head else "", _joined([row.format(_joined(cells)) for cells in rows])
    )


def _joined(parts: Iterable[Markup]) -> Markup:
    return Markup("").join(parts)


def _cell(said: Markup, style: str = "Lined") -> Markup:
    return Markup('<table:table-cell office:value-type="string" table:style-name="{}">{}</table:table-cell>').format(
        style, said
    )


def _chart(chart: Chart, number: int) -> Iterator[Markup]:
    drawing = picture(chart)
    yield _p("Caption", chart.spec.finding)
    yield Markup(
        '<text:p text:style-name="Text"><draw:frame draw:name="Chart {}" svg:width="{}mm" svg:height="{:.2f}mm" '
        'text:anchor-type="as-char"><draw:image xlink:href="{}" xlink:type="simple" xlink:show="embed" '
        'xlink:actuate="onLoad"/><svg:desc>{}</svg:desc></draw:frame></text:p>'
    ).format(
        number,
        WIDTH_MM,
        WIDTH_MM * drawing.height / drawing.width,
        _name(number),
        _text(f"{chart.kind}: {chart.spec.finding}"),
    )
    if chart.beside:
        yield _list(chart.beside)


def _p(style: str, text: str) -> Markup:
    return Markup('<text:p text:style-name="{}">{}</text:p>').format(style, _text(text))


def _said(style: str, said: Iterable[Said]) -> Markup:
    return Markup('<text:p text:style-name="{}">{}</text:p>').format(style, _joined(map(_piece, said)))


def _piece(one: Said) -> Markup:
    text = _text(one.text)
    if one.to:
        text = _link(one.to, text)
    elif one.look in SPANS:
        text = Markup('<text:span text:style-name="{}">{}</text:span>').format(SPANS[one.look], text)
    marks = (_link(f"#{_anchor(number)}", escape(f"[{number}]")) for number in one.notes)
    return text + _joined(Markup('<text:span text:style-name="Mark">{}</text:span>').format(mark) for mark in marks)


def _link(address: str, text: Markup) -> Markup:
    return Markup('<text:a xlink:type="simple" xlink:href="{}">{}</text:a>').format(printable(address), text)


def _text(text: str) -> Markup:
    """Letters as they are: spaces that follow each other, tabs and new lines have elements of their own."""
    shown = str(escape(printable(text)))
    for letters, element in ELEMENTS:
        shown = shown.replace(letters, element)
    return Markup(shown)  # noqa: S704 - escaped above


def _anchor(number: int) -> str:
    return f"note-{number}"
