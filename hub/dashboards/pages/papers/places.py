"""Where the pages of papers are, and where their forms are sent. Addresses only."""

from __future__ import annotations

from urllib.parse import quote

ADDRESS = "/board/papers"
TITLE = "Board papers"
FORMS = {".html": "HTML", ".pdf": "PDF", ".docx": "Word", ".odt": "OpenDocument"}


def issued_address(number: str) -> str:
    """Where an issued paper is."""
    return f"{ADDRESS}/{quote(number, safe='')}"


def file_address(number: str, suffix: str) -> str:
    """Where one of its forms is."""
    return f"{issued_address(number)}/paper{suffix}"


def since_address(number: str) -> str:
    """Where it stands what changed since, and where its form is sent."""
    return f"{issued_address(number)}/since"


def job_address(job: str) -> str:
    """Where it stands how far a paper is."""
    return f"{ADDRESS}/making/{quote(job, safe='')}"


def made_address(job: str) -> str:
    """Where the file is that was made."""
    return f"{job_address(job)}/file"
