"""Meetings with an independent tier: what was heard, which evidence was examined, and what followed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from hub.briefings.paper import Block, Heading, Table, paragraph, words
from hub.briefings.tier_material import TierMaterial
from hub.oversight.reporting import day_in_words
from hub.tier_meetings import FollowUp, TierMeeting, last_held

NONE = "No meeting with the tier has been recorded."
NO_FOLLOW_UP = "Nothing was recorded that is to follow."


def section(material: TierMaterial) -> Iterator[Block]:
    """The last meeting, and what followed from it and from those before."""
    yield Heading("What followed from the last meeting")
    last = last_held(material.meetings, material.on)
    if last is None:
        yield paragraph(NONE)
        return
    yield from record(last)
    yield from followed(material.meetings, material.on)


def record(meeting: TierMeeting) -> Iterator[Block]:
    """What was heard at one meeting that was recorded: for the brief, and for the board pack."""
    assert meeting.heard is not None
    yield paragraph(f"{day_in_words(meeting.on)}, with {meeting.tier}. Present: {meeting.heard.present}")
    yield paragraph(f"Views heard: {meeting.heard.views}")
    yield paragraph(f"Evidence examined: {meeting.heard.evidence}")


def followed(meetings: Sequence[TierMeeting], on: date) -> Iterator[Block]:
    """What is to follow from meetings, open ones of earlier meetings among them."""
    held = [one for one in meetings if one.heard is not None and one.on <= on]
    told = [(meeting, one) for meeting in held for one in meeting.follow_ups]
    shown = [(meeting, one) for meeting, one in told if one.done_on is None or meeting is held[-1]]
    if not shown:
        yield paragraph(NO_FOLLOW_UP)
        return
    yield Table(
        "What is to follow, and what became of it",
        ("What", "Whose", "Due", "Where it stands"),
        tuple(
            (words(one.says), words(one.owner_role), words(day_in_words(one.due)), words(standing(one, on)))
            for _, one in sorted(shown, key=lambda pair: pair[1].due)
        ),
        shares=(3, 1.5, 1.3, 2.4),
    )


def standing(one: FollowUp, on: date) -> str:
    """Whether a follow-up is done, overdue or open, in words."""
    if one.done_on:
        return f"Done on {day_in_words(one.done_on)}: {one.done_how}"
    return "Overdue" if one.overdue_on(on) else "Open"


def overdue(material: TierMaterial) -> list[FollowUp]:
    """What is past its day on the day of the meeting."""
    return [one for meeting in material.meetings for one in meeting.follow_ups if one.overdue_on(material.on)]
