"""What an operator tells of organisations beside that they are there: mergers, splits, names, further parents."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from click.testing import Result
from permits import TODAY

Hub = Callable[..., Result]
DAY = "2026-04-01"


@pytest.fixture(autouse=True)
def _registered(hub: Hub) -> None:
    hub("init")
    for department in ("ferries", "canals"):
        hub("department", "add", department, f"Department for {department.title()}")
    for code in ("harbours", "lights", "wrecks"):
        hub("organisation", "add", code, code.title(), "--department", "ferries")


def organisation(hub: Hub, code: str) -> dict[str, Any]:
    (found,) = [one for one in json.loads(hub("organisation", "list", "--json").stdout) if one["code"] == code]
    told: dict[str, Any] = found
    return told


def test_an_organisation_merges_and_the_merger_is_taken_back(hub: Hub) -> None:
    assert hub("organisation", "merge", "wrecks", "--into", "lights", "--on", DAY, "--why", "One fleet.").stdout == (
        f"wrecks is a part of lights from {DAY} on. What it returned is shown there too, under its own name.\n"
    )
    assert (organisation(hub, "wrecks")["closed_on"], organisation(hub, "wrecks")["successor"]) == (
        "2026-03-31",
        "lights",
    )
    told = hub("organisation", "unmerge", "wrecks", "--why", "It was the harbours.").stdout
    assert told.startswith("wrecks is open again; lights sees its returns no longer.")
    assert organisation(hub, "wrecks")["closed_on"] is None


def test_an_organisation_is_split_off_and_one_is_renamed(hub: Hub) -> None:
    assert hub("organisation", "split", "wrecks", "--from", "harbours", "--on", DAY).stdout == (
        f"wrecks was split from harbours on {DAY}.\n"
    )
    assert organisation(hub, "wrecks")["opened_on"] == DAY
    assert hub("organisation", "rename", "lights", "Lights and Buoys", "--on", DAY).stdout == (
        f"lights is called Lights and Buoys from {DAY} on.\n"
    )
    assert organisation(hub, "lights")["name"] == "Lights and Buoys"


def test_a_further_parent_comes_and_goes(hub: Hub) -> None:
    assert hub("organisation", "parent", "add", "lights", "canals").stdout == "canals sees lights too.\n"
    assert organisation(hub, "lights")["further_parents"] == ["canals"]
    assert organisation(hub, "harbours")["further_parents"] == []
    assert hub("organisation", "parent", "remove", "lights", "canals").stdout == "canals sees lights no longer.\n"
    assert organisation(hub, "lights")["further_parents"] == []


@pytest.mark.parametrize(
    ("command", "code", "said"),
    [
        (("merge", "lights", "--into", "lights", "--on", DAY), 2, "'lights' cannot merge into itself."),
        (("merge", "lights", "--into", "quays", "--on", DAY), 1, "There is no organisation called 'quays'."),
        (("merge", "lights", "--into", "wrecks"), 2, "--on"),
        (("merge", "lights", "--into", "wrecks", "--on", "2099-01-01"), 2, f"today is {TODAY}"),
        (
            ("merge", "lights", "--into", "wrecks", "--on", DAY, "--why", "Ask sam@ferries.example"),
            1,
            "“why” seems to hold",
        ),
        (("unmerge", "lights"), 1, "'lights' has merged into no other organisation."),
        (("split", "lights", "--from", "lights", "--on", DAY), 2, "'lights' cannot be split from itself."),
        (("rename", "lights", "Lights", "--on", DAY), 2, "'lights' is called 'Lights' already."),
        (("rename", "lights", "", "--on", DAY), 2, "cannot be the name of an organisation"),
        (("parent", "add", "lights", "ferries"), 2, "'ferries' is the department to which the returns of 'lights' are"),
        (("parent", "add", "lights", "rails"), 1, "There is no department called 'rails'."),
        (("parent", "remove", "lights", "canals"), 1, "'canals' is not a further parent of 'lights'."),
    ],
)
def test_what_cannot_be_is_a_sentence(hub: Hub, command: tuple[str, ...], code: int, said: str) -> None:
    assert said in hub("organisation", *command, code=code).stderr
