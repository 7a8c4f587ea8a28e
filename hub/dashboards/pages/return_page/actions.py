"""M4, action taken to put things right."""

from __future__ import annotations

from collections.abc import Sequence

from hub.contract.model import Action, Cell, Count, Missing, Return, Said
from hub.dashboards import html, pieces, tables
from hub.dashboards.markup import Node
from hub.dashboards.pages.return_page.asked_for import those_asked
from hub.dashboards.pages.return_page.titles import listed, title
from hub.dashboards.pages.return_page.words import cell_in_words, date_in_words, label, said_in_words, status_in_words
from hub.oversight.compliance import STATUS_WORDS

PLAN = {
    "standards": "How it complies with professional standards",
    "involvement": "How the person who complained is involved",
    "progress_review": "How and when progress is reviewed",
    "completion_review": "How and when completion is reviewed",
    "monitoring": "How it is monitored or audited",
    "impact": "How its impact is measured",
}


def section(return_: Return) -> list[Node]:
    """The actions, each with what, why, who and when."""
    if not isinstance(return_.actions, tuple) or not return_.actions:
        return listed("M4", return_.actions, "No action is reported.")
    rows = [_action_cells(action) for action in return_.actions]
    head = ["Id", "Action", "Subject", "Remedy", "Responsible", "When"]
    return [title("M4"), tables.table("Actions", head, rows), *_plans(return_, return_.actions)]


def _plans(return_: Return, actions: Sequence[Action]) -> list[Node]:
    """How each action is followed through. Missing: nothing where the return's version does not ask."""
    parts: list[Node] = []
    for action in actions:
        told = [(f"/actions/*/{name}", words, said_in_words(getattr(action, name))) for name, words in PLAN.items()]
        if rows := those_asked(return_, told):
            parts += [
                html.H3(f"{action.id}: how it is followed through", className="govuk-heading-s"),
                pieces.facts(rows),
            ]
    return parts


def _action_cells(action: Action) -> list[tables.Cell]:
    return [
        tables.Cell(action.id),
        tables.Cell(action.what),
        tables.Cell(label("subjects", action.subject)),
        tables.Cell(label("remedies", action.remedy) + _times(action.number)),
        tables.Cell(said_in_words(action.owner)),
        tables.Cell(pieces.lines([_dated("Begins", action.begins), _dated("Due", action.due), _completed(action)])),
    ]


def _dated(word: str, day: Said) -> str:
    if isinstance(day, Missing):
        return f"{word}: {STATUS_WORDS[day]}"
    return f"{word} {date_in_words(day, 'not given')}"


def _completed(action: Action) -> str:
    return _dated("Completed", action.completed) if action.completed else "Not completed yet"


def _times(number: Cell) -> str:
    if isinstance(number, Count):
        return f" ({cell_in_words(number)} {'time' if number.value == 1 else 'times'})"
    return f" ({status_in_words(number)})" if number else ""
