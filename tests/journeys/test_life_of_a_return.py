"""What becomes of a return in a browser: a query is answered and stays answered; a lock is seen, and lifted."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from running_hub import RunningHub, run_hub
from screens import Screens

pytestmark = pytest.mark.slow
Open = Callable[..., Screens]
Document = dict[str, Any]
PERIOD = "July to September 2026"
SAID = "Every case was put right on the day, in person; the next return tells of each."


def test_an_organisation_answers_a_query_and_it_stays_answered_until_its_values_change(
    demo_of_its_own: RunningHub, open_screens: Open
) -> None:
    document = _without_actions(demo_of_its_own)
    _send(demo_of_its_own, document)
    screens = open_screens(demo_of_its_own)
    page = screens.page
    screens.sign_in("organisation", "/")
    expect(_row(page)).to_contain_text("1 query waits for an explanation")
    _follow(page, PERIOD)
    query = page.locator(".hub-talk").filter(has_text="the return tells of no action")
    query.get_by_label("Your explanation").fill(SAID)
    _press(page, query.get_by_role("button", name="Explain this query"))
    expect(page.get_by_role("region", name="Done")).to_contain_text("Every query is explained now")
    expect(page.locator("main")).to_contain_text("Accepted, not signed off")
    page.get_by_label("Role at your organisation").fill("Director of Coast and Community")
    _press(page, page.get_by_role("button", name="Sign off this return"))
    expect(page.locator("main")).to_contain_text("It waits for the sponsor team to publish it.")
    _send(demo_of_its_own, {**document, "notes": "One sentence was put right."})
    screens.open("/")
    expect(_row(page)).to_contain_text("Signed off")
    _follow(page, PERIOD)
    expect(page.locator("main")).to_contain_text("with version 1; the values have not changed since")
    document["went_wrong"] = _one_more_gone_wrong(document["went_wrong"])
    _send(demo_of_its_own, document)
    screens.open("/")
    expect(_row(page)).to_contain_text("1 query waits for an explanation")


def test_a_sponsor_publishes_the_organisation_sees_the_lock_and_the_sponsor_lifts_it(
    demo_of_its_own: RunningHub, open_screens: Open
) -> None:
    example = _example(demo_of_its_own)
    _send(demo_of_its_own, example)
    sponsor, organisation = open_screens(demo_of_its_own), open_screens(demo_of_its_own, javascript=False)
    sponsor.sign_in("sponsor", "/")
    _follow(sponsor.page, "Foreshore Commission")
    _press(sponsor.page, sponsor.page.get_by_role("button", name="Publish this return"))
    expect(sponsor.page.get_by_role("region", name="Done")).to_contain_text("published, and locked")
    organisation.sign_in("organisation", "/")
    _follow(organisation.page, PERIOD)
    lock = organisation.page.locator("#lock")
    expect(lock).to_contain_text("The sponsor team accepted it for oversight on 22 October 2026.")
    expect(lock).to_contain_text("The sponsor team, on this page, with a reason.")
    expect(organisation.page.get_by_role("button")).to_have_count(0)
    corrected = {**example, "notes": "A service had been left out."}
    refused = _submit(demo_of_its_own, corrected)
    assert refused.returncode != 0
    assert "This return is locked" in refused.stdout + refused.stderr
    sponsor.page.get_by_label("Why you unlock it").fill("The Commission left a service out.")
    _press(sponsor.page, sponsor.page.get_by_role("button", name="Unlock this return"))
    _press(organisation.page, organisation.page.get_by_role("link", name="Start"))
    _follow(organisation.page, PERIOD)
    expect(organisation.page.locator("main")).to_contain_text("The Commission left a service out.")
    expect(lock).to_have_count(0)
    _send(demo_of_its_own, corrected)
    sponsor.page.reload()
    expect(sponsor.page.locator("main")).to_contain_text("This version has been superseded.")


def _example(hub: RunningHub) -> Document:
    facts = json.loads((hub.data / "demo.json").read_text("utf-8"))
    with open(facts["example"], encoding="utf-8") as file:
        document: Document = json.load(file)
    return document


def _without_actions(hub: RunningHub) -> Document:
    """A return that tells of things that went wrong and of nothing that was done: the hub asks why."""
    document = _example(hub)
    learning = [{name: told for name, told in one.items() if name != "actions"} for one in document["learning"]]
    return {**document, "actions": [], "learning": learning}


def _one_more_gone_wrong(went_wrong: Document) -> Document:
    outcomes = went_wrong["outcomes"]
    moved = {**outcomes, "upheld": outcomes["upheld"] + 1, "not_upheld": outcomes["not_upheld"] - 1}
    return {**went_wrong, "count": went_wrong["count"] + 1, "outcomes": moved}


def _submit(hub: RunningHub, document: Document) -> Any:
    file = hub.data.parent / "sent.json"
    file.write_text(json.dumps(document), "utf-8")
    return run_hub(hub.data, "submit", "--credentials", str(hub.data / "demo.json"), str(file))


def _send(hub: RunningHub, document: Document) -> None:
    told = _submit(hub, document)
    assert told.returncode == 0, told.stdout + told.stderr


def _row(page: Page) -> Any:
    return page.locator("tbody tr").filter(has_text=PERIOD)


def _follow(page: Page, name: str) -> None:
    """Click a link to a return, and wait for its page."""
    with page.expect_navigation(url="**/returns/*", wait_until="load"):
        page.locator("main a[href^='/returns/']").filter(has_text=name).first.click()


def _press(page: Page, element: Any) -> None:
    """Click, and wait for the page that it leads to."""
    with page.expect_navigation(wait_until="load"):
        element.click()
