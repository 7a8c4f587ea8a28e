"""What the register says of an organisation."""

from __future__ import annotations

from hub.dashboards import html, pieces
from hub.dashboards.addresses import tier_address
from hub.dashboards.markup import Node
from hub.oversight.reporting import day_in_words
from hub.store.register import RelatedOrganisation

REPORTS = {"quarter": "Every quarter", "year": "Every year"}


def section(body: RelatedOrganisation, *, opens_tier: bool = False) -> list[Node]:
    """What kind of body it is, how often it returns, and who looks at complaints after it."""
    rows: list[tuple[Node, Node]] = [("Kind", body.kind), ("Returns", REPORTS.get(body.reports, body.reports))]
    rows.append(("Independent tier", _tier(body, opens_tier)))
    if body.ombudsman:
        rows.append(("Ombudsman", body.ombudsman))
    if body.services:
        rows.append(("Services", pieces.lines(body.services)))
    if body.closed_on:
        rows.append(("Closed on", day_in_words(body.closed_on)))
    return [pieces.heading("About this organisation"), pieces.facts(rows)]


def _tier(body: RelatedOrganisation, opens: bool) -> Node:
    if not body.independent_tier or not opens:
        return body.independent_tier or "None"
    there = pieces.link("Findings, brief and meetings", tier_address(body.code))
    return html.Span([f"{body.independent_tier}. ", there])
