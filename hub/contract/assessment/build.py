"""From a document of the right shape to an `Assessment`: one small function a part.

Takes what could be read of a faulty document too, so that the rest of it can be judged all the same. Judges nothing.
"""

from __future__ import annotations

from typing import Any

from hub.contract.assessment.model import Assessment, Evidence, Planned, Scored
from hub.contract.model import STATUSES, Answer, Document, Missing, SignOff


def _score(value: Any) -> int | str | Missing | None:
    if isinstance(value, float):
        return int(value)
    return Missing(value) if isinstance(value, str) and value in STATUSES else value


def _scored(part: Document) -> Scored:
    return Scored(
        statement=part.get("statement"),
        score=_score(part.get("score")),
        basis=part.get("basis", ""),
        evidence=tuple(Evidence(each.get("what", ""), each.get("on")) for each in part.get("evidence", ())),
        notes=part.get("notes", ""),
        gaps=part.get("gaps", ""),
    )


def _planned(part: Document) -> Planned:
    return Planned(
        id=part.get("id"),
        part=part.get("part"),
        statements=tuple(part.get("statements", ())),
        what=part.get("what", ""),
        owner=part.get("owner"),
        due=part.get("due"),
        completed=part.get("completed"),
    )


def build_assessment(document: Document) -> Assessment:
    """The self-assessment that a document tells."""
    framework, approved_by = document.get("framework", {}), document.get("approved_by")
    return Assessment(
        contract_version=document.get("contract_version", ""),
        organisation=document.get("organisation"),
        framework_id=framework.get("id"),
        framework_version=framework.get("version"),
        completed_on=document.get("completed_on"),
        review_on=document.get("review_on"),
        approved_by=SignOff(approved_by.get("role", ""), approved_by.get("on", "")) if approved_by else None,
        source=document.get("source"),
        scores=tuple(_scored(part) for part in document.get("scores", ())),
        plan=tuple(_planned(part) for part in document.get("action_plan", ())),
        conclusions=document.get("conclusions"),
        evidence_base=document.get("evidence_base"),
        response=document.get("response"),
        explanations=tuple(
            Answer(part.get("query", ""), part.get("pointer"), part.get("text", ""))
            for part in document.get("explanations", ())
        ),
    )
