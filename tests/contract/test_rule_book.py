"""The rule book is what the checks do: every code in it, in the words of the guides, and published in step."""

from __future__ import annotations

import ast
import json
import re
from pathlib import Path

import pytest
from return_documents import ROOT

from hub.contract.rule import Rule
from hub.contract.rule_book import RULES, text, write
from hub.contract.versions import VERSIONS

PUBLISHED = ROOT / "contracts" / "findings.json"
STEP = "The published rule book is not what the code says: run `python -m hub.contract.rule_book`."
CODE = re.compile(r"[EQN][0-9]{2}")
IN_NO_CHECK = {"E14", "N03"}  # about two documents, and about an answer to no query: found beside the checks


def book() -> list[dict[str, object]]:
    listed: list[dict[str, object]] = json.loads(PUBLISHED.read_bytes())["findings"]
    return listed


def test_the_published_rule_book_is_in_step() -> None:
    assert PUBLISHED.read_text("utf-8") == text(), STEP


def test_writing_the_rule_book_gives_the_same_file(tmp_path: Path) -> None:
    assert write(tmp_path).read_bytes() == PUBLISHED.read_bytes()


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.code)
def test_a_rule_speaks_to_a_person(rule: Rule) -> None:
    assert CODE.fullmatch(rule.code)
    assert not rule.title.endswith(".")
    assert rule.reason.endswith(".")
    assert rule.what_to_do.endswith(".")
    assert rule.since in {known.version for known in VERSIONS if known.contract == rule.contracts[0]}
    assert rule.clause == f"{rule.contracts[0]}, {rule.part}"
    assert set(rule.contracts) <= {known.contract for known in VERSIONS}


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.code)
def test_every_example_of_a_rule_is_there(rule: Rule) -> None:
    assert all((ROOT / example).is_file() for example in rule.examples)
    assert bool(rule.examples) == (rule.severity != "note")
    assert (len(rule.examples) == 2) == (rule.looks_back or rule.looks_aside)


def test_codes_are_in_order_and_none_is_given_twice() -> None:
    codes = [str(rule["code"]) for rule in book()]
    assert codes == list(RULES)
    assert codes == sorted(codes, key=lambda code: ("EQN".index(code[0]), code))


def codes_in_the_code() -> set[str]:
    """Every code that stands as a text of its own, or opens one, in what judges a return."""
    folder = ROOT / "hub" / "contract"
    files = [file for file in folder.rglob("*.py") if file.name != "rule_book.py"]
    trees = [ast.parse(file.read_text("utf-8")) for file in files]
    texts = [
        node.value for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
    ]  # fmt: skip
    return {text[:3] for text in texts if CODE.fullmatch(text) or re.match(r"[EQN][0-9]{2} (?!and |to )", text)}


def test_every_rule_is_found_by_something_and_everything_found_is_a_rule() -> None:
    assert codes_in_the_code() >= set(RULES) - IN_NO_CHECK
    assert codes_in_the_code() <= set(RULES)
