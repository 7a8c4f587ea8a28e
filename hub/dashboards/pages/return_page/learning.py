"""M5 to M7: learning, how its improvement is measured, and how it is shared."""

from __future__ import annotations

from hub.contract.model import Learning, Measure, Missing, Return, Said, Sharing, told
from hub.dashboards import html, pieces
from hub.dashboards.markup import Node
from hub.dashboards.pages.return_page.asked_for import Row, those_asked
from hub.dashboards.pages.return_page.titles import listed
from hub.dashboards.pages.return_page.words import (
    NOT_GIVEN,
    date_in_words,
    label,
    sentence,
    status_in_words,
    value_in_words,
)

CONSENT = {True: "Yes", False: "No", None: NOT_GIVEN}


def section(return_: Return) -> list[Node]:
    """Each piece of learning with its measure and its sharing."""
    if not isinstance(return_.learning, tuple) or not return_.learning:
        return listed("M5", return_.learning, "No learning is reported.")
    parts: list[Node] = [pieces.heading("M5 to M7 Learning, its measure and its sharing")]
    for entry in return_.learning:
        facts = pieces.facts([*_learning_facts(entry), *_consent(return_, entry)])
        parts += [html.H3(f"{entry.id}: {entry.identified}", className="govuk-heading-s"), facts]
    return parts


def _learning_facts(entry: Learning) -> list[Row]:
    rows: list[Row] = [("How it was used", entry.used)]
    if entry.subject:
        rows.append(("Subject", label("subjects", entry.subject)))
    if entry.actions:
        rows.append(("Actions", ", ".join(entry.actions)))
    rows += [("M6 Measure", _measure_words(entry.measure)), ("M7 Sharing", _sharing_words(entry.sharing))]
    return rows


def _consent(return_: Return, entry: Learning) -> list[Row]:
    """Whether other bodies may be told. Missing: nothing where the return's version does not ask."""
    shared = entry.may_be_shared
    words = status_in_words(shared) if isinstance(shared, Missing) else CONSENT[shared]
    return those_asked(return_, [("/learning/*/may_be_shared", "May be shared with other bodies", words)])


def _measure_words(measure: Measure | Missing | None) -> Node:
    if not isinstance(measure, Measure):
        return status_in_words(measure) if measure else NOT_GIVEN
    unit = f" {measure.unit}" if measure.unit else ""
    values = [
        f"{name} {value_in_words(value)}{'' if isinstance(value, Missing) else unit}"
        for name, value in (("baseline", measure.baseline), ("target", measure.target), ("latest", measure.latest))
        if value is not None
    ]
    review = [_review(measure.review_on)] if measure.review_on else []
    wanted = "Higher is better" if measure.direction == "up" else "Lower is better"
    return html.Span(
        [
            html.Strong(sentence(measure.name)),
            f" {sentence(measure.definition)}",
            html.Br(),
            sentence(", ".join([wanted, *values, *review])),
        ]
    )


def _review(day: Said) -> str:
    return f"reviewed on {date_in_words(day)}" if told(day) else f"review {date_in_words(day)}"


def _sharing_words(sharing: tuple[Sharing, ...] | Missing | None) -> Node:
    if not isinstance(sharing, tuple) or not sharing:
        return status_in_words(sharing) if isinstance(sharing, Missing) else NOT_GIVEN
    return pieces.bullets(
        [f"{label('channels', each.channel)}: {each.where} ({', '.join([each.state, *_on(each)])})" for each in sharing]
    )


def _on(sharing: Sharing) -> list[str]:
    return [date_in_words(sharing.on)] if sharing.on else []
