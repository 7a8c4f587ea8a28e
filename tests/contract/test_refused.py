"""One document for each rule that refuses: its fault is found, and no other."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from return_documents import NOW, ROOT

from hub.contract.findings import RULES
from hub.contract.judge import judge
from hub.contract.judged_offline import verdict_on_anything
from hub.errors import DocumentUnreadable

FIXTURES = sorted((ROOT / "fixtures" / "refused").glob("*.json"))
ABOUT_TWO_DOCUMENTS = "E14"  # valid in itself; refused when its key was used for another document


def code_of(file: Path) -> str:
    return file.stem


@pytest.mark.parametrize("file", [file for file in FIXTURES if file.stem != ABOUT_TWO_DOCUMENTS], ids=code_of)
def test_a_document_with_one_fault_gets_exactly_its_code(file: Path) -> None:
    verdict = verdict_on_anything(file.read_bytes(), NOW)
    assert [finding.code for finding in verdict.findings] == [file.stem]
    assert not verdict.accepted


def test_a_document_that_cannot_be_read_raises_unless_a_verdict_on_anything_is_asked_for() -> None:
    with pytest.raises(DocumentUnreadable, match="“nil_return” is given twice"):
        judge((ROOT / "fixtures" / "refused" / "E19.json").read_bytes(), NOW)


def test_the_document_for_a_key_used_before_has_no_fault_of_its_own() -> None:
    verdict = judge((ROOT / "fixtures" / "refused" / f"{ABOUT_TWO_DOCUMENTS}.json").read_bytes(), NOW)
    assert verdict.accepted
    assert not verdict.findings


def test_every_rule_that_refuses_has_a_document_and_every_document_a_rule() -> None:
    errors = {
        rule.code for rule in RULES.values() if rule.severity == "error" and "complaints-return" in rule.contracts
    }
    assert {file.stem for file in FIXTURES} == errors


@pytest.mark.parametrize("file", FIXTURES, ids=code_of)
def test_every_document_is_about_the_body_that_does_not_exist(file: Path) -> None:
    document = json.loads(file.read_bytes())
    assert "lantern-hill-permits" in (document["organisation"], document.get("joint", [{}])[0].get("lead"))
    assert document["period"]["name"] == "2026-27-Q1"
