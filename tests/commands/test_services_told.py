"""Shared services, as an operator tells and lists them."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from click.testing import Result

Hub = Callable[..., Result]


@pytest.fixture(autouse=True)
def _registered(hub: Hub) -> None:
    hub("init")
    hub("department", "add", "ferries", "Department for Ferries")
    for code in ("harbours", "lights"):
        hub("organisation", "add", code, code.title(), "--department", "ferries")
    hub("service", "add", "pilots", "Pilot boats", "--lead", "harbours", "--contact", "Pilot desk")


def test_a_service_is_listed_with_its_lead_and_its_parts(hub: Hub) -> None:
    told = hub("service", "part", "pilots", "lights", "Signals at night.").stdout
    assert told == "lights is accountable for: Signals at night.\n"
    assert hub("service", "change", "pilots", "--contact", "Pilot complaints team").stdout == "Changed pilots.\n"
    assert json.loads(hub("service", "list", "--json").stdout) == [
        {
            "code": "pilots", "name": "Pilot boats", "lead": "harbours", "contact": "Pilot complaints team",
            "parts": {"lights": "Signals at night."},
        }
    ]  # fmt: skip
    assert "lights: Signals at night." in hub("service", "list", COLUMNS="200").stdout
    assert hub("service", "part", "pilots", "lights", "").stdout == "lights has no part in pilots.\n"
    assert json.loads(hub("service", "list", "--json").stdout)[0]["parts"] == {}


@pytest.mark.parametrize(
    ("command", "code", "said"),
    [
        (("add", "tolls", "Tolls", "--lead", "lights", "--contact", "Mr John Example"), 1, "“contact” seems to hold"),
        (("add", "tolls", "Tolls", "--lead", "quays", "--contact", "Desk"), 1, "no organisation called 'quays'"),
        (("add", "tolls", "Tolls", "--lead", "lights"), 2, "--contact"),
        (("change", "pilots"), 2, "--lead, --contact or both"),
        (("change", "tolls", "--lead", "lights"), 1, "no service called 'tolls'"),
        (("part", "pilots", "lights", ""), 1, "'lights' has no part in 'pilots'."),
    ],
)
def test_what_cannot_be_told_is_a_sentence(hub: Hub, command: tuple[str, ...], code: int, said: str) -> None:
    assert said in hub("service", *command, code=code).stderr
