"""From a document of the right shape to a `TierReport`: one small function a part.

Takes what could be read of a faulty document too, so that the rest of it can be judged all the same. Judges nothing.
"""

from __future__ import annotations

from typing import Any

from hub.contract.assessment.model import Evidence
from hub.contract.build import cell
from hub.contract.model import STATUSES, Answer, Document, Missing, Said, SignOff
from hub.contract.tier.model import CaseOutcomes, Cases, CaseTheme, TierRecommendations, TierReport


def build_tier_report(document: Document) -> TierReport:
    """What a tier's document tells."""
    period, approved_by = document.get("period", {}), document.get("approved_by")
    return TierReport(
        contract_version=document.get("contract_version", ""),
        tier=document.get("tier", ""),
        organisation=document.get("organisation"),
        period_name=period.get("name"),
        starts=period.get("start"),
        ends=period.get("end"),
        approved_by=SignOff(approved_by.get("role", ""), approved_by.get("on", "")) if approved_by else None,
        source=document.get("source"),
        cases=_cases(document.get("cases", {})),
        themes=_themes(document.get("themes")),
        recommendations=_recommendations(document.get("recommendations")),
        views=_said(document.get("views")),
        evidence=tuple(Evidence(each.get("what", ""), each.get("on")) for each in document.get("evidence", ())),
        explanations=tuple(
            Answer(part.get("query", ""), part.get("pointer"), part.get("text", ""))
            for part in document.get("explanations", ())
        ),
    )


def _cases(part: Document) -> Cases:
    outcomes = part.get("outcomes")
    return Cases(
        received=cell(part.get("received")),
        accepted=cell(part.get("accepted")),
        closed=cell(part.get("closed")),
        outcomes=_outcomes(outcomes) if isinstance(outcomes, dict) else _missing(outcomes),
    )


def _outcomes(part: Document) -> CaseOutcomes:
    names = ("upheld", "partly_upheld", "not_upheld", "resolved", "withdrawn")
    return CaseOutcomes(*(cell(part.get(name)) for name in names))


def _themes(told: Any) -> tuple[CaseTheme, ...] | Missing | None:
    if isinstance(told, list):
        return tuple(CaseTheme(part.get("subject"), cell(part.get("count")), part.get("what", "")) for part in told)
    return _missing(told)


def _recommendations(told: Any) -> TierRecommendations | Missing | None:
    if isinstance(told, dict):
        return TierRecommendations(cell(told.get("made")), cell(told.get("accepted")))
    return _missing(told)


def _said(told: Any) -> Said:
    return _missing(told) or (told if isinstance(told, str) else None)


def _missing(told: Any) -> Missing | None:
    return Missing(told) if isinstance(told, str) and told in STATUSES else None
