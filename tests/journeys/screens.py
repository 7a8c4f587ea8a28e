"""A hub in a browser, used as people use it. Every error that the browser notices is kept."""

from __future__ import annotations

import json
import sys
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Response
from running_hub import RunningHub

DEMO = (sys.executable, "-m", "hub", "demo")
COMPLIANCE, COMPARISON = "/oversight/compliance", "/oversight/comparison"
DASH = "**/static/dash-renderer-*.js"  # its programs
STARTED = ".js-plotly-plot .main-svg"  # what Dash has drawn
DRAWN = f"""() => document.querySelector("#page h1")
    && (!document.querySelector("#page .hub-chart") || document.querySelector("{STARTED}"))"""
MOST_TABS = 60
CUT_OFF = """() => [...document.querySelectorAll("main *")]
    .filter(one => one.checkVisibility() && !one.closest("svg, button, .govuk-button, .govuk-visually-hidden, thead"))
    .filter(one => one.scrollWidth > one.clientWidth + 1 && getComputedStyle(one).display !== "inline"
        || one.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
    .map(one => `${one.tagName}.${one.className}: ${one.textContent.slice(0, 40)}`)"""
ANSWERED_BADLY = "Failed to load resource: the server responded with a status of "
POLICY = "document.addEventListener('securitypolicyviolation', e => console.error('policy', e.violatedDirective))"


class Screens:
    """One browser session with one hub."""

    def __init__(
        self,
        hub: RunningHub,
        browser: Browser,
        *,
        javascript: bool = True,
        dash: bool = True,
        width: int = 1280,
        faults_expected: tuple[str, ...] = (),
    ) -> None:
        self.hub, self.faults = hub, list[str]()
        self._expected: tuple[str, ...] = faults_expected if dash else ("ERR_FAILED", "is not defined")
        self._context = browser.new_context(
            base_url=hub.address, java_script_enabled=javascript, viewport={"width": width, "height": 900}
        )
        if javascript:
            self._context.add_init_script(POLICY)
        if not dash:  # its programs never arrive: the page stays in its first life
            self._context.route(DASH, lambda route: route.abort())
        self.page: Page = self._context.new_page()
        self.page.on("console", lambda said: self._note(said.text) if said.type in ("error", "warning") else None)
        self.page.on("pageerror", lambda error: self._note(str(error)))

    def _note(self, fault: str) -> None:
        if not any(expected in fault for expected in self._expected):
            self.faults.append(f"{self.page.url}: {fault}")

    def expect_status(self, status: int) -> None:
        """From now on the browser may complain of answers of this status."""
        self._expected += (f"{ANSWERED_BADLY}{status}",)

    def close(self) -> None:
        self._context.close()

    def password(self, user: str) -> str:
        """As the demonstration's facts give it."""
        facts = json.loads((self.hub.data / "demo.json").read_text("utf-8"))
        return next(person["password"] for person in facts["sign_ins"] if person["user"] == user)

    def open(self, address: str) -> Response:
        """Type an address."""
        answer = self.page.goto(address)
        assert answer is not None
        return answer

    def sign_in(self, user: str, address: str = "/sign-in") -> None:
        """Fill in the form, by way of a page that asks for it."""
        self.open(address)
        self.page.get_by_label("Sign-in name").fill(user)
        self.page.get_by_label("Password", exact=True).fill(self.password(user))
        with self.page.expect_navigation(wait_until="load"):  # a click does not wait for the page that it leads to
            self.page.get_by_role("button", name="Sign in").click()

    def come_back(self, user: str, address: str) -> None:
        """Type an address as somebody who is signed in; who was not yet in any browser signs in by way of it."""
        if user in self.hub.cookies:
            self._context.add_cookies(self.hub.cookies[user])
            self.open(address)
            assert "/sign-in" not in self.page.url, f"{user} is not signed in any more"
        else:
            self.sign_in(user, address)
            self.hub.cookies[user] = self._context.cookies()

    def wait_for_second_life(self) -> None:
        """Until Dash has drawn the page, and its chart where it has one; a narrow screen does not show the chart."""
        self.page.wait_for_function(DRAWN)
        self.page.wait_for_load_state("networkidle")

    def tab_to(self, selector: str) -> None:
        """Press Tab until an element has the focus."""
        for _ in range(MOST_TABS):
            self.page.keyboard.press("Tab")
            if self.page.evaluate("chosen => document.activeElement.matches(chosen)", selector):
                return
        raise AssertionError(f"Tab does not reach {selector}")

    def choose(self, selector: str, value: str) -> None:
        """Press the arrow keys in a list until a value is chosen."""
        self.tab_to(selector)
        self.page.keyboard.press("Home")
        options = self.page.locator(f"{selector} option").count()
        for _ in range(options):
            if self.page.locator(selector).input_value() == value:
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"{value} is not in {selector}")

    def widens_the_page(self) -> bool:
        """Whether the page as a whole scrolls sideways."""
        wide: bool = self.page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
        return wide

    def cut_off(self) -> list[str]:
        """What runs out of its place sideways in the main part of the page: nothing may have to be scrolled for."""
        found: list[str] = self.page.evaluate(CUT_OFF)
        return found

    def faults_of_accessibility(self) -> list[str]:
        """What axe finds, with the places."""
        self.page.wait_for_load_state("load")
        found: list[dict[str, Any]] = Axe().run(self.page).response["violations"]
        return [f"{one['id']}: {one['help']}: {[node['target'] for node in one['nodes'][:4]]}" for one in found]
