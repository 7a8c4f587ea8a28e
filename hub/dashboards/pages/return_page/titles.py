"""The headings of the minimum data, and what stands under one when the body lists nothing."""

from __future__ import annotations

from hub.contract.model import Missing
from hub.dashboards import pieces
from hub.dashboards.markup import Node
from hub.dashboards.pages.return_page.words import status_in_words
from hub.oversight.compliance import ITEM_NAMES


def title(item: str) -> Node:
    """The heading of an item, such as `M1 Complaints received`."""
    return pieces.heading(f"{item} {ITEM_NAMES[item]}")


def listed(item: str, part: object, empty: str) -> list[Node]:
    """An item of which nothing is listed: its heading, and the status in place of a list, or the words for `empty`."""
    return [title(item), pieces.paragraph(status_in_words(part) if isinstance(part, Missing) else empty)]
