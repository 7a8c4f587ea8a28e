"""A long table comes in pages: every row is on one of them, all can be had at once, and files have the whole."""

from __future__ import annotations

import re

import pytest
from demo_pictures import of_demo
from hypothesis import given
from hypothesis import strategies as st
from people_under_test import COMPLIANCE, Q1, HubWithPeople
from reading_pages import read_html

from hub.dashboards import html, paging
from hub.dashboards.asked import Asked
from hub.dashboards.charted import Beside, twin
from hub.dashboards.data_tables import DataTable, Field, Rows
from hub.dashboards.markup import markup
from hub.dashboards.pages import at_a_glance, compliance
from hub.dashboards.pages.comparison.choices import ADDRESS as COMPARISON
from hub.dashboards.paging import ALL, Paging, pages
from hub.errors import NotFound

COUNTS, SIZES = st.integers(0, 400), st.integers(1, 30)


def _address(page: str) -> str:
    return f"/list?page={page}"


def _way(asked: Paging, count: int) -> str:
    return str(markup(html.Div(pages(asked, count, _address, "organisations"))))


@given(COUNTS, SIZES)
def test_every_row_is_on_one_page_in_the_order_of_the_list(count: int, size: int) -> None:
    rows = range(count)
    if Paging(size=size).short(count):
        assert [*Paging(size=size).of(rows)] == [*rows]
        return
    turned = [row for page in range(1, -(-count // size) + 1) for row in Paging(str(page), size).of(rows)]
    assert turned == [*rows] == [*Paging(ALL, size).of(rows)]


@given(COUNTS, st.integers(1, 60))
def test_every_page_leads_to_its_neighbours_the_ends_and_the_whole(count: int, page: int) -> None:
    asked, last = Paging(str(page)), -(-count // paging.ON_A_PAGE)
    links = re.findall(r'href="/list\?page=(\w+)"', _way(asked, count))
    if asked.whole(count):
        assert links == []
        return
    near = {str(one) for one in (1, last, page - 1, page, page + 1) if 1 <= one <= max(1, last)}
    assert near | {ALL} <= set(links) <= near | {ALL, str(max(1, min(page - 1, last)))}
    assert links.count(str(page)) == _way(asked, count).count('aria-current="page"') == int(page <= max(1, last))


@pytest.mark.parametrize(("page", "says"), [("2", "Organisations 21 to 40 of 300."), ("15", "281 to 300 of 300."),
    ("16", "There are no more organisations on this page."), (ALL, "All 300 organisations.")])  # fmt: skip
def test_a_page_says_where_in_the_list_it_is(page: str, says: str) -> None:
    assert says in _way(Paging(page), 300)


@pytest.mark.parametrize("page", ["0", "-1", "x", "01", "9999999", "\U0001d7d9", ""])
def test_what_is_no_page_is_not_found(page: str) -> None:
    with pytest.raises(NotFound):
        Paging.from_query({"page": page})


@pytest.mark.parametrize("address", [COMPLIANCE, "/oversight/standards", COMPARISON, "/oversight/themes"])
def test_no_screen_shows_a_page_that_is_none(hub: HubWithPeople, address: str) -> None:
    hub.page("sponsor", f"{address}?page=nothing", status=404)
    assert "no more organisations on this page" in hub.page("sponsor", f"{address}?page=900")


def test_who_turns_the_page_keeps_the_period_and_is_told_of_everybody() -> None:
    picture, asked = of_demo(), Asked()
    count, told = len(picture.rows), []
    for page in range(1, count + 1):
        drawn = compliance.layout(picture, asked, lambda _: None, paging=Paging(str(page), 1))
        read = read_html(str(markup(drawn)))
        told += [row[0][0] for row in read.tables[0][1:]]
        assert f"{compliance.ADDRESS}?period={picture.period.name}&page=all" in read.links
        assert at_a_glance.finding(picture, picture.rows).partition(".")[0] in read.text
    assert told == [row.organisation.name for row in picture.rows]


def test_files_have_every_row_whatever_page_is_shown(hub: HubWithPeople) -> None:
    whole = hub.page("sponsor", f"{COMPLIANCE}.csv?period={Q1}")
    assert hub.page("sponsor", f"{COMPLIANCE}.csv?period={Q1}&page=7") == whole


def test_the_table_of_a_chart_is_open_for_who_turns_its_pages() -> None:
    made: list[int] = []

    def row(at: int) -> tuple[str, int]:
        made.append(at)
        return f"Body {at}", at

    table = DataTable("between", "Shares", (Field("a", "Organisation"), Field("b", "Count")), Rows(90, row))
    shut, turned = (
        str(markup(twin(Beside((), "", "", (), table, COMPARISON, "period=x", asked)))) for asked in (None, Paging("3"))
    )
    assert '<details class="govuk-details">' in shut
    assert '<details class="govuk-details" open>' in turned
    assert f"{COMPARISON}?table=between&amp;rows=2&amp;period=x#between" in turned
    assert made == [*range(20), *range(40, 60)]
