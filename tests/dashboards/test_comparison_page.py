"""The page Comparison: a measure between organisations and over time, for whoever may see it, as they may see it."""

from __future__ import annotations

import csv
import io
import re

import pytest
from demo_pictures import of_demo
from people_under_test import HubWithPeople
from reading_pages import ENTRY, Read, read_html

from hub.dashboards.drawings import drawn
from hub.dashboards.markup import markup
from hub.dashboards.pages.comparison.choices import ADDRESS, Choices
from hub.dashboards.pages.comparison.panels import panels_of
from hub.dashboards.pages.comparison_screen import of_picture
from hub.oversight.disclosure.audience import Audience
from hub.oversight.measures.book import MEASURES
from hub.oversight.measures.record import Kind, Measure
from hub.oversight.picture import Picture

FORBIDDEN = re.compile(r"\b(rank|ranked|ranking|league|worst|best|top|bottom)\b", re.IGNORECASE)


def _html(picture: Picture, **query: str) -> str:
    return str(markup(of_picture(picture, Choices.from_query(query)).layout(drawn)))


def _page(picture: Picture, **query: str) -> Read:
    return read_html(_html(picture, **query))


@pytest.mark.parametrize("audience", [Audience.SPONSOR, Audience.FORUM, Audience.BOARD])
@pytest.mark.parametrize("measure", MEASURES, ids=lambda measure: measure.code)
def test_organisations_stand_in_the_order_of_their_names_and_nothing_ranks_them(
    measure: object, audience: Audience
) -> None:
    picture = of_demo(audience=audience)
    names = [row.organisation.name for row in picture.rows]
    page = _page(picture, measure=measure.code)
    assert not FORBIDDEN.search(page.text)
    for table in page.tables:
        assert [row[0][0] for row in table[1:]] == [name for name in names if [name] in [row[0] for row in table[1:]]]
    panels = [
        name
        for name in re.findall(r"\|([^|]+)\|", page.text.partition("Each organisation against")[2])
        if name in names
    ]
    assert panels == sorted(panels)


def test_every_flag_has_the_number_that_chance_would_give_beside_it() -> None:
    page = _page(of_demo(), measure="went-wrong")
    for level in ("95%", "99.8%"):
        assert page.text.count(f"body lies beyond the {level} limits; chance alone would put") >= 1
    assert "Something went wrong: 1 body lies beyond the 99.8% limits; chance alone" in page.text  # the stronger one
    assert "series have limits" in page.text
    assert "chance alone would give at most" in page.text


def test_a_chart_says_of_how_many_from_which_returns_and_what_to_mind() -> None:
    page = _page(of_demo(), measure="went-wrong")
    assert re.search(r"10 organisations compared: [\d,]+ complaints in which something went wrong", page.text)
    assert "Made from 10 returns: version 1 of 10." in page.text
    assert "Closed complaints include some received earlier" in page.text
    for form in ("csv", "ods"):
        assert f"{ADDRESS}.{form}?table=between&measure=went-wrong&period=2026-27-Q2" in page.links
    assert f"{ADDRESS}?measure=went-wrong&period=2026-27-Q2#between" in page.links


def test_counts_are_never_compared_between_organisations() -> None:
    page = _page(of_demo(), measure="received")
    assert "so it is not compared between organisations" in page.text
    assert "Each has a scale of its own" in page.text


def test_a_chosen_organisation_is_shown_against_its_own_past_with_its_breaks() -> None:
    page = _page(of_demo(), measure="went-wrong", organisation="strand-harbours")
    assert "Strand Harbours Authority against its own past" in page.text
    assert "West Strand Harbours Board merged into it on 1 April 2025." in page.text
    assert "12 points, each a quarter." in page.text


def test_who_counts_otherwise_is_said_beside_the_comparison() -> None:
    assert "It does not count oral complaints; 6 of the 9 bodies that say count them." in _page(of_demo()).text


