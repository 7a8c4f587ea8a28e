"""One document for each query, and each query at its edge, as far as a return by itself can raise it."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from earlier_returns import beside
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from return_documents import NOW, ROOT, UNKNOWN, Document, as_bytes, full_return, least_return
from return_strategies import valid_returns
from test_checks import changed
from test_findings import resolve

from hub.contract.circumstances import Circumstances
from hub.contract.findings import RULES, Finding
from hub.contract.judge import judge
from hub.contract.rule import COMPARES_PERIODS

QUERIED = ROOT / "fixtures" / "queried"
FIXTURES = sorted(QUERIED.glob("Q[0-9][0-9].json"))
PREVIOUS = {file.name.split(".")[0]: file for file in QUERIED.glob("*.previous.json")}
PATIENT = settings(suppress_health_check=list(HealthCheck))


def code_of(file: Path) -> str:
    return file.stem


def found_in(file: Path) -> tuple[Finding, ...]:
    before = PREVIOUS.get(file.stem)
    return judge(file.read_bytes(), beside(*json.loads(before.read_bytes())) if before else NOW).findings


@pytest.mark.parametrize("file", FIXTURES, ids=code_of)
def test_a_document_that_raises_one_query_is_accepted_and_gets_exactly_its_code(file: Path) -> None:
    (finding,) = found_in(file)
    assert (finding.code, finding.blocks, finding.asks) == (file.stem, False, True)
    assert finding.values
    for place in finding.pointers:
        resolve(json.loads(file.read_bytes()), place)


def test_every_query_has_a_document_and_those_that_compare_periods_have_what_came_before() -> None:
    assert {file.stem for file in FIXTURES} == {
        code for code, rule in RULES.items() if code.startswith("Q") and "complaints-return" in rule.contracts
    }
    assert set(PREVIOUS) == COMPARES_PERIODS


@pytest.mark.parametrize("code", sorted(COMPARES_PERIODS))
def test_periods_are_compared_only_where_earlier_ones_are_known(code: str) -> None:
    assert judge((QUERIED / f"{code}.json").read_bytes(), NOW).findings == ()


def queries(document: Document) -> list[str]:
    return [finding.code for finding in judge(as_bytes(document), NOW).findings if finding.asks]


def without(entry: Document, *names: str) -> Document:
    return {name: value for name, value in entry.items() if name not in names}


A1, A2 = full_return()["actions"]
L1 = full_return()["learning"][0]
BY_ITSELF = without(L1, "actions")


def promised(promised: Any, within: Any) -> Document:
    document = changed("received/total", 40, least_return())
    document["feedback"] = full_return()["feedback"]
    return document | {"timescale": {"promised": promised, "within": within}}


@pytest.mark.parametrize(
    ("document", "expected"),
    [(promised(30, 30), ["Q10"]), (promised(29, 29), []), (promised(30, 29), []), (promised(30, UNKNOWN), [])],
)
def test_every_date_kept_is_asked_about_from_30_on(document: Document, expected: list[str]) -> None:
    assert queries(document) == expected


@pytest.mark.parametrize(
    ("wrong", "actions", "expected"),
    [
        (8, [], ["Q04"]),
        (8, "not_collected", ["Q04"]),
        (8, "not_applicable", ["Q04"]),
        (0, [], []),
        (UNKNOWN, [], []),
        (8, [A1], []),
    ],
)
def test_where_something_went_wrong_an_action_is_asked_for(wrong: Any, actions: Any, expected: list[str]) -> None:
    document = full_return() | {"actions": actions, "learning": [BY_ITSELF], "went_wrong": {"count": wrong}}
    assert queries(document) == expected


@pytest.mark.parametrize(
    ("action", "message"),
    [
        (A2, None),
        (without(A2, "due"), None),  # it has begun: there is a date
        (without(A2, "begins", "due"), "The action A2 has no date."),
        (without(A2, "owner", "begins", "due"), "The action A2 has no owner and no date."),
        (A2 | {"id": "A3"}, "The action A3 has no measure."),
        (A2 | {"id": "A3", "remedy": "apology"}, None),  # what is done for one person needs none
        (A2 | {"due": "2026-07-01"}, None),
        (A2 | {"due": "2026-06-30"}, "The action A2 was due on 2026-06-30 and is not said to be done."),
        (A2 | {"due": "2026-06-30", "completed": "2026-07-15"}, None),
    ],
)
def test_an_action_has_an_owner_a_date_and_a_measure_and_is_done_in_time(action: Document, message: str | None) -> None:
    document = full_return() | {"actions": [A1, action], "learning": [L1 | {"actions": ["A1"]}]}
    if action["id"] == "A2":
        document["learning"] = [L1]
    found = [finding.message for finding in judge(as_bytes(document), NOW).findings]
    assert found == ([message] if message else [])


PLAN = dict.fromkeys(
    ("standards", "involvement", "progress_review", "completion_review", "monitoring"), "not_applicable"
)


@pytest.mark.parametrize(
    ("said", "lacks"),
    [
        ({}, []),
        ({"impact": "not_collected"}, ["measure"]),
        ({"impact": "not_applicable"}, []),
        ({"owner": "not_available"}, ["owner"]),
        ({"owner": "not_applicable"}, []),
        ({"begins": "not_collected", "due": "not_available"}, ["date"]),
        ({"begins": "not_collected", "due": "suppressed_at_source"}, []),
    ],
)
def test_a_status_that_is_an_answer_is_not_asked_about(said: Document, lacks: list[str]) -> None:
    document = json.loads((ROOT / "fixtures" / "versions" / "2.0.json").read_bytes())
    action = {**A2, **PLAN, "id": "A77", "completed": "not_available", "impact": "Renewals a week", **said}
    document["actions"].append(action)
    found = [finding for finding in judge(as_bytes(document), NOW).findings if finding.values.get("action") == "A77"]
    assert [finding.values["lacks"] for finding in found] == ([lacks] if lacks else [])


@pytest.mark.parametrize(
    ("measure", "sharing", "lacks"),
    [
        (L1["measure"], L1["sharing"], []),
        ("not_collected", L1["sharing"], ["measure"]),
        (L1["measure"], [], ["sharing"]),
        (L1["measure"], "not_available", ["sharing"]),
        ("not_available", "not_collected", ["measure", "sharing"]),
        ("not_applicable", "suppressed_at_source", []),
    ],
)
def test_learning_without_measure_or_sharing_is_asked_about(measure: Any, sharing: Any, lacks: list[str]) -> None:
    document = full_return() | {"learning": [L1 | {"measure": measure, "sharing": sharing}]}
    found = [finding for finding in judge(as_bytes(document), NOW).findings if finding.code == "Q06"]
    assert [finding.values["lacks"] for finding in found] == ([lacks] if lacks else [])


def filed(other: Any, *rest: Any) -> list[Document]:
    return [
        {"subject": "other", "count": other},
        *({"subject": "delay", "local_label": f"{n}", "count": count} for n, count in enumerate(rest)),
    ]


@pytest.mark.parametrize(
    ("subjects", "expected"),
    [
        (filed(20, 80), []),
        (filed(21, 79), ["Q08"]),
        (filed(4, 1), []),
        (filed(5, 1), ["Q08"]),
        (filed(UNKNOWN, 100), []),
        (filed(20, 60, UNKNOWN), ["Q08"]),
        ("not_collected", []),
    ],
)
def test_more_than_a_fifth_in_other_is_asked_about(subjects: Any, expected: list[str]) -> None:
    document = full_return() | {"received": {"total": "not_available"}, "subjects": subjects}
    assert queries(document) == expected


def groups(**said: Any) -> Document:
    return full_return()["feedback"] | said


@pytest.mark.parametrize(
    ("feedback", "silent"),
    [
        (groups(), {}),
        (groups(investigators="not_collected"), {"investigators": "not_collected"}),
        (groups(investigators="not_applicable"), {}),
        (groups(complainants={"invited": 9, "responses": 0, "satisfied": 0}), {"complainants": "no responses"}),
        (groups(complainants={"invited": 0, "responses": 0, "satisfied": 0, "summary": "All rang us."}), {}),
        (
            groups(complainants=dict.fromkeys(("invited", "responses", "satisfied"), UNKNOWN)),
            {"complainants": "no numbers"},
        ),
        (
            groups(complainants="not_available", complained_about="not_collected"),
            {"complainants": "not_available", "complained_about": "not_collected"},
        ),
    ],
)
def test_a_group_that_was_not_heard_is_asked_about(feedback: Document, silent: Document) -> None:
    found = judge(as_bytes(full_return() | {"feedback": feedback}), NOW).findings
    assert [finding.values for finding in found] == ([{"groups": silent}] if silent else [])


def test_nobody_is_asked_for_feedback_where_nothing_was_closed() -> None:
    document = least_return() | {"caseload": {"brought_forward": 0, "closed": 0, "carried_forward": 20}}
    assert queries(document) == []
    document["caseload"] = {"brought_forward": 0, "closed": 1, "carried_forward": 19}
    assert queries(document) == ["Q11"]


@pytest.mark.parametrize(
    ("period", "year", "expected"),
    [
        ("2025-26-Q1", "2024-25", []),
        ("2025-26-Q1", "2025-26", []),
        ("2025-26-Q1", "2023-24", ["Q13"]),
        ("2025-26-Q1", "2026-27", ["Q13"]),
        ("2025-26-Q4", "2025-26", []),
        ("2025-26-Q4", "2024-25", ["Q13"]),
        ("2025-26", "2025-26", []),
        ("2025-26", "2024-25", ["Q13"]),
    ],
)
def test_the_ombudsmans_year_is_the_last_that_ended_or_the_one_that_runs(
    period: str, year: str, expected: list[str]
) -> None:
    document = changed("ombudsman/year", year)
    document["period"]["name"] = period
    assert queries(document) == expected


def test_nothing_is_asked_about_a_document_that_lacks_the_shape_of_a_return() -> None:
    document = changed("actions/1/owner", 5, changed("notes", "Mr Tern"))
    assert [finding.code for finding in judge(as_bytes(document), NOW).findings] == ["E17"]


@PATIENT
@given(document=valid_returns())
def test_a_query_never_refuses_and_names_what_it_cites(document: Document) -> None:
    verdict = judge(as_bytes(document), Circumstances(today=date(2100, 1, 1)))
    asked = [finding for finding in verdict.findings if finding.asks]
    assert verdict.accepted
    assert len({finding.key for finding in asked}) == len(asked)
    for finding in asked:
        assert finding.values == json.loads(json.dumps(finding.values))


@PATIENT
@given(document=valid_returns(), order=st.randoms(use_true_random=False))
def test_the_order_of_members_changes_no_key(document: Document, order: Any) -> None:
    names = list(document)
    order.shuffle(names)
    shuffled = {name: document[name] for name in names}
    assert [finding.key for finding in judge(as_bytes(document), NOW).findings] == [
        finding.key for finding in judge(as_bytes(shuffled), NOW).findings
    ]
