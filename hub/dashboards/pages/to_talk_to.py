"""Whom to talk to, and why: every organisation that gives a reason, each reason a way to where it is told in full.

Reasons come from everything that is kept of an organisation, not from the latest return alone. The order is that of
the organisations' names; nothing is counted into a score.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from hub.contract.period import Period
from hub.dashboards import html, pieces
from hub.dashboards.addresses import organisation_address
from hub.dashboards.markup import Node
from hub.dashboards.pages import compliance
from hub.dashboards.pages.needs import Waiting
from hub.oversight.learning.body import BodyLearning
from hub.oversight.picture import Picture, Row
from hub.oversight.reporting import Rate, ReturnState, day_in_words
from hub.oversight.standards import BodyStandards
from hub.oversight.written import how_many
from hub.store.steps import Unexplained

TITLE = "Who to talk to, and why"
NOBODY = "Nothing that is kept of an organisation gives a reason for a conversation now."
NEVER = "No conversation recorded"
MOST_BODIES = 40
ONLY_QUERIES = "Queries alone"
FURTHER = "which Compliance and Four steps show"
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _Known:
    """What may be a reason, by organisation: looked up for every one of them. Shapes: what is missing in its order."""

    missing: Mapping[str, Sequence[Period]]
    unexplained: Mapping[str, Sequence[Unexplained]]
    standards: Mapping[str, Sequence[BodyStandards]]
    learning: Mapping[str, Sequence[BodyLearning]]

    @classmethod
    def of(cls, waiting: Waiting, picture: Picture) -> _Known:
        missing = [(row.organisation.code, period) for period, rows in waiting.missing for row in rows]
        by_body = _grouped(missing, lambda each: each[0])
        return cls(
            {code: [period for _, period in each] for code, each in by_body.items()},
            _grouped(waiting.unexplained, lambda one: one.organisation),
            _grouped(waiting.standards, lambda body: body.organisation),
            _grouped(picture.meaning.learning, lambda one: one.organisation),
        )


def section(waiting: Waiting) -> list[Node]:
    """The organisations with their reasons, or that there is none. Missing: empty without a picture."""
    if waiting.picture is None:
        return []
    known, rows = _Known.of(waiting, waiting.picture), waiting.picture.rows
    to_talk = [(row, reasons) for row in rows if (reasons := list(_reasons(row, known)))]
    talked_about = {row.organisation.code for row, _ in to_talk}
    asked_only = [row for row in rows if row.organisation.code not in talked_about and _queries(row, known)]
    listed: list[tuple[Node, Node]] = [
        (_body(row, known), _list([*reasons, *_queries(row, known)])) for row, reasons in to_talk[:MOST_BODIES]
    ]
    if asked_only:
        listed.append((ONLY_QUERIES, _list([_asked(row, known) for row in asked_only[:MOST_BODIES]])))
    more = sum(max(0, len(each) - MOST_BODIES) for each in (to_talk, asked_only))
    return [
        pieces.heading(TITLE),
        pieces.paragraph(_told(len(to_talk), len(rows))),
        pieces.facts(listed) if listed else None,
        pieces.paragraph(_more(more)) if more else None,
    ]


def _grouped(all_: Iterable[T], whose: Callable[[T], str]) -> dict[str, list[T]]:
    groups: dict[str, list[T]] = {}
    for one in all_:
        groups.setdefault(whose(one), []).append(one)
    return groups


def _told(to_talk: int, of: int) -> str:
    if not to_talk:
        return NOBODY
    bodies, gives = "organisation" if of == 1 else "organisations", "gives" if to_talk == 1 else "give"
    return f"{Rate(to_talk, of)} {bodies} {gives} a reason: in their returns, or in what was agreed with them."


def _more(count: int) -> str:
    return f"And {how_many(count, 'more organisation', 'more organisations')}, {FURTHER}."


def _list(reasons: list[Node]) -> Node:
    return html.Ul([html.Li(reason) for reason in reasons], className="hub-reasons")


def _body(row: Row, known: _Known) -> Node:
    code = row.organisation.code
    link = pieces.link(row.organisation.name, organisation_address(code))
    talked = _last_talk(code, known)
    when = f"Last conversation {day_in_words(talked)}" if talked else NEVER
    return html.Div([pieces.marked(link, row.marks), pieces.small(f"{when}.")])


def _last_talk(code: str, known: _Known) -> date | None:
    talks = [body.conversations[0].on for body in known.standards.get(code, ()) if body.conversations]
    return talks[0] if talks else None


def _asked(row: Row, known: _Known) -> Node:
    return html.Span([row.organisation.name, ": ", *_queries(row, known)])


def _queries(row: Row, known: _Known) -> list[Node]:
    """What the organisation has not explained yet, of every period. Missing: empty where nothing waits."""
    code = row.organisation.code
    unexplained = known.unexplained.get(code, ())
    if not unexplained:
        return []
    queried, queries = [one.period for one in unexplained], sum(one.queries for one in unexplained)
    wait, on = how_many(queries, "query waits", "queries wait"), how_many(len(queried), "return", "returns")
    since = f", the oldest for {queried[-1].label}" if len(queried) > 1 else f" for {queried[0].label}"
    return [pieces.link(f"{wait} for an explanation, on {on}{since}", f"{organisation_address(code)}#queries")]


def _reasons(row: Row, known: _Known) -> Iterator[Node]:
    """Why to talk to one organisation: what did not come or is lacking, and what is past its day."""
    code = row.organisation.code
    there = organisation_address(code)
    yield from _of_returns(row, known)
    overdue = sum(len(one.overdue) for one in known.learning.get(code, ()))
    if overdue:
        yield pieces.link(f"{how_many(overdue, 'action is', 'actions are')} overdue", f"{there}#learning")
    for body in known.standards.get(code, ()):
        yield from _of_standards(body, there)


def _of_returns(row: Row, known: _Known) -> Iterator[Node]:
    for period in known.missing.get(row.organisation.code, ()):
        yield pieces.link(f"The return for {period.label} is missing", compliance.address(period))
    if row.return_id is None:
        return
    if row.state is ReturnState.LATE:
        yield pieces.link(row.why, f"/returns/{row.return_id}")
    for words in row.to_talk_about:
        yield pieces.link(words, f"/returns/{row.return_id}")


def _of_standards(body: BodyStandards, there: str) -> Iterator[Node]:
    places = ["steps"] * len(body.reviews_due) + ["conversations"] * len(body.help_overdue)
    for words, place in zip(body.due(), places, strict=True):
        yield pieces.link(words, f"{there}#{place}")
