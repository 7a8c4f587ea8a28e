"""`hub check`: whoever sends returns sees on their own machine what the hub would say."""

from __future__ import annotations

import json
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest
from click.testing import Result
from permits import REFUSED, ROOT, as_bytes, full_return, least_return

Hub = Callable[..., Result]


@pytest.fixture
def good(tmp_path: Path) -> Path:
    file = tmp_path / "good.json"
    file.write_bytes(as_bytes(full_return()))
    return file


@pytest.fixture
def bad(tmp_path: Path) -> Path:
    """A return with three faults of different kinds."""
    document = full_return()
    document["caseload"]["closed"] += 1
    document["subjects"][0]["subject"] = "weather"
    document["colour"] = "blue"
    file = tmp_path / "bad.json"
    file.write_bytes(as_bytes(document))
    return file


def test_a_good_return_would_be_accepted(hub: Hub, good: Path) -> None:
    assert hub("check", good).stdout == f"{good}: would be accepted\n"


def test_every_finding_is_told_with_what_to_do_and_where(hub: Hub, bad: Path) -> None:
    told = hub("check", bad, code=1).stdout
    assert told.startswith(f"{bad}: would be refused\n")
    assert [code for code in ("E05", "E06", "E15", "E18") if f"  {code}  " in told] == ["E05", "E06", "E15", "E18"]
    assert "[/subjects/0/subject]" in told
    assert "[/colour]" in told


def test_what_cannot_be_read_is_a_finding_too(hub: Hub, tmp_path: Path) -> None:
    for name, raw in {"empty": b"", "cut": b'{"a":', "binary": bytes(range(256)), "twice": b'{"a":1,"a":1}'}.items():
        file = tmp_path / f"{name}.json"
        file.write_bytes(raw)
        assert "  E19  " in hub("check", file, code=1).stdout


def test_of_several_files_each_has_its_own_verdict_and_one_refusal_is_enough(
    hub: Hub, good: Path, bad: Path, tmp_path: Path
) -> None:
    least = tmp_path / "least.json"
    least.write_bytes(as_bytes(least_return()))
    lines = [line for line in hub("check", good, bad, least, code=1).stdout.splitlines() if ": would be" in line]
    assert lines == [f"{good}: would be accepted", f"{bad}: would be refused", f"{least}: would be accepted"]
    assert hub("check", good, least).exit_code == 0


def test_a_program_reads_one_json_object_a_file(hub: Hub, good: Path, bad: Path) -> None:
    told = [json.loads(line) for line in hub("check", "--json", good, bad, code=1).stdout.splitlines()]
    assert [set(one) for one in told] == [{"file", "accepted", "sha256", "findings"}] * 2
    assert [(one["file"], one["accepted"]) for one in told] == [(str(good), True), (str(bad), False)]
    assert [one["sha256"] for one in told] == [sha256(file.read_bytes()).hexdigest() for file in (good, bad)]
    assert sorted(finding["code"] for finding in told[1]["findings"]) == ["E05", "E06", "E15", "E18"]


@pytest.mark.parametrize("file", sorted(REFUSED.glob("*.json")), ids=lambda file: file.stem)
def test_each_fault_is_told_under_its_code_except_what_only_the_hub_knows(hub: Hub, file: Path) -> None:
    known_to_the_hub = ("E03", "E14")
    told = json.loads(hub("check", "--json", file, code=0 if file.stem in known_to_the_hub else 1).stdout)
    expected = [] if file.stem in known_to_the_hub else [file.stem]
    assert [finding["code"] for finding in told["findings"]] == expected


def test_a_hostile_return_does_not_write_on_the_terminal(hub: Hub, tmp_path: Path) -> None:
    document = full_return()
    document["\x1b[2J\x07red"] = "\x1b]0;title\x07"
    document["subjects"][0]["subject"] = "\x1b[31m[bold]:star:"
    document["organisation"] = "\x9b31m"
    file = tmp_path / "hostile.json"
    file.write_bytes(as_bytes(document))
    told = hub("check", file, code=1).stdout
    assert [character for character in told if not character.isprintable() and character != "\n"] == []


@pytest.mark.parametrize("arguments", [[], ["no-such-file.json"], ["."], ["--colour", "good.json"]])
def test_a_command_that_cannot_be_understood_says_how_to_use_it(hub: Hub, arguments: list[str]) -> None:
    assert "Usage:" in hub("check", *arguments, code=2).stderr


def test_a_day_that_is_no_day_is_a_sentence(hub: Hub, good: Path) -> None:
    assert "HUB_TODAY" in hub("check", good, code=2, HUB_TODAY="yesterday").stderr


def test_a_file_is_checked_as_the_contract_that_it_names(hub: Hub) -> None:
    folder = ROOT / "fixtures" / "self-assessments"
    taken = hub("check", folder / "example.json")
    assert taken.stdout.strip() == f"{folder / 'example.json'}: would be accepted"
    refused = hub("check", "--json", folder / "refused" / "E21.json", code=1)
    (finding,) = json.loads(refused.stdout)["findings"]
    assert (finding["code"], finding["clause"]) == ("E21", "self-assessment, scores")
