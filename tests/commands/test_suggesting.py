"""What may tell of one failing is suggested from the words, and confirmed with the command that stands beside it."""

from __future__ import annotations

import json
import shlex
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import Result
from hub_under_test import HubUnderTest, begun
from permits import DEPARTMENT, LANTERN, Q1, TERN, least_return

Hub = Callable[..., Result]
TRAYS = "Letters lay in a tray without a name, so we asked again for papers that had arrived."
AGAIN = "Papers that had arrived were asked for again: the letters had lain in trays without names."


def learnt(id_: str, subject: str, identified: str) -> dict[str, object]:
    return {"id": id_, "subject": subject, "identified": identified, "used": f"Told to everybody by {id_}."}


@pytest.fixture
def with_learning(tmp_path: Path) -> Iterator[HubUnderTest]:
    with begun(tmp_path / "data") as hub:
        hub.sent({**least_return(), "learning": [learnt("L1", "record-error", TRAYS)]})
        theirs = [learnt("M1", "record-error", AGAIN), learnt("M2", "delay", "Permits wait for a second signature.")]
        hub.sent({**least_return(TERN), "learning": theirs}, TERN)
        yield hub


@pytest.mark.usefixtures("with_learning")
def test_learning_in_like_words_is_suggested_and_can_be_confirmed_as_it_stands(hub: Hub) -> None:
    told = hub("failing", "suggest", DEPARTMENT, Q1).output
    assert "2 organisations, subject record-error, " in told
    assert TRAYS in told
    assert "3 pieces of learning compared; 1 suggestion." in told
    (line,) = (line for line in told.splitlines() if "hub failing confirm" in line)
    words = shlex.split(line.split("hub ")[1].replace("WHICH", "Papers asked for again"))
    assert "Confirmed 1: Papers asked for again" in hub(*words).output
    (kept,) = json.loads(hub("failing", "list", DEPARTMENT, "--json").output)
    assert kept["subject"] == "record-error"
    assert sorted(map(tuple, kept["learning"])) == [(LANTERN, Q1, "L1"), (TERN, Q1, "M1")]


@pytest.mark.usefixtures("with_learning")
def test_suggestions_are_facts_for_programs_too(hub: Hub) -> None:
    (group,) = json.loads(hub("failing", "suggest", DEPARTMENT, Q1, "--json").output)
    assert 0.1 < group["near"] < 1
    assert {one["learning"] for one in group["texts"]} == {"L1", "M1"}
    assert "papers" in group["words"]


@pytest.mark.usefixtures("with_learning")
def test_a_period_without_returns_has_no_suggestions_and_one_that_is_none_is_refused(hub: Hub) -> None:
    assert "no piece of learning compared; no suggestion." in hub("failing", "suggest", DEPARTMENT, "2025-26-Q1").output
    refused = hub("failing", "suggest", DEPARTMENT, "spring", code=2).output
    assert "'spring' is not a period. Name it as 2026-27-Q1" in refused
