"""Independent tier: the organisations that have one, when each is met, and what is open."""

from __future__ import annotations

from hub.dashboards import html, pieces
from hub.dashboards.addresses import tier_address
from hub.dashboards.markup import Node
from hub.dashboards.tables import Cell, table
from hub.dashboards.tier_read import TierLine, TiersRead
from hub.oversight.reporting import day_in_words

ADDRESS, TITLE = "/tier", "Independent tier"
ABOUT = (
    "An independent tier looks at complaints after the organisation has answered them. The board’s lead meets it, "
    "hears its views and examines its evidence. The name of an organisation leads to what was found, the brief for "
    "the next meeting, and the record of the last."
)
NONE = "No organisation that you see has an independent tier."
HEAD = ("Organisation", "Independent tier", "Latest report", "Next meeting", "Last meeting recorded", "Open follow-ups")
NO_DAY = Cell("None planned", only_in_rows=True)


def layout(read: TiersRead) -> Node:
    """The page."""
    shown = table("Organisations that have an independent tier", HEAD, [_row(one) for one in read.lines])
    return html.Div(
        [
            html.Span(read.department_name, className="govuk-caption-l"),
            html.H1(TITLE, className="govuk-heading-l"),
            pieces.paragraph(ABOUT),
            shown if read.lines else pieces.paragraph(NONE),
        ]
    )


def _row(one: TierLine) -> list[Cell]:
    to_come, held = one.next_meeting, one.last_held
    overdue = (
        [pieces.small(f"{one.overdue:,} past {'its' if one.overdue == 1 else 'their'} day")] if one.overdue else []
    )
    return [
        Cell(pieces.link(one.name, tier_address(one.organisation))),
        Cell(one.tier),
        Cell(one.reported.label if one.reported else "None yet"),
        Cell(day_in_words(to_come.on)) if to_come else NO_DAY,
        Cell(day_in_words(held.on) if held else "None yet"),
        Cell([f"{one.open_follow_ups:,}", *overdue]),
    ]
