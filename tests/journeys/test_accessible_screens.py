"""Every screen at three widths: axe finds nothing, nothing widens the page, and the browser reports no fault."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from running_hub import RunningHub
from screens import COMPLIANCE, Screens

pytestmark = pytest.mark.slow
WIDTHS = (320, 768, 1280)
PERIOD = f"{COMPLIANCE}?period=2026-27-Q1"
Open = Callable[..., Screens]


def _assert_accessible(screens: Screens) -> None:
    assert screens.faults_of_accessibility() == []
    assert not screens.widens_the_page()


def test_axe_finds_a_picture_without_words(demo: RunningHub, open_screens: Open) -> None:
    screens = open_screens(demo)
    screens.open("/sign-in")
    screens.page.evaluate("document.querySelector('main').append(document.createElement('img'))")
    assert [fault.partition(":")[0] for fault in screens.faults_of_accessibility()] == ["image-alt"]


@pytest.mark.parametrize("width", WIDTHS)
def test_signing_in(demo: RunningHub, open_screens: Open, width: int) -> None:
    screens = open_screens(demo, width=width)
    screens.open("/sign-in")
    _assert_accessible(screens)
    screens.expect_status(422)
    screens.page.get_by_role("button", name="Sign in").click()
    screens.page.wait_for_selector(".govuk-error-summary")
    _assert_accessible(screens)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("user", ["sponsor", "board", "forum", "organisation", "tier"])
def test_the_start(demo: RunningHub, open_screens: Open, user: str, width: int) -> None:
    screens = open_screens(demo, width=width)
    screens.sign_in(user, "/")
    _assert_accessible(screens)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("dash", [True, False], ids=["second-life", "first-life"])
def test_compliance_in_both_its_lives(demo: RunningHub, open_screens: Open, dash: bool, width: int) -> None:
    screens = open_screens(demo, dash=dash, width=width)
    screens.sign_in("sponsor", PERIOD)
    if dash:
        screens.wait_for_second_life()
    else:
        screens.page.wait_for_selector("main img")
    _assert_accessible(screens)


@pytest.mark.parametrize("width", WIDTHS)
def test_a_return(demo: RunningHub, open_screens: Open, width: int) -> None:
    screens = open_screens(demo, width=width)
    screens.sign_in("sponsor", f"{COMPLIANCE}?period=2025-26-Q4")
    screens.page.get_by_role("link", name="Read version 2, corrected").first.click()
    screens.page.wait_for_url("**/returns/*")
    _assert_accessible(screens)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize(("user", "address", "status"), [("sponsor", "/nowhere", 404), ("forum", COMPLIANCE, 403)])
def test_a_page_that_cannot_be_shown(
    demo: RunningHub, open_screens: Open, user: str, address: str, status: int, width: int
) -> None:
    screens = open_screens(demo, width=width)
    screens.expect_status(status)
    screens.sign_in(user)
    assert screens.open(address).status == status
    _assert_accessible(screens)


@pytest.mark.parametrize("width", WIDTHS)
def test_signing_out(demo: RunningHub, open_screens: Open, width: int) -> None:
    screens = open_screens(demo, width=width)
    screens.sign_in("sponsor")
    screens.open("/sign-out")
    _assert_accessible(screens)
