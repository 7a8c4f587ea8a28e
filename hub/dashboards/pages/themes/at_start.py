"""The themes of the latest period at the start of whoever prepares the forum: what is shared, and who has a remedy.

A way in: decisions are taken on the page of a theme. Themes stand in the order of the picture.
"""

from __future__ import annotations

from hub.dashboards import pieces
from hub.dashboards.markup import Node
from hub.dashboards.pages.themes import choices
from hub.dashboards.pages.themes.said import bodies_in_words, where_sent
from hub.dashboards.reading import ThemesRead
from hub.oversight.themes.decided import Heading
from hub.oversight.written import listed

NONE = "The returns for this period suggest no theme."
NO_REMEDY = "No other organisation has evidence of effect on it yet."


def section(read: ThemesRead) -> list[Node]:
    """Each theme with its organisations, where it stands and who could begin."""
    title = pieces.heading(f"What organisations share, {read.picture.period.label}")
    if not read.decided.told:
        return [title, pieces.paragraph(NONE)]
    return [title, pieces.facts([(_name(one, read), pieces.lines(_told(one, read))) for one in read.decided.told])]


def _name(heading: Heading, read: ThemesRead) -> Node:
    return pieces.link(heading.title, choices.theme_address(heading.key, read.picture.period))


def _told(heading: Heading, read: ThemesRead) -> list[str]:
    names = read.names
    solved = list(dict.fromkeys(names.get(one.organisation, one.organisation) for one in heading.remedies))
    sent = [where_sent(item) for item in read.agenda if item.seen.theme == heading.key]
    return [
        f"{heading.standing.label}. {heading.told_as.label}: {bodies_in_words(heading, names)}.",
        f"With evidence of effect on it: {listed(solved)}." if solved else NO_REMEDY,
        sent[0] if sent else "It has not been sent to the agenda.",
    ]
