"""Exploring is waited for: while Dash loads it is said so, when it fails what to do, and the page is there to read."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from threading import Event

import pytest
from playwright.sync_api import Page, Route, expect
from running_hub import RunningHub
from screens import COMPLIANCE, DASH, STARTED, Screens

pytestmark = pytest.mark.slow
Open = Callable[..., Screens]
EXPLORED = f"{COMPLIANCE}?period=2026-27-Q1&explore=yes"
LAYOUT = "**/_dash-layout"
LOADING, LOADED = "Loading the charts to explore. You can read the page meanwhile.", "The charts can be explored now."
FAILED = "The charts to explore could not be loaded."
NOT_THERE = ("ERR_FAILED", "is not defined", "Failed to fetch")
WITHOUT_PLOTLY = ("status of 400", "MIME type", "Event")  # Dash then asks for its own copy, which is not served
KILOBYTES_A_SECOND = 150
LONGEST = 30_000  # milliseconds


def _readable(page: Page) -> None:
    expect(page.locator("table").first).to_contain_text("Pilotage Examinations Council")
    expect(page.locator("main .hub-chart img").first).to_be_visible()


@pytest.mark.parametrize("width", [320, 1280])
def test_from_the_first_moment_that_is_noticed_it_is_said_that_charts_are_loading(
    demo: RunningHub, open_screens: Open, width: int
) -> None:
    screens, may_come = open_screens(demo, width=width), Event()
    held: list[Route] = []
    page = screens.page
    screens.sign_in("sponsor")
    page.route(DASH, lambda route: route.continue_() if may_come.is_set() else held.append(route))
    page.clock.install()
    page.clock.pause_at(datetime.now(UTC) + timedelta(hours=1))
    page.goto(EXPLORED, wait_until="commit")
    status = page.get_by_role("status")
    expect(status).to_be_attached()
    page.clock.run_for(200)
    expect(status).to_have_text("")
    page.clock.run_for(200)
    expect(status).to_have_text(LOADING)
    expect(status).to_be_in_viewport()
    _readable(page)
    assert not screens.widens_the_page()
    page.clock.resume()
    may_come.set()
    for route in held:
        route.continue_()
    screens.wait_for_second_life()
    expect(status).to_have_text(LOADED)
    assert status.evaluate("one => one.getBoundingClientRect().height") <= 1  # for those who listen


def test_on_a_slow_network_the_page_is_read_until_the_charts_can_be_explored(sponsor: Screens) -> None:
    page = sponsor.page
    slow = page.context.new_cdp_session(page)
    slow.send("Network.enable")
    bytes_a_second = KILOBYTES_A_SECOND * 1000
    sponsor.open(f"{COMPLIANCE}?period=2026-27-Q1")
    slow.send(
        "Network.emulateNetworkConditions",
        {"offline": False, "latency": 100, "downloadThroughput": bytes_a_second, "uploadThroughput": bytes_a_second},
    )
    page.get_by_role("link", name="Explore this chart").first.click(no_wait_after=True)
    expect(page.get_by_role("status")).to_have_text(LOADING)
    assert page.locator(STARTED).count() == 0
    _readable(page)
    expect(page.get_by_role("status")).to_have_text(LOADED, timeout=LONGEST)
    expect(page.locator(STARTED).first).to_be_visible()


@pytest.mark.parametrize("what", [DASH, "**/static/plotly-*.js", LAYOUT])
def test_when_charts_cannot_be_loaded_the_page_stays_and_says_what_to_do(
    demo: RunningHub, open_screens: Open, what: str
) -> None:
    screens = open_screens(demo, faults_expected=(*NOT_THERE, *WITHOUT_PLOTLY))
    page = screens.page
    screens.sign_in("sponsor")
    page.route(what, lambda route: route.abort())
    page.goto(EXPLORED)
    expect(page.get_by_role("status")).to_contain_text(FAILED, timeout=LONGEST)
    _readable(page)
    assert screens.faults_of_accessibility() == []
    page.unroute(what)
    page.get_by_role("link", name="Load it again").click()
    screens.wait_for_second_life()
    assert FAILED not in page.locator("main").inner_text()


def test_what_dash_is_refused_is_told_as_charts_that_could_not_be_loaded(sponsor: Screens) -> None:
    sponsor.expect_status(503)
    page = sponsor.page
    page.route(LAYOUT, lambda route: route.fulfill(status=503, body="{}", content_type="application/json"))
    page.goto(EXPLORED)
    expect(page.get_by_role("status")).to_contain_text(FAILED, timeout=LONGEST)
    _readable(page)
    assert page.get_by_text("Error loading layout").is_hidden()
