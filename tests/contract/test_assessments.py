"""A self-assessment is what its framework asks: each rule has a document, and its edges are known."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from assessment_documents import Document, assessment, entry_for, plan
from hypothesis import given
from hypothesis import strategies as st
from return_documents import BODY, NOW, ROOT, as_bytes
from test_findings import resolve

from hub.contract.assessment.build import build_assessment
from hub.contract.assessment.judge import judge_assessment
from hub.contract.assessment.model import Assessment
from hub.contract.circumstances import Circumstances
from hub.contract.engine import Verdict
from hub.contract.frameworks import framework, frameworks
from hub.contract.judge import judge
from hub.contract.judged_offline import verdict_on_anything
from hub.contract.rule_book import RULES
from hub.contract.schemas import SCHEMAS
from hub.contract.shape import has_shape, shape_faults
from hub.contract.versions import ASSESSMENT

FOLDER = ROOT / "fixtures" / "self-assessments"
REFUSED, QUERIED = sorted(FOLDER.glob("refused/*.json")), sorted(FOLDER.glob("queried/Q[0-9][0-9].json"))
PETERBOROUGH = ROOT / "fixtures" / "published" / "self-assessments" / "peterborough-city-council.json"
NAMES = sorted(name for name, _ in frameworks())


def judged(document: Document, former: Document | None = None) -> Verdict[Assessment]:
    """The verdict on it, beside the one before."""

    def before(_framework: str, _day: date) -> Assessment | None:
        return build_assessment(former) if former else None

    return judge_assessment(as_bytes(document), NOW, before)


def codes(document: Document, former: Document | None = None) -> list[str]:
    return [finding.code for finding in judged(document, former).findings]


@pytest.mark.parametrize("name", NAMES)
def test_a_self_assessment_by_any_framework_is_taken_and_nothing_is_asked(name: str) -> None:
    assert judged(assessment(name)).findings == ()


def test_the_example_is_the_document_that_the_tests_start_from() -> None:
    assert json.loads((FOLDER / "example.json").read_bytes()) == assessment()


@pytest.mark.parametrize("file", REFUSED, ids=lambda file: file.stem)
def test_a_document_with_one_fault_gets_exactly_its_code(file: Path) -> None:
    verdict = verdict_on_anything(file.read_bytes(), NOW)
    assert [finding.code for finding in verdict.findings] == [file.stem]
    assert not verdict.accepted
    assert verdict.findings[0].as_json()["clause"].startswith("self-assessment, ")


@pytest.mark.parametrize("file", QUERIED, ids=lambda file: file.stem)
def test_a_document_that_raises_one_query_is_taken_and_gets_exactly_its_code(file: Path) -> None:
    before = file.with_suffix(".previous.json")
    document = json.loads(file.read_bytes())
    verdict = judged(document, json.loads(before.read_bytes()) if before.exists() else None)
    assert [finding.code for finding in verdict.findings] == [file.stem]
    assert verdict.accepted
    for place in verdict.findings[0].pointers:
        resolve(document, place)


def test_every_rule_of_this_contract_alone_has_a_document_and_every_document_a_rule() -> None:
    own = {code for code, rule in RULES.items() if rule.contracts[0] == ASSESSMENT}
    assert {file.stem for file in (*REFUSED, *QUERIED)} == own


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"contract_version": "9.9"}, "E04"),
        ({"organisation": "tern-bridge-council"}, "E03"),
        ({"colour": "blue"}, "E15"),
        ({"completed_on": "2026-02-30"}, "E17"),
        ({"scores": "none"}, "E17"),
        ({"scores": []}, "E17"),
        ({"completed_on": "2026-07-21", "review_on": "2027-07-21"}, "E24"),
        ({"approved_by": {"role": "Director", "on": "2026-05-28"}}, "E24"),
        ({"approved_by": {"role": "Director", "on": "2026-07-21"}}, "E24"),
        ({"conclusions": "Ask Mrs Halloway about it."}, "Q15"),
        ({"action_plan": [*plan(), plan()[0]]}, "E13"),
        ({"action_plan": [*plan(), {"id": "P9", "part": "9", "what": "More"}]}, "E13"),
        ({"action_plan": [*plan(), {"id": "P9", "part": "2", "statements": ["1.1"], "what": "More"}]}, "E13"),
    ],
)
def test_what_is_wrong_is_said_with_one_code(change: Document, code: str) -> None:
    assert {*codes(assessment(**change))} == {code}


def test_a_self_assessment_is_no_return_and_a_return_no_self_assessment() -> None:
    (finding,) = judge(as_bytes(assessment()), NOW).findings
    assert (finding.code, finding.message) == ("E04", "A document of self-assessment 1.0 is not taken here.")
    (other,) = judge_assessment((ROOT / "fixtures" / "demo" / "example.json").read_bytes(), NOW).findings
    assert (other.code, other.message) == ("E04", "A document of complaints-return 1.0 is not taken here.")


def test_the_body_existed_when_it_was_completed() -> None:
    closed = Circumstances(NOW.today, NOW.sender, type(BODY)(BODY.code, BODY.name, closed_on=date(2026, 5, 28)))
    assert [one.code for one in judge_assessment(as_bytes(assessment()), closed).findings] == ["E03"]


@pytest.mark.parametrize(("score", "expected"), [("not_applicable", []), (4, ["E22"]), ("yes", ["E22"])])
def test_a_score_is_one_of_the_scale_or_not_applicable(score: Any, expected: list[str]) -> None:
    document = assessment()
    entry_for(document, "2.2")["score"] = score
    assert codes(document) == expected


@pytest.mark.parametrize("status", ["not_collected", "not_available", "suppressed_at_source"])
def test_no_other_status_is_a_score(status: str) -> None:
    document = assessment()
    entry_for(document, "2.2")["score"] = status
    assert codes(document) == ["E22"]


@pytest.mark.parametrize("score", [True, -1, 2.5, "3 ", "Yes", 100, None, [], "x" * 65])
def test_what_is_no_score_in_any_scale_is_refused_by_schema_and_by_reader_alike(score: Any) -> None:
    document = assessment()
    entry_for(document, "2.2")["score"] = score
    assert not has_shape(document, ASSESSMENT, "1.0")
    _, faults = shape_faults(document, ASSESSMENT, "1.0")
    assert [fault.pointers for fault in faults] == [("/scores/13/score",)]


def test_a_whole_number_may_be_written_with_a_point() -> None:
    document = assessment()
    entry_for(document, "2.2")["score"] = 2.0
    assert codes(document) == []


@given(st.recursive(st.none() | st.booleans() | st.integers(-2, 4) | st.text(max_size=3), st.lists, max_leaves=4))
def test_schema_and_reader_agree_on_any_score(score: Any) -> None:
    document = assessment()
    entry_for(document, "2.2")["score"] = score
    accepted = has_shape(document, ASSESSMENT, "1.0")
    assert accepted == (not SCHEMAS[ASSESSMENT, "1.0"]().validate(document))


def risen(**members: Any) -> list[str]:
    """What is asked when a score that rests on these has risen from what stands in the example of last year."""
    former, now = assessment(completed_on="2025-05-30"), assessment()
    entry_for(former, "3.4")["score"] = 2
    entry_for(now, "3.4").update({"score": 3, "evidence": []} | members)
    return codes(now, former)


def test_a_score_rises_with_evidence_that_was_not_there_before() -> None:
    assert risen() == ["Q12"]
    assert risen(basis="Sampled in two of four teams; the other two are looked at next  year.") == ["Q12"]
    assert risen(basis="All letters of March were read again by somebody who had not written them.") == []
    assert risen(evidence=[{"what": "Reading of all letters of March", "on": "2026-04-02"}]) == []


def test_a_score_that_falls_or_stays_is_not_asked_about() -> None:
    former = assessment(completed_on="2025-05-30")
    entry_for(former, "3.4")["score"] = 3
    assert codes(assessment(), former) == []
    assert codes(assessment(), assessment(completed_on="2025-05-30")) == []


def test_an_explanation_in_the_document_is_read() -> None:
    explained = [{"query": "Q17", "pointer": "/scores/38", "text": "It is part of next year's programme."}]
    verdict = judged(assessment(action_plan=plan()[:2], explanations=explained))
    assert [finding.code for finding in verdict.findings] == ["Q17"]
    assert verdict.told is not None
    assert [answer.code for answer in verdict.told.explanations] == ["Q17"]


@pytest.mark.parametrize("name", NAMES)
def test_a_framework_says_whose_words_it_has_and_each_statement_once(name: str) -> None:
    found = framework(name, "1.0")
    assert found is not None
    ids = [statement.id for part in found.parts for statement in part.statements]
    assert len(set(ids)) == len(ids)
    assert "own wording" in found.wording
    assert found.complete != ("incomplete" in found.wording)
    assert all(statement.text.endswith(".") for statement in found.statements().values())
    assert all(value.label and value.meaning.endswith(".") for value in found.scale)


def test_the_frameworks_have_the_published_numbers_of_statements() -> None:
    counts = {name: [len(part.statements) for part in found.parts] for (name, _), found in frameworks().items()}
    assert counts["person-centred"] == [12, 10, 7, 6, 6]
    assert counts["uk-complaint-standards"] == [6, 7, 8, 5]


def test_the_published_self_assessment_has_the_published_totals() -> None:
    verdict = verdict_on_anything(PETERBOROUGH.read_bytes(), Circumstances(NOW.today))
    assert verdict.accepted
    given_ = {scored.statement: scored.score for scored in verdict.told.scores}
    totals = Counter[str]()
    for statement, score in given_.items():
        totals[statement.partition(".")[0]] += score
    assert dict(totals) == {"1": 28, "2": 27, "3": 19, "4": 12, "5": 14}
    assert [statement for statement, score in given_.items() if score <= 1] == ["1.2", "4.4", "5.3"]
