"""A meeting as a calendar file: one event of RFC 5545, that calendars update when it is moved or cancelled.

Times are told in UTC, so that no rules of a time zone go along. The organiser is the forum itself, no person. Knows no
page and no way to send anything.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from hub.briefings.render.printable import printable
from hub.config import UK
from hub.meetings import Meeting

MEDIATYPE = "text/calendar; charset=utf-8"
OCTETS_OF_A_LINE = 75
STAMP = "%Y%m%dT%H%M%SZ"


def calendar_file(meeting: Meeting, department: str, department_name: str, address: str = "") -> bytes:
    """The file. Missing: `address`, where its page is, is empty where nobody knows how the hub is reached."""
    lines = _lines(meeting, department, department_name, address)
    return "".join(f"{part}\r\n" for line in lines for part in _folded(line)).encode()


def _lines(meeting: Meeting, department: str, department_name: str, address: str) -> Iterator[str]:
    arranged = meeting.arranged
    starts = datetime.combine(arranged.day, arranged.starts_at, UK)
    ends = starts.astimezone(UTC) + timedelta(minutes=arranged.minutes)
    yield from ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Oversight hub//Forum//EN", "CALSCALE:GREGORIAN")
    yield f"METHOD:{'PUBLISH' if meeting.is_on else 'CANCEL'}"
    yield "BEGIN:VEVENT"
    yield f"UID:{meeting.uid}"
    yield f"DTSTAMP:{meeting.changed_at.astimezone(UTC).strftime(STAMP)}"
    yield f"SEQUENCE:{meeting.sequence}"
    yield f"DTSTART:{starts.astimezone(UTC).strftime(STAMP)}"
    yield f"DTEND:{ends.strftime(STAMP)}"
    yield f'ORGANIZER;CN="{_quoted(f"Complaint managers’ forum, {department_name}")}":mailto:{_nobody(department)}'
    yield f"SUMMARY:{_text(f'Complaint managers’ forum, {arranged.level.label.lower()}, {department_name}')}"
    yield f"LOCATION:{_text(arranged.place)}"
    if meeting.cancelled_why:
        yield f"DESCRIPTION:{_text(f'Cancelled: {meeting.cancelled_why}')}"
    if address:
        yield f"URL:{address}"
    yield f"STATUS:{'CONFIRMED' if meeting.is_on else 'CANCELLED'}"
    yield from ("END:VEVENT", "END:VCALENDAR")


def _text(told: str) -> str:
    """A value of text, in which commas, semicolons, backslashes and ends of lines mean nothing."""
    escaped = printable(told).replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return "\\n".join(escaped.splitlines())


def _quoted(told: str) -> str:
    """A value of a parameter between quotation marks, in which there can be none, nor an end of a line."""
    return " ".join(printable(told).replace('"', "’").split())


def _nobody(department: str) -> str:
    """Who sends it: no person. RFC 5546 wants an organiser, and calendars one with an address of mail.

    Mail to it goes nowhere: the last part of its name is kept free for that (RFC 2606).
    """
    return f"forum@{department}.oversight-hub.invalid"


def _folded(line: str) -> Iterator[str]:
    """The line in pieces of at most 75 octets, each but the first behind a space; no letter is cut in two."""
    piece, octets = "", 0
    for letter in line:
        size = len(letter.encode())
        if octets + size > OCTETS_OF_A_LINE:
            yield piece
            piece, octets = " ", 1
        piece, octets = piece + letter, octets + size
    yield piece
