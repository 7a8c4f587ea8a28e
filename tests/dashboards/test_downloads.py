"""The file says what the table says, and no cell of it becomes a formula."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from people_under_test import COMPLIANCE, HOSTILE_NAME, Q1, Q4, HubWithPeople
from permits import LANTERN, TERN
from reading_pages import ENTRY, read_html

from hub.contract.minimum_data import ITEMS
from hub.dashboards.downloads import guarded
from hub.oversight.compliance import ITEM_NAMES

Line = dict[str, str]


def _lines(text: str) -> list[Line]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def _as_cells(line: Line) -> list[str]:
    """A line of the file in the words of a row of the table."""
    items = [f"{line[f'{item} {ITEM_NAMES[item]}']} {line[f'{item} why']}".strip() for item in ITEMS]
    share = f"{line['items_reported']} of {line['items_asked']}" if line["items_asked"] else "No return"
    return [line["organisation"], f"{line['return_state']} {line['why']}", line["to_talk_about"], share, *items]


def _as_read(row: list[list[str]]) -> list[str]:
    """A row of the table, without its links and without the words for an empty cell."""
    name, stands, talk, *rest = row
    talked = " ".join(talk)
    nothing = talked in ("Nothing from this return", "Nothing yet")
    return [" ".join(name), " ".join(stands[:2]), "" if nothing else talked, *[" ".join(cell) for cell in rest]]


@pytest.mark.parametrize("query", ["", f"period={Q4}", f"period={Q4}&organisation={TERN}", f"organisation={LANTERN}"])
@pytest.mark.parametrize("name", ["sponsor", "body"])
def test_the_file_equals_the_table_row_for_row(hub: HubWithPeople, name: str, query: str) -> None:
    table = read_html(hub.page(name, f"{COMPLIANCE}?{query}"), within=ENTRY).tables
    lines = _lines(hub.page(name, f"{COMPLIANCE}.csv?{query}"))
    assert [_as_cells(line) for line in lines] == [_as_read(row) for row in (table[0][1:] if lines else [])]


def test_the_link_on_the_page_leads_to_the_same_choice(hub: HubWithPeople) -> None:
    links = read_html(hub.page("sponsor", f"{COMPLIANCE}?organisation={LANTERN}"), within=ENTRY).links
    assert f"{COMPLIANCE}.csv?period={Q1}&organisation={LANTERN}" in links


def test_each_line_names_its_period_its_return_and_the_version(hub: HubWithPeople) -> None:
    lantern, tern = _lines(hub.page("sponsor", f"{COMPLIANCE}.csv?period={Q4}"))
    assert (lantern["period"], lantern["due_on"], lantern["version"]) == (Q4, "2026-04-30", "2")
    assert lantern["return_id"] == hub.returns[LANTERN, Q4, 2]
    assert (tern["return_id"], tern["version"], tern["M1 Complaints received"]) == ("", "", "No return")


def test_the_file_is_named_for_the_department_and_the_period(hub: HubWithPeople) -> None:
    answer = hub.browser("sponsor").get(f"{COMPLIANCE}.csv?period={Q4}")
    assert answer.mimetype == "text/csv"
    told = answer.headers["Content-Disposition"]
    assert told == f'attachment; filename="compliance-permits-and-markets-{Q4}.csv"'


def test_the_name_of_a_body_is_no_formula(hub: HubWithPeople) -> None:
    (line,) = _lines(hub.page("ports-sponsor", f"{COMPLIANCE}.csv"))
    assert line["organisation"] == f"'{HOSTILE_NAME}"


@given(st.text("\u200b\u200c\u200d\u2060\ufeff\u00a0 ", max_size=4), st.sampled_from("=+-@\t\r"), st.text(max_size=8))
def test_what_a_spreadsheet_would_calculate_is_made_text(before: str, sign: str, after: str) -> None:
    assert guarded(f"{before}{sign}{after}") == f"'{before}{sign}{after}"


@pytest.mark.parametrize(
    "text", ["=1", "+1", "-1", "@x", "\tx", "\r=1", "\u200b=1", "\ufeff+1", " \u00a0-1", "\u202e=1", "\u00ad=1",
             "\u2003=1", "\u3000@x", "\n=1", "\x0b=1", "\u2066=1", "＝1", "＋1", "－1", "＠x", "\x00=1", "\u180e=1"],
)  # fmt: skip
def test_no_invisible_letter_hides_a_formula(text: str) -> None:
    assert guarded(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "Harbours Board", "3 of 8", "1=1", "2026-04-30", "'=1", "St Ives - East"])
def test_any_other_text_is_left_alone(text: str) -> None:
    assert guarded(text) == text
