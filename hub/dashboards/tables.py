"""Tables, as GOV.UK draws them: rows on a wide screen, a card for each row on a narrow one. Nothing here is of returns.

It is one table in both shapes. Styles alone make the cards; roles keep it a table for those who hear it, and each cell
carries its column's name for those who see it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from hub.dashboards import html
from hub.dashboards.markup import Node

LEAST_COLUMNS_OF_CARDS = 3  # two columns fit any screen


@dataclass(frozen=True, slots=True)
class Column:
    """The head of a column; `code` stands before its name, on a line of its own."""

    name: str
    code: str = ""

    @property
    def label(self) -> str:
        """Both in one line."""
        return f"{self.code} {self.name}" if self.code else self.name


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table: what it shows, whether that is a number, and its place on a card.

    A card gives a `whole_line` to what needs it, and leaves out what is `only_in_rows`, such as the words for nothing.
    """

    content: Node
    numeric: bool = False
    whole_line: bool = False
    only_in_rows: bool = False


def table(caption: str, head: Sequence[str | Column], rows: Sequence[Sequence[Cell]]) -> Node:
    """A table whose first cell in each row is its header; too wide for its place, it scrolls in a region of its own."""
    cards = " hub-cards" if len(head) >= LEAST_COLUMNS_OF_CARDS else ""
    return html.Div(
        _table(caption, "s", [_column(each) for each in head], rows),
        className=f"hub-scrolling{cards}",
        role="region",
        tabIndex=0,
        **_attribute("aria-label", f"{caption}: table"),
    )


def dense_table(caption: str, head: Sequence[str | Column], rows: Sequence[Sequence[Cell]]) -> Node:
    """A table of many columns that never scrolls: small letters where it fits, cards with columns where it does not."""
    return html.Div(_table(caption, "m", [_column(each) for each in head], rows), className="hub-dense")


def _column(head: str | Column) -> Column:
    return head if isinstance(head, Column) else Column(head)


def _table(caption: str, size: str, head: Sequence[Column], rows: Sequence[Sequence[Cell]]) -> Node:
    numeric = [cell.numeric for cell in rows[0]] if rows else [False] * len(head)
    titles = [_title(column, right) for column, right in zip(head, numeric, strict=True)]
    return html.Table(
        [
            html.Caption(caption, className=f"govuk-table__caption govuk-table__caption--{size}"),
            html.Thead(
                html.Tr(titles, className="govuk-table__row", role="row"),
                className="govuk-table__head",
                role="rowgroup",
            ),
            html.Tbody([_row(head, row) for row in rows], className="govuk-table__body", role="rowgroup"),
        ],
        className="govuk-table",
        role="table",
    )


def _attribute(name: str, value: str) -> dict[str, Any]:
    return {name: value}


def _title(column: Column, numeric: bool) -> Node:
    code: list[Node] = [html.Span(column.code, className="hub-code"), " "] if column.code else []
    more = " govuk-table__header--numeric" if numeric else ""
    return html.Th([*code, column.name], scope="col", className=f"govuk-table__header{more}", role="columnheader")


def _row(head: Sequence[Column], row: Sequence[Cell]) -> Node:
    first, *others = row
    cells = [_cell(column, cell) for column, cell in zip(head[1:], others, strict=True)]
    header = html.Th(first.content, scope="row", className="govuk-table__header", role="rowheader")
    return html.Tr([header, *cells], className="govuk-table__row", role="row")


def _cell(column: Column, cell: Cell) -> Node:
    shape = _shape(cell.numeric, cell.whole_line, cell.only_in_rows)
    return html.Td(cell.content, className=shape, role="cell", **_attribute("data-label", column.label))


@cache
def _shape(numeric: bool, whole_line: bool, only_in_rows: bool) -> str:
    shape = [
        "govuk-table__cell",
        *(["govuk-table__cell--numeric"] if numeric else []),
        *(["hub-whole-line"] if whole_line else []),
        *(["hub-only-in-rows"] if only_in_rows else []),
    ]
    return " ".join(shape)
