"""Where the pages of papers are, and where their forms are sent. Addresses only.

A paper that was issued, and one that is being made, has an address of its own, whatever it is about.
"""

from __future__ import annotations

from urllib.parse import quote

from hub.auth.permissions import Area
from hub.dashboards.addresses import meeting_address, tier_address
from hub.frame import Link
from hub.issued import Kind

ADDRESS = "/board/papers"
ISSUED = "/papers"
TITLE = "Board papers"
FORMS = {".html": "HTML", ".pdf": "PDF", ".docx": "Word", ".odt": "OpenDocument"}


AREAS = {
    Kind.PACK: Area.BOARD,
    Kind.ANNUAL_REPORT: Area.BOARD,
    Kind.AGENDA: Area.FORUM,
    Kind.BRIEF: Area.TIER,
}
"""Who opens the area reads a paper of the kind, if they see everybody of whom it tells."""


def home(kind: Kind, about: str) -> Link:
    """Where papers of a kind are made: the page that a paper leads back to."""
    match kind:
        case Kind.AGENDA:
            return Link("The meeting of the forum", meeting_address(about))
        case Kind.BRIEF:
            return Link("The independent tier", tier_address(about))
        case _:
            return Link(TITLE, ADDRESS)


def issued_address(number: str) -> str:
    """Where an issued paper is."""
    return f"{ISSUED}/{quote(number, safe='')}"


def file_address(number: str, suffix: str) -> str:
    """Where one of its forms is."""
    return f"{issued_address(number)}/paper{suffix}"


def since_address(number: str) -> str:
    """Where it stands what changed since, and where its form is sent."""
    return f"{issued_address(number)}/since"


def job_address(job: str) -> str:
    """Where it stands how far a paper is."""
    return f"{ISSUED}/making/{quote(job, safe='')}"


def made_address(job: str) -> str:
    """Where the file is that was made."""
    return f"{job_address(job)}/file"
