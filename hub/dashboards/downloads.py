"""Files of what a page shows, row for row. A cell can never become a formula in whoever's spreadsheet."""

from __future__ import annotations

import csv
import io
from unicodedata import category, normalize

from odf import opendocument
from odf.table import Table, TableCell, TableRow
from odf.text import P

from hub.dashboards.data_tables import NOT_SHOWN, DataTable, Value, words
from hub.oversight.disclosure.suppressed import SUPPRESSED

CSV, ODS = "text/csv", "application/vnd.oasis.opendocument.spreadsheet"
LONGEST_NAME = 31  # of a sheet, in what reads it most often
NOT_IN_A_NAME = str.maketrans(dict.fromkeys("[]*?:/\\'", " "))
STARTS_A_FORMULA = ("=", "+", "-", "@")
NOT_SEEN = ("C", "Z", "M")  # Unicode: control and format characters, spaces, marks that change the one before


def guarded(text: str) -> str:
    """The text, with an apostrophe before it where a spreadsheet could take it for a formula.

    Nothing that cannot be seen hides the first letter, and a full-width sign is a sign.
    """
    seen = next((place for place, letter in enumerate(text) if category(letter)[0] not in NOT_SEEN), len(text))
    controls = any(category(letter) == "Cc" for letter in text[:seen])
    is_sign = normalize("NFKC", text[seen : seen + 1]) in STARTS_A_FORMULA
    return f"'{text}" if controls or is_sign else text


def csv_of(table: DataTable) -> bytes:
    """A table as CSV: a line of the fields' codes, then a line for each row. Units: numbers as they are, in full."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow([field.code for field in table.fields])
    writer.writerows([_plain(value) for value in row] for row in table.rows)
    return file.getvalue().encode()


def ods_of(table: DataTable) -> bytes:
    """A table as an OpenDocument spreadsheet: as on the screen, numbers as numbers; what to mind on a second sheet."""
    document = opendocument.OpenDocumentSpreadsheet()
    sheet = _sheet(document, table.caption)
    _row(sheet, [_text(field.name) for field in table.fields])
    for row in table.rows:
        _row(sheet, [_cell(value, words(field, value)) for field, value in zip(table.fields, row, strict=True)])
    notes = _sheet(document, "Notes")
    for note in (table.caption, *table.notes):
        _row(notes, [_text(note)])
    file = io.BytesIO()
    document.write(file)
    return file.getvalue()


def _plain(value: Value) -> str:
    if value is None:
        return ""
    if value is SUPPRESSED:
        return NOT_SHOWN
    return guarded(value) if isinstance(value, str) else str(value)


def _sheet(document: opendocument.OpenDocument, name: str) -> Table:
    sheet = Table(name=name.translate(NOT_IN_A_NAME)[:LONGEST_NAME].strip())
    document.spreadsheet.addElement(sheet)
    return sheet


def _row(sheet: Table, cells: list[TableCell]) -> None:
    row = TableRow()
    for cell in cells:
        row.addElement(cell)
    sheet.addElement(row)


def _cell(value: Value, shown: str) -> TableCell:
    if isinstance(value, int | float):
        cell = TableCell(valuetype="float", value=str(value))
        cell.addElement(P(text=shown))
        return cell
    return _text(shown)


def _text(text: str) -> TableCell:
    cell = TableCell(valuetype="string")
    cell.addElement(P(text=_printable(text)))
    return cell


def _printable(text: str) -> str:
    """Without what XML cannot hold."""
    return "".join(letter for letter in text if letter in "\t\n" or category(letter) not in ("Cc", "Cs"))
