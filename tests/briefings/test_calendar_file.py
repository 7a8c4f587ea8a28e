"""The calendar file of a meeting: what RFC 5545 asks, and what calendars need to follow a meeting that moves."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time

from hypothesis import given
from hypothesis import strategies as st

from hub.briefings.calendar_file import calendar_file
from hub.briefings.render.printable import printable
from hub.meetings import Arranged, Level, Meeting

ARRANGED = Arranged(Level.OPERATIONAL, date(2026, 7, 2), time(10, 0), 90, "Room 4; second floor, left", ("lights",))
MEETING = Meeting("7", "0b3e-7", ARRANGED, 0, 0, datetime(2026, 6, 1, 8, tzinfo=UTC))


def written(meeting: Meeting) -> bytes:
    return calendar_file(meeting, "ferries", "Department for Ferries", "https://hub.example/forum/7")


def told(file: bytes) -> dict[str, str]:
    """Names and values, unfolded and unescaped as a calendar does it."""
    lines = file.decode().replace("\r\n ", "").split("\r\n")
    values = dict(line.split(":", 1) for line in lines if line)
    return {name: _unescaped(value) for name, value in values.items()}


def _unescaped(value: str) -> str:
    said, escaped = "", False
    for letter in value:
        if escaped:
            said, escaped = said + ("\n" if letter in "nN" else letter), False
        elif letter == "\\":
            escaped = True
        else:
            said += letter
    return said


def test_a_meeting_in_summer_time_is_told_in_utc() -> None:
    said = told(written(MEETING))
    assert (said["DTSTART"], said["DTEND"]) == ("20260702T090000Z", "20260702T103000Z")
    assert said["LOCATION"] == "Room 4; second floor, left"
    assert (said["STATUS"], said["SEQUENCE"], said["METHOD"]) == ("CONFIRMED", "0", "PUBLISH")
    assert said["URL"] == "https://hub.example/forum/7"


def test_a_calendar_hears_who_sends_a_meeting_and_that_is_no_person() -> None:
    gone = replace(MEETING, sequence=1, cancelled_why="It snows.")
    file = calendar_file(gone, "ferries", 'Department for "Ferries": all,\nof them; \\', "")
    organiser = file.decode().replace("\r\n ", "").partition("\r\nORGANIZER")[2].partition("\r\n")[0]
    name = "Complaint managers’ forum, Department for ’Ferries’: all, of them; \\"
    assert organiser == f';CN="{name}":mailto:forum@ferries.oversight-hub.invalid'
    assert (told(file)["METHOD"], told(file)["UID"]) == ("CANCEL", "0b3e-7")


def test_a_meeting_that_is_moved_or_cancelled_is_the_same_event_told_again() -> None:
    moved = replace(MEETING, arranged=replace(ARRANGED, day=date(2026, 12, 3)), sequence=1)
    gone = replace(moved, sequence=2, cancelled_why="The building\nis closed.")
    assert len({told(written(one))["UID"] for one in (MEETING, moved, gone)}) == 1
    assert told(written(moved))["DTSTART"] == "20261203T100000Z"
    assert told(written(gone))["STATUS"] == "CANCELLED"
    assert told(written(gone))["DESCRIPTION"] == "Cancelled: The building\nis closed."
    assert [told(written(one))["SEQUENCE"] for one in (MEETING, moved, gone)] == ["0", "1", "2"]


@given(st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Z")), min_size=1, max_size=200))
def test_any_place_is_read_back_and_no_line_is_too_long(place: str) -> None:
    file = written(replace(MEETING, arranged=replace(ARRANGED, place=place)))
    assert all(len(line) <= 75 for line in file.split(b"\r\n"))
    assert told(file)["LOCATION"] == "\n".join(printable(place).splitlines())
    assert file.count(b"BEGIN:VEVENT") == 1
