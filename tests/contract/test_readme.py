"""What an organisation's developer reads is held to what the hub does."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from return_documents import NOW, ROOT

from hub.contract.fields import LONGEST_LINE, LONGEST_TEXT
from hub.contract.findings import RULES
from hub.contract.judge import judge
from hub.contract.minimum_data import ITEMS, Reported, minimum_data
from hub.contract.model import STATUSES
from hub.contract.strict_json import DEEPEST, LONGEST_BODY
from hub.contract.versions import VERSIONS

README = (ROOT / "contracts" / "README.md").read_text(encoding="utf-8")
CHANGELOG = (ROOT / "contracts" / "CHANGELOG.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```json\n(.*?)```", README, re.DOTALL)


def rows(heading: str) -> list[list[str]]:
    """The rows of the table under a heading, without its two lines of header."""
    section = README.split(f"\n## {heading}\n")[1].split("\n## ")[0]
    table = [line for line in section.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in table[2:]]


def test_every_rule_that_refuses_is_explained_in_the_words_of_the_rule_book() -> None:
    told = {code: (title, reason) for code, title, reason, _ in rows("The codes")}
    assert told == {rule.code: (rule.title, rule.reason) for rule in RULES.values() if rule.severity == "error"}
    assert all(what_to_do.endswith(".") for *_, what_to_do in rows("The codes"))


def test_there_is_a_whole_example() -> None:
    assert EXAMPLES


@pytest.mark.parametrize("example", EXAMPLES)
def test_the_examples_are_accepted_as_they_stand(example: str) -> None:
    verdict = judge(example.encode(), NOW)
    assert verdict.findings == ()
    assert verdict.return_ is not None
    assert {report.reported for report in minimum_data(verdict.return_)} <= {Reported.FULLY, Reported.PARTLY}


def members(node: Any) -> Iterator[tuple[str, bool]]:
    """Every member of the published schema, and whether it must be there."""
    if isinstance(node, dict):
        for name in node.get("properties", {}):
            yield name, name in node.get("required", ())
        for child in node.values():
            yield from members(child)
    elif isinstance(node, list):
        for child in node:
            yield from members(child)


def test_every_member_of_the_contract_is_explained_and_no_other() -> None:
    schema = json.loads((ROOT / "contracts" / "complaints-return" / "1.0.json").read_bytes())
    named = set(re.findall(r"`([a-z_]+)`", README))
    assert {name for name, _ in members(schema)} - {"value", "marked"} <= named
    bold = set(re.findall(r"\*\*`([a-z_]+)`\*\*", README))
    assert bold == {name for name, required in members(schema) if required} - {"value", "marked"}


def test_every_item_of_the_minimum_data_has_its_member() -> None:
    assert [row[2] for row in rows("The members") if row[2:] and row[2].startswith("M")] == list(ITEMS)


def test_statuses_and_limits_are_those_of_the_code() -> None:
    assert {row[0].strip("`") for row in rows("A number, or the reason why there is none")} == STATUSES
    assert f"{LONGEST_BODY:,} bytes" in README
    assert f"{LONGEST_TEXT:,} characters" in README
    assert f"a label or name {LONGEST_LINE}" in README
    assert f"at most {DEEPEST} levels deep" in README


def test_every_file_that_is_named_is_there() -> None:
    for name in ("complaints-return/1.0.json", "CHANGELOG.md"):
        assert name in README
        assert (ROOT / "contracts" / name).is_file()
    for file in (ROOT / "contracts" / "codelists").glob("*.csv"):
        assert file.name in README


def test_every_version_is_in_the_list_of_changes() -> None:
    for known in VERSIONS:
        assert f"## {known.contract} {known.version}" in CHANGELOG
