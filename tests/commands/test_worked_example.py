"""The worked example of `contracts/README.md`, run as it stands there: with curl, and with Python."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from hub_under_test import HubUnderTest, begun
from permits import LANTERN, ROOT
from served import served

Hub = Callable[..., Result]
README = (ROOT / "contracts" / "README.md").read_text(encoding="utf-8")
(THE_RETURN, *_) = re.findall(r"```json\n(.*?)```", README, re.DOTALL)


def shown(heading: str, language: str) -> list[str]:
    """The programs under a heading."""
    section = README.split(f"\n## {heading}\n")[1].split("\n## ")[0]
    return re.findall(rf"```{language}\n(.*?)```", section, re.DOTALL)


(WITH_CURL,) = shown("A worked example", "sh")
IN_THREE_LINES, WITH_PYTHON = shown("A worked example", "python")
(WITH_ANOTHER_LIBRARY,) = shown("The receipt", "python")
COMMAND = re.findall(r"^hub (receipt verify .*)$", "".join(shown("The receipt", "sh")), re.MULTILINE)[0]


@pytest.fixture
def other_end(tmp_path: Path) -> Iterator[HubUnderTest]:
    with begun(tmp_path / "other-end") as hub:
        yield hub


@pytest.fixture
def example(other_end: HubUnderTest, tmp_path: Path) -> Iterator[Callable[[list[str]], str]]:
    """Run a program of the page beside `return.json`, told where the hub is and who asks."""
    document = re.sub(r'"investigators": {.*}', '"investigators": "not_collected"', THE_RETURN)
    assert document != THE_RETURN
    (tmp_path / "return.json").write_text(document, encoding="utf-8")
    mine = other_end.credentials[LANTERN]
    with served(other_end.app) as address:
        told = {"ADDRESS": address, "CLIENT_ID": mine.client_id, "CLIENT_SECRET": mine.client_secret}

        def run(command: list[str]) -> str:
            done = subprocess.run(
                command, cwd=tmp_path, env={**os.environ, **told}, capture_output=True, text=True, check=False
            )
            assert done.returncode == 0, done.stdout + done.stderr
            return done.stdout

        yield run


def assert_told(other_end: HubUnderTest, hub: Hub) -> None:
    """What both have brought about: a return that is explained and signed off, and a receipt that is verified."""
    receipt: dict[str, Any] = json.loads(Path("receipt.json").read_bytes())
    (kept,) = other_end.listed()
    assert {name: kept[name] for name in receipt} == receipt
    standing = json.loads(Path("standing.json").read_bytes())
    assert (standing["state"], standing["open_queries"]) == ("signed_off", [])
    assert "valid" in hub(*COMMAND.split()).output


def test_with_curl(other_end: HubUnderTest, hub: Hub, example: Callable[[list[str]], str]) -> None:
    assert '"accepted":true' in example(["sh", "-c", WITH_CURL])
    assert_told(other_end, hub)


def test_with_python(other_end: HubUnderTest, hub: Hub, example: Callable[[list[str]], str]) -> None:
    assert "Q11" in example([sys.executable, "-c", WITH_PYTHON])
    assert_told(other_end, hub)
    example([sys.executable, "-c", WITH_ANOTHER_LIBRARY])


def test_in_three_lines(other_end: HubUnderTest, example: Callable[[list[str]], str]) -> None:
    mine = "import os\nclient_id, client_secret = os.environ['CLIENT_ID'], os.environ['CLIENT_SECRET']\n"
    document = "document = open('return.json', 'rb').read()\n"
    program = IN_THREE_LINES.replace('"https://hub.example"', "os.environ['ADDRESS']")
    assert len([line for line in IN_THREE_LINES.splitlines() if line]) == 3
    told = example([sys.executable, "-c", mine + document + program])
    assert other_end.listed()[0]["return_id"] in told


def test_a_changed_receipt_is_found_out_by_another_library_too(
    other_end: HubUnderTest, example: Callable[[list[str]], str]
) -> None:
    example([sys.executable, "-c", WITH_PYTHON])
    receipt = json.loads(Path("receipt.json").read_bytes())
    Path("receipt.json").write_text(json.dumps(receipt | {"received_at": "2026-07-01T09:00:00Z"}))
    with pytest.raises(AssertionError):
        example([sys.executable, "-c", WITH_ANOTHER_LIBRARY])
