"""`hub bench contract`: what is judged is acceptable. It says nothing about how fast this machine is."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from hub.bench.contract import FLOOR, JUDGE, MARSHMALLOW, measure
from hub.bench.turns import costs
from hub.cli import main
from hub.contract.published import published
from hub.errors import SettingWrong

EXAMPLE, VERSIONS = published("fixtures") / "demo" / "example.json", published("fixtures") / "versions"


def test_every_figure_and_ratio_is_measured_and_four_have_an_aim() -> None:
    told = json.loads(CliRunner().invoke(main, ["bench", "contract", "--seconds", "0.2", "--json"]).stdout)
    assert {FLOOR, MARSHMALLOW, JUDGE} <= {figure["what"] for figure in told["figures"]}
    assert all(figure["lowest"] > 0 for figure in told["figures"] + told["ratios"])
    assert [ratio["aim"] for ratio in told["ratios"] if ratio["aim"]] == ["at most 4", "at least 15"] * 2


def test_nothing_is_said_of_requests_where_none_was_sent() -> None:
    said = CliRunner().invoke(main, ["bench", "contract", "--seconds", "0.2"]).stdout
    assert "The whole verdict" in said
    assert "failed" not in said


@pytest.mark.parametrize("version", ["1.0", "1.1", "2.0"])
def test_a_return_of_any_version_can_be_measured(version: str) -> None:
    assert measure(seconds=0.2, document=VERSIONS / f"{version}.json").figures


def test_a_return_about_which_something_is_asked_is_not_measured(tmp_path: Path) -> None:
    document = json.loads(EXAMPLE.read_text("utf-8"))
    asked = tmp_path / "asked.json"
    asked.write_text(json.dumps({**document, "actions": [], "learning": []}), "utf-8")
    with pytest.raises(SettingWrong, match="finds Q04"):
        measure(seconds=0.2, document=asked)


def test_each_act_is_done_to_all_that_is_given_in_turn() -> None:
    done: list[tuple[str, int]] = []
    acts = {"one": lambda given: done.append(("one", given)), "other": lambda given: done.append(("other", given))}
    rounds = list(costs(acts, [1, 2], seconds=0.0001, rounds=2))
    assert done[:4] == [("one", 1), ("one", 2), ("other", 1), ("other", 2)]
    assert len(done) % 4 == 0
    assert [set(one) for one in rounds] == [{"one", "other"}] * 2
