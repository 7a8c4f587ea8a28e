"""A table is a table for those who hear it, whatever shape it has for those who see it."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.dashboards.markup import markup
from hub.dashboards.tables import Cell, Column, dense_table, table

HEAD = ["Body", Column("Complaints received", "M1"), "Late"]
ROWS = [[Cell("Harbours"), Cell("1,204", numeric=True), Cell("2", numeric=True)], [Cell("Lights"), Cell("7"), Cell("")]]
ROLES = {"table": "table", "thead": "rowgroup", "tbody": "rowgroup", "tr": "row", "td": "cell"}


class _Elements(HTMLParser):
    def __init__(self, document: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(document)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def all(self, name: str) -> list[dict[str, str | None]]:
        return [told for tag, told in self.found if tag == name]


@pytest.mark.parametrize("made", [table, dense_table])
def test_every_part_says_which_part_of_a_table_it_is(made: type[object]) -> None:
    told = _Elements(markup(made("Returns", HEAD, ROWS)))  # type: ignore[call-arg]
    for tag, role in ROLES.items():
        assert {element["role"] for element in told.all(tag)} == {role}
    headers = [(element["scope"], element["role"]) for element in told.all("th")]
    assert headers == [("col", "columnheader")] * 3 + [("row", "rowheader")] * 2


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\0")), min_size=2, max_size=6))
def test_every_cell_carries_the_name_of_its_column(names: list[str]) -> None:
    told = _Elements(markup(dense_table("Returns", names, [[Cell(name) for name in names]] * 2)))
    assert [cell["data-label"] for cell in told.all("td")] == names[1:] * 2


def test_the_code_of_a_column_stands_before_its_name() -> None:
    assert [cell["data-label"] for cell in _Elements(markup(table("Returns", HEAD, ROWS))).all("td")] == [
        "M1 Complaints received", "Late",
    ] * 2  # fmt: skip


def test_a_table_scrolls_in_a_region_that_the_keyboard_reaches() -> None:
    region = _Elements(markup(table("Returns", HEAD, ROWS))).all("div")[0]
    assert (region["role"], region["tabindex"], region["aria-label"]) == ("region", "0", "Returns: table")


def test_a_table_of_two_columns_needs_no_cards() -> None:
    narrow = [row[:2] for row in ROWS]
    assert "hub-cards" in str(markup(table("Returns", HEAD, ROWS)))
    assert "hub-cards" not in str(markup(table("Returns", HEAD[:2], narrow)))


def test_a_row_of_another_length_than_the_head_is_a_fault() -> None:
    with pytest.raises(ValueError, match="argument"):
        table("Returns", HEAD, [[Cell("Harbours"), Cell("1")]])
