"""Where pages about organisations are, for every page that leads to them. Addresses only."""

from __future__ import annotations

from urllib.parse import quote, urlencode

from hub.contract.period import Period

FORUM = "/forum"
AFTER = "after"  # how often a meeting was changed, as the page of a form knew

ITEM = "item"  # the item of an agenda that is to be changed


def organisation_address(code: str) -> str:
    """Where the page of an organisation is, and where its forms are sent."""
    return f"/organisations/{code}"


def tier_address(code: str) -> str:
    """Where an organisation and its independent tier stand together, and where the forms about them are sent."""
    return f"/tier/{code}"


def meeting_address(meeting: str, after: int | None = None) -> str:
    """Where a meeting is, and where its forms are sent: `after` is how often it was changed, as its page knows.

    Missing: None for an address that is only read.
    """
    known = "" if after is None else f"?{urlencode({AFTER: after})}"
    return f"{FORUM}/{quote(meeting, safe='')}{known}"


def item_address(meeting: str, item: str) -> str:
    """Where an item of a meeting's agenda is, with the forms that change it."""
    return f"{meeting_address(meeting)}?{urlencode({ITEM: item})}#item-{item}"


def versions_of(code: str, period: Period) -> str:
    """Where versions of its return for a period stand side by side, before two are chosen."""
    return f"{organisation_address(code)}/versions/{period.name}"


def versions_address(code: str, period: Period, before: int, after: int) -> str:
    """Where these two do."""
    return f"{versions_of(code, period)}?{urlencode({'a': before, 'b': after})}"
