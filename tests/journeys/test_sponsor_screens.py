"""A sponsor's way through the screens: who has not returned, why, what the return says, and the file to take along."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable
from pathlib import Path
from threading import Event

import pytest
from permits import ROOT
from playwright.sync_api import Page, Route, expect
from running_hub import RunningHub, run_hub
from screens import COMPLIANCE, DASH, STARTED, Screens

pytestmark = pytest.mark.slow
Open = Callable[..., Screens]
Q1, Q2 = "2026-27-Q1", "2026-27-Q2"
MISSING, LATE = "pilotage-examinations", "crossings-inspectorate"
GOOD_SHIFT = 0.1  # Web Vitals call a cumulative layout shift good below this
MOVED = """() => new Promise(done => {
    let moved = 0;
    new PerformanceObserver(list => list.getEntries().forEach(entry => { moved += entry.value; }))
        .observe({type: "layout-shift", buffered: true});
    setTimeout(() => done(moved), 300);
})"""


def _rows(page: Page) -> list[list[str]]:
    """The texts of the first table's rows."""
    rows = page.locator("table").first.locator("tbody tr").all()
    return [[cell.inner_text() for cell in row.locator("th, td").all()] for row in rows]


def _without_chart(page: Page) -> str:
    """What the page says apart from the drawing."""
    texts = page.eval_on_selector_all(
        "main :is(h1, h2, p:not([role=status]), dt, dd, th, td, li, figcaption, option, label)",
        "all => all.map(one => one.textContent)",
    )
    return "\n".join(texts)


def test_a_sponsor_finds_what_is_missing_with_the_keyboard_alone(demo: RunningHub, open_screens: Open) -> None:
    screens = open_screens(demo)
    page, keys = screens.page, screens.page.keyboard
    screens.open("/")
    screens.tab_to("#name")
    keys.type("sponsor")
    screens.tab_to("#password")
    keys.type(screens.password("sponsor"))
    keys.press("Enter")
    expect(page.locator("h1")).to_have_text("Oversight hub")
    screens.tab_to(f"main a[href^='{COMPLIANCE}']")
    keys.press("Enter")
    expect(page.locator("h1")).to_contain_text("Compliance, ")
    screens.choose("#period", Q1)
    screens.choose("#organisation", MISSING)
    screens.tab_to(".hub-filters button")
    keys.press("Enter")
    expect(page).to_have_url(re.compile(f"period={Q1}&organisation={MISSING}$"))
    expect(page.locator("tbody tr").first).to_contain_text("Missing")
    expect(page.locator("tbody tr").first).to_contain_text("Was due 28 July 2026, 86 days ago; nothing received.")


def test_a_sponsor_reads_a_late_return_and_takes_the_table_along_with_the_keyboard_alone(sponsor: Screens) -> None:
    page, keys = sponsor.page, sponsor.page.keyboard
    sponsor.open(f"{COMPLIANCE}?period={Q1}&organisation={LATE}")
    expect(page.locator("tbody tr").first).to_contain_text("Received 13 August 2026, 16 days after it was due.")
    sponsor.tab_to("a[href^='/returns/']")
    keys.press("Enter")
    expect(page.locator("h1")).to_have_text("Return for April to June 2026")
    expect(page.locator("main")).to_contain_text("Received13 August 2026 at 4:47pm, version 1")
    sponsor.tab_to(".govuk-back-link")
    keys.press("Enter")
    expect(page.locator("h1")).to_contain_text("Compliance, ")
    sponsor.tab_to("a[href*='.csv']")
    with page.expect_download() as download:
        keys.press("Enter")
    _assert_file_equals_table(Path(download.value.path()), page)


def _assert_file_equals_table(file: Path, page: Page) -> None:
    with file.open(encoding="utf-8", newline="") as opened:
        lines = list(csv.DictReader(opened))
    assert [(line["organisation"], line["return_state"]) for line in lines] == [
        (row[0].splitlines()[0], row[1].splitlines()[0]) for row in _rows(page)
    ]


def test_the_same_way_without_javascript(demo: RunningHub, open_screens: Open) -> None:
    screens = open_screens(demo, javascript=False)
    page = screens.page
    screens.sign_in("sponsor", "/")
    page.get_by_role("link", name="Compliance", exact=True).click()
    page.get_by_label("Period", exact=True).select_option(Q1)
    page.get_by_label("Organisation", exact=True).select_option(MISSING)
    page.get_by_role("button", name="Show").click()
    expect(page.locator("tbody tr").first).to_contain_text("Was due 28 July 2026, 86 days ago; nothing received.")
    expect(page.get_by_role("img", name=re.compile("came late"))).to_be_visible()
    page.get_by_label("Organisation", exact=True).select_option(LATE)
    page.get_by_role("button", name="Show").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="Download this table (CSV)").click()
    assert LATE in Path(download.value.path()).read_text("utf-8")
    page.get_by_role("link", name="Read the return").click()
    expect(page.locator("h1")).to_have_text("Return for April to June 2026")
    page.get_by_role("link", name="Sign out").click()
    page.get_by_role("button", name="Sign out").click()
    expect(page.locator("h1")).to_have_text("Sign in")


