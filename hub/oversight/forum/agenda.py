"""An agenda as it is read: its items in their order, each with the time at which it begins and how long it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from hub.meetings import Item, Meeting, MemberProposal, Output, Unseen
from hub.oversight.forum.minutes import Wants, fits, shared_out


@dataclass(frozen=True, slots=True)
class Line:
    """One item with its time. Units: `starts_at` in the UK."""

    item: Item
    starts_at: time
    minutes: int


@dataclass(frozen=True, slots=True)
class Agenda:
    """The agenda of a meeting, for one reader.

    Shapes: `names` are those of the organisations that they see, by code; `outputs` are what came of the meeting, with
    the actions of earlier ones that are open. Units: `elsewhere` are minutes of items that they do not see.
    `as_set` is whether the minutes that somebody set fit.
    """

    department_name: str
    meeting: Meeting
    lines: tuple[Line, ...]
    removed: tuple[Item, ...]
    elsewhere: int
    as_set: bool
    names: Mapping[str, str]
    outputs: tuple[Output, ...] = ()
    asked_for: tuple[MemberProposal, ...] = ()

    @property
    def ends_at(self) -> time:
        """When the meeting ends."""
        return _later(self.meeting.arranged.starts_at, self.meeting.arranged.minutes)

    @property
    def organisations(self) -> tuple[str, ...]:
        """Everybody of whom it tells, by their codes: who is invited, and whom an item or what came of it names."""
        named = set(self.meeting.arranged.invited)
        for line in self.lines:
            topic = line.item.topic
            named |= {*topic.organisations, topic.presenter, *(code for code, _, _ in topic.returns)}
        for output in self.outputs:
            named |= {*output.told.organisations, output.told.owner}
        named |= {one.organisation for one in self.asked_for}
        return tuple(sorted(named - {""}))

    def name(self, organisation: str) -> str:
        """What an organisation is called."""
        return self.names.get(organisation, organisation)


def agenda_of(
    department_name: str,
    meeting: Meeting,
    items: Sequence[Item],
    others: Sequence[Unseen],
    names: Mapping[str, str],
    outputs: Iterable[Output] = (),
    asked_for: tuple[MemberProposal, ...] = (),
) -> Agenda:
    """The agenda out of what is kept; an item has the same time for everybody who sees it.

    Shapes: `items` in order; `others` are those that the reader does not see.
    """
    together: list[Item | Unseen] = [*(item for item in items if item.stands), *others]
    together.sort(key=lambda one: one.place)
    wants = [_wants(one) for one in together]
    minutes = shared_out(meeting.arranged.minutes, wants)
    lines = tuple(_lines(meeting, together, minutes))
    removed = tuple(item for item in items if item.removed_why)
    elsewhere = meeting.arranged.minutes - sum(line.minutes for line in lines) if others else 0
    as_set = not wants or fits(meeting.arranged.minutes, wants)
    return Agenda(department_name, meeting, lines, removed, elsewhere, as_set, names, tuple(outputs), asked_for)


def _wants(one: Item | Unseen) -> Wants:
    return Wants(one.topic.weight if isinstance(one, Item) else one.weight, one.minutes)


def _lines(meeting: Meeting, together: Sequence[Item | Unseen], minutes: Sequence[int]) -> Iterator[Line]:
    passed = 0
    for one, long in zip(together, minutes, strict=True):
        if isinstance(one, Item):
            yield Line(one, _later(meeting.arranged.starts_at, passed), long)
        passed += long


def _later(starts: time, minutes: int) -> time:
    return (datetime.combine(date.min, starts) + timedelta(minutes=minutes)).time()
