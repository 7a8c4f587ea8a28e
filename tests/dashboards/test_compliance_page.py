"""The compliance page: who has returned, in both its lives, for whoever may see it."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

import pytest
from people_under_test import COMPLIANCE, HOSTILE_NAME, NOTHING_HERE, PIERS, Q1, Q4, HubWithPeople
from permits import BODIES, LANTERN, TERN
from reading_pages import ENTRY, Read, read_html, read_layout
from werkzeug.test import TestResponse

COMPARISON = "/oversight/comparison"
FILTERS = [
    {},
    {"period": Q1},
    {"period": Q4},
    {"period": Q4, "organisation": TERN},
    {"organisation": LANTERN},
    {"period": "2010-11"},
    {"period": Q4, "organisation": "nobody"},
]
NAMES = sorted(BODIES.values())


def _address(**choices: str) -> str:
    return f"{COMPLIANCE}?{urlencode(choices)}"


def _first_life(hub: HubWithPeople, name: str, address: str) -> Read:
    return read_html(hub.page(name, address), within=ENTRY)


def _first_life_of_exploring(hub: HubWithPeople, name: str, address: str) -> Read:
    return _first_life(hub, name, f"{address}{'&' if '?' in address else '?'}explore=yes")


def _as_dash_begins(hub: HubWithPeople, name: str, address: str) -> Read:
    referrer = {"Referer": f"http://localhost{address}"}
    layout: Any = hub.browser(name).get("/oversight/_dash-layout", headers=referrer).get_json()
    _, page = layout["props"]["children"]
    return read_layout(page["props"]["children"])


def _callback(hub: HubWithPeople, name: str, address: str, shown: str = "") -> TestResponse:
    asked = {
        "output": "page.children",
        "outputs": {"id": "page", "property": "children"},
        "inputs": [{"id": "address", "property": "href", "value": f"http://localhost{address}"}],
        "changedPropIds": ["address.href"],
        "state": [{"id": "page", "property": "data-address", "value": shown}],
    }
    return hub.browser(name).post("/oversight/_dash-update-component", json=asked)


def _as_dash_goes_on(hub: HubWithPeople, name: str, address: str) -> Read:
    answer = _callback(hub, name, address)
    assert answer.status_code == 200, answer.get_data(as_text=True)
    return read_layout(answer.get_json()["response"]["page"]["children"])


@pytest.mark.parametrize("choices", FILTERS, ids=lambda choices: urlencode(choices) or "none")
@pytest.mark.parametrize("name", ["sponsor", "body", "ports-sponsor"])
def test_both_lives_of_the_page_say_the_same(hub: HubWithPeople, name: str, choices: dict[str, str]) -> None:
    first = _first_life_of_exploring(hub, name, _address(**choices))
    assert len(first.text) > 500
    for second in (_as_dash_begins, _as_dash_goes_on):
        read = second(hub, name, _address(**choices))
        assert read.text == first.text
        assert (read.links, read.options) == (first.links, first.options)


def test_of_a_choice_made_twice_both_lives_take_the_first(hub: HubWithPeople) -> None:
    address = f"{COMPLIANCE}?period={Q4}&period={Q1}"
    assert _as_dash_goes_on(hub, "sponsor", address).text == _first_life_of_exploring(hub, "sponsor", address).text


@pytest.mark.parametrize("query", ["measure=", "measure=&measure=went-wrong", "page=", "measure=nothing"])
def test_a_choice_that_is_none_is_not_found_in_either_life(hub: HubWithPeople, query: str) -> None:
    address = f"{COMPARISON}?{query}"
    hub.page("sponsor", address, status=404)
    assert _callback(hub, "sponsor", address, "").status_code == 404


def test_a_page_that_is_there_is_not_drawn_again(hub: HubWithPeople) -> None:
    shown = f"http://localhost{COMPLIANCE}?period={Q4}"
    for same in ("", "#main-content"):
        told = _callback(hub, "sponsor", f"{COMPLIANCE}?period={Q4}{same}", shown).get_json()
        assert "children" not in told["response"].get("page", {})
    other = _callback(hub, "sponsor", f"{COMPLIANCE}?period={Q1}", shown).get_json()
    assert "April to June 2026" in read_layout(other["response"]["page"]["children"]).text


def test_dash_begins_without_the_page_where_it_does_not_know_the_address(hub: HubWithPeople) -> None:
    layout = hub.browser("sponsor").get("/oversight/_dash-layout").get_json()
    assert "Loading the page" in read_layout(layout).text


def test_unasked_it_shows_the_latest_period_of_which_anything_came(hub: HubWithPeople) -> None:
    read = _first_life(hub, "sponsor", COMPLIANCE)
    assert "Compliance, April to June 2026" in read.text
    assert (Q1, True) in read.options


def test_the_period_in_the_address_is_shown_and_chosen(hub: HubWithPeople) -> None:
    read = _first_life(hub, "sponsor", _address(period=Q4))
    assert "Compliance, January to March 2026" in read.text
    assert [value for value, chosen in read.options if chosen] == [Q4, ""]
    assert "1 of 2 returns has been received, 0 of 2 on time. Missing: Tern Bridge Council." in read.text


def test_the_organisation_in_the_address_leaves_one_row(hub: HubWithPeople) -> None:
    read = _first_life(hub, "sponsor", _address(period=Q4, organisation=TERN))
    assert [row[0] for row in read.tables[0][1:]] == [["Tern Bridge Council"]]
    assert (TERN, True) in read.options


def test_an_organisation_that_is_not_there_is_said_in_words(hub: HubWithPeople) -> None:
    assert "No organisation matches." in _first_life(hub, "sponsor", _address(organisation="nobody")).text


def test_a_period_that_nobody_owes_is_said_in_words(hub: HubWithPeople) -> None:
    read = _first_life(hub, "sponsor", _address(period="2010-11"))
    assert "No organisation owes a return for this period." in read.text
    assert read.tables[:1] == []


@pytest.mark.parametrize("name", ["2026-27-Q5", "2026-28-Q1", "yesterday", "2026-27-q1", "<b>"])
@pytest.mark.parametrize("file", ["", ".csv"])
def test_a_period_that_is_none_is_not_found(hub: HubWithPeople, name: str, file: str) -> None:
    page = hub.page("sponsor", f"{COMPLIANCE}{file}?{urlencode({'period': name})}", status=404)
    assert NOTHING_HERE in page
    assert "<b>" not in page


def test_rows_stand_in_the_order_of_names(hub: HubWithPeople) -> None:
    read = _first_life(hub, "sponsor", _address(period=Q4))
    assert [row[0][0] for row in read.tables[0][1:]] == NAMES


def test_a_row_says_where_the_return_stands_and_why(hub: HubWithPeople) -> None:
    lantern, tern = _first_life(hub, "sponsor", _address(period=Q4)).tables[0][1:]
    assert lantern[1][:2] == ["Received late", "Received 20 July 2026, 81 days after it was due."]
    assert lantern[1][2:5] == [
        "Accepted with queries",
        "1 query waits for an explanation.",
        "Read version 2, corrected",
    ]
    assert tern[1] == ["Missing", "Was due 30 April 2026, 81 days ago; nothing received."]
    assert tern[2] == ["The return is missing."]


def test_an_organisation_sees_its_own_row_and_no_trace_of_others(hub: HubWithPeople) -> None:
    read = _first_life(hub, "body", _address(period=Q4))
    assert [row[0] for row in read.tables[0][1:]] == [["Lantern Hill Permits"]]
    assert "Lantern Hill Permits: received 20 July 2026, 81 days after it was due." in read.text
    assert "Tern" not in hub.page("body", _address(period=Q4))
    assert "Tern" not in hub.page("body", "/")
    assert "Tern" not in hub.page("body", f"{COMPLIANCE}.csv?period={Q4}")


def test_whoever_may_open_returns_finds_the_links_to_them(hub: HubWithPeople) -> None:
    links = _first_life(hub, "sponsor", _address(period=Q4)).links
    assert f"/returns/{hub.returns[LANTERN, Q4, 2]}" in links
    assert all(hub.browser("sponsor").get(link).status_code == 200 for link in links)


@pytest.mark.parametrize("address", ["/", COMPLIANCE, _address(period=Q4), _address(period="2010-11")])
@pytest.mark.parametrize("name", ["sponsor", "board", "body", "operator", "forum", "tier", "ports-sponsor"])
def test_no_page_links_to_what_its_reader_may_not_open(hub: HubWithPeople, name: str, address: str) -> None:
    browser = hub.browser(name)
    answer = browser.get(address)
    links = {link for link in read_html(answer.get_data(as_text=True)).links if link.startswith("/")}
    assert "/sign-out" in links
    assert {link: browser.get(link).status_code for link in links} == dict.fromkeys(links, 200)


def test_the_name_of_a_body_is_text_in_both_lives(hub: HubWithPeople) -> None:
    page = hub.page("ports-sponsor", COMPLIANCE)
    assert "<script>alert(1)" not in page
    assert HOSTILE_NAME in read_html(page, within=ENTRY).text
    assert HOSTILE_NAME in _as_dash_begins(hub, "ports-sponsor", COMPLIANCE).text


def test_sponsors_of_two_departments_see_nothing_of_each_other(hub: HubWithPeople) -> None:
    assert "Lantern" not in hub.page("ports-sponsor", COMPLIANCE)
    assert "Pier" not in hub.page("sponsor", COMPLIANCE)
    assert "No organisation matches." in hub.page("sponsor", _address(organisation=PIERS))


@pytest.mark.parametrize("asked", [b"", b"{}", b"[]", b"\xff", b'{"output": "nothing.children", "inputs": []}'])
def test_what_no_page_of_ours_asks_is_a_bad_request_and_not_a_failure(hub: HubWithPeople, asked: bytes) -> None:
    address = "/oversight/_dash-update-component"
    answer = hub.browser("sponsor").post(address, data=asked, content_type="application/json")
    assert answer.status_code == 400


@pytest.mark.parametrize(
    "address", ["http://[::1", "//[", "\\", "http://localhost/oversight/compliance?period=nothing"]
)
def test_an_address_that_is_none_shows_nothing_and_is_no_failure(hub: HubWithPeople, address: str) -> None:
    answer = hub.browser("sponsor").get("/oversight/_dash-layout", headers={"Referer": address})
    assert answer.status_code in (200, 404)


def test_any_other_address_under_the_screens_is_not_found(hub: HubWithPeople) -> None:
    assert NOTHING_HERE in hub.page("sponsor", "/oversight/somewhere", status=404)
    hub.page("sponsor", "/oversight/", status=404)
