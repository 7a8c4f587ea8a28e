"""A paper as an OpenDocument text that can be edited: headings, header rows, words for each picture, links to notes."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from typing import Any

from odf import dc, meta
from odf.draw import Frame, Image
from odf.opendocument import IS_IMAGE, OpenDocumentText
from odf.style import (
    FontFace,
    MasterPage,
    PageLayout,
    PageLayoutProperties,
    ParagraphProperties,
    Style,
    TableCellProperties,
    TextProperties,
)
from odf.svg import Desc
from odf.table import Table as OdfTable
from odf.table import TableCell, TableColumn, TableHeaderRows, TableRow
from odf.text import A, BookmarkEnd, BookmarkStart, H, List, ListItem, P, Span

from hub.briefings.paper import NOTES, Bullets, Chart, Heading, Look, Paper, Paragraph, Room, Said, Table
from hub.briefings.render.packed import steady
from hub.briefings.render.pictures import Picture, as_png, picture
from hub.briefings.render.printable import printable

TYPE, QUIET, BLUE = "Arial", "#484949", "#1d70b8"
WIDTH_MM = 170.0
SIZES = {"Title": "26pt", "Subtitle": "14pt", "Heading 1": "16pt", "Heading 2": "13pt", "Heading 3": "11pt"}


def written(paper: Paper) -> bytes:
    """The paper as ODT."""
    document = OpenDocumentText()
    _prepare(document, paper)
    into = document.text
    into.addElement(P(stylename="Quiet", text=printable(paper.organisation)))
    into.addElement(P(stylename="Title", text=printable(paper.title)))
    into.addElement(P(stylename="Subtitle", text=printable(paper.subtitle)))
    if paper.facts:
        into.addElement(_facts(paper))
    pictures = iter(as_png(paper))
    for block in paper.blocks:
        for element in _block(document, block, pictures):
            into.addElement(element)
    if paper.notes:
        into.addElement(H(outlinelevel=1, stylename="Heading 1", text=NOTES))
    for note in paper.notes:
        paragraph = P(stylename="Text")
        paragraph.addElement(BookmarkStart(name=_anchor(note.number)))
        paragraph.addElement(BookmarkEnd(name=_anchor(note.number)))
        paragraph.addText(printable(f"[{note.number}] {note.text}"))
        into.addElement(paragraph)
    file = io.BytesIO()
    document.write(file)
    return steady(file.getvalue())


def _prepare(document: Any, paper: Paper) -> None:
    document.meta.addElement(dc.Title(text=printable(f"{paper.title}, {paper.subtitle}")))
    document.meta.addElement(dc.Creator(text=printable(paper.organisation)))
    document.meta.addElement(dc.Language(text=paper.language))
    document.meta.addElement(dc.Date(text=f"{paper.day.isoformat()}T00:00:00"))
    document.meta.addElement(meta.CreationDate(text=f"{paper.day.isoformat()}T00:00:00"))
    document.fontfacedecls.addElement(FontFace(name=TYPE, fontfamily=TYPE))
    page = PageLayout(name="A4")
    page.addElement(PageLayoutProperties(pagewidth="210mm", pageheight="297mm", margin="20mm"))
    document.automaticstyles.addElement(page)
    document.masterstyles.addElement(MasterPage(name="Standard", pagelayoutname=page))
    for style in _styles(paper.language):
        document.styles.addElement(style)


def _styles(language: str) -> Iterator[Style]:
    lang, _, country = language.partition("-")
    text = Style(name="Text", family="paragraph", displayname="Text")
    text.addElement(ParagraphProperties(marginbottom="3mm"))
    text.addElement(TextProperties(fontname=TYPE, fontsize="10.5pt", language=lang, country=country))
    yield text
    for name, size in SIZES.items():
        level = name.removeprefix("Heading ")
        style = Style(name=name, family="paragraph", parentstylename="Text")
        if level != name:
            style.setAttribute("defaultoutlinelevel", level)
        style.addElement(ParagraphProperties(margintop="5mm", marginbottom="2mm", keepwithnext="always"))
        style.addElement(TextProperties(fontsize=size, fontweight="normal" if name == "Subtitle" else "bold"))
        yield style
    for name, properties in (
        ("Quiet", {"color": QUIET}),
        ("Caption", {"fontweight": "bold"}),
        ("Cell", {}),
        ("Head", {"fontweight": "bold"}),
        ("Numbers", {}),
        ("Rule", {}),
    ):
        style = Style(name=name, family="paragraph", parentstylename="Text")
        style.addElement(_paragraph_of(name))
        style.addElement(TextProperties(**properties))
        yield style
    for name, properties in (
        ("Strong", {"fontweight": "bold"}),
        ("QuietWords", {"color": QUIET}),
        ("Mark", {"color": BLUE, "textposition": "super 65%"}),
    ):
        span = Style(name=name, family="text")
        span.addElement(TextProperties(**properties))
        yield span
    cell = Style(name="Lined", family="table-cell")
    cell.addElement(TableCellProperties(padding="1mm", borderbottom="0.5pt solid #b1b4b6"))
    yield cell


def _paragraph_of(name: str) -> Any:
    if name == "Rule":
        return ParagraphProperties(margintop="7mm", borderbottom="0.5pt solid #b1b4b6")
    if name == "Caption":
        return ParagraphProperties(margintop="4mm", marginbottom="1mm", keepwithnext="always")
    return ParagraphProperties(marginbottom="0mm", textalign="end" if name == "Numbers" else "start")


def _block(document: Any, block: object, pictures: Iterator[bytes]) -> Iterator[Any]:
    match block:
        case Heading(text=text, level=level):
            yield H(outlinelevel=level, stylename=f"Heading {level}", text=printable(text))
        case Paragraph(said=said):
            yield _say("Text", said)
        case Bullets(items=items):
            yield _list(items)
        case Table():
            yield P(stylename="Caption", text=printable(block.caption))
            yield _table(block)
            yield P(stylename="Text")
        case Chart():
            yield from _chart(document, block, next(pictures))
        case Room(label=label, lines=lines):
            yield P(stylename="Quiet", text=printable(label))
            yield from (P(stylename="Rule") for _ in range(lines))
        case _:
            raise TypeError(f"no form for {type(block).__name__}")


def _list(items: Iterable[Iterable[Said]]) -> Any:
    made = List()
    for item in items:
        entry = ListItem()
        entry.addElement(_say("Text", item))
        made.addElement(entry)
    return made


def _facts(paper: Paper) -> Any:
    made = OdfTable(name="Facts")
    made.addElement(TableColumn(numbercolumnsrepeated=2))
    for name, what in paper.facts:
        row = TableRow()
        row.addElement(_cell(P(stylename="Head", text=printable(name))))
        row.addElement(_cell(P(stylename="Cell", text=printable(what))))
        made.addElement(row)
    return made


def _table(table: Table) -> Any:
    numeric = table.numeric or (False,) * len(table.head)
    made = OdfTable()
    made.addElement(TableColumn(numbercolumnsrepeated=len(table.head)))
    heads, row = TableHeaderRows(), TableRow()
    for name in table.head:
        row.addElement(_cell(P(stylename="Head", text=printable(name))))
    heads.addElement(row)
    made.addElement(heads)
    for cells in table.rows:
        row = TableRow()
        for said, right in zip(cells, numeric, strict=True):
            row.addElement(_cell(_say("Numbers" if right else "Cell", said)))
        made.addElement(row)
    return made


def _cell(paragraph: Any) -> Any:
    cell = TableCell(valuetype="string", stylename="Lined")
    cell.addElement(paragraph)
    return cell


def _chart(document: Any, chart: Chart, png: bytes) -> Iterator[Any]:
    drawing: Picture = picture(chart)
    yield P(stylename="Caption", text=printable(chart.spec.finding))
    frame = Frame(
        width=f"{WIDTH_MM:g}mm", height=f"{WIDTH_MM * drawing.height / drawing.width:.2f}mm", anchortype="as-char"
    )
    name = _keep(document, png)
    frame.addElement(Image(href=name, type="simple", show="embed", actuate="onLoad"))
    frame.addElement(Desc(text=printable(f"{chart.kind}: {chart.spec.finding}")))
    holder = P(stylename="Text")
    holder.addElement(frame)
    yield holder
    if chart.beside:
        yield _list(chart.beside)


def _keep(document: Any, png: bytes) -> str:
    """Put a picture into the file, named by its place: odfpy's own names tell the moment at which it was put there."""
    name = f"Pictures/{len(document.Pictures) + 1}.png"
    document.Pictures[name] = (IS_IMAGE, png, "image/png")
    return name


def _say(style: str, said: Iterable[Said]) -> Any:
    paragraph = P(stylename=style)
    for each in said:
        if each.to:
            paragraph.addElement(A(href=each.to, type="simple", text=printable(each.text)))
        elif each.look is Look.PLAIN:
            paragraph.addText(printable(each.text))
        else:
            name = "Strong" if each.look is Look.STRONG else "QuietWords"
            paragraph.addElement(Span(stylename=name, text=printable(each.text)))
        for number in each.notes:
            mark = Span(stylename="Mark")
            mark.addElement(A(href=f"#{_anchor(number)}", type="simple", text=f"[{number}]"))
            paragraph.addElement(mark)
    return paragraph


def _anchor(number: int) -> str:
    return f"note-{number}"
