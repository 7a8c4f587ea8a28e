"""What must hold in what versions 1.1 and 2.0 added: the same rules, at their edges."""

from __future__ import annotations

import json
from typing import Any

import pytest
from return_documents import NOW, ROOT, UNKNOWN, Document, as_bytes, full_return, least_return
from test_checks import codes, nil

from hub.contract.judge import judge

ROUNDED = {"subject_coding": "primary", "rounding_base": 5}


def handled(version: str = "1.1", **parts: Any) -> Document:
    """The least that tells of 17 complaints closed, in a version that asks how they were handled."""
    return {**least_return(), "contract_version": version, "caseload": full_return()["caseload"], **parts}


def way(count: Any) -> Document:
    return {"count": count, "mean_days": 5}


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ({"early_resolution": way(10), "closer_look": way(7)}, []),
        ({"early_resolution": way(10), "closer_look": way(3)}, []),  # some were closed otherwise: withdrawn
        ({"early_resolution": way(10), "closer_look": way(8)}, ["E10"]),
        ({"early_resolution": way(18)}, ["E10"]),
        ({"early_resolution": way(18), "closer_look": way(19)}, ["E10"]),
        ({"early_resolution": way(17), "closer_look": way(UNKNOWN)}, []),
        ({"early_resolution": "not_collected", "closer_look": way(18)}, ["E10"]),
        ({"early_resolution": "not_collected", "closer_look": "not_collected"}, []),
        ({"early_resolution": way(99), "caseload": "not_collected"}, []),
        ({"early_resolution": way(10), "closer_look": way(20), "counting_rules": ROUNDED}, ["E10"]),
        ({"early_resolution": way(10), "closer_look": way(14), "counting_rules": ROUNDED}, []),
    ],
)
def test_a_complaint_is_closed_in_one_way(parts: Document, expected: list[str]) -> None:
    assert codes(handled(**parts)) == expected


def test_the_finding_on_ways_of_handling_names_both_and_the_whole() -> None:
    document = handled(early_resolution=way(10), closer_look=way(8))
    (finding,) = (found for found in judge(as_bytes(document), NOW).findings if found.blocks)
    assert finding.pointers == ("/early_resolution/count", "/closer_look/count", "/caseload/closed")
    assert finding.values == {"ways of handling": 18, "complaints closed": 17}


def of_2_0(**parts: Any) -> Document:
    document = json.loads((ROOT / "fixtures" / "versions" / "2.0.json").read_bytes())
    return {**document, **parts}


def groups(*groups: tuple[Any, Any]) -> list[Document]:
    listed = [{"group": f"Group {n}", "received": all_, "went_wrong": wrong} for n, (all_, wrong) in enumerate(groups)]
    return [{"characteristic": "age", "groups": listed}]


ISSUE = {"id": "I77", "issue": "Renewals by post"}
CHALLENGE = {"id": "C77", "challenge": "Nobody else renews by post"}


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ({"demographics": groups((44, 9), (44, 44))}, []),
        ({"demographics": groups((45, 9), (2, 1))}, ["E07"]),
        ({"demographics": groups((9, 10))}, ["E07"]),
        ({"demographics": groups((UNKNOWN, 10), (9, UNKNOWN))}, []),
        ({"demographics": [{"characteristic": "height", "groups": []}]}, ["E18"]),
        ({"important_issues": [ISSUE], "challenges": [CHALLENGE]}, []),
        ({"important_issues": [ISSUE, ISSUE]}, ["E13"]),
        ({"important_issues": [ISSUE], "challenges": [CHALLENGE | {"id": "I77"}]}, ["E13"]),
        ({"important_issues": [ISSUE | {"subject": "dely"}]}, ["E18"]),
        ({"challenges": [CHALLENGE | {"subject": "dely"}]}, ["E18"]),
        ({"other_insight": [{"source": "hearsay", "what": "Nobody reads it"}]}, ["E18"]),
        ({"other_insight": [{"source": "compliments", "what": "Somebody does"}]}, []),
    ],
)
def test_what_later_versions_add_is_held_to_the_same_rules(parts: Document, expected: list[str]) -> None:
    assert codes(of_2_0(**parts)) == expected


@pytest.mark.parametrize(
    "parts",
    [{"early_resolution": way(1)}, {"closer_look": way(1)}, {"demographics": groups((1, 0))}],
)
def test_a_nil_return_holds_nothing_in_any_version(parts: Document) -> None:
    document = nil(received={"total": "not_available"}, contract_version="2.0", timescale="not_collected")
    document |= dict.fromkeys(
        ("early_resolution", "closer_look", "compensation", "important_issues", "other_insight", "cost", "challenges",
         "ombudsman"),
        "not_applicable",
    )  # fmt: skip
    assert codes(document) == []
    assert codes(document | parts) == ["E12"]
