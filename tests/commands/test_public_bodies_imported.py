"""`hub import public-bodies`: the whole directory loaded, loaded again, and refused by the line."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from public_bodies_file import BODIES, PARENTS, row, whole_directory, write

Hub = Callable[..., Result]


@pytest.fixture
def file(tmp_path: Path, hub: Hub) -> Path:
    hub("init")
    return write(tmp_path / "bodies.csv", whole_directory())


def organisations(hub: Hub) -> list[dict[str, Any]]:
    listed: list[dict[str, Any]] = json.loads(hub("organisation", "list", "--json").stdout)
    return listed


def test_every_body_of_the_directory_is_registered_under_its_parent(hub: Hub, file: Path) -> None:
    told = hub("import", "public-bodies", file).stdout
    assert told.splitlines()[-1] == (
        "253 lines: 253 bodies registered under 22 departments (22 of them new), 0 changed, 0 as they were; "
        "14 remarks; 0 no longer listed."
    )
    listed = organisations(hub)
    assert len({one["code"] for one in listed}) == len(listed) == BODIES
    assert len(json.loads(hub("department", "list", "--json").stdout)) == PARENTS
    expected = Counter((number * 7) % PARENTS for number in range(1, BODIES + 1))
    assert Counter(one["department"] for one in listed) == _moved(expected)
    assert sum(one["directory_id"] is None for one in listed) == 3
    assert sum(one["opened_on"] is None for one in listed) == 2


def _moved(expected: Counter[int]) -> Counter[str]:
    """Lines 173 and 174 and 176 are told by another parent than their number gives."""
    for number, parent in ((173, 1), (174, 4), (176, 6)):
        expected[(number * 7) % PARENTS] -= 1
        expected[parent] += 1
    return Counter({f"dsa{parent}": count for parent, count in expected.items()})


def test_what_could_not_be_placed_is_told_line_by_line(hub: Hub, file: Path) -> None:
    told = hub("import", "public-bodies", file).stdout
    for words in (
        "line 8, Board of Lighthouse 7: opening date could not be placed: “There has been a board since 1855.",
        "line 12, Board of Lighthouse 11: opening date could not be placed: “The body became operationally independent",
        "line 18, Board of Lighthouse 17: opening date “1975-00”: there is no month 0, so the year was taken.",
        "line 24, Board of Lighthouse 23: opening date “2004-”: the year was taken.",
        "line 26, Board of Lighthouse 25: opening date “44866”: a spreadsheet's number of a day.",
        "line 36, Board of Lighthouse 35: stands for 2 bodies; registered as one.",
        "line 37, Board of Lighthouse 36: direct sponsor could not be placed: “Some limited support from the islands",
        "line 82, Board of Lighthouse 81: stands for 44 bodies; registered as one.",
        "line 82, Board of Lighthouse 81: direct sponsor could not be placed: “Board of Lighthouse 82”.",
        "line 174, Department for Sea Area 1: is its own parent department; registered under dsa1 all the same.",
        "line 177, Board of Lighthouse 176: parent department “Dept of Sea Area 6” was taken as dsa6,",
    ):
        assert words in told
    assert told.count("has no id in the directory: it is known by its name and department") == 3
    assert "N / A" not in told


def test_the_directory_again_and_a_dry_run_change_nothing(hub: Hub, file: Path) -> None:
    planned = json.loads(hub("import", "public-bodies", file, "--json", "--dry-run").stdout)
    assert organisations(hub) == []
    done = json.loads(hub("import", "public-bodies", file, "--json").stdout)
    assert (planned.pop("dry_run"), done.pop("dry_run")) == (True, False)
    assert done == planned
    before = organisations(hub)
    assert sorted(one["code"] for one in done["added"]) == sorted(one["code"] for one in before)
    again = json.loads(hub("import", "public-bodies", file, "--json").stdout)
    assert (again["added"], again["changed"], again["unchanged"], again["gone"]) == ([], [], BODIES, [])
    assert organisations(hub) == before
    assert "Nothing was changed: this was a dry run." in hub("import", "public-bodies", file, "--dry-run").stdout


def test_a_later_edition_tells_new_names_and_how_to_close_what_is_gone(hub: Hub, file: Path, tmp_path: Path) -> None:
    hub("import", "public-bodies", write(tmp_path / "first.csv", [row(1), row(2)]), "--reports", "year")
    later = write(tmp_path / "later.csv", [row(1, overall_alb_name="Lamp Authority")])
    told = hub("import", "public-bodies", later, "--renamed-on", "2026-04-01").stdout
    assert "board-of-lighthouse-1: now called Lamp Authority." in told
    assert "hub organisation close board-of-lighthouse-2 --on DAY    # Board of Lighthouse 2" in told
    assert [(one["name"], one["closed_on"], one["reports"]) for one in organisations(hub)] == [
        ("Lamp Authority", None, "year"), ("Board of Lighthouse 2", None, "year"),
    ]  # fmt: skip
    assert "has not come yet" in hub("import", "public-bodies", later, "--renamed-on", "2099-04-01", code=2).stderr


def test_a_file_that_cannot_be_read_is_a_sentence_and_nothing_is_registered(hub: Hub, tmp_path: Path) -> None:
    hub("init")
    file = write(tmp_path / "twice.csv", [row(1), row(1, overall_alb_name="Another")])
    said = hub("import", "public-bodies", file, code=1).stderr
    assert "lines 2 and 3 both have the id PBTUID-0001" in said
    windows = write(tmp_path / "windows.csv", [row(1, overall_alb_name="Queen’s Board")], encoding="cp1252")
    assert "line 2 is not in UTF-8" in hub("import", "public-bodies", windows, code=1).stderr
    assert "does not exist" in hub("import", "public-bodies", tmp_path / "none.csv", code=2).stderr
    assert organisations(hub) == []
