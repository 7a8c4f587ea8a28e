"""What is on the page of a return, with how much of it waits: links to its parts."""

from __future__ import annotations

from collections.abc import Mapping

from hub.dashboards import html, pieces
from hub.dashboards.life import Life
from hub.dashboards.markup import Node
from hub.dashboards.pages.return_page import stands
from hub.store.kept import KeptReturn
from hub.store.threads import ThreadState


def links(kept: KeptReturn, life: Life, forms: Mapping[str, Node]) -> Node:
    """The parts of the page, each a link."""
    parts = [("queries", "Queries", _queries(kept, life)), ("questions", "Questions", _questions(life))]
    parts.append(("sent", "What was sent", ""))
    if stands.offered(forms):
        parts.append(("steps", "What you can do now", ""))
    parts.append(("happened", "What has happened", ""))
    named = [html.Li([pieces.link(words, f"#{place}"), f": {told}" if told else None]) for place, words, told in parts]
    label = {"aria-label": "On this page"}
    return html.Nav(html.Ul(named, className="govuk-list hub-contents"), **label)


def _queries(kept: KeptReturn, life: Life) -> str:
    asked, waiting = len(life.queries(kept)), len(life.standing.open_queries)
    if waiting:
        return f"{waiting} of {asked} {'waits' if waiting == 1 else 'wait'} for an explanation"
    return f"{asked}, explained" if asked else "none"


def _questions(life: Life) -> str:
    waiting = sum(thread.state is ThreadState.OPEN for thread in life.threads)
    if waiting:
        return f"{waiting} of {len(life.threads)} {'waits' if waiting == 1 else 'wait'} for an answer"
    return f"{len(life.threads)}" if life.threads else "none"
