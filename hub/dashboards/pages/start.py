"""Start: how the latest period stands, what to talk about, whose returns are missing, and what this role finds here.

A way in. Every figure comes out of the same Picture as the page that it leads to.
"""

from __future__ import annotations

from collections.abc import Sequence

from hub.auth.permissions import Role, Viewer
from hub.contract.period import Period
from hub.dashboards import html, pieces
from hub.dashboards.addresses import organisation_address
from hub.dashboards.markup import Node
from hub.dashboards.pages import at_a_glance, compliance, taken_back
from hub.dashboards.pages.taken_back import NO_WITHDRAWALS, Withdrawals
from hub.oversight.picture import Picture, Row

MissingReturns = Sequence[tuple[Period, Sequence[Row]]]

ADDRESS = "/"
TITLE = "Start"
OLDER = f"Older periods are not listed here; the page {compliance.TITLE} shows each of them."
LEADS_TO = "Who has returned, which of the minimum data each return reports, and what to talk about."
OWN_ORGANISATION = (
    "You see your own organisation only, as the department sees it. Returns are sent by your organisation's program or "
    "with the command hub submit; hub check judges a return before it is sent, and keeps nothing."
)
FINDS = {
    Role.SPONSOR: (
        "The name of an organisation leads to its page: there you record conversations and the four steps, and read "
        "each return as it was sent, with its earlier versions. A return that was signed off is published on its own "
        "page. Comparison and Themes say what is beyond chance; every table can be downloaded."
    ),
    Role.SENDER: f"{OWN_ORGANISATION} You explain queries and answer questions; a signatory signs a return off.",
    Role.SIGNATORY: f"{OWN_ORGANISATION} You explain queries, answer questions, sign a return off and withdraw it.",
    Role.BOARD: (
        "The page Board says what changed and what to ask, with the evidence a click away; Comparison and Themes hold "
        "that evidence. Board papers makes the board pack, keeps what was issued, and says what changed since. The "
        "page Independent tier has the brief for each meeting. Small counts are not shown."
    ),
    Role.OPERATOR: "You see what the sponsor team sees. Organisations, people and keys are looked after by command.",
    Role.FORUM: (
        "Themes shows what several organisations share, and takes your decisions on it; Comparison shows measures "
        "between organisations. Small counts are not shown. The page Forum holds the meetings: propose an agenda "
        "there, change it, send it out, and record what came of it."
    ),
    Role.TIER: (
        "The page Independent tier has what you reported about each organisation beside what it found itself, the "
        "brief for the next meeting, and the record of the last. Your program sends your reports. Themes shows what "
        "several organisations share. Small counts of organisations are not shown."
    ),
}


def layout(
    viewer: Viewer,
    picture: Picture | None,
    missing: MissingReturns = (),
    before_them: Sequence[Node] = (),
    withdrawn: Withdrawals = NO_WITHDRAWALS,
    talks: Sequence[Node] = (),
) -> Node:
    """The page; `before_them` is what waits for somebody, or is their own, and `talks` whom to talk to.

    Shapes: `withdrawn` by organisation and period.
    Missing: `picture` is None for somebody whose role does not include the returns of a period.
    """
    return html.Div(
        [
            html.Span(picture.department_name, className="govuk-caption-l") if picture else None,
            html.H1("Oversight hub", className="govuk-heading-l"),
            html.P("How related organisations handle complaints, from their own returns.", className="govuk-body-l"),
            *before_them,
            *(_latest(picture) if picture else ()),
            *(_missing(picture, missing, withdrawn) if picture and missing else ()),
            *talks,
            pieces.heading("What you find here"),
            pieces.paragraph(FINDS[viewer.role]),
        ]
    )


def _latest(picture: Picture) -> list[Node]:
    lead = [pieces.link(f"{compliance.TITLE}, {picture.period.label}", compliance.address(picture.period))]
    return [
        pieces.heading(f"Latest period: {picture.period.label}"),
        pieces.paragraph(_finding(picture)),
        at_a_glance.figures(picture, picture.rows) if picture.rows else None,
        pieces.paragraph(html.Span([*lead, pieces.small(LEADS_TO)])),
    ]


def _finding(picture: Picture) -> str:
    return at_a_glance.finding(picture, picture.rows) if picture.rows else "No organisation owes a return for it."


def _body(row: Row) -> Node:
    link = pieces.link(row.organisation.name, organisation_address(row.organisation.code))
    return pieces.marked(link, row.marks)


def to_talk_about(picture: Picture) -> list[Node]:
    """What the returns that came give reason for; those that did not come have a list of their own."""
    rows = [row for row in picture.rows if row.to_talk_about and row.return_id]
    if not rows:
        return []
    told = [(_body(row), pieces.lines(row.to_talk_about)) for row in rows]
    return [pieces.heading(f"To talk about, from returns for {picture.period.label}"), pieces.facts(told)]


def _missing(picture: Picture, missing: MissingReturns, withdrawn: Withdrawals) -> list[Node]:
    told = [
        (pieces.link(period.label, compliance.address(period)), _bodies(period, rows, withdrawn))
        for period, rows in missing
    ]
    looked_at = {each.period for each in (*picture.trend, *picture.other_kinds)}
    note = pieces.paragraph(OLDER) if set(picture.periods) - looked_at else None
    return [pieces.heading("Returns that are missing"), pieces.facts(told), note]


def _bodies(period: Period, rows: Sequence[Row], withdrawn: Withdrawals) -> Node:
    named = [html.Li([_body(row), pieces.small(row.why), *_gone(period, row, withdrawn)]) for row in rows]
    return html.Ul(named, className="hub-reasons")


def _gone(period: Period, row: Row, withdrawn: Withdrawals) -> list[Node]:
    gone = taken_back.of(row, period, withdrawn)
    if gone is None:
        return []
    whose = f"of {row.organisation.name}, {period.label}"
    return [taken_back.state(), taken_back.told(gone.step), taken_back.link(gone.kept.id, whose)]
