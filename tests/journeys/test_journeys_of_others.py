"""The ways of a forum member, a board lead and an organisation: from signing in to the thing that they came for."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from odf.opendocument import load
from odf.table import TableRow
from odf.teletype import extractText
from playwright.sync_api import expect
from pypdf import PdfReader
from running_hub import RunningHub
from screens import Screens

pytestmark = pytest.mark.slow
Open = Callable[..., Screens]
WIDTHS = (320, 768, 1280)
OF_ALL = ("/", "/learning", "/learning?words=letter", "/learning?words=nothingofthesort")
THEMES = ("/oversight/themes", "/oversight/themes?period=2025-26-Q1", "/oversight/themes/subject:online-service")
FORUM = ("/forum", "/forum/1", "/forum/2", "/forum/2?item=1")  # held, and to come, with the forms of an item
PAPERS = ("/board/papers", "/papers/1", "/papers/1/since")
TIERS = ("/tier", "/tier/vessel-licensing", "/tier/vessel-licensing/brief.html")
OVERSEEN = (
    "/oversight/compliance", "/oversight/standards", "/board", "/board?period=2023-24-Q3", "/ledger",
    "/organisations/vessel-licensing", "/organisations/causeway-tolls", *FORUM,
)  # fmt: skip
PAGES = {
    "sponsor": (*OF_ALL, *THEMES, *OVERSEEN, *TIERS, "/oversight/comparison?measure=received-by-exposure"),
    "forum": (*OF_ALL, *THEMES, *FORUM, "/oversight/comparison?measure=closer-look-days"),
    "board": (*OF_ALL, *THEMES, *TIERS, *PAPERS, "/board", "/oversight/comparison?measure=ombudsman-upheld"),
    "organisation": (*OF_ALL, *FORUM, "/use", "/use?period=2026-27-Q2", "/organisations/foreshore-commission"),
    "tier": (*OF_ALL, *THEMES, *TIERS),
}
OPEN_ALL = "document.querySelectorAll('details').forEach(one => { one.open = true; })"


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("user", PAGES)
def test_axe_finds_nothing_on_any_page_of_anybody_with_all_of_it_open(
    demo: RunningHub, open_screens: Open, user: str, width: int
) -> None:
    screens = open_screens(demo, width=width)
    screens.come_back(user, "/")
    for address in PAGES[user]:
        answer = screens.open(address)
        assert answer.status == 200, address
        screens.page.evaluate(OPEN_ALL)
        assert (address, screens.faults_of_accessibility()) == (address, [])
        assert (address, screens.widens_the_page()) == (address, False)


def test_a_forum_member_finds_a_theme_and_its_remedy_by_keyboard_and_dismisses_it_with_a_reason(
    demo_of_its_own: RunningHub, open_screens: Open
) -> None:
    screens = open_screens(demo_of_its_own)
    page, keys = screens.page, screens.page.keyboard
    screens.sign_in("forum", "/")
    expect(page.locator("main")).to_contain_text("It is on the agenda of 12 November 2026.")
    screens.tab_to("nav a[href^='/oversight/themes']")
    keys.press("Enter")
    expect(page.locator("h1")).to_contain_text("Themes, ")
    screens.tab_to("main a[href*='subject:online-service']")
    keys.press("Enter")
    expect(page.locator("h1")).to_have_text("Getting into an online account")
    expect(page.locator("main")).to_contain_text("Islander Travel Grants Fund")
    expect(page.locator("main")).to_contain_text("Improved beyond chance.")
    page.locator("summary").filter(has_text="Dismiss this theme").click()
    form = page.locator("form").filter(has_text="Dismiss")
    screens.expect_status(422)
    form.get_by_role("button").click()
    expect(page.get_by_role("alert")).to_contain_text("Nothing was changed")
    form = page.locator("form").filter(has_text="Dismiss")
    form.locator("textarea").fill("Every body has its own answer to it by now.")
    with page.expect_navigation(wait_until="load"):
        form.get_by_role("button").click()
    screens.open("/oversight/themes")
    expect(page.locator("main")).to_contain_text("2 dismissed.")
    expect(page.locator("main")).to_contain_text("Every body has its own answer to it by now.")


def test_a_board_lead_goes_from_what_to_ask_to_the_evidence_and_takes_it_along(
    demo: RunningHub, open_screens: Open
) -> None:
    screens = open_screens(demo, javascript=False)
    page = screens.page
    screens.sign_in("board", "/")
    page.get_by_role("link", name="that figures raise for the board").click()
    expect(page.locator("h1")).to_have_text("Board, July to September 2026")
    asked = page.locator(".govuk-summary-list__row").filter(has_text="Crossings Inspectorate").last
    asked.get_by_role("link", name="Something went wrong: what makes it differ from other organisations?").click()
    expect(page.locator("h1")).to_have_text("Comparison: Something went wrong, July to September 2026")
    expect(page.get_by_role("img", name="beyond the 99.8% limits")).to_be_visible()
    page.get_by_text("Show the table: something went wrong, July to September 2026").click()
    expect(page.get_by_role("row").filter(has_text="Crossings Inspectorate").first).to_contain_text("237")
    with page.expect_download() as download:
        page.get_by_role("link", name="Download as ODS of something went wrong, July").click()
    rows = load(str(Path(download.value.path()))).spreadsheet.getElementsByType(TableRow)
    assert any("Crossings Inspectorate" in extractText(row) for row in rows)
    assert not any(" 1 of 4" in extractText(row) for row in rows)


def test_a_non_executive_lead_has_the_brief_for_the_next_meeting_as_pdf_and_records_what_was_heard(
    demo_of_its_own: RunningHub, open_screens: Open
) -> None:
    screens = open_screens(demo_of_its_own, javascript=False)
    page = screens.page
    screens.sign_in("board", "/")
    page.get_by_role("link", name="about Vessel and Skipper Licensing Agency on 5 November 2026").click()
    expect(page.locator("h1")).to_have_text("Vessel and Skipper Licensing Agency and its independent tier")
    expect(page.locator("main")).to_contain_text("263 of 589 (44.7%)")
    expect(page.locator("main")).to_contain_text("33 of 42 (78.6%)")
    expect(page.locator("main")).to_contain_text("further apart than chance explains")
    with page.expect_download() as download:
        page.get_by_role("link", name="PDF form of the brief").click()
    assert download.value.suggested_filename == "independent-tier-brief-vessel-licensing-2026-11-05.pdf"
    told = "".join(each.extract_text() for each in PdfReader(str(download.value.path())).pages)
    assert "Why do the organisation and the tier come to different findings?" in " ".join(told.split())
    page.locator("summary").filter(has_text="Record that this is done").click()
    form = page.locator("form").filter(has_text="Record that this is done")
    form.get_by_label("What was done").fill("Twenty decisions were compared; four would have been upheld.")
    form.get_by_role("button").click()
    expect(page.locator(".govuk-notification-banner")).to_contain_text("The follow-up is recorded as done.")
    expect(page.locator("main")).to_contain_text("four would have been upheld")


def test_an_organisation_reads_what_became_of_its_return(demo: RunningHub, open_screens: Open) -> None:
    screens = open_screens(demo, javascript=False)
    page = screens.page
    screens.sign_in("organisation", "/")
    page.get_by_role("link", name="See what became of your return").click()
    expect(page.locator("h1")).to_contain_text("What became of it: ")
    expect(page.locator("main")).to_contain_text("Where it stands")
    expect(page.locator("main")).to_contain_text("organisations compared.")
    assert "Crossings Inspectorate" not in page.content()


def test_somebody_who_looks_for_learning_finds_it_by_its_words(demo: RunningHub, open_screens: Open) -> None:
    screens = open_screens(demo, javascript=False)
    page = screens.page
    screens.sign_in("organisation", "/learning")
    page.get_by_label("Words to search for").fill("letters")
    page.get_by_role("button", name="Search").click()
    expect(page.locator("mark").first).to_contain_text("letter")
    page.get_by_label("Words to search for").fill('" OR 1=1 --')
    page.get_by_role("button", name="Search").click()
    expect(page.locator("h1")).to_have_text("Learning library")
