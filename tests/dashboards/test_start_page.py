"""Everybody finds something at the start, and whoever may not see a page is told so in words."""

from __future__ import annotations

import pytest
from people_under_test import COMPLIANCE, Q1, Q4, HubWithPeople
from reading_pages import read_html

from hub.auth.permissions import Role
from hub.dashboards.pages.start import FINDS

OVERSEERS = ("sponsor", "operator")


def test_every_role_is_told_what_it_finds() -> None:
    assert set(FINDS) == set(Role)
    assert all(len(words) > 60 for words in FINDS.values())


@pytest.mark.parametrize("name", OVERSEERS)
def test_an_overseer_sees_how_the_latest_period_stands(hub: HubWithPeople, name: str) -> None:
    read = read_html(hub.page(name, "/"))
    assert "Latest period: April to June 2026" in read.text
    assert "1 of 2 returns have been received, 1 of 2 on time. 1 still to come, due 28 July 2026." in read.text
    assert f"{COMPLIANCE}?period={Q1}" in read.links


def test_returns_that_never_came_are_not_forgotten(hub: HubWithPeople) -> None:
    read = read_html(hub.page("sponsor", "/"))
    assert "January to March 2026|: 1 of 2 missing" in read.text
    assert f"{COMPLIANCE}?period={Q4}" in read.links


def test_an_organisation_sees_its_own_return(hub: HubWithPeople) -> None:
    assert "1 of 1 return has been received, 1 of 1 on time." in read_html(hub.page("body", "/")).text


@pytest.mark.parametrize(
    ("name", "words"),
    [("forum", "the forum's agenda"), ("tier", "a brief for the independent"), ("board", "the board pack")],
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
def test_a_page_outside_a_role_says_so_in_words(hub: HubWithPeople, name: str, address: str) -> None:
    page = hub.page(name, address, 403)
    assert "You cannot see this page" in page
    assert "ask the people who run the hub to change your role" in page
    assert "Lantern" not in page


@pytest.mark.parametrize("name", ["forum", "tier", "board"])
def test_the_second_life_is_refused_too(hub: HubWithPeople, name: str) -> None:
    referrer = {"Referer": f"http://localhost{COMPLIANCE}"}
    answer = hub.browser(name).get("/oversight/_dash-layout", headers=referrer)
    assert answer.status_code == 403
    assert "Lantern" not in answer.get_data(as_text=True)


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
