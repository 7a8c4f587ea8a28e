"""Self-assessments to start from, of a body that does not exist, by the framework of five principles."""

from __future__ import annotations

import copy
from typing import Any

from permits import LANTERN

from hub.contract.frameworks import framework

Document = dict[str, Any]
LOW = {"1.2": 1, "4.4": 1, "5.3": 0}
STRONG = ("1.4", "2.1", "2.3", "3.1")
GROUNDS = {
    0: "Nobody is asked yet; a survey was stopped when the office moved.",
    1: "It is done at every desk. Nothing is measured.",
    2: "Sampled in two of four teams; the other two are looked at next year.",
    3: "Sampled in all four teams, and fewer people write a second time.",
}


def assessment(name: str = "person-centred", **members: Any) -> Document:
    """One with an entry for each statement, nothing to refuse and nothing to ask."""
    found = framework(name, "1.0")
    assert found is not None
    scale = [value.value for value in found.scale]
    scores = []
    for id_ in found.statements():
        score = LOW.get(id_, 3 if id_ in STRONG else 2) if found.is_counted else scale[-1]
        grounds = GROUNDS[score if isinstance(score, int) else 2]
        entry: Document = {"statement": id_, "score": score, "basis": grounds}
        if score == scale[-1]:
            entry["evidence"] = [{"what": f"Sample of closed complaints, statement {id_}", "on": "2026-03-31"}]
        scores.append(entry)
    document: Document = {
        "contract": "self-assessment",
        "contract_version": "1.0",
        "organisation": LANTERN,
        "framework": {"id": name, "version": "1.0"},
        "completed_on": "2026-05-29",
        "review_on": "2027-05-28",
        "approved_by": {"role": "Director of Permits", "on": "2026-06-05"},
        "scores": scores,
        "action_plan": plan() if found.is_counted and name == "person-centred" else [],
        "conclusions": "Most of it is done. What is missing is evidence that it works.",
        "evidence_base": "Samples will be drawn in every team, and people will be asked again.",
    }
    if found.asks_response:
        document["response"] = "The board accepts it and will ask again in six months."
    return copy.deepcopy(document | members)


def plan() -> list[Document]:
    """An action for each principle that has a low score."""
    told = {
        "1": ("1.2", "Ask people which adjustments they need, at the first contact", "Head of Customer Relations"),
        "4": ("4.4", "Write into each answer what was learnt and by when it is done", "Complaints team"),
        "5": ("5.3", "Ask everybody whose complaint was closed what complaining was like", "Complaints team"),
    }
    return [
        {"id": f"P{part}", "part": part, "statements": [id_], "what": what, "owner": owner, "due": "2026-12-18"}
        for part, (id_, what, owner) in told.items()
    ]


def entry_for(document: Document, statement: str) -> Document:
    """The entry of one statement, to be changed in place."""
    return next(entry for entry in document["scores"] if entry["statement"] == statement)
