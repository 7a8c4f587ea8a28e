"""The agenda of a meeting of the forum: when each item begins, what is known of it, and why it is there.

Reads one agenda; computes nothing and decides nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import time

from hub.briefings.notes import Notes
from hub.briefings.paper import (
    Block,
    Heading,
    Look,
    Note,
    Paper,
    Room,
    Said,
    Table,
    bullets,
    paragraph,
    words,
)
from hub.meetings import Topic
from hub.oversight.forum.agenda import Agenda, Line
from hub.oversight.reporting import day_in_words
from hub.oversight.written import how_many, listed

TITLE = "Agenda"
NOTHING = "Nothing stands on the agenda yet."
CANCELLED = "This meeting is cancelled."
ELSEWHERE = "Items about other organisations"
Returns = tuple[tuple[str, str, int], ...]


@dataclass(slots=True)
class _Sources:
    """The notes of the paper while it is written: each set of returns once, in the versions that items are made of."""

    agenda: Agenda
    found: dict[Returns, Note] = field(default_factory=dict)

    def said(self, text: str, topic: Topic) -> Said:
        """A sentence with the note of its item's returns. Missing: without one where it holds no figure of them."""
        if not topic.returns or not any(letter.isdigit() for letter in text):
            return Said(text)
        known = self.found.get(topic.returns)
        if known is None:
            known = self.found[topic.returns] = Note(len(self.found) + 1, self._text(topic.returns), topic.returns)
        return Said(text, notes=(known.number,))

    def _text(self, returns: Returns) -> str:
        notes = Notes({(code, period): version for code, period, version in returns}, self.agenda.names)
        notes.said("", notes.versions)
        (only,) = notes.all()
        return only.text


def agenda_paper(agenda: Agenda) -> Paper:
    """The paper for a meeting."""
    arranged, sources = agenda.meeting.arranged, _Sources(agenda)
    blocks = tuple(_blocks(agenda, sources))
    return Paper(
        title=TITLE,
        organisation=agenda.department_name,
        subtitle=f"Complaint managers’ forum, {arranged.level.label.lower()}, {day_in_words(arranged.day)}",
        day=arranged.day,
        facts=(
            ("When", f"{day_in_words(arranged.day)}, {clock(arranged.starts_at)} to {clock(agenda.ends_at)}"),
            ("Where", arranged.place),
            ("How long", how_many(arranged.minutes, "minute", "minutes")),
            ("Invited", listed([agenda.name(code) for code in arranged.invited])),
        ),
        blocks=blocks,
        notes=tuple(sources.found.values()),
    )


def clock(at: time) -> str:
    """A time of day: `14:05`."""
    return at.strftime("%H:%M")


def _blocks(agenda: Agenda, sources: _Sources) -> Iterator[Block]:
    if agenda.meeting.cancelled_why is not None:
        yield paragraph([Said(CANCELLED, Look.STRONG), f" {agenda.meeting.cancelled_why}"])
    yield Heading("In order")
    if not agenda.lines and not agenda.elsewhere:
        yield paragraph(NOTHING)
        return
    yield _in_order(agenda)
    for number, line in enumerate(agenda.lines, start=1):
        yield from _item(agenda, sources, number, line)
    yield Heading("What came of it")
    yield Room("Decisions, actions with owner and day, learning adopted, escalations", 8)


def _in_order(agenda: Agenda) -> Table:
    rows = [_row(agenda, number, line) for number, line in enumerate(agenda.lines, start=1)]
    if agenda.elsewhere:
        rows.append((ELSEWHERE, "", "", "", f"{agenda.elsewhere}"))
    return Table(
        f"Items, {how_many(agenda.meeting.arranged.minutes, 'minute', 'minutes')} in all",
        ("Item", "Part", "Begins", "At", "Minutes"),
        tuple(tuple(map(words, row)) for row in rows),
        numeric=(False, False, False, True, True),
        shares=(3.4, 2, 2.2, 0.8, 1),
    )


def _row(agenda: Agenda, number: int, line: Line) -> tuple[str, ...]:
    topic = line.item.topic
    named, begins = f"{number}. {topic.title}", _begins(agenda, line)
    return named, topic.section.label, begins, clock(line.starts_at), str(line.minutes)


def _begins(agenda: Agenda, line: Line) -> str:
    return agenda.name(line.item.topic.presenter) if line.item.topic.presenter else "The chair"


def _item(agenda: Agenda, sources: _Sources, number: int, line: Line) -> Iterator[Block]:
    topic = line.item.topic
    yield Heading(f"{number}. {topic.title}")
    long = how_many(line.minutes, "minute", "minutes")
    yield paragraph(Said(f"{clock(line.starts_at)}, {long}. {_begins(agenda, line)} begins.", Look.QUIET))
    said = [text for text in topic.says.splitlines() if text.strip()]
    if said:
        first, *more = said
        yield paragraph(sources.said(first, topic))
        if more:
            yield bullets([sources.said(text, topic) for text in more])
    yield paragraph([Said("Why it is here: ", Look.STRONG), sources.said(topic.why, topic)])
