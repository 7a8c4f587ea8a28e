"""Where the returns of a period stand, and which queries wait: each with the way to the returns that it is about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from hub.contract.life_cycle import Standing, State
from hub.dashboards import html, pieces
from hub.dashboards.markup import Node
from hub.dashboards.pages import states
from hub.oversight.picture import Row
from hub.oversight.reporting import Rate
from hub.oversight.written import how_many

STAND, QUERIES = "Where the returns stand", "Queries that wait for an explanation"
MOST_AT_ONCE = 20  # organisations; more are shown when they are asked for
NO_QUERY = "No query about these returns waits for an explanation."


def section(rows: Sequence[Row], standings: Mapping[str, Standing]) -> list[Node]:
    """Both. Missing: nothing where no return has come, or its reader opens none."""
    told = [(row, standings[row.return_id]) for row in rows if row.return_id and row.return_id in standings]
    if not told:
        return []
    return [
        pieces.heading(STAND),
        pieces.facts([fact for state in State if (fact := _state(state, told))]),
        pieces.heading(QUERIES),
        *_queries(told),
    ]


def _state(state: State, told: Sequence[tuple[Row, Standing]]) -> tuple[Node, Node] | None:
    there = [row for row, standing in told if standing.state is state]
    if not there:
        return None
    links = [html.Li(pieces.link(row.organisation.name, f"/returns/{row.return_id}")) for row in there]
    count = f"{Rate(len(there), len(told))} returns"
    shown = links if len(links) <= MOST_AT_ONCE else [_folded(state, links)]
    return pieces.status(states.label(state), states.tone(state)), html.Ul(
        [html.Li(count), *shown], className="hub-reasons"
    )


def _folded(state: State, links: Sequence[Node]) -> Node:
    summary = f"Show these {len(links)} returns: {states.label(state).lower()}"
    return html.Li(pieces.behind(summary, [html.Ul(links, className="hub-reasons")]))


def _queries(told: Sequence[tuple[Row, Standing]]) -> list[Node]:
    waiting = [(row, len(standing.open_queries)) for row, standing in told if standing.open_queries]
    if not waiting:
        return [pieces.paragraph(NO_QUERY)]
    lines = [
        html.Span(
            [
                pieces.link(row.organisation.name, f"/returns/{row.return_id}#queries"),
                f": {how_many(count, 'query waits', 'queries wait')}",
            ]
        )
        for row, count in waiting
    ]
    return [pieces.bullets(lines)]
