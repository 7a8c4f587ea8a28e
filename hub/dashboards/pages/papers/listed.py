"""The page of papers for the board: what can be made, and what was issued."""

from __future__ import annotations

from collections.abc import Sequence

from hub.auth.permissions import PaperAct, Viewer
from hub.dashboards import html, pieces
from hub.dashboards.forms import CHOICE, DAY, Field, Form, Option
from hub.dashboards.markup import Node
from hub.dashboards.pages.papers.kept import FOR_GOOD, issued_on, issuer
from hub.dashboards.pages.papers.places import ADDRESS, FORMS, TITLE, issued_address, since_address
from hub.dashboards.paper_read import PapersRead
from hub.dashboards.tables import Cell, table
from hub.issued import Issued, Kind
from hub.oversight.reporting import day_in_words

NONE = "No paper was issued yet."
OFFERED = (Kind.PACK, Kind.ANNUAL_REPORT)
ABOUT = (
    "A paper is made from the returns as they stand now, and holds what a board may see. Issue it when it is sent: it "
    "is kept as it is, with the versions of the returns that it used, and a digest of every form."
)
CORRECTED, AS_ISSUED = "Corrected since", "Figures stand"


def forms(read: PapersRead, viewer: Viewer) -> dict[str, Form]:
    """Writing a paper, and issuing one, for whoever does so; by their ids."""
    offered = [
        Form(PaperAct.WRITE.value, ADDRESS, "Make the paper", (*_fields(read), _form())),
        Form(
            PaperAct.ISSUE.value,
            ADDRESS,
            "Issue the paper",
            _fields(read),
            says=FOR_GOOD,
            summary="Issue a paper",
        ),
    ]
    return {form.id: form for form in offered if viewer.does(PaperAct(form.act))}


def _fields(read: PapersRead) -> tuple[Field, ...]:
    periods = tuple(Option("", each.name, each.label) for each in read.periods)
    kinds = tuple(Option("", kind.value, kind.label) for kind in OFFERED)
    return (
        Field("kind", "Paper", CHOICE, options=kinds, value=Kind.PACK.value),
        Field("period", "Period", CHOICE, options=periods, value=read.period.name),
        Field("day", "Day of the board", DAY, blank="Enter the day of the board", value=read.today.isoformat()),
    )


def _form() -> Field:
    options = tuple(Option("", suffix, name) for suffix, name in FORMS.items())
    return Field("suffix", "Form", CHOICE, options=options, value=".docx")


def layout(read: PapersRead, drawn: dict[str, Node]) -> Node:
    """The page."""
    return html.Div(
        [
            html.Span(read.department_name, className="govuk-caption-l"),
            html.H1(TITLE, className="govuk-heading-l"),
            pieces.paragraph(ABOUT),
            *([pieces.heading("Make a paper"), *drawn.values()] if drawn else ()),
            pieces.heading("Issued"),
            _issued(read.issued, read.outdated) if read.issued else pieces.paragraph(NONE),
        ]
    )


def _issued(issued: Sequence[Issued], outdated: frozenset[str]) -> Node:
    head = ["Paper", "Number", "For the board of", "Issued", "Since then"]
    return table("Issued papers, the newest first", head, [_row(one, one.id in outdated) for one in issued])


def _row(one: Issued, corrected: bool) -> list[Cell]:
    return [
        Cell(pieces.link(one.title, issued_address(one.id), f"number {one.id}"), whole_line=True),
        Cell(one.id, numeric=True),
        Cell(day_in_words(one.day)),
        Cell([issued_on(one), pieces.small(f"by {issuer(one)}")]),
        Cell(
            [
                pieces.status(CORRECTED, "attention") if corrected else pieces.status(AS_ISSUED, "plain"),
                pieces.small(pieces.link("What changed", since_address(one.id), f"since number {one.id}")),
            ]
        ),
    ]
