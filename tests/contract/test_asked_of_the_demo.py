"""What the hub asks the fictional department: all that was planted there, and little else."""

from __future__ import annotations

import json
from datetime import date
from functools import cache

import pytest
from return_documents import ROOT

from hub.contract.circumstances import Circumstances
from hub.contract.findings import Finding
from hub.contract.history import MOST_EARLIER, Earlier, History
from hub.contract.judge import judge
from hub.contract.model import Return, number
from hub.contract.period import Period

Kept = dict[Period, Return]
FIXTURES = ROOT / "fixtures"
DEPARTMENT = json.loads((FIXTURES / "demo" / "department.json").read_bytes())


def history(kept: Kept, period: Period) -> History:
    """The current returns of a body before a period, as an archive would give them."""
    earlier = sorted((one for one in kept if one < period), reverse=True)[:MOST_EARLIER]
    return History(
        tuple(Earlier(one, number(kept[one].received.total)) for one in earlier), kept.get(period.previous())
    )


@cache
def asked() -> dict[str, list[Finding]]:
    """The queries on every submission of the demo, each judged on the day that it came."""
    kept: dict[str, Kept] = {}
    queries = {}
    for submission in DEPARTMENT["submissions"]:
        file = FIXTURES / submission["file"]
        body, raw = file.parent.name, file.read_bytes()
        period = Period.named(json.loads(raw)["period"]["name"])
        returns = kept.setdefault(body, {})
        today = date.fromisoformat(submission["received_at"][:10])
        verdict = judge(raw, Circumstances(today, body, history=history(returns, period)))
        assert verdict.accepted, [finding.message for finding in verdict.findings]
        assert verdict.told is not None
        returns[period] = verdict.told
        queries[f"{body}/{file.stem}"] = [finding for finding in verdict.findings if finding.asks]
    return queries


def where(code: str) -> list[str]:
    return [name for name, found in asked().items() if code in [finding.code for finding in found]]


# The numbers are those of fixtures/README.md, "What is planted, and where", and of "Also there, and meant".
PLANTED: list[tuple[str, list[str]]] = [
    ("Q01", ["strand-harbours/2025-26-Q1"]),  # the merger
    ("Q02", ["strand-harbours/2025-26-Q1", "islander-grants/2025-26-Q3", "islander-grants/2025-26-Q4"]),  # and 2
    ("Q03", []),
    ("Q08", []),
    ("Q09", ["quayside-contact/2026-27-Q2"]),  # 8
    ("Q10", [f"causeway-tolls/{name}" for name in ("2025-26-Q3", "2025-26-Q4", "2026-27-Q1", "2026-27-Q2")]),  # 3
    ("Q13", ["lampkeepers-pensions/2026-27-Q1"]),  # 7
    ("Q14", ["strand-harbours/2025-26-Q1"]),  # the merger
    ("Q15", []),
]


@pytest.mark.parametrize(("code", "names"), PLANTED)
def test_what_was_planted_is_asked_about_and_nothing_else(code: str, names: list[str]) -> None:
    assert where(code) == names


def test_the_silent_body_is_asked_about_its_actions_learning_and_feedback_each_time() -> None:
    silent = [name for name in asked() if name.startswith("causeway-tolls/")]
    assert where("Q04") == silent
    assert set(where("Q11")) >= set(silent)
    assert {"causeway-tolls/2024-25-Q1", "causeway-tolls/2026-27-Q1"} < set(where("Q06"))


def test_the_loop_that_breaks_is_seen_when_it_opens_and_when_it_is_forgotten() -> None:
    assert "lampkeepers-pensions/2025-26-Q3" in where("Q06")
    (finding,) = (one for one in asked()["lampkeepers-pensions/2025-26-Q4"] if one.code == "Q05")
    assert finding.values == {"action": "A11", "due": "2026-03-31", "mentioned": False}


def test_the_recycled_narrative_is_named_with_how_near_it_is() -> None:
    told = [(finding.values["shared"], finding.values["of"]) for finding in asked()["quayside-contact/2026-27-Q2"]
            if finding.code == "Q09"]  # fmt: skip
    assert told == [(48, 48), (30, 31)]


def test_most_returns_are_asked_nothing_and_hardly_any_about_more_than_two_things() -> None:
    nothing = sum(not found for found in asked().values())
    assert len(asked()) == 136
    assert nothing > 136 / 2
    talkative = [name for name, found in asked().items() if len({one.code for one in found}) > 2]
    assert all(name.startswith(("causeway-tolls/", "strand-harbours/2025-26-Q1")) for name in talkative), talkative
