"""The hub's queries about a return: what each says, what the organisation says to it, and the form to say it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from hub.auth.permissions import Act
from hub.dashboards import html, pieces
from hub.dashboards.life import Life, Query
from hub.dashboards.markup import Node
from hub.dashboards.pages.places import Places
from hub.dashboards.pages.return_page.people import who_in_words
from hub.dashboards.pages.return_page.words import moment_in_words
from hub.store.explanations import Explanation
from hub.store.kept import KeptReturn

NO_QUERIES = "The hub has no query about this return."
WHAT_A_QUERY_IS = (
    "A query is not an error: the return is accepted. Either explain why the figures are right, or send a corrected "
    "return. An explanation stands for later versions too, as long as the values that the query cites stay the same."
)


def section(kept: KeptReturn, life: Life, versions: Sequence[KeptReturn], forms: Mapping[str, Node]) -> list[Node]:
    """Each query with its explanation, and the notes, which ask nothing."""
    queries = life.queries(kept)
    places = Places.of(life.document, kept.contract, kept.contract_version)
    parts: list[Node] = [html.H2("Queries", className="govuk-heading-m hub-part", id="queries")]
    parts.append(pieces.paragraph(WHAT_A_QUERY_IS if queries else NO_QUERIES))
    for query in queries:
        parts.append(_query(query, places, kept, versions, forms.get(f"{Act.EXPLAIN}-{query.key}")))
    return parts + _notes(kept)


def _query(query: Query, places: Places, kept: KeptReturn, versions: Sequence[KeptReturn], form: Node) -> Node:
    finding, given = query.finding, query.explanation
    state = pieces.status("Explained", "plain") if given else pieces.status("Waits for an explanation", "ask")
    about = "; ".join(places.in_words(place) for place in finding["pointers"])
    return html.Div(
        [
            html.H3([f"Query {finding['code']} ", state], className="govuk-heading-s"),
            pieces.paragraph(finding["message"]),
            pieces.paragraph([html.Strong("About: "), about]) if about else None,
            *(_said(given, kept, versions) if given else [pieces.paragraph(finding["what_to_do"])]),
            form,
        ],
        className="hub-talk",
    )


def _said(given: Explanation, kept: KeptReturn, versions: Sequence[KeptReturn]) -> list[Node]:
    with_version = next((each.version for each in versions if each.id == given.return_id), kept.version)
    earlier = (
        f", with version {with_version}; the values have not changed since" if with_version != kept.version else ""
    )
    told = f"{who_in_words(given.who, given.role, kept)}, {moment_in_words(given.at)}{earlier}"
    return [
        html.Div(
            [html.P(given.text, className="govuk-body hub-said"), html.P(told, className="hub-reason hub-anywhere")],
            className="hub-post",
        )
    ]


def _notes(kept: KeptReturn) -> list[Node]:
    notes = [finding for finding in kept.findings if finding["code"].startswith("N")]
    if not notes:
        return []
    told = [f"{note['message']} {note['what_to_do']}" for note in notes]
    return [html.H3("Notes, which need no answer", className="govuk-heading-s"), pieces.bullets(told)]
