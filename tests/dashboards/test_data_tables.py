"""A table is the same on the screen and in its files, and what is not shown is in none of them."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from odf.opendocument import load
from odf.table import Table, TableCell, TableRow
from odf.teletype import extractText
from reading_pages import read_html

from hub.dashboards import data_tables
from hub.dashboards.data_tables import NOT_SHOWN, DataTable, Field, words
from hub.dashboards.downloads import csv_of, guarded, ods_of
from hub.dashboards.markup import markup
from hub.oversight.disclosure.suppressed import SUPPRESSED
from hub.oversight.written import percent

FIELDS = (Field("organisation", "Organisation"), Field("count", "Complaints"), Field("share", "Share", percent))
NAMES = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=12)
COUNTS = st.one_of(st.none(), st.just(SUPPRESSED), st.integers(0, 10**9))
SHARES = st.one_of(st.none(), st.just(SUPPRESSED), st.floats(0, 1))
TABLES = st.lists(st.tuples(NAMES, COUNTS, SHARES), max_size=6).map(
    lambda rows: DataTable("shares", "Shares: all/some?", FIELDS, tuple(rows), ("Mind this.",))
)


def _ods(raw: bytes) -> list[list[list[str]]]:
    document = load(io.BytesIO(raw))
    return [
        [[extractText(cell) for cell in row.getElementsByType(TableCell)] for row in sheet.getElementsByType(TableRow)]
        for sheet in document.spreadsheet.getElementsByType(Table)
    ]


@given(TABLES)
def test_screen_csv_and_ods_say_the_same(table: DataTable) -> None:
    told = [[words(field, value) for field, value in zip(table.fields, row, strict=True)] for row in table.rows]
    (shown,) = read_html(str(markup(data_tables.drawn(table)))).tables
    assert [["".join(cell) for cell in row] for row in shown[1:]] == [[cell.strip() for cell in row] for row in told]
    sheet, notes = _ods(ods_of(table))
    assert sheet[1:] == told
    assert notes == [[table.caption], ["Mind this."]]
    lines = list(csv.reader(io.StringIO(csv_of(table).decode(), newline="")))
    assert lines[0] == [field.code for field in table.fields]
    for line, row in zip(lines[1:], table.rows, strict=True):
        for text, value in zip(line, row, strict=True):
            if value is None or value is SUPPRESSED:
                assert text == ("" if value is None else NOT_SHOWN)
            else:
                assert text == (guarded(value) if isinstance(value, str) else str(value))


def test_numbers_in_a_spreadsheet_are_numbers_and_words_are_never_a_formula(tmp_path: Path) -> None:
    table = DataTable("t", "T", FIELDS, (("=1+1", 1234, 0.5), ("B", SUPPRESSED, None)))
    (tmp_path / "t.ods").write_bytes(ods_of(table))
    cells = load(str(tmp_path / "t.ods")).spreadsheet.getElementsByType(TableCell)
    kinds = [
        (cell.getAttribute("valuetype"), cell.getAttribute("value"), cell.getAttribute("formula")) for cell in cells
    ]
    assert ("float", "1234", None) in kinds
    assert all(formula is None for *_, formula in kinds)
    assert kinds[3][0] == "string"


def test_a_column_of_numbers_stands_on_the_right_also_where_some_are_not_shown() -> None:
    page = str(markup(data_tables.drawn(DataTable("t", "T", FIELDS, (("A", SUPPRESSED, 0.5), ("B", 7, None))))))
    assert page.count("govuk-table__header--numeric") == 2
    assert NOT_SHOWN in page
