"""A paper as a Word document that can be edited: headings, header rows, words for each picture, links to its notes."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from datetime import datetime, time
from typing import Any

from docx import Document
from docx.document import Document as Written
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from hub.briefings.paper import NOTES, Bullets, Chart, Heading, Look, Paper, Paragraph, Room, Said, Table
from hub.briefings.render.packed import steady
from hub.briefings.render.pictures import as_png
from hub.briefings.render.printable import printable

TYPE, INK, QUIET, BLUE = "Arial", RGBColor(0x0B, 0x0C, 0x0C), RGBColor(0x48, 0x49, 0x49), RGBColor(0x1D, 0x70, 0xB8)
PAGE, MARGIN = (Mm(210), Mm(297)), Mm(20)
SIZES = {
    "Title": 26,
    "Subtitle": 14,
    "Heading 1": 16,
    "Heading 2": 13,
    "Heading 3": 11,
    "Normal": 10.5,
    "Caption": 10.5,
}


def written(paper: Paper) -> bytes:
    """The paper as DOCX."""
    document = Document()
    _prepare(document, paper)
    _text(document.add_paragraph(), paper.organisation, QUIET)
    document.add_paragraph(printable(paper.title), style="Title")
    document.add_paragraph(printable(paper.subtitle), style="Subtitle")
    if paper.facts:
        _facts(document, paper.facts)
    pictures = iter(as_png(paper))
    for block in paper.blocks:
        _block(document, block, pictures)
    if paper.notes:
        document.add_heading(NOTES, 1)
    for note in paper.notes:
        paragraph = document.add_paragraph()
        _bookmark(paragraph, note.number)
        _text(paragraph, f"[{note.number}] {note.text}")
    file = io.BytesIO()
    document.save(file)
    return steady(file.getvalue())


def _prepare(document: Written, paper: Paper) -> None:
    about, moment = document.core_properties, datetime.combine(paper.day, time())
    about.title, about.author = printable(f"{paper.title}, {paper.subtitle}"), printable(paper.organisation)
    about.language, about.comments, about.last_modified_by = paper.language, "", printable(paper.organisation)
    about.created = about.modified = moment
    section = document.sections[0]
    section.page_width, section.page_height = PAGE
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = MARGIN
    for name, size in SIZES.items():
        style: Any = document.styles[name]
        style.font.name, style.font.size, style.font.color.rgb, style.font.italic = TYPE, Pt(size), INK, False
        style.font.bold = name not in ("Normal", "Subtitle")
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for kind in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
            fonts.attrib.pop(qn(kind), None)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), paper.language)
    document.styles["Normal"].element.get_or_add_rPr().append(language)


def _block(document: Written, block: object, pictures: Iterator[bytes]) -> None:
    match block:
        case Heading(text=text, level=level):
            document.add_heading(printable(text), level)
        case Paragraph(said=said):
            _say(document.add_paragraph(), said)
        case Bullets(items=items):
            _list(document, items)
        case Table():
            _table(document, block)
        case Chart():
            _chart(document, block, next(pictures))
        case Room(label=label, lines=lines):
            _text(document.add_paragraph(), label, QUIET)
            for _ in range(lines):
                _rule(document.add_paragraph())
        case _:
            raise TypeError(f"no form for {type(block).__name__}")


def _list(document: Written, items: Iterable[Iterable[Said]]) -> None:
    for item in items:
        _say(document.add_paragraph(style="List Bullet"), item)


def _facts(document: Written, facts: Iterable[tuple[str, str]]) -> None:
    table = document.add_table(rows=0, cols=2)
    for name, what in facts:
        first, second = table.add_row().cells
        _text(first.paragraphs[0], name, bold=True)
        _text(second.paragraphs[0], what)


def _table(document: Written, table: Table) -> None:
    caption = document.add_paragraph(printable(table.caption), style="Caption")
    caption.paragraph_format.keep_with_next = True
    numeric = table.numeric or (False,) * len(table.head)
    made = document.add_table(rows=1, cols=len(table.head), style="Light List")
    _look_of(made)
    repeated = OxmlElement("w:tblHeader")
    made.rows[0]._tr.get_or_add_trPr().append(repeated)
    for cell, name, right in zip(made.rows[0].cells, table.head, numeric, strict=True):
        _text(cell.paragraphs[0], name, bold=True)
        _side(cell.paragraphs[0], right)
    for row in table.rows:
        for cell, said, right in zip(made.add_row().cells, row, numeric, strict=True):
            _say(cell.paragraphs[0], said)
            _side(cell.paragraphs[0], right)
    document.add_paragraph()


def _chart(document: Written, chart: Chart, picture: bytes) -> None:
    caption = document.add_paragraph(printable(chart.spec.finding), style="Caption")
    caption.paragraph_format.keep_with_next = True
    document.add_picture(io.BytesIO(picture), width=PAGE[0] - 2 * MARGIN)
    described = document.paragraphs[-1]._p.xpath(".//wp:docPr")[0]
    described.set("descr", printable(f"{chart.kind}: {chart.spec.finding}"))
    _list(document, chart.beside)


def _say(paragraph: Any, said: Iterable[Said]) -> None:
    for each in said:
        if each.to:
            _link(paragraph, each.text, address=each.to)
        else:
            _text(paragraph, each.text, QUIET if each.look is Look.QUIET else None, bold=each.look is Look.STRONG)
        for number in each.notes:
            _link(paragraph, f"[{number}]", anchor=_anchor(number))


def _text(paragraph: Any, text: str, colour: RGBColor | None = None, *, bold: bool = False) -> None:
    run = paragraph.add_run(printable(text))
    run.bold = bold or None
    if colour is not None:
        run.font.color.rgb = colour


def _link(paragraph: Any, text: str, *, anchor: str = "", address: str = "") -> None:
    """Words that lead to a place of this document, or to an address."""
    link = OxmlElement("w:hyperlink")
    if anchor:
        link.set(qn("w:anchor"), anchor)
    else:
        kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
        link.set(qn("r:id"), paragraph.part.relate_to(address, kind, is_external=True))
    run = paragraph.add_run(printable(text))
    run.font.color.rgb, run.font.superscript = BLUE, bool(anchor) or None
    link.append(run._r)
    paragraph._p.append(link)


def _bookmark(paragraph: Any, number: int) -> None:
    for kind in ("w:bookmarkStart", "w:bookmarkEnd"):
        mark = OxmlElement(kind)
        mark.set(qn("w:id"), str(number))
        if kind == "w:bookmarkStart":
            mark.set(qn("w:name"), _anchor(number))
        paragraph._p.append(mark)


def _anchor(number: int) -> str:
    return f"note-{number}"


def _side(paragraph: Any, right: bool) -> None:
    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT if right else WD_ALIGN_PARAGRAPH.LEFT


def _rule(paragraph: Any) -> None:
    """A line to write on."""
    borders, line = OxmlElement("w:pBdr"), OxmlElement("w:bottom")
    for name, value in (("val", "single"), ("sz", "4"), ("space", "1"), ("color", "B1B4B6")):
        line.set(qn(f"w:{name}"), value)
    borders.append(line)
    paragraph._p.get_or_add_pPr().append(borders)


def _look_of(made: Any) -> None:
    """The header row and the first column are headers; nothing else of the style stands out."""
    looks = made._tbl.tblPr.find(qn("w:tblLook"))
    for name, value in (("firstRow", "1"), ("firstColumn", "1"), ("noHBand", "1"), ("noVBand", "1")):
        looks.set(qn(f"w:{name}"), value)
