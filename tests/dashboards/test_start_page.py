"""Everybody finds something at the start, and whoever may not see a page is told so in words."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from dash import html
from demo_pictures import of_demo
from hub_under_test import beside
from people_under_test import COMPLIANCE, NOTHING_HERE, Q1, Q3, Q4, HubWithPeople
from permits import DEPARTMENT, LANTERN, TERN
from pictures import BUOYS, LIGHTS, TIDES, came, department, reader
from pictures import Q1 as PERIOD
from reading_pages import read_html

from hub.auth.permissions import Role, Viewer
from hub.contract.circumstances import Organisation
from hub.contract.four_steps import Conversation
from hub.dashboards.elsewhere import missing_returns
from hub.dashboards.markup import markup
from hub.dashboards.pages import needs, start, to_talk_to
from hub.dashboards.pages.needs import Waiting
from hub.dashboards.pages.start import FINDS
from hub.oversight.standards import standards_of
from hub.scope import Scope
from hub.store.steps import Unexplained

OVERSEERS = ("sponsor", "operator")
SPONSOR = Viewer("sponsor", Role.SPONSOR, Scope(DEPARTMENT))
NOW = datetime(2026, 5, 4, tzinfo=UTC)
TERN_BRIDGE = Organisation(TERN, "Tern Bridge Council")


def test_every_role_is_told_what_it_finds() -> None:
    assert set(FINDS) == set(Role)
    assert all(len(words) > 60 for words in FINDS.values())


@pytest.mark.parametrize("name", OVERSEERS)
def test_an_overseer_sees_how_the_latest_period_stands(hub: HubWithPeople, name: str) -> None:
    read = read_html(hub.page(name, "/"))
    assert "Latest period: April to June 2026" in read.text
    assert "1 of 2 returns has been received, 1 of 2 on time. 1 still to come, due 28 July 2026." in read.text
    assert f"{COMPLIANCE}?period={Q1}" in read.links


def test_whoever_did_not_return_is_named_for_every_period_with_a_link(hub: HubWithPeople) -> None:
    read = read_html(hub.page("sponsor", "/"))
    why = "Was due 30 April 2026, 81 days ago; nothing received."
    assert f"January to March 2026|Tern Bridge Council|{why}" in read.text
    assert {f"{COMPLIANCE}?period={Q4}", f"/organisations/{TERN}"} <= set(read.links)
    assert f"{COMPLIANCE}?period={Q3}" in read.links
    assert "October to December 2025|Tern Bridge Council|" in read.text
    assert "October to December 2025|Lantern Hill Permits|" not in read.text
    assert f"{COMPLIANCE}?period={Q1}&organisation={TERN}" not in read.links


def test_a_list_of_missing_returns_that_ends_before_the_first_period_says_so(hub: HubWithPeople) -> None:
    assert "Older periods are not listed here" in read_html(hub.page("sponsor", "/")).text
    tern = department(TERN_BRIDGE)
    told = reader(tern)(PERIOD)
    read = read_html(str(markup(start.layout(SPONSOR, told, missing_returns(told, reader(tern))))))
    assert read.text.count("|Tern Bridge Council|") == len(told.trend) == 5
    assert "Older periods" not in read.text


def test_what_a_body_owes_by_year_is_missed_beside_what_others_owe_by_quarter() -> None:
    read = reader(department(BUOYS, TIDES), came(BUOYS, PERIOD, date(2026, 7, 1)))
    missing = missing_returns(read(PERIOD), read)
    assert [(period.name, [row.organisation.name for row in rows]) for period, rows in missing] == [
        *((name, ["Buoys Trust"]) for name in ("2025-26-Q4", "2025-26-Q3", "2025-26-Q2", "2025-26-Q1")),
        ("2025-26", ["Tides Panel"]),
    ]


def test_nothing_is_missing_of_what_was_not_asked_for() -> None:
    read = reader(department(BUOYS, TIDES, deadlines_from=date(2026, 10, 1)))
    assert missing_returns(read(PERIOD), read) == ()


def test_an_organisation_sees_its_own_return(hub: HubWithPeople) -> None:
    read = read_html(hub.page("body", "/"))
    assert "Lantern Hill Permits: received 20 July 2026; due 28 July 2026." in read.text
    assert "Return|Received on time" in read.text


@pytest.mark.parametrize("name", ["body", "sender"])
def test_what_is_due_from_an_organisation_is_the_same_at_its_start_and_on_its_page(
    hub: HubWithPeople, name: str
) -> None:
    start_, whole = read_html(hub.page(name, "/")), read_html(hub.page(name, f"/organisations/{LANTERN}"))
    first = start_.text.partition("What needs you now|")[2].partition("|See what became")[0]
    assert first
    assert first in whole.text.partition("What is due|")[2]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("forum", "The page Forum holds the meetings"),
        ("tier", "brief for the next meeting"),
        ("board", "the board pack"),
    ],
)
def test_the_forum_the_tier_and_the_board_are_told_what_will_be_theirs(
    hub: HubWithPeople, name: str, words: str
) -> None:
    read = read_html(hub.page(name, "/"))
    assert words in read.text
    assert not any(link.startswith(COMPLIANCE) for link in read.links)
    assert "Lantern" not in read.text


@pytest.mark.parametrize("address", [COMPLIANCE, f"{COMPLIANCE}.csv", f"{COMPLIANCE}?period={Q4}"])
@pytest.mark.parametrize("name", ["forum", "tier", "board"])
def test_a_page_outside_a_role_answers_like_one_that_does_not_exist(
    hub: HubWithPeople, name: str, address: str
) -> None:
    for method in ("GET", "HEAD", "POST", "PUT", "OPTIONS"):
        there = hub.browser(name).open(address, method=method)
        nowhere = hub.browser(name).open("/nowhere", method=method)
        assert (there.status_code, there.data) == (404, nowhere.data)
        assert (there.status, beside(there)) == (nowhere.status, beside(nowhere))
    assert NOTHING_HERE in hub.page(name, address, 404)


@pytest.mark.parametrize("name", ["forum", "tier", "board"])
def test_the_second_life_is_not_there_either(hub: HubWithPeople, name: str) -> None:
    referrer = {"Referer": f"http://localhost{COMPLIANCE}"}
    there = hub.browser(name).get("/oversight/_dash-layout", headers=referrer)
    nowhere = hub.browser(name).get("/oversight/_dash-nowhere", headers=referrer)
    assert (there.status_code, there.data) == (404, nowhere.data)
    assert beside(there) == beside(nowhere)


@pytest.mark.parametrize(
    "address", ["/", COMPLIANCE, f"{COMPLIANCE}.csv", "/returns/x", "/oversight/", "/nowhere", "/oversight/compliance/"]
)
def test_signed_out_every_page_leads_to_signing_in(hub: HubWithPeople, address: str) -> None:
    answer = hub.hub.app.test_client().get(address)
    assert answer.status_code == 303
    assert answer.headers["Location"].startswith("/sign-in?next=")


@pytest.mark.parametrize("address", ["/oversight/_dash-layout", "/oversight/_dash-dependencies"])
def test_signed_out_dash_tells_nothing(hub: HubWithPeople, address: str) -> None:
    answer = hub.hub.app.test_client().get(address, headers={"Referer": f"http://localhost{COMPLIANCE}"})
    assert answer.status_code == 401
    assert "Lantern" not in answer.get_data(as_text=True)


def test_what_needs_somebody_stands_first_each_line_a_link(hub: HubWithPeople) -> None:
    read = read_html(hub.page("sponsor", "/"))
    first = read.text.partition("What needs you now")[2].partition("Latest period")[0]
    assert "1 return is missing for January to March 2026" in first
    assert f"{COMPLIANCE}?period={Q4}" in read.links


def test_a_sponsor_of_the_demonstration_is_led_to_all_that_waits() -> None:
    picture = of_demo()
    read = read_html(str(markup(html.Div(needs.section(SPONSOR, Waiting(picture=picture))))))
    overdue = [body for body in picture.meaning.learning if body.overdue]
    assert overdue
    for body in overdue[: needs.MOST_NAMED]:
        assert f"/organisations/{body.organisation}#learning" in read.links
    assert "/board?period=2026-27-Q2" in read.links


def test_where_nothing_waits_it_says_what_will_stand_there() -> None:
    assert needs.NOTHING in read_html(str(markup(html.Div(needs.section(SPONSOR, Waiting()))))).text


@pytest.mark.parametrize("name", [*OVERSEERS, "body"])
def test_a_query_of_an_earlier_period_waits_at_the_start_as_long_as_nobody_explains_it(
    hub: HubWithPeople, name: str
) -> None:
    read = read_html(hub.page(name, "/"))
    waits = "1 return for January to March 2026 has queries that nobody has explained yet"
    own = "January to March 2026: 1 query waits for an explanation"
    assert (own if name == "body" else waits) in read.text
    assert f"/returns/{hub.returns[LANTERN, Q4, 2]}#queries" in read.links
    assert not any(hub.returns[LANTERN, Q4, 1] in link for link in read.links)  # nobody explains a former version


def test_queries_of_many_periods_are_counted_where_they_are_not_named() -> None:
    picture = of_demo()
    waiting = [Unexplained(TERN, period, period.name, 2) for period in picture.periods[: needs.MOST_NAMED + 2]]
    read = read_html(str(markup(html.Div(needs.section(SPONSOR, Waiting(picture, unexplained=waiting))))))
    assert read.text.count("has queries that nobody has explained yet") == needs.MOST_NAMED
    assert "2 returns for earlier periods have such queries too" in read.text


def test_an_overseer_reads_whom_to_talk_to_why_and_when_that_was_last_done(hub: HubWithPeople) -> None:
    for name in OVERSEERS:
        read = read_html(hub.page(name, "/"))
        talks = read.text.partition(to_talk_to.TITLE)[2]
        assert "2 of 2 organisations give a reason" in talks
        assert "Tern Bridge Council|No conversation recorded.|" in talks
        assert "The return for January to March 2026 is missing" in talks
        assert f"/organisations/{LANTERN}#queries" in read.links
    assert to_talk_to.TITLE not in hub.page("body", "/")


def test_whoever_only_leaves_queries_unexplained_is_told_apart_from_whom_to_talk_to() -> None:
    came_in = [came(body, PERIOD, date(2026, 7, 1)) for body in (BUOYS, LIGHTS)]
    told = reader(department(BUOYS, LIGHTS), *came_in)(PERIOD)
    picture = replace(told, rows=tuple(replace(row, to_talk_about=()) for row in told.rows))
    asked = Unexplained(BUOYS.code, PERIOD, "a-return", 3)
    alone = read_html(str(markup(html.Div(to_talk_to.section(Waiting(picture, unexplained=[asked])))))).text
    assert to_talk_to.NOBODY in alone
    where = f"3 queries wait for an explanation, on 1 return for {PERIOD.label}"
    assert f"{to_talk_to.ONLY_QUERIES}|Buoys Trust: |{where}" in alone
    said = Conversation(
        "1", BUOYS.code, date(2026, 5, 4), "Chief", "", "A guide", date(2026, 6, 1), None, "sponsor", NOW
    )
    late = standards_of([BUOYS.code], (), (), [said], date(2026, 7, 20))
    both = read_html(str(markup(html.Div(to_talk_to.section(Waiting(picture, (), [asked], None, late)))))).text
    assert "1 of 2 organisations gives a reason" in both
    assert "Buoys Trust|Last conversation 4 May 2026.|The department promised help by 1 June 2026" in both
    assert to_talk_to.ONLY_QUERIES not in both
