"""What a reader waits for and loads, in a real browser: the charts of a page at once, and Dash when exploring.

The browser is that of the tests. Beside the page, on the same server, stand one with the same charts and nothing else,
and one with the same charts in the frame of every page: its styles, header and footer. Each is come to from the start.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from hub.auth.permissions import Role
from hub.bench import page_server
from hub.bench.pages_hub import PagesHub
from hub.bench.servers import environment_of, served
from hub.dashboards.pages.compliance import ADDRESS
from hub.errors import SettingWrong

START = "/"
EXPLORED = f"{ADDRESS}?explore=yes"
OPTIONS = ("--disable-gpu", "--disable-background-networking", "--disable-quic")
CHARTS = re.compile('<figure class="hub-chart">.*?</figure>', re.S)
MAIN = re.compile("(<main[^>]*>).*(</main>)", re.S)
VISIBLE = """() => new Promise(told => {
  const painted = () => requestAnimationFrame(() => requestAnimationFrame(() => told(performance.now())));
  const look = () => {
    const all = [...document.querySelectorAll("picture img")];
    if (document.readyState === "loading" || !all.length) requestAnimationFrame(look);
    else Promise.all(all.map(one => one.decode())).then(painted);
  };
  look();
})"""
TO_EXPLORE = "() => document.querySelector('.js-plotly-plot .main-svg') && performance.now()"


@dataclass(slots=True)
class Seen:
    """What was seen in each round. Units: milliseconds since the reader asked; bytes as they were sent."""

    page: list[float] = field(default_factory=list)
    framed: list[float] = field(default_factory=list)
    alone: list[float] = field(default_factory=list)
    explored: list[float] = field(default_factory=list)
    first: list[int] = field(default_factory=list)
    afterwards: list[int] = field(default_factory=list)


def seen(hub: PagesHub, folder: Path, rounds: int) -> Seen:
    """Rounds with a browser that knows nothing yet. Raises: SettingWrong without one; Unavailable."""
    for address, text in _floors(hub).items():
        (folder / page_server.FLOORS[address]).write_text(text, "utf-8")
    told = Seen()
    with (
        served([page_server.__name__], hub.config.port, folder / "pages.log", environment_of(hub.config)),
        _browser() as browser,
    ):
        for _ in range(rounds + 1):
            _round(browser, hub, told)
    for times in (told.page, told.framed, told.alone, told.explored, told.first, told.afterwards):
        del times[0]  # the first made the picture
    return told


def _floors(hub: PagesHub) -> dict[str, str]:
    """The pages beside the page, by address."""
    page = hub.page(Role.SPONSOR, ADDRESS).decode()
    charts = "".join(CHARTS.findall(page))
    alone = f'<!DOCTYPE html>\n<html lang="en"><head><title>Charts</title></head><body>{charts}</body></html>\n'
    return {page_server.ALONE: alone, page_server.FRAMED: MAIN.sub(lambda main: main[1] + charts + main[2], page)}


def _round(browser: Any, hub: PagesHub, told: Seen) -> None:
    context = browser.new_context(base_url=hub.config.address, viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto("/sign-in")
    page.get_by_label("Sign-in name").fill(Role.SPONSOR.value)
    page.get_by_label("Password", exact=True).fill(hub.password)
    with page.expect_navigation(wait_until="load"):
        page.get_by_role("button", name="Sign in").click()
    for times, address in (
        (told.page, ADDRESS),
        (told.framed, page_server.FRAMED),
        (told.alone, page_server.ALONE),
    ):
        page.goto(START, wait_until="load")
        times.append(_until(page, address, VISIBLE))
    for sizes in (told.first, told.afterwards):
        loaded, took = _explored(page)
        sizes.append(loaded)
    told.explored.append(took)
    context.close()


def _until(page: Any, address: str, ready: str) -> float:
    page.goto(address, wait_until="commit")
    return float(page.evaluate(ready))


def _explored(page: Any) -> tuple[int, float]:
    """What was sent for exploring beside what the page itself had already brought, and how long it took."""
    answers: list[Any] = []

    def note(one: Any) -> None:
        answers.append(one)

    page.on("requestfinished", note)
    page.goto(EXPLORED, wait_until="commit")
    took = float(page.wait_for_function(TO_EXPLORE).json_value())
    page.wait_for_load_state("networkidle")
    return sum(each.sizes()["responseBodySize"] for each in [*answers]), took


@contextmanager
def _browser() -> Iterator[Any]:
    try:
        from playwright.sync_api import sync_playwright
    except ModuleNotFoundError:
        raise SettingWrong(
            "A browser is driven by playwright, which is not installed.",
            "Run: pip install playwright, and playwright install chromium; or measure with --no-browser.",
        ) from None
    program = shutil.which("chromium") or shutil.which("google-chrome")
    as_root = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=[*OPTIONS, *as_root])
        try:
            yield browser
        finally:
            browser.close()
