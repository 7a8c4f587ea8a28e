"""M8, feedback on complaint handling from the three groups."""

from __future__ import annotations

from hub.contract.model import FeedbackGroup, Missing, Return
from hub.dashboards import html, pieces
from hub.dashboards.markup import Node
from hub.dashboards.pages.return_page.titles import title
from hub.dashboards.pages.return_page.words import NOT_GIVEN, cell_in_words, status_in_words

GROUPS = {
    "complainants": "People who complained",
    "complained_about": "Colleagues complained about",
    "investigators": "Colleagues who investigated",
}


def section(return_: Return) -> list[Node]:
    """What each of the three groups said, or why there is nothing of it."""
    return [
        title("M8"),
        pieces.facts([(GROUPS[name], _group_words(group)) for name, group in return_.feedback.groups]),
    ]


def _group_words(group: FeedbackGroup | Missing | None) -> Node:
    if not isinstance(group, FeedbackGroup):
        return status_in_words(group) if group else NOT_GIVEN
    counts = (
        f"{cell_in_words(group.satisfied)} satisfied of {cell_in_words(group.responses)} who answered; "
        f"{cell_in_words(group.invited)} invited."
    )
    return html.Span([counts, html.Br(), group.summary]) if group.summary else counts
