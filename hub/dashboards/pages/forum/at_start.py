"""The next meeting of the forum at the start of whoever belongs to it, and actions whose day has passed.

A way in: what is due is told on the page Forum.
"""

from __future__ import annotations

from collections.abc import Iterator

from hub.dashboards import html, pieces
from hub.dashboards.addresses import FORUM, meeting_address
from hub.dashboards.forum_read import ForumRead
from hub.dashboards.markup import Node
from hub.dashboards.pages.forum.listed import owner_of
from hub.dashboards.pages.forum.places import ACTIONS, TITLE
from hub.oversight.reporting import day_in_words
from hub.oversight.written import how_many

NONE = "No meeting of the forum is arranged."


def section(read: ForumRead) -> list[Node]:
    """When and where the next one is, with its agenda a click away. Missing: empty where nobody here is a member."""
    if not read.meetings:
        return []
    return [pieces.heading("The forum"), pieces.facts([*_facts(read)])]


def _facts(read: ForumRead) -> Iterator[tuple[Node, Node]]:
    meeting = read.next
    if meeting is None:
        yield "Next meeting", NONE
    else:
        begins = meeting.arranged.starts_at.strftime("%H:%M")
        words = f"{day_in_words(meeting.day)}, {begins}"
        there = pieces.link(words, meeting_address(meeting.id), "the forum’s next meeting")
        where = html.Span([f"{meeting.level.label}. ", pieces.with_links(meeting.arranged.place)])
        yield "Next meeting", html.Span([there, pieces.small(where)])
    if read.open_actions:
        late = len(read.overdue)
        words = how_many(len(read.open_actions), "action", "actions")
        link = pieces.link(f"{words} open", f"{FORUM}#{ACTIONS}", f"on the page {TITLE}")
        yield "Actions", html.Span([link, f", {late} overdue" if late else ""])


def needs(read: ForumRead) -> Iterator[Node]:
    """A line for each action whose day has passed."""
    for one in read.overdue:
        due = day_in_words(one.told.due) if one.told.due else ""
        words = f"An action of the forum was due on {due}: {one.told.says}"
        owner = owner_of(one, read.names)
        yield html.Span([pieces.link(words, meeting_address(one.meeting)), pieces.small(f"Owner: {owner}.")])
