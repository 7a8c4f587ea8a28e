"""`hub bench ingest` from end to end, through real servers. It says nothing about how fast this machine is."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

import pytest

pytestmark = pytest.mark.slow
AIMED_AT = 4  # ratios with an aim, without the peer


def measured(*arguments: str) -> dict[str, Any]:
    command = [sys.executable, "-m", "hub", "bench", "ingest", "--seconds", "0.3", "--json", *arguments]
    told: dict[str, Any] = json.loads(subprocess.run(command, check=True, capture_output=True, timeout=120).stdout)
    return told


def ratios_are_sound(told: dict[str, Any], aimed_at: int) -> None:
    assert all(ratio["lowest"] > 0 for ratio in told["ratios"])
    assert sum(bool(ratio["aim"]) for ratio in told["ratios"]) == aimed_at
    assert told["requests"] > 0
    assert told["failures"] == 0


def test_every_ratio_is_measured_and_no_return_fails() -> None:
    ratios_are_sound(measured(), AIMED_AT)


def test_the_peer_is_measured_in_the_same_run() -> None:
    told = measured("--peer")
    ratios_are_sound(told, AIMED_AT + 1)
    assert any("datasette" in figure["what"] for figure in told["figures"])
