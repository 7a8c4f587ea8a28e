"""The four steps and the adoption of the Standards, organisation by organisation, and how many are how far.

The order is that of the organisations' names. There is no score and no ranking.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from operator import itemgetter

from hub.contract.four_steps import FourSteps, StepState
from hub.dashboards import html, pieces
from hub.dashboards.addresses import organisation_address
from hub.dashboards.data_tables import DataTable, Field, Rows
from hub.dashboards.markup import Node
from hub.dashboards.pages.organisation.four_steps import TONES
from hub.dashboards.paging import FIRST_PAGE, Paging, pages
from hub.dashboards.tables import Cell, Column, dense_table, table
from hub.oversight.picture import Picture
from hub.oversight.reporting import Rate, day_in_words
from hub.oversight.standards import NOT_RECORDED, BodyStandards, StepStanding, counted

ADDRESS = "/oversight/standards"
TITLE = "Four steps"
NOT_SAID = NOT_RECORDED
NOBODY = "No organisation owes a return for this period, so there is none whose steps could be shown."
HOW = (
    "The sponsor team records each step on the page of the organisation, with its evidence. A review is due from the "
    "day that was agreed. A step that is not done is a reason to talk, not a mark."
)
FIELDS = (
    Field("organisation_code", "Organisation code"),
    Field("organisation", "Organisation"),
    *(
        field
        for step in FourSteps
        for field in (
            Field(f"step_{int(step)}", f"{int(step)}: {step.label}"),
            Field(f"step_{int(step)}_why", f"Step {int(step)}, when"),
        )
    ),
    Field("steps_done", "Steps done"),
    Field("steps", "Steps"),
    Field("adoption", "Adoption of the Standards"),
    Field("last_conversation", "Last conversation"),
    Field("due", "What is due"),
)
Names = Mapping[str, str]


def standards_table(bodies: Sequence[BodyStandards], names: Names, department: str) -> DataTable:
    """The table as values, for its files."""

    def row(at: int) -> tuple[str | int, ...]:
        code = bodies[at].organisation
        return (code, names[code], *_values(bodies[at]))

    rows = Rows(len(bodies), row)
    return DataTable("steps", f"The four steps, {department}", FIELDS, rows, (HOW,))


def layout(picture: Picture, bodies: Sequence[BodyStandards], names: Names, paging: Paging = FIRST_PAGE) -> Node:
    """The page: how many organisations are how far, and each of them."""
    return html.Div(
        [
            html.Span(picture.department_name, className="govuk-caption-l"),
            html.H1(TITLE, className="govuk-heading-l"),
            *([summary(bodies), *_each(bodies, names, paging), _files()] if bodies else ()),
            pieces.paragraph(HOW if bodies else NOBODY),
        ]
    )


def summary(bodies: Sequence[BodyStandards]) -> Node:
    """How many organisations are how far with each step."""
    told = {step: counted(bodies, step) for step in FourSteps}
    shown = [
        words
        for words in (NOT_RECORDED, *(state.label for state in StepState))
        if any(map(itemgetter(words), told.values()))
    ]
    head = ["Step", "Recorded as done", *shown]
    rows = [
        [
            Cell(f"{int(step)}: {step.label}"),
            Cell(str(Rate(sum(body.steps[step].done for body in bodies), len(bodies)))),
            *(Cell(f"{told[step][words]:,}", numeric=True) for words in shown),
        ]
        for step in FourSteps
    ]
    return table("Organisations by step", head, rows)


def beside_compliance(bodies: Sequence[BodyStandards]) -> list[Node]:
    """The same in short, with the way to the page. Missing: nothing for somebody who sees no organisation's steps."""
    if not bodies:
        return []
    return [
        pieces.heading("The four steps"),
        summary(bodies),
        pieces.paragraph(pieces.link("See the four steps by organisation", ADDRESS)),
    ]


def _files() -> Node:
    links = [pieces.link(f"Download this table ({form.upper()})", f"{ADDRESS}.{form}") for form in ("csv", "ods")]
    return html.P(links, className="govuk-body hub-further hub-not-on-paper")


def _each(bodies: Sequence[BodyStandards], names: Names, paging: Paging) -> list[Node]:
    way = pages(paging, len(bodies), lambda page: f"{ADDRESS}?page={page}", "organisations")
    return [_table(paging.of(bodies), names), *way]


def _table(bodies: Sequence[BodyStandards], names: Names) -> Node:
    steps = [Column(step.label, f"Step {int(step)}") for step in FourSteps]
    head: list[str | Column] = ["Organisation", "What is due", *steps, "Adoption"]
    return dense_table("Each organisation", head, [_cells(body, names[body.organisation]) for body in bodies])


def _cells(body: BodyStandards, name: str) -> list[Cell]:
    due = [*body.due()]
    return [
        Cell(pieces.link(name, f"{organisation_address(body.organisation)}#steps")),
        Cell(pieces.lines(due) if due else pieces.quiet("Nothing"), whole_line=True),
        *(Cell(_state(step)) for step in body.steps),
        Cell(_adoption(body)),
    ]


def _state(standing: StepStanding) -> list[Node]:
    return [
        pieces.status(standing.label, TONES[standing.state]),
        pieces.small(standing.why) if standing.why else None,
    ]


def _adoption(body: BodyStandards) -> list[Node]:
    if body.adoption is None:
        return [pieces.quiet(NOT_SAID)]
    return [body.adoption.adoption.label, pieces.small(f"On {day_in_words(body.adoption.on)}.")]


def _values(body: BodyStandards) -> list[str | int]:
    steps: list[str | int] = [words for step in body.steps for words in (step.label, step.why)]
    talked = day_in_words(body.conversations[0].on) if body.conversations else ""
    adoption = body.adoption.adoption.label if body.adoption else NOT_SAID
    return [*steps, body.done.numerator, body.done.denominator, adoption, talked, " ".join(body.due())]
