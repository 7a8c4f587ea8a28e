"""Where the pages and papers of the forum are, and where their forms are sent. Addresses only."""

from __future__ import annotations

from hub.dashboards.addresses import meeting_address

TITLE = "Forum"
AGENDA, ACTIONS = "agenda", "actions"  # parts of the page of a meeting
CALENDAR = "meeting.ics"
PAPERS = {".html": "HTML", ".pdf": "PDF", ".docx": "Word", ".odt": "OpenDocument"}


def paper_address(meeting: str, suffix: str) -> str:
    """Where its agenda is, in one of the forms."""
    return f"{meeting_address(meeting)}/agenda{suffix}"


def calendar_address(meeting: str) -> str:
    """Where its calendar file is."""
    return f"{meeting_address(meeting)}/{CALENDAR}"