def test_the_page_can_be_read_and_used_before_dash_has_started(sponsor: Screens) -> None:
    page, may_come = sponsor.page, Event()
    page.route(DASH, lambda route: route.continue_() if may_come.is_set() else held.append(route))
    held: list[Route] = []
    answer = page.goto(f"{COMPLIANCE}?period={Q1}&explore=yes", wait_until="commit")
    assert answer is not None
    expect(page.locator("table").first).to_contain_text("Pilotage Examinations Council")
    expect(page.locator("main img").first).to_be_visible()
    assert page.locator(STARTED).count() == 0
    assert "Pilotage Examinations Council" in answer.text()
    before = _without_chart(page)
    sponsor.choose("#organisation", MISSING)
    may_come.set()
    for route in held:
        route.continue_()
    sponsor.wait_for_second_life()
    assert page.locator("main img:visible").count() == 0
    assert _without_chart(page) == before
    expect(page.locator("#organisation")).to_be_focused()
    expect(page.locator("#organisation")).to_have_value(MISSING)


def test_the_page_stays_in_sight_while_dash_takes_over(sponsor: Screens) -> None:
    sponsor.open(f"{COMPLIANCE}?period={Q1}&explore=yes")
    sponsor.wait_for_second_life()
    assert sponsor.page.evaluate(MOVED) < GOOD_SHIFT


def test_a_page_opened_signed_out_is_shown_after_signing_in(demo: RunningHub, open_screens: Open) -> None:
    screens = open_screens(demo)
    address = f"{COMPLIANCE}?period={Q1}&organisation={LATE}"
    screens.sign_in("sponsor", address)
    expect(screens.page).to_have_url(f"{demo.address}{address}")
    assert [row[0] for row in _rows(screens.page)] == ["Crossings Inspectorate"]


def test_signing_out_ends_it(sponsor: Screens) -> None:
    page = sponsor.page
    page.get_by_role("link", name="Sign out").click()
    page.get_by_role("button", name="Sign out").click()
    expect(page.locator("h1")).to_have_text("Sign in")
    sponsor.open(f"{COMPLIANCE}?period={Q1}")
    expect(page.locator("h1")).to_have_text("Sign in")
    page.go_back()
    assert "Pilotage" not in page.content()


def test_a_wrong_password_is_said_beside_the_field(demo: RunningHub, open_screens: Open) -> None:
    screens = open_screens(demo)
    screens.expect_status(422)
    screens.open("/sign-in")
    screens.page.get_by_label("Sign-in name").fill("sponsor")
    screens.page.get_by_label("Password", exact=True).fill("not the password")
    screens.page.get_by_role("button", name="Sign in").click()
    expect(screens.page.get_by_role("alert")).to_contain_text("The sign-in name or the password is not right")


def test_a_return_that_is_sent_changes_the_page(demo_of_its_own: RunningHub, open_screens: Open) -> None:
    hub, screens = demo_of_its_own, open_screens(demo_of_its_own)
    page, own_row = screens.page, f"{COMPLIANCE}?period={Q2}&organisation=foreshore-commission"
    screens.sign_in("sponsor", own_row)
    expect(page.locator("tbody tr").first).to_contain_text("Not yet due")
    facts = hub.data / "demo.json"
    told = run_hub(hub.data, "submit", "--credentials", str(facts), json.loads(facts.read_text("utf-8"))["example"])
    assert told.returncode == 0, told.stdout + told.stderr
    page.reload()
    expect(page.locator("tbody tr").first).to_contain_text("Received on time")
    expect(page.locator("tbody tr").first).to_contain_text("Received 22 October 2026; due 28 October 2026.")
    screens.open(f"{COMPLIANCE}?period={Q2}")
    expect(page.locator("main")).to_contain_text("11 of 11 returns have been received, 11 of 11 on time.")
    screens.open(own_row)
    page.get_by_role("link", name="Read the return").click()
    expect(page.locator("main")).to_contain_text("Complaints received330")


def test_published_figures_show_when_they_are_sent(demo_of_its_own: RunningHub, open_screens: Open) -> None:
    hub, screens = demo_of_its_own, open_screens(demo_of_its_own)
    files = sorted(str(file) for file in ROOT.glob("fixtures/published/returns/*/*.json"))
    told = run_hub(hub.data, "submit", "--credentials", str(hub.data / "demo.json"), *files)
    assert told.returncode == 0, told.stdout + told.stderr
    page = screens.page
    screens.sign_in("sponsor-published", f"{COMPLIANCE}?period=2024-25")
    expect(page.locator("h1")).to_have_text("Compliance, 2024 to 2025")
    trust = page.locator("tbody tr").first
    expect(trust).to_contain_text("Dorset Healthcare University NHS Foundation Trust")
    expect(trust).to_contain_text("403 received.")
    expect(trust).to_contain_text("159 of 354 closed complaints.")
    screens.open(f"{COMPLIANCE}?period=2021-22-Q3")
    pensions = page.locator("tbody tr").first
    expect(pensions).to_contain_text("Department for Work and Pensions")
    expect(pensions).to_contain_text("3,985 received.")
    expect(pensions).to_contain_text("the body says it is not available")
