"""The page Forum: the next meetings, the actions that are open, meetings that were held or cancelled."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from hub.dashboards import html, pieces
from hub.dashboards.addresses import meeting_address
from hub.dashboards.forum_read import ForumRead
from hub.dashboards.markup import Node
from hub.dashboards.pages.forum.places import TITLE
from hub.dashboards.tables import Cell, table
from hub.meetings import Meeting, Output
from hub.oversight.reporting import day_in_words
from hub.oversight.written import how_many

NONE = "No meeting is arranged."
NO_ACTION = "No action is open."
Names = Mapping[str, str]


def layout(read: ForumRead, forms: dict[str, Node]) -> Node:
    """The page."""
    coming = [one for one in read.meetings if one.day >= read.today and one.is_on]
    past = [one for one in reversed(read.meetings) if one.day < read.today or not one.is_on]
    return html.Div(
        [
            html.Span(read.department_name, className="govuk-caption-l"),
            html.H1(TITLE, className="govuk-heading-l"),
            html.P(
                "The complaint managers of related organisations share learning and challenges here, and settle what "
                "concerns them all.",
                className="govuk-body-l",
            ),
            pieces.heading("Next meetings"),
            _meetings("Meetings that are arranged", coming) if coming else pieces.paragraph(NONE),
            *forms.values(),
            *_actions(read),
            *([pieces.heading("Held, or cancelled"), _meetings("The latest first", past)] if past else ()),
        ]
    )


def _meetings(caption: str, meetings: Sequence[Meeting]) -> Node:
    head = ["Day", "Begins", "Level", "Place", "State"]
    return table(caption, head, [_meeting(one) for one in meetings])


def _meeting(one: Meeting) -> list[Cell]:
    state = "Arranged" if one.present is None else "Held"
    return [
        Cell(pieces.link(day_in_words(one.day), meeting_address(one.id), one.level.label.lower())),
        Cell(one.arranged.starts_at.strftime("%H:%M")),
        Cell(one.level.label),
        Cell(pieces.with_links(one.arranged.place), whole_line=True),
        Cell(pieces.status("Cancelled", "attention") if not one.is_on else state),
    ]


def _actions(read: ForumRead) -> Iterator[Node]:
    yield html.H2("Actions that are open", className="govuk-heading-m", id="actions")
    if not read.open_actions:
        yield pieces.paragraph(NO_ACTION)
        return
    late = len(read.overdue)
    yield pieces.paragraph(f"{late} of {how_many(len(read.open_actions), 'action is', 'actions are')} overdue.")
    head = ["Action", "Owner", "Due", "Agreed on"]
    yield table("Actions of every level", head, [_action(one, read) for one in read.open_actions])


def _action(one: Output, read: ForumRead) -> list[Cell]:
    due = day_in_words(one.told.due) if one.told.due else ""
    late = pieces.status("Overdue", "attention") if one.is_overdue(read.today) else None
    return [
        Cell(one.told.says, whole_line=True),
        Cell(owner_of(one, read.names)),
        Cell(html.Span([f"{due} ", late])),
        Cell(pieces.link(day_in_words(one.day), meeting_address(one.meeting), one.level.label.lower())),
    ]


def owner_of(one: Output, names: Names) -> str:
    """Who answers for it, an organisation or a role."""
    owner = names.get(one.told.owner, one.told.owner) if one.told.owner else ""
    return ", ".join(filter(None, (owner, one.told.owner_role)))
