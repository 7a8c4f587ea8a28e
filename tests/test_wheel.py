"""The package is whole: installed far from the checkout, with nothing else in reach, it shows the demonstration."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import requests
from permits import ROOT
from running_hub import LONGEST_START, RunningHub, environment

pytestmark = pytest.mark.slow
TOOLS = Path(sys.executable).parent
LONGEST_INSTALL = 400  # seconds, when nothing is in the cache


@dataclass
class Installed:
    """A clean environment with the wheel in it, and the demonstration that runs there."""

    hub: Path
    demonstration: RunningHub
    settings: dict[str, str]


def run(*command: object, **settings: object) -> str:
    """What a command says; one that fails is a failure with its words."""
    words = [str(word) for word in command]
    done = subprocess.run(words, capture_output=True, text=True, timeout=LONGEST_INSTALL, check=False, **settings)  # type: ignore[call-overload]
    assert done.returncode == 0, done.stdout + done.stderr
    return str(done.stdout)


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installed]:
    folder = tmp_path_factory.mktemp("elsewhere")
    settings = environment(folder / "data")
    settings.pop("VIRTUAL_ENV", None)
    run(sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "-w", folder, ROOT)
    (wheel,) = folder.glob("*.whl")
    python = folder / "venv" / "bin" / "python"
    run(TOOLS / "uv", "venv", "--quiet", "--python", sys.executable, folder / "venv")
    install = (TOOLS / "uv", "pip", "install", "--quiet", "--python", python)
    run(*install, "--require-hashes", "-r", ROOT / "requirements" / "run.txt")
    run(*install, "--no-deps", wheel)
    hub = python.with_name("hub")
    demonstration = RunningHub(folder / "data", command=(str(hub), "demo"))
    try:
        demonstration.start()
        yield Installed(hub, demonstration, settings)
    finally:
        demonstration.stop()


def test_nothing_of_the_checkout_is_in_use(installed: Installed) -> None:
    question = "from hub.contract import published as p; print(p.__file__, p.published('fixtures'))"
    python = installed.hub.with_name("python")
    where = run(python, "-c", question, cwd=installed.hub.parent, env=installed.settings)
    assert str(installed.hub.parents[1]) in where
    assert str(ROOT) not in where
    facts = json.loads((installed.demonstration.data / "demo.json").read_bytes())
    assert not Path(facts["example"]).is_relative_to(ROOT)


def test_its_own_command_sends_the_example(installed: Installed) -> None:
    file = installed.demonstration.data / "demo.json"
    example = json.loads(file.read_bytes())["example"]
    command = (installed.hub, "submit", "--json", "--credentials", file, example)
    receipt = json.loads(run(*command, cwd=installed.hub.parent, env=installed.settings))
    assert receipt["status"] in (200, 201)


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("/api/v1/contracts/complaints-return/1.0", "application/schema+json"),
        ("/api/v1/openapi.json", "application/json"),
        ("/sign-in", "text/html"),
    ],
)
def test_contracts_and_pages_are_in_the_package(installed: Installed, address: str, kind: str) -> None:
    answer = requests.get(installed.demonstration.address + address, timeout=30)
    assert (answer.status_code, answer.headers["Content-Type"].partition(";")[0]) == (200, kind)


def test_every_static_file_that_a_page_names_is_served(installed: Installed) -> None:
    page = requests.get(f"{installed.demonstration.address}/sign-in", timeout=30).text
    named = sorted({part.split('"')[0] for part in page.split('"/static/')[1:]})
    assert {name.rpartition(".")[2] for name in named} >= {"css", "js"}
    for name in named:
        answer = requests.get(f"{installed.demonstration.address}/static/{name}", timeout=LONGEST_START)
        assert (answer.status_code, len(answer.content) > 0) == (200, True), name
