"""An independent tier's report is what its contract asks: each rule has a document, and its edges are known."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from return_documents import BODY, ROOT, as_bytes
from test_findings import resolve
from tier_documents import TIER, Document, cases, tier_report

from hub.contract.build import build
from hub.contract.circumstances import Circumstances
from hub.contract.engine import Verdict
from hub.contract.judge import judge
from hub.contract.judged_offline import verdict_on_anything
from hub.contract.model import Caseload, Missing, number
from hub.contract.period import Period
from hub.contract.rule_book import RULES
from hub.contract.schemas import SCHEMAS
from hub.contract.shape import has_shape
from hub.contract.tier.circumstances import TierBeside
from hub.contract.tier.judge import judge_tier_report
from hub.contract.tier.model import CaseOutcomes, TierReport
from hub.contract.versions import TIER_REPORT

TODAY = date(2026, 7, 20)
FOLDER = ROOT / "fixtures" / "tier-reports"
REFUSED, QUERIED = sorted(FOLDER.glob("refused/*.json")), sorted(FOLDER.glob("queried/Q[0-9][0-9].json"))
BESIDE = TierBeside(TODAY, TIER, {BODY.code: BODY})
QUARTERS = ("received", "accepted", "closed")


def judged(document: Document, closed: int | None = 17, beside: TierBeside = BESIDE) -> Verdict[TierReport]:
    """The verdict on it, where the organisation reported so many complaints closed."""
    return judge_tier_report(as_bytes(document), beside, lambda _code, _period: closed)


def codes(document: Document, closed: int | None = 17) -> list[str]:
    return [finding.code for finding in judged(document, closed).findings]


def test_the_example_is_taken_and_nothing_is_asked() -> None:
    assert json.loads((FOLDER / "example.json").read_bytes()) == tier_report()
    assert judged(tier_report()).findings == ()


@pytest.mark.parametrize("file", REFUSED, ids=lambda file: file.stem)
def test_a_report_with_one_fault_gets_exactly_its_code(file: Path) -> None:
    verdict = verdict_on_anything(file.read_bytes(), Circumstances(TODAY))
    assert [finding.code for finding in verdict.findings] == [file.stem]
    assert not verdict.accepted
    assert verdict.findings[0].as_json()["clause"].startswith("independent-tier-report, ")


@pytest.mark.parametrize("file", QUERIED, ids=lambda file: file.stem)
def test_a_report_that_raises_one_query_is_taken_and_gets_exactly_its_code(file: Path) -> None:
    aside, closed = file.with_suffix(".return.json"), None
    if aside.exists():
        load = build(json.loads(aside.read_bytes())).caseload
        closed = number(load.closed) if isinstance(load, Caseload) else None
    document = json.loads(file.read_bytes())
    verdict = judged(document, closed)
    assert [finding.code for finding in verdict.findings] == [file.stem]
    assert verdict.accepted
    for place in verdict.findings[0].pointers:
        resolve(document, place)


def test_every_rule_of_this_contract_alone_has_a_document_and_every_document_a_rule() -> None:
    own = {code for code, rule in RULES.items() if rule.contracts == (TIER_REPORT,)}
    assert {file.stem for file in (*REFUSED, *QUERIED)} == own


def theme(**members: Any) -> list[Document]:
    return [{"subject": "delay", "count": 4, **members}]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"contract_version": "9.9"}, "E04"),
        ({"tier": "Another Arbiter"}, "E03"),
        ({"organisation": "tern-bridge-council"}, "E03"),
        ({"period": {"name": "2026-28", "start": "2026-04-01", "end": "2026-06-30"}}, "E02"),
        ({"period": {"name": "2026-27-Q1", "start": "2026-04-02", "end": "2026-06-30"}}, "E02"),
        ({"period": {"name": "2026-27-Q2", "start": "2026-07-01", "end": "2026-09-30"}}, "E02"),
        ({"cases": cases(closed=9)}, "E06"),
        ({"cases": cases(closed=7)}, "E06"),
        ({"cases": cases(received=-1)}, "E01"),
        ({"themes": theme(subject="delays")}, "E18"),
        ({"themes": [*theme(), *theme()]}, "E13"),
        ({"approved_by": {"role": "Arbiter", "on": "2026-06-30"}}, "E24"),
        ({"approved_by": {"role": "Arbiter", "on": "2026-07-21"}}, "E24"),
        ({"evidence": [{"what": "Files", "on": "2026-07-15"}]}, "E24"),
        ({"views": ""}, "E17"),
        ({"views": "Ask Mrs Halloway about it."}, "Q15"),
        ({"themes": theme(what="Ring 07700 900123 about it.")}, "Q15"),
        ({"colour": "blue"}, "E15"),
    ],
)
def test_what_is_wrong_is_said_with_one_code(change: Document, code: str) -> None:
    changed = tier_report(**change)
    found = [one for one in codes(changed) if not (code == "E02" and one == "E24")]
    assert {*found} == {code}


def test_what_a_tier_does_not_count_has_a_status_and_is_never_zero() -> None:
    document = tier_report(themes="not_collected", recommendations="not_available", views="not_collected")
    document["cases"] = {"received": 9, "accepted": "not_collected", "closed": 8, "outcomes": "not_available"}
    told = judged(document).told
    assert codes(document) == []
    assert told is not None
    assert (told.themes, told.views) == (Missing.NOT_COLLECTED, Missing.NOT_COLLECTED)
    assert (told.cases.accepted, told.cases.outcomes) == (Missing.NOT_COLLECTED, Missing.NOT_AVAILABLE)


def test_outcomes_with_a_status_among_them_may_be_fewer_than_closed_and_never_more() -> None:
    outcomes = {**cases()["outcomes"], "withdrawn": "not_collected"}
    assert codes(tier_report(cases=cases(outcomes=outcomes))) == []
    assert codes(tier_report(cases=cases(outcomes={**outcomes, "upheld": 5}))) == ["E06"]


def test_a_case_that_is_resolved_or_withdrawn_is_no_finding() -> None:
    told = judged(tier_report()).told
    assert told is not None
    assert isinstance(told.cases.outcomes, CaseOutcomes)
    assert (told.cases.outcomes.found_wrong(), told.cases.outcomes.decided()) == (5, 6)


@pytest.mark.parametrize(("closed", "expected"), [(8, ["Q18"]), (9, []), (None, [])])
def test_more_cases_than_the_organisation_closed_are_asked_about(closed: int | None, expected: list[str]) -> None:
    assert codes(tier_report(), closed) == expected


def test_nothing_is_looked_up_of_an_organisation_outside_the_remit() -> None:
    asked: list[tuple[str, Period]] = []

    def closed_by(code: str, period: Period) -> int | None:
        asked.append((code, period))
        return 0

    judge_tier_report(as_bytes(tier_report(organisation="tern-bridge-council")), BESIDE, closed_by)
    assert asked == []
    judge_tier_report(as_bytes(tier_report()), BESIDE, closed_by)
    assert asked == [(BODY.code, Period.quarter(2026, 1))]


def test_the_organisation_existed_in_the_period() -> None:
    for dates in ({"opened_on": date(2026, 7, 1)}, {"closed_on": date(2026, 3, 31)}):
        beside = TierBeside(TODAY, TIER, {BODY.code: replace(BODY, **{"opened_on": None, **dates})})
        assert [one.code for one in judged(tier_report(), beside=beside).findings] == ["E03"]


def test_a_report_is_no_return_and_a_return_no_report() -> None:
    (finding,) = judge(as_bytes(tier_report()), Circumstances(TODAY)).findings
    assert (finding.code, finding.message) == ("E04", "A document of independent-tier-report 1.0 is not taken here.")


@pytest.mark.parametrize("value", [True, -1, 2.5, "3", None, [], {"value": 3}])
@pytest.mark.parametrize("member", QUARTERS)
def test_schema_and_reader_agree_on_what_is_no_count(member: str, value: Any) -> None:
    document = tier_report(cases=cases(**{member: value}))
    assert not has_shape(document, TIER_REPORT, "1.0")
    assert SCHEMAS[TIER_REPORT, "1.0"]().validate(document)
