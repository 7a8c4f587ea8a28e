"""The way of whoever chairs the forum: from signing in to an agenda as PDF, and a member's wish on it."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader
from running_hub import RunningHub
from screens import Screens

pytestmark = pytest.mark.slow
Open = Callable[..., Screens]
WHY = "The directors have it already."


def test_a_chair_goes_from_the_start_to_an_agenda_in_pdf_without_javascript(
    demo_of_its_own: RunningHub, open_screens: Open
) -> None:
    member = open_screens(demo_of_its_own, javascript=False)
    member.sign_in("organisation", "/")
    member.page.get_by_role("link", name="12 November 2026").click()
    member.page.locator("summary").filter(has_text="Ask for an item").click()
    asked = member.page.locator("form").filter(has_text="Ask for this item")
    asked.get_by_label("What to talk about").fill("Signs that wash away")
    asked.get_by_label("Why, and what you hope for").fill("Every spring tide takes some. Who has better ones?")
    asked.get_by_role("button").click()
    expect(member.page.locator("main")).to_contain_text("Signs that wash away")
    assert "Ferry Fares" not in member.page.locator("main").inner_text()

    screens = open_screens(demo_of_its_own, javascript=False)
    page = screens.page
    screens.sign_in("forum", "/")
    page.get_by_role("link", name="12 November 2026").click()
    expect(page.locator("h1")).to_have_text("Forum, 12 November 2026")
    expect(page.locator("main")).to_contain_text("Getting into an online account")
    page.get_by_role("button", name="Propose the agenda again").click()
    expect(page.locator("main")).to_contain_text("Signs that wash away")
    page.get_by_role("link", name="Change, move or remove the item What to escalate").click()
    page.locator("summary").filter(has_text="Remove: What to escalate").click()
    form = page.locator("form").filter(has_text="Remove this item").last
    form.get_by_label("Why it is removed").fill(WHY)
    form.get_by_role("button").click()
    expect(page.locator("main")).to_contain_text(WHY)
    with page.expect_download() as download:
        page.get_by_role("link", name="Agenda as PDF").click()
    pages = PdfReader(io.BytesIO(Path(download.value.path()).read_bytes())).pages
    words = " ".join(" ".join(each.extract_text() for each in pages).split())
    assert "Getting into an online account" in words
    assert "Signs that wash away" in words
    assert "Why it is here:" in words
    assert WHY not in words
    with page.expect_download() as download:
        page.get_by_role("link", name="Calendar file").click()
    assert "BEGIN:VEVENT" in Path(download.value.path()).read_text("utf-8")


def test_a_meeting_online_leads_to_its_link_and_fits_a_small_screen(
    demo_of_its_own: RunningHub, open_screens: Open
) -> None:
    link = f"https://teams.example/l/meetup-join/19%3ameeting_{'MjNkMDdmMGQt' * 20}%40thread.v2/0"
    screens = open_screens(demo_of_its_own, width=320)
    page = screens.page
    screens.sign_in("forum", "/forum")
    page.locator("summary").filter(has_text="Arrange a meeting").click()
    form = page.locator("form").filter(has_text="Arrange this meeting")
    form.get_by_label("Level").select_option("operational")
    form.get_by_label("Day", exact=True).fill("2026-10-30")
    form.get_by_label("Begins at").fill("10:00")
    form.get_by_label("Place, or link").fill(f"Online: {link}")
    form.get_by_role("button").click()
    expect(page.locator("main")).to_contain_text("The meeting is arranged.")
    for address in (page.url, "/forum", "/"):
        screens.open(address)
        assert page.locator("main a[href^='https://']").first.get_attribute("href") == link
        assert (address, screens.faults_of_accessibility()) == (address, [])
        assert (address, screens.widens_the_page()) == (address, False)
