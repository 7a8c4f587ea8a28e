"""The page of an issued paper, and that of what changed since."""

from __future__ import annotations

from markupsafe import Markup

from hub.auth.permissions import PaperAct, Viewer
from hub.dashboards import html, pieces
from hub.dashboards.forms import CHOICE, Field, Form, Option
from hub.dashboards.markup import Node
from hub.dashboards.pages.papers.kept import issued_on, issuer
from hub.dashboards.pages.papers.places import FORMS, file_address, since_address
from hub.dashboards.tables import Cell, table
from hub.issued import Issued, KeptForm, Kind
from hub.oversight.reporting import day_in_words
from hub.oversight.written import how_many

DIGESTS = (
    "A digest is 64 letters and digits that belong to one file alone. Whoever has the file can compute its SHA-256 and "
    "see that it is this one."
)
CORRECTED = "A return that this paper used was corrected or withdrawn since. The paper stays as it was issued."
STANDS = "Every return that this paper used still counts in the version that it used."
NO_RETURN = "No figure of a return"

FOR = {
    Kind.PACK: "For the board of",
    Kind.ANNUAL_REPORT: "For the board of",
    Kind.AGENDA: "For the meeting of",
    Kind.BRIEF: "For the meeting of",
}


def title(one: Issued) -> str:
    """What the page is called."""
    return f"{one.title}, number {one.id}"


def layout(one: Issued, corrected: bool) -> Node:
    """The page of an issued paper."""
    periods = {period for _, period in one.versions}
    told = how_many(len(one.versions), "return", "returns"), how_many(len(periods), "period", "periods")
    facts = [
        (FOR[one.kind], day_in_words(one.day)),
        ("Issued", f"{issued_on(one)}, by {issuer(one)}"),
        ("Figures as they stood on", day_in_words(one.figures_of)),
        ("Made from", f"{told[0]} for {told[1]}, each in the version of that day" if periods else NO_RETURN),
        ("SHA-256 of the paper itself", html.Span(one.sha256, className="hub-anywhere")),
    ]
    return html.Div(
        [
            html.Span(f"{one.kind.label}, number {one.id}", className="govuk-caption-l"),
            html.H1(one.title, className="govuk-heading-l"),
            pieces.paragraph(
                [
                    pieces.status("Corrected since", "attention") if corrected else None,
                    f" {CORRECTED} " if corrected else f"{STANDS} ",
                    pieces.link("What changed since", since_address(one.id)),
                ]
            ),
            pieces.facts(facts),
            pieces.heading("Files"),
            pieces.paragraph(DIGESTS),
            table("The forms in which it was issued", ["File", "Size", "SHA-256"], [_form(one, f) for f in one.forms]),
        ]
    )


def _form(one: Issued, form: KeptForm) -> list[Cell]:
    name = FORMS.get(form.suffix, form.suffix)
    return [
        Cell(pieces.link(name, file_address(one.id, form.suffix), f"of number {one.id}")),
        Cell(f"{max(1, round(form.length / 1000)):,} kB", numeric=True),
        Cell(html.Span(form.sha256, className="hub-anywhere"), whole_line=True),
    ]


def since_forms(one: Issued, viewer: Viewer) -> dict[str, Form]:
    """Having the sheet as a file, for whoever makes papers."""
    options = tuple(Option("", suffix, name) for suffix, name in FORMS.items())
    field = Field("suffix", "Form", CHOICE, options=options, value=".docx")
    form = Form(PaperAct.WRITE.value, since_address(one.id), "Make the file", (field,), summary="Have it as a file")
    return {form.id: form} if viewer.does(PaperAct.WRITE) else {}


def since_layout(body: Markup, drawn: dict[str, Node]) -> Node:
    """The page of what changed since."""
    return html.Div([html.Div(body, className="hub-paper"), *drawn.values()])
