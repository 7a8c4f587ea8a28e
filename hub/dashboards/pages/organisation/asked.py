"""What is asked about the returns of one organisation: queries of the hub and questions of the sponsor team."""

from __future__ import annotations

from collections.abc import Iterator

from hub.contract.life_cycle import State, query_keys
from hub.contract.period import Period
from hub.dashboards import html, pieces
from hub.dashboards.markup import Node
from hub.dashboards.one_organisation import OrganisationRead, PeriodOfOne
from hub.dashboards.pages.return_page.questions import STATES
from hub.store.threads import Thread

NONE = "No query waits for an explanation, and no question is open."


def told(read: OrganisationRead) -> str:
    """How many of either still need somebody: a question that was answered is read and closed by who asked it."""
    queries, questions = sum(1 for _ in _queries(read)), len(read.threads)
    asked = f"{questions:,} {'question' if questions == 1 else 'questions'} not closed"
    return f"{queries:,} open {'query' if queries == 1 else 'queries'}, {asked}"


def section(read: OrganisationRead) -> list[Node]:
    """Each open query and each question that is not closed, with the way to its return."""
    queries, questions = [*_queries(read)], [_question(thread) for thread in read.threads]
    if not queries and not questions:
        return [pieces.paragraph(NONE)]
    return [
        *([pieces.subheading("Queries that wait for an explanation"), pieces.bullets(queries)] if queries else []),
        *([pieces.subheading("Questions that are not closed"), pieces.bullets(questions)] if questions else []),
    ]


def _queries(read: OrganisationRead) -> Iterator[Node]:
    for one in read.periods:
        if one.latest and one.standing and one.standing.state is not State.WITHDRAWN:
            yield from _of_one(one)


def _of_one(one: PeriodOfOne) -> Iterator[Node]:
    waiting = set(one.standing.open_queries) if one.standing else set()
    for finding in one.latest.findings if one.latest else ():
        keys = waiting.intersection(query_keys([finding]))
        if one.latest and keys:
            waiting -= keys
            words = f"{one.period.label}, query {finding['code']}"
            yield html.Span([pieces.link(words, f"/returns/{one.latest.id}#queries"), f": {finding['message']}"])


def _question(thread: Thread) -> Node:
    words = f"{Period.named(thread.period_name).label}, version {thread.version}"
    link = pieces.link(words, f"/returns/{thread.return_id}#question-{thread.id}")
    state = pieces.status(*STATES[thread.state])
    return html.Span([link, ": ", html.Span(f"“{thread.posts[0].text}” ", className="hub-said"), state])
