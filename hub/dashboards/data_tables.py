"""A table of plain values: shown on a screen and written to a file from the same object, so that both say the same.

What is not shown to its reader is not in it. Knows no page.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import overload

from hub.dashboards import pieces, tables
from hub.dashboards.markup import Node
from hub.oversight.disclosure.suppressed import SUPPRESSED, Suppressed
from hub.oversight.written import Writer, plain

NOT_SHOWN = "Not shown"
Value = str | int | float | Suppressed | None


@dataclass(frozen=True, slots=True)
class Field:
    """A column: its name in a file, its heading on a screen, and how its numbers are written there.

    Missing: without a `write` whole numbers have their thousands parted, and others about three digits.
    """

    code: str
    name: str
    write: Writer | None = None


class Rows(Sequence[tuple[Value, ...]]):
    """Rows that are made when they are read: a page of a long table needs few of them, its file needs all."""

    def __init__(self, count: int, made: Callable[[int], tuple[Value, ...]]) -> None:
        self._count, self._made = count, made

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, at: int) -> tuple[Value, ...]: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[tuple[Value, ...], ...]: ...
    def __getitem__(self, at: int | slice) -> tuple[Value, ...] | tuple[tuple[Value, ...], ...]:
        places = range(self._count)[at]
        return self._made(places) if isinstance(places, int) else tuple(map(self._made, places))


@dataclass(frozen=True, slots=True)
class DataTable:
    """A table of values.

    Shapes: every row has a value for each field; the first is what the row is of. `notes` are what must be read with
    it, in the file too.
    Missing: None for nothing; SUPPRESSED for a figure that is there and is not shown.
    """

    name: str
    caption: str
    fields: tuple[Field, ...]
    rows: Sequence[tuple[Value, ...]]
    notes: tuple[str, ...] = ()


def drawn(table: DataTable) -> Node:
    """The table on a screen."""
    head = [field.name for field in table.fields]
    numeric = [_is_numeric(table, at) for at in range(len(head))]
    rows = [[_cell(*each) for each in zip(table.fields, row, numeric, strict=True)] for row in table.rows]
    return tables.table(table.caption, head, rows)


def words(field: Field, value: Value) -> str:
    """A value as it is read. Missing: empty."""
    if value is None:
        return ""
    if value is SUPPRESSED:
        return NOT_SHOWN
    if isinstance(value, str):
        return value
    if field.write:
        return field.write(float(value))
    return f"{value:,}" if isinstance(value, int) else plain(value)


def _cell(field: Field, value: Value, numeric: bool) -> tables.Cell:
    if value is SUPPRESSED:
        return tables.Cell(pieces.quiet(NOT_SHOWN), numeric=numeric)
    return tables.Cell(words(field, value), numeric=numeric, only_in_rows=value is None or value == "")


def _is_numeric(table: DataTable, at: int) -> bool:
    """Whether a column holds numbers, beside words for what is not there or not shown."""
    return any(isinstance(row[at], int | float) for row in table.rows)
