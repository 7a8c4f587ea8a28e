"""What is chosen on the compliance page decides all that it says, in the words of the states that it shows."""

from __future__ import annotations

import re
from datetime import date
from html import unescape

import pytest
from people_under_test import COMPLIANCE, HubWithPeople
from pictures import BUOYS, LIGHTS, Q1, TIDES, YEAR, came, department, html_of, page_of, reader
from reading_pages import read_html

from hub.charts.bars import PATTERNS
from hub.contract.minimum_data import Reported
from hub.dashboards.looks import ITEM_TONES, LOOKS
from hub.dashboards.pieces import TAGS, TONES
from hub.oversight.reporting import ReturnState

IN_TIME, LATE = date(2026, 7, 20), date(2026, 8, 3)
BOTH_CAME = reader(department(BUOYS, LIGHTS), came(BUOYS, Q1, IN_TIME), came(LIGHTS, Q1, LATE))
NO_DEADLINES = reader(
    department(BUOYS, LIGHTS, TIDES, deadlines_from=date(9999, 12, 31)), came(BUOYS, Q1, LATE), came(TIDES, YEAR, LATE)
)


def test_the_word_in_the_menu_is_the_word_of_the_page(hub: HubWithPeople) -> None:
    page = hub.page("sponsor", COMPLIANCE)
    menu = re.search(r'aria-current="true">\s*(?:<strong[^>]*>)?([^<]+)', page)
    heading = re.search(r"<h1[^>]*>([^<]+)", page)
    assert menu is not None
    assert heading is not None
    assert unescape(heading[1]).partition(",")[0] == unescape(menu[1]).strip()


def test_the_figures_are_of_all_or_of_the_organisation_that_is_chosen() -> None:
    told = page_of(BOTH_CAME, Q1).text
    assert "2 of 2 returns have been received, 1 of 2 on time." in told
    assert "Received on time|1 of 2" in told
    one = page_of(BOTH_CAME, Q1, "lights").text
    assert "Lights Agency: received 3 August 2026, 6 days after it was due." in one
    assert "Return|Received late" in one
    assert "of 2" not in one.partition("Returns over time")[0]
    assert "Returns over time, all organisations" in one


def test_the_figures_of_one_organisation_say_what_is_reported_and_what_to_talk_about() -> None:
    one = page_of(BOTH_CAME, Q1, "buoys").text
    assert re.search(r"Reported in full\|(\d) of 8 items", one)
    missing = page_of(reader(department(BUOYS, LIGHTS)), Q1, "buoys").text
    assert "Reported in full|No return" in missing
    assert "To talk about|1|reason|" in missing


def test_bodies_that_report_by_year_are_found_from_a_quarter_and_the_other_way_round() -> None:
    read = reader(department(BUOYS, LIGHTS, TIDES), came(BUOYS, Q1, IN_TIME), came(TIDES, YEAR, IN_TIME))
    quarter, year = page_of(read, Q1), page_of(read, YEAR)
    assert "Tides Panel reports by year, not by quarter: see |2025 to 2026" in quarter.text
    assert "Buoys Trust and Lights Agency report by quarter, not by year: see |April to June 2026" in year.text
    assert f"{COMPLIANCE}?period={YEAR.name}" in quarter.links
    assert f"{COMPLIANCE}?period={Q1.name}" in year.links


def test_the_list_of_periods_offers_years_apart_from_quarters() -> None:
    page = html_of(reader(department(BUOYS, TIDES)), Q1)
    quarters, years = re.findall(r"<optgroup[^>]*>(.*?)</optgroup>", page)
    assert "2026-27-Q1" in quarters
    assert re.findall(r'value="([^"]+)"', years) == ["2025-26"]
    assert "<optgroup" not in html_of(reader(department(BUOYS)), Q1)


def test_where_everybody_reports_alike_nothing_is_said_of_it() -> None:
    assert "not by" not in page_of(BOTH_CAME, Q1).text


def test_without_a_deadline_nothing_is_late_or_missing() -> None:
    told = page_of(NO_DEADLINES, Q1)
    assert "1 of 1 return has been received. The department set no deadline for this period." in told.text
    assert "Received on time|None" in told.text
    assert [row[1][0] for row in told.tables[0][1:]] == ["Received", "Not asked for"]
    assert "Missing" not in told.text
    assert "late" not in told.text.partition("What the words mean")[0]


def test_a_period_of_which_nothing_was_asked_and_nothing_came_is_said_in_words() -> None:
    read = reader(department(BUOYS, LIGHTS, deadlines_from=date(9999, 12, 31)))
    told = page_of(read, Q1)
    assert "Nothing has been received. The department set no deadline for this period." in told.text
    assert "Returns over time" not in told.text
    assert "0 of 0" not in told.text


def test_one_period_alone_has_a_table_and_no_chart() -> None:
    assert "<img" in html_of(BOTH_CAME, Q1)
    alone = html_of(NO_DEADLINES, YEAR)
    assert "<img" not in alone
    assert "Returns by period" in alone


@pytest.mark.parametrize("state", ReturnState)
def test_every_state_of_a_return_has_a_look_of_its_own(state: ReturnState) -> None:
    look = LOOKS[state]
    assert look.tone in {**TONES, **TAGS}
    assert look.pattern in PATTERNS
    assert [other for other in LOOKS.values() if (other.colour, other.pattern) == (look.colour, look.pattern)] == [look]


def test_every_state_of_an_item_has_a_tone() -> None:
    assert set(ITEM_TONES) == set(Reported)
    assert set(ITEM_TONES.values()) <= {*TONES, *TAGS}


def test_a_card_leaves_out_what_a_row_says_of_nothing() -> None:
    page = html_of(reader(department(BUOYS)), Q1)
    assert page.count("hub-only-in-rows") == 9
    assert [cell for cell in read_html(page).tables[0][1] if cell == ["No return"]] == [["No return"]] * 9
