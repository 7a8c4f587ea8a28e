"""Every screen at three widths: axe finds nothing, nothing widens the page, and the browser reports no fault."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect
from running_hub import RunningHub
from screens import COMPARISON, COMPLIANCE, Screens

pytestmark = pytest.mark.slow
WIDTHS = (320, 768, 1280)
A4_UPRIGHT, A4_ACROSS = 718, 1047  # what a sheet with margins of 10 mm has in CSS pixels
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
    screens.come_back(user, "/")
    _assert_accessible(screens)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("dash", [True, False], ids=["second-life", "first-life"])
def test_compliance_in_both_its_lives(demo: RunningHub, open_screens: Open, dash: bool, width: int) -> None:
    screens = open_screens(demo, dash=dash, width=width)
    screens.come_back("sponsor", f"{PERIOD}&explore=yes")
    if dash:
        screens.wait_for_second_life()
    else:
        screens.page.wait_for_selector("main img")
    _assert_accessible(screens)
    assert screens.cut_off() == []


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("user", ["sponsor", "board", "forum"])
@pytest.mark.parametrize("choices", ["", "?measure=received&organisation=crossings-inspectorate", "?explore=yes"])
def test_comparison(demo: RunningHub, open_screens: Open, user: str, choices: str, width: int) -> None:
    screens = open_screens(demo, width=width)
    screens.come_back(user, f"{COMPARISON}{choices}")
    if "explore" in choices:
        screens.wait_for_second_life()
    screens.page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
    _assert_accessible(screens)


@pytest.mark.parametrize("width", WIDTHS)
def test_on_every_screen_the_table_of_a_period_is_a_table_to_those_who_hear_it(
    demo: RunningHub, open_screens: Open, width: int
) -> None:
    screens = open_screens(demo, width=width, javascript=False)
    screens.come_back("sponsor", PERIOD)
    table = screens.page.get_by_role("table", name="Returns and minimum data, April to June 2026")
    expect(table.get_by_role("columnheader")).to_have_count(12)
    expect(table.get_by_role("rowheader")).to_have_count(11)
    row = table.get_by_role("row").filter(has=screens.page.get_by_role("rowheader", name="Causeway Tolls Office"))
    expect(row.get_by_role("cell")).to_have_count(11)
    expect(row.get_by_role("cell").nth(6)).to_contain_text("Not reported")


@pytest.mark.parametrize("width", [A4_UPRIGHT, A4_ACROSS])
def test_on_paper_no_column_is_lost(demo: RunningHub, open_screens: Open, width: int) -> None:
    screens = open_screens(demo, width=width, javascript=False)
    screens.come_back("sponsor", PERIOD)
    screens.page.emulate_media(media="print")
    assert screens.cut_off() == []
    assert not screens.widens_the_page()
    cells = screens.page.locator("tbody tr").filter(has_text="Causeway Tolls Office").locator("th:visible, td:visible")
    expect(cells).to_have_count(12)


@pytest.mark.parametrize("width", WIDTHS)
def test_a_return(demo: RunningHub, open_screens: Open, width: int) -> None:
    screens = open_screens(demo, width=width)
    screens.come_back("sponsor", f"{COMPLIANCE}?period=2025-26-Q4")
    screens.page.get_by_role("link", name="Read version 2, corrected").first.click()
    screens.page.wait_for_url("**/returns/*")
    _assert_accessible(screens)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("user", ["sponsor", "operator"])
@pytest.mark.parametrize(
    "address",
    [
        "/organisations/vessel-licensing",
        "/organisations/tide-tables-panel",
        "/organisations/ferry-fares/versions/2025-26-Q4?a=1&b=2",
        "/oversight/standards",
    ],
)
def test_one_organisation_its_versions_and_the_four_steps(
    demo: RunningHub, open_screens: Open, user: str, address: str, width: int
) -> None:
    screens = open_screens(demo, width=width)
    screens.come_back(user, address)
    screens.page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
    _assert_accessible(screens)
    assert screens.cut_off() == []


@pytest.mark.parametrize("width", WIDTHS)
def test_an_organisation_with_what_is_wrong_in_a_form(demo: RunningHub, open_screens: Open, width: int) -> None:
    screens = open_screens(demo, width=width)
    screens.expect_status(422)
    screens.come_back("sponsor", "/organisations/tide-tables-panel")
    screens.page.get_by_text("Record one of the four steps").click()
    with screens.page.expect_navigation(wait_until="load"):
        screens.page.get_by_role("button", name="Record this step").click()
    expect(screens.page.get_by_role("alert")).to_contain_text("Nothing was changed")
    expect(screens.page.locator("#record_step-evidence")).to_be_visible()
    _assert_accessible(screens)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize(
    ("user", "name"), [("sponsor", "Causeway Tolls Office"), ("organisation", "April to June 2026")]
)
def test_a_return_with_all_its_forms_and_with_what_is_wrong_in_one(
    demo: RunningHub, open_screens: Open, user: str, name: str, width: int
) -> None:
    screens = open_screens(demo, width=width)
    screens.expect_status(422)
    screens.come_back(user, PERIOD if user == "sponsor" else "/")
    with screens.page.expect_navigation(url="**/returns/*", wait_until="load"):
        row = screens.page.locator("tbody tr").filter(has_text=name)
        row.locator("a[href^='/returns/']").click()
    screens.page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
    _assert_accessible(screens)
    with screens.page.expect_navigation(wait_until="load"):
        screens.page.get_by_role(
            "button", name="Ask this question" if user == "sponsor" else "Withdraw this return"
        ).click()
    expect(screens.page.get_by_role("alert")).to_contain_text("Nothing was changed")
    _assert_accessible(screens)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize(("user", "address", "status"), [("sponsor", "/nowhere", 404), ("forum", COMPLIANCE, 404)])
def test_a_page_that_cannot_be_shown(
    demo: RunningHub, open_screens: Open, user: str, address: str, status: int, width: int
) -> None:
    screens = open_screens(demo, width=width)
    screens.expect_status(status)
    screens.come_back(user, "/")
    assert screens.open(address).status == status
    _assert_accessible(screens)


@pytest.mark.parametrize("width", WIDTHS)
def test_signing_out(demo: RunningHub, open_screens: Open, width: int) -> None:
    screens = open_screens(demo, width=width)
    screens.sign_in("sponsor")
    screens.open("/sign-out")
    _assert_accessible(screens)
