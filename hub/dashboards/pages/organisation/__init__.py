"""One organisation, whole: its returns, what is asked about them, what it learns, and how it takes up the Standards.

Each part of the page is a module; here they are put in order.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from hub.dashboards import html, pieces
from hub.dashboards.markup import Node
from hub.dashboards.one_organisation import OrganisationRead
from hub.dashboards.pages import assessment, shared_services
from hub.dashboards.pages.organisation import about, asked, due, four_steps, learning, returns, talks
from hub.dashboards.paging import FIRST_PAGE, Paging


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the page: where it is, its heading, what stands in the list of parts, and itself."""

    place: str
    title: str
    told: str
    nodes: list[Node]


def layout(
    read: OrganisationRead, forms: Mapping[str, Node], paging: Paging = FIRST_PAGE, *, opens_tier: bool = False
) -> Node:
    """The page. Shapes: `forms` are drawn, by their ids; `paging` is of its returns."""
    parts = _parts(read, forms, paging)
    return html.Div(
        [
            html.Span(read.department_name, className="govuk-caption-l"),
            html.H1(read.body.name, className="govuk-heading-l"),
            html.Div(pieces.lines(read.marks), className="govuk-inset-text", id="marks") if read.marks else None,
            _contents(parts),
            *[node for part in parts for node in _drawn(part)],
            *shared_services.section(read.services, read.service_names),
            *about.section(read.body, opens_tier=opens_tier),
        ]
    )


def _parts(read: OrganisationRead, forms: Mapping[str, Node], paging: Paging) -> list[Part]:
    items = due.items(read)
    return [
        Part("due", "What is due", f"{len(items):,}" if items else "nothing", due.section(items)),
        Part("returns", "Returns", returns.told(read), returns.section(read, paging)),
        Part("queries", "Queries and questions", asked.told(read), asked.section(read)),
        Part("learning", "Learning and actions", learning.told(read), learning.section(read)),
        Part("steps", "The four steps", f"{read.standards.done} done", four_steps.section(read.standards, forms)),
        Part(
            "self-assessment",
            "Self-assessment",
            assessment.summary(read.assessments),
            assessment.section(read.assessments),
        ),
        Part("conversations", "Conversations", talks.told(read.standards), talks.section(read.standards, forms)),
    ]


def _contents(parts: list[Part]) -> Node:
    named = [
        html.Li([pieces.link(part.title, f"#{part.place}"), f": {part.told}" if part.told else None]) for part in parts
    ]
    label = {"aria-label": "On this page"}
    return html.Nav(html.Ul(named, className="govuk-list hub-contents"), **label)


def _drawn(part: Part) -> list[Node]:
    return [html.H2(part.title, className="govuk-heading-m hub-part", id=part.place), *part.nodes]
