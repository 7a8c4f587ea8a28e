"""Marks: what must be known of a body beside its figures. Where it comes from, what it was called, who oversees it.

Words stand here once, so that screen, file and paper say the same. A mark is a fact, and changes no figure.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from hub.contract.circumstances import Organisation
from hub.contract.period import Period
from hub.lineage import Event, Kind, name_on
from hub.oversight.reporting import day_in_words
from hub.oversight.written import listed

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Lead:
    """The department to which a body's returns are due, where it is not the one that looks.

    Missing: as for `hub.oversight.picture.Collection`.
    """

    department_name: str
    collects_from: date
    deadlines_from: date | None


@dataclass(frozen=True, slots=True)
class Bearings:
    """What the marks of some bodies are made from.

    Shapes: `events` in the order of their days; `names` are those of the bodies that events tell of, by code; `leads`
    are those of bodies that are due to another department; `further` names the other departments that oversee a body
    beside the one to which it is due and the one that looks.
    """

    events: tuple[Event, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    leads: Mapping[str, Lead] = field(default_factory=dict)
    further: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def successors(self, code: str) -> tuple[str, ...]:
        """What a body merged into, and what that merged into, and so on."""
        into = {event.other: event.organisation for event in self.events if event.kind is Kind.MERGED}
        found: list[str] = []
        while (code := into.get(code, "")) and code not in found:
            found.append(code)
        return tuple(found)


NO_BEARINGS = Bearings()


def marks(body: Organisation, period: Period, since: date, bearings: Bearings) -> tuple[str, ...]:
    """What to know of a body where its return for a period is shown beside those since a day.

    That it merged into another is always told; what merged into it, or was split from it, while it is in sight.
    """
    told = [_event(event, body.code, bearings) for event in bearings.events if _in_sight(event, body, period, since)]
    return (*_called(body, period, bearings.events), *told, *_overseen(body.code, bearings))


def happened(events: Iterable[Event], names: Mapping[str, str]) -> tuple[str, ...]:
    """What became of bodies, a sentence for each with its day."""
    return tuple(f"{day_in_words(event.on)}: {_in_full(event, names)}" for event in events)


def between(events: Iterable[Event], first: date, last: date) -> tuple[Event, ...]:
    """The events of the days from one to another."""
    return tuple(event for event in events if first <= event.on <= last)


def _in_sight(event: Event, body: Organisation, period: Period, since: date) -> bool:
    if event.kind is Kind.RENAMED or body.code not in (event.organisation, event.other):
        return False
    ended_in_it = event.kind is Kind.MERGED and event.other == body.code
    return ended_in_it or since <= event.on <= period.last_day


def _event(event: Event, code: str, bearings: Bearings) -> str:
    """An event as it is told beside one of its two bodies."""
    on, its_own = day_in_words(event.on), event.organisation == code
    other = event.other if its_own else event.organisation
    name = bearings.names.get(other or "", other)
    if event.kind is Kind.MERGED:
        return f"{name} merged into it on {on}." if its_own else f"Merged into {name} on {on}."
    return f"Split from {name} on {on}." if its_own else f"{name} was split from it on {on}."


def _in_full(event: Event, names: Mapping[str, str]) -> str:
    name, other = names.get(event.organisation, event.organisation), names.get(event.other or "", event.other)
    match event.kind:
        case Kind.MERGED:
            return f"{other} merged into {name}."
        case Kind.SPLIT:
            return f"{name} was split from {other}."
        case Kind.RENAMED:
            return f"{event.former_name} got another name; it is now called {name}."


def _called(body: Organisation, period: Period, events: Iterable[Event]) -> Iterator[str]:
    """What it was called in a period, where that is not its name now."""
    told = tuple(events)
    then = name_on(body.code, body.name, period.last_day, told)
    if then != body.name:
        yield f"Then called {then}."
    for event in told:
        if event.organisation == body.code and event.former_name and period.start < event.on <= period.last_day:
            yield f"Called {event.former_name} until {day_in_words(event.on - ONE_DAY)}."


def _overseen(code: str, bearings: Bearings) -> Iterator[str]:
    if lead := bearings.leads.get(code):
        yield f"Its returns are due to {lead.department_name}."
    if further := bearings.further.get(code):
        yield f"{listed(further)} {'oversee' if len(further) > 1 else 'oversees'} it too."
