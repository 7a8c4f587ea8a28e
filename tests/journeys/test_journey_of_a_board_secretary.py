"""The way of whoever prepares the board: from signing in to an issued pack in Word, and what changed since the last."""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect
from running_hub import RunningHub
from screens import Screens

pytestmark = pytest.mark.slow
Open = Callable[..., Screens]
LONGEST = 60_000  # milliseconds for a paper on a machine that is busy


def test_a_board_secretary_issues_a_pack_in_word_without_javascript(
    demo_of_its_own: RunningHub, open_screens: Open
) -> None:
    screens = open_screens(demo_of_its_own, javascript=False)
    page = screens.page
    screens.sign_in("board", "/board")
    page.get_by_role("link", name="Board papers").first.click()
    expect(page.locator("h1")).to_have_text("Board papers")
    expect(page.locator("main")).to_contain_text("Corrected since")

    page.locator("summary").filter(has_text="Issue a paper").click()
    form = page.locator("form").filter(has_text="What is issued stays for good")
    form.get_by_label("Day of the board").fill("2026-11-12")
    form.get_by_role("button", name="Issue the paper").click()
    expect(page.get_by_role("link", name="Open the issued paper")).to_be_visible(timeout=LONGEST)
    page.get_by_role("link", name="Open the issued paper").click()
    expect(page.locator("h1")).to_have_text("Board pack, Complaint handling, July to September 2026")
    with page.expect_download() as download:
        page.get_by_role("link", name="Word").click()
    file = Path(download.value.path())
    assert hashlib.sha256(file.read_bytes()).hexdigest() in page.locator("main").inner_text()
    assert "What the forum gave" in zipfile.ZipFile(file).read("word/document.xml").decode()

    page.goto(f"{demo_of_its_own.address}/papers/1/since")
    expect(page.locator("main")).to_contain_text("1 return changed after the paper was issued.")
    expect(page.locator("main")).to_contain_text("they received at least 13,931 complaints")
