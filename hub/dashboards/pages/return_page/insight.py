"""What a return tells beside its counts: important issues, other insight, challenges for the forum, demographics."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from hub.contract.model import Answer, Challenge, Characteristic, Insight, Issue, Missing, Return
from hub.dashboards import pieces, tables
from hub.dashboards.markup import Node
from hub.dashboards.pages.return_page.asked_for import asks
from hub.dashboards.pages.return_page.words import cell_in_words, label, status_in_words

Entry = TypeVar("Entry")
GROUPS = ["Group", "Complaints received", "Something went wrong"]


def section(return_: Return) -> list[Node]:
    """The parts that newer contract versions ask for. Missing: nothing of what the return's own does not have."""
    parts: list[Node] = []
    if asks(return_, "/important_issues"):
        parts += _listed("Important issues", return_.important_issues, _issue)
    if asks(return_, "/other_insight"):
        parts += _listed("Other insight", return_.other_insight, _insight)
    if asks(return_, "/challenges"):
        parts += _listed("Challenges for the forum", return_.challenges, _challenge)
    if return_.explanations:
        parts += _listed("Explanations that came with the return", return_.explanations, _answer)
    return parts + (_demographics(return_.demographics) if asks(return_, "/demographics") else [])


def _listed(
    heading: str, part: tuple[Entry, ...] | Missing | None, words: Callable[[Entry], tuple[Node, Node]]
) -> list[Node]:
    """A heading with its entries. Missing: nothing for a part that is empty or was left out."""
    if not part:
        return []
    told = (
        pieces.paragraph(status_in_words(part)) if isinstance(part, Missing) else pieces.facts(list(map(words, part)))
    )
    return [pieces.heading(heading), told]


def _issue(issue: Issue) -> tuple[Node, Node]:
    return issue.id or "", pieces.lines([issue.issue, *_about(issue.subject)])


def _insight(insight: Insight) -> tuple[Node, Node]:
    counted = [f"How many: {cell_in_words(insight.count)}"] if insight.count is not None else []
    return label("insight-sources", insight.source), pieces.lines([insight.what, *counted])


def _challenge(challenge: Challenge) -> tuple[Node, Node]:
    wanted = [f"What would help: {challenge.help_wanted}"] if challenge.help_wanted else []
    return challenge.id or "", pieces.lines([challenge.challenge, *_about(challenge.subject), *wanted])


def _answer(answer: Answer) -> tuple[Node, Node]:
    return f"Query {answer.code}", answer.text


def _about(subject: str | None) -> list[str]:
    return [f"Subject: {label('subjects', subject)}"] if subject else []


def _demographics(part: Sequence[Characteristic] | Missing | None) -> list[Node]:
    if not part:
        return []
    if isinstance(part, Missing):
        return [pieces.heading("Demographics"), pieces.paragraph(status_in_words(part))]
    return [pieces.heading("Demographics"), *map(_characteristic, part)]


def _characteristic(told: Characteristic) -> Node:
    rows = [
        [
            tables.Cell(group.group),
            tables.Cell(cell_in_words(group.received), numeric=True),
            tables.Cell(cell_in_words(group.went_wrong), numeric=True),
        ]
        for group in told.groups
    ]
    return tables.table(label("characteristics", told.characteristic), GROUPS, rows)
