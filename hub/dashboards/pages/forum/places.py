"""Where the pages and papers of the forum are, and where their forms are sent. Addresses only."""

from __future__ import annotations

from urllib.parse import quote, urlencode

ADDRESS = "/forum"
TITLE = "Forum"
AFTER = "after"
AGENDA, ACTIONS = "agenda", "actions"  # parts of the page of a meeting
CALENDAR = "meeting.ics"
PAPERS = {".html": "HTML", ".pdf": "PDF", ".docx": "Word", ".odt": "OpenDocument"}


def meeting_address(meeting: str, after: int | None = None) -> str:
    """Where a meeting is, and where its forms are sent: `after` is how often it was changed, as its page knows.

    Missing: None for an address that is only read.
    """
    known = "" if after is None else f"?{urlencode({AFTER: after})}"
    return f"{ADDRESS}/{quote(meeting, safe='')}{known}"


def paper_address(meeting: str, suffix: str) -> str:
    """Where its agenda is, in one of the forms."""
    return f"{meeting_address(meeting)}/agenda{suffix}"


def calendar_address(meeting: str) -> str:
    """Where its calendar file is."""
    return f"{meeting_address(meeting)}/{CALENDAR}"