def test_a_board_sees_no_small_count() -> None:
    for measure in MEASURES:
        page = _page(of_demo(audience=Audience.BOARD), measure=measure.code)
        for table in page.tables:
            head = [" ".join(cell) for cell in table[0]]
            for row in table[1:] if measure.kind.value == "share" and measure.code != "minimum-data" else ():
                told = " ".join(row[3]) if "Version" in head[2] else ""
                assert not (told.isdigit() and 0 < int(told) < 5), (measure.code, row)
    assert "Counts from 1 to 4 are not shown" in page.text


def test_the_files_hold_the_table_of_the_page(hub: HubWithPeople) -> None:
    page = read_html(hub.page("sponsor", f"{ADDRESS}?measure=went-wrong"), within=ENTRY)
    lines = list(
        csv.reader(io.StringIO(hub.page("sponsor", f"{ADDRESS}.csv?measure=went-wrong&table=between"), newline=""))
    )
    assert [line[0] for line in lines[1:]] == [" ".join(row[0]) for row in page.tables[0][1:]]
    answer = hub.browser("sponsor").get(f"{ADDRESS}.ods?measure=went-wrong")
    assert answer.mimetype == "application/vnd.oasis.opendocument.spreadsheet"
    assert re.search(
        r'filename="went-wrong-permits-and-markets-\d{4}-\d\d-Q\d\.ods"', answer.headers["Content-Disposition"]
    )


@pytest.mark.parametrize(
    "query",
    ["measure=nothing", "period=yesterday", "page=0", "page=x", "page=99999999", "measure=", "page=%F0%9D%9F%99"],
)
def test_what_is_no_choice_is_not_found(hub: HubWithPeople, query: str) -> None:
    assert hub.browser("sponsor").get(f"{ADDRESS}?{query}").status_code == 404


@pytest.mark.parametrize("query", ["table=nothing", "table=between&measure=received"])
def test_a_table_that_is_not_on_the_page_is_not_found(hub: HubWithPeople, query: str) -> None:
    assert hub.browser("sponsor").get(f"{ADDRESS}.csv?{query}").status_code == 404


def test_a_page_of_panels_past_the_end_says_so() -> None:
    assert "There are no more organisations on this page." in _page(of_demo(), page="9").text


def test_exploring_is_offered_where_there_is_a_chart_and_loads_nothing_before(hub: HubWithPeople) -> None:
    html = hub.page("sponsor", f"{ADDRESS}?measure=went-wrong")
    assert "dash-renderer" not in html
    assert "plotly" not in html


def test_where_nothing_may_be_compared_it_is_said_once_and_no_sentence_is_empty() -> None:
    html = _html(of_demo(audience=Audience.BOARD), measure="decided", organisation="foreshore-commission")
    assert "Nothing is compared: fewer than two bodies have figures for this" in html
    assert "No organisation compared" in html
    assert "Nothing was reported, so there is no chart." in html
    assert '<p class="govuk-body"></p>' not in html


def test_small_charts_have_the_table_of_all_their_points() -> None:
    picture, choices = of_demo(), Choices.from_query({"measure": "went-wrong"})
    page, told = _page(picture, measure="went-wrong"), of_picture(picture, choices)
    panels = next(table for table in told.tables if table.name == "panels")
    codes = [field.code for field in panels.fields]
    assert (codes[0], codes[-1]) == ("organisation", "says")
    assert "2026-27-Q2" in codes
    drawn_points = sum(value is not None for row in panels.rows for value in row[1 : codes.index("average")])
    assert f"{len(panels.rows)} organisations, {drawn_points:,} points." in page.text
    assert f"{ADDRESS}.csv?table=panels&measure=went-wrong&period=2026-27-Q2" in page.links
    assert all(str(row[-1]) in page.text for row in panels.rows)


@pytest.mark.parametrize("measure", [one for one in MEASURES if one.kind is Kind.SHARE], ids=lambda one: one.code)
def test_no_share_is_drawn_on_a_scale_that_goes_past_all(measure: Measure) -> None:
    scale = panels_of(of_demo(), Choices.from_query({"measure": measure.code})).scale
    assert scale
    assert 0 == scale[0] < scale[1] <= 1
