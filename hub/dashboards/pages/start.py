"""Start: how the latest period stands, what to talk about, and what somebody of this role finds in the hub.

A way in. Every figure comes out of the same Picture as the page that it leads to.
"""

from __future__ import annotations

from dash import html

from hub.auth.permissions import Role, Viewer
from hub.dashboards import pieces
from hub.dashboards.asked import Asked
from hub.dashboards.markup import Node
from hub.dashboards.pages import compliance
from hub.oversight.picture import Picture

ADDRESS = "/"
TITLE = "Start"
LEADS_TO = "Who has returned, which of the minimum data each return reports, and what to talk about."
FINDS = {
    Role.SPONSOR: (
        "You can read each return as the organisation sent it, with its earlier versions, and download the table of a "
        "period."
    ),
    Role.ORGANISATION: (
        "You see your own organisation only, as the department sees it. Returns are sent by your organisation's "
        "program or with the command hub submit; hub check judges a return before it is sent, and keeps nothing."
    ),
    Role.BOARD: (
        "What belongs here is the board pack: what changed, what to ask, and the evidence, with small counts "
        "protected. This version of the hub makes no packs and protects no counts, so it shows a board none. Until it "
        "does, ask the sponsor team what the returns say."
    ),
    Role.OPERATOR: "You see what the sponsor team sees. Organisations, people and keys are looked after by command.",
    Role.FORUM: (
        "What belongs here is the forum's agenda: themes that several organisations share, learning that others can "
        "use, and challenges to talk through. This version of the hub does not make it. Until it does, ask the "
        "sponsor team what the returns say."
    ),
    Role.TIER: (
        "What belongs here is a brief for the independent tier: one organisation, the open questions about it, and "
        "the evidence under each. This version of the hub does not make it. Until it does, ask the sponsor team what "
        "the returns say."
    ),
}


def layout(viewer: Viewer, picture: Picture | None) -> Node:
    """The page. Missing: `picture` is None for somebody whose role does not include the returns of a period."""
    read = html.Div(
        [
            html.Span(picture.department_name, className="govuk-caption-l") if picture else None,
            html.H1("Oversight hub", className="govuk-heading-l"),
            html.P("How related organisations handle complaints, from their own returns.", className="govuk-body-l"),
            *(_latest(picture) if picture else ()),
            pieces.heading("What you find here"),
            pieces.paragraph(FINDS[viewer.role]),
        ],
        className="govuk-grid-column-two-thirds",
    )
    return html.Div(read, className="govuk-grid-row")


def _latest(picture: Picture) -> list[Node]:
    return [
        pieces.heading(f"Latest period: {picture.period.label}"),
        pieces.paragraph(compliance.finding(picture)),
        pieces.paragraph(html.Span([pieces.link(compliance.TITLE, _address(picture)), pieces.small(LEADS_TO)])),
        *_to_talk_about(picture),
        *_still_missing(picture),
    ]


def _address(picture: Picture, organisation: str = "") -> str:
    return f"{compliance.ADDRESS}?{Asked(picture.period, organisation).query()}"


def _to_talk_about(picture: Picture) -> list[Node]:
    rows = [row for row in picture.rows if row.to_talk_about]
    if not rows:
        return []
    named = [
        html.Span(
            [
                pieces.link(row.organisation.name, _address(picture, row.organisation.code)),
                f": {' '.join(row.to_talk_about)}",
            ]
        )
        for row in rows
    ]
    return [pieces.heading("To talk about", "s"), pieces.bullets(named)]


def _still_missing(picture: Picture) -> list[Node]:
    earlier = [each for each in (*reversed(picture.trend[:-1]), *picture.other_kinds) if each.rates.missing]
    if not earlier:
        return []
    told = [
        html.Span(
            [
                pieces.link(each.period.label, f"{compliance.ADDRESS}?{Asked(each.period).query()}"),
                f": {each.rates.missing:,} of {each.rates.received.denominator:,} missing",
            ]
        )
        for each in earlier
    ]
    return [pieces.heading("Returns of other periods that never came", "s"), pieces.bullets(told)]
