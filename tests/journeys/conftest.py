"""The demonstration in a browser: prepared once for all workers, served by the real server, watched for faults."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright
from running_hub import RunningHub, run_hub
from screens import DEMO, Screens

PREPARED = "prepared"


@pytest.fixture(scope="session")
def prepared_demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A demonstration that is filled and not served; workers that come later wait until it is."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    data, done = shared / "prepared-demo", shared / PREPARED
    with (shared / "preparing-demo").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not done.exists():
            told = run_hub(data, "demo", "--prepare-only")
            assert told.returncode == 0, told.stdout + told.stderr
            done.touch()
    return data


@pytest.fixture(scope="module")
def demo(prepared_demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningHub]:
    """The demonstration, served for the tests of a file that only read."""
    yield from _served(prepared_demo, tmp_path_factory.mktemp("demo"))


@pytest.fixture
def demo_of_its_own(prepared_demo: Path, tmp_path: Path) -> Iterator[RunningHub]:
    """The demonstration, served for one test that sends returns to it."""
    yield from _served(prepared_demo, tmp_path)


def _served(prepared: Path, folder: Path) -> Iterator[RunningHub]:
    data = folder / "demo"
    shutil.copytree(prepared, data)
    hub = RunningHub(data, command=DEMO)
    hub.start()
    yield hub
    hub.stop()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser; each test has a session of its own in it."""
    program = shutil.which("chromium")
    assert program, "the journeys need Debian's chromium"
    with sync_playwright() as playwright:
        options = ["--disable-gpu", "--disable-background-networking", "--disable-quic"]
        as_root = ["--no-sandbox"] if os.geteuid() == 0 else []
        browser = playwright.chromium.launch(executable_path=program, args=[*options, *as_root])
        yield browser
        browser.close()


@pytest.fixture
def open_screens(chromium: Browser) -> Iterator[Callable[..., Screens]]:
    """Opens a hub in a browser of its own; at the end, nothing may have gone wrong in it."""
    opened: list[Screens] = []

    def open_(hub: RunningHub, **options: object) -> Screens:
        screens = Screens(hub, chromium, **options)  # type: ignore[arg-type]
        opened.append(screens)
        return screens

    yield open_
    for screens in opened:
        screens.close()
    assert [fault for screens in opened for fault in screens.faults] == []


@pytest.fixture
def sponsor(demo: RunningHub, open_screens: Callable[..., Screens]) -> Screens:
    """The demonstration as its sponsor sees it, signed in."""
    screens = open_screens(demo)
    screens.sign_in("sponsor")
    return screens
