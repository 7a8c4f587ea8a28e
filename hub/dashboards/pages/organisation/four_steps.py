"""The four steps and the adoption of the Standards by one organisation, with what was recorded before and the forms."""

from __future__ import annotations

from collections.abc import Mapping

from hub.auth.permissions import OrganisationAct
from hub.contract.four_steps import AdoptionRecord, StepRecord, StepState
from hub.dashboards import html, pieces
from hub.dashboards.markup import Node
from hub.dashboards.tables import Cell, table
from hub.oversight.reporting import day_in_words
from hub.oversight.standards import BodyStandards, StepStanding

TONES = {
    StepState.NOT_STARTED: "quiet",
    StepState.IN_PROGRESS: "attention",
    StepState.DONE: "plain",
    StepState.SHARED: "plain",
    StepState.REVIEW_DUE: "ask",
}
NOT_SAID = "Nothing has been recorded about the adoption of the Standards."
HEAD = ("Step", "Where it stands", "Evidence")


def state(standing: StepStanding) -> list[Node]:
    """The state of a step, with its day."""
    tone = TONES[standing.state]
    return [pieces.status(standing.label, tone), pieces.small(standing.why) if standing.why else None]


def section(body: BodyStandards, forms: Mapping[str, Node]) -> list[Node]:
    """The steps, what was recorded before, adoption, and the forms that record more."""
    rows = [
        [
            Cell([f"{int(one.step)}: {one.step.label}", pieces.small(one.step.asks)]),
            Cell(state(one)),
            Cell(_evidence(one.record), only_in_rows=one.record is None),
        ]
        for one in body.steps
    ]
    return [
        table("The four steps towards the Complaint Standards", HEAD, rows),
        *_earlier(body),
        *_adoption(body),
        forms.get(OrganisationAct.RECORD_STEP),
        forms.get(OrganisationAct.RECORD_ADOPTION),
    ]


def _evidence(record: StepRecord | None) -> Node:
    return html.Span(record.evidence, className="hub-said") if record else ""


def _earlier(body: BodyStandards) -> list[Node]:
    told = [
        f"Step {int(one.step)}: {each.state.label.lower()} on {day_in_words(each.on)}. {each.evidence}"
        for one in body.steps
        for each in one.earlier
    ]
    return [_behind("What was recorded before", told)] if told else []


def _adoption(body: BodyStandards) -> list[Node]:
    parts: list[Node] = [pieces.subheading("Adoption of the Standards")]
    if body.adoption is None:
        return [*parts, pieces.paragraph(NOT_SAID)]
    earlier = [_adopted(one) for one in body.adoptions[1:]]
    return [
        *parts,
        pieces.paragraph(_adopted(body.adoption)),
        *([_behind("What was recorded before of the adoption", earlier)] if earlier else []),
    ]


def _adopted(one: AdoptionRecord) -> str:
    return f"{one.adoption.label}, {day_in_words(one.on)}. {one.evidence}"


def _behind(summary: str, told: list[str]) -> Node:
    return pieces.behind(summary, [pieces.bullets(told)], "hub-anywhere")
