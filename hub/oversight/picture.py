"""One picture: everything a period says for one caller, made once and read by every screen, file and paper.

`picture` joins what was received with what was owed. It asks nobody: the app passes in what the caller may see.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import NamedTuple

import numpy as np

from hub.contract.circumstances import Organisation
from hub.contract.figures import Figures
from hub.contract.period import Period
from hub.oversight.collection import Collection, of_other_kinds, trend_periods
from hub.oversight.compliance import ItemState, completeness, item_states, to_talk_about
from hub.oversight.disclosure.audience import Audience
from hub.oversight.disclosure.cells import ITEMS_FROM
from hub.oversight.marks import between, happened, marks
from hub.oversight.material import NO_MATERIAL, Material
from hub.oversight.meaning import Meaning, Reader, meaning_of
from hub.oversight.reporting import Rate, ReportingRates, ReturnState, reason, reporting_rates, state_of

DECIDED_BY_A_COUNT = frozenset({"M2", "M4", "M5", "M6", "M7"})


class Received(NamedTuple):  # thousands are made at once
    """The current return of one body for one period, as the store has it.

    Units: `first_accepted_on` is a day in the United Kingdom; it does not move when the return is corrected.
    Missing: for another period than that of the picture `figures` is None and `return_id` empty.
    """

    organisation: str
    period: Period
    return_id: str
    version: int
    first_accepted_on: date
    figures: Figures | None


@dataclass(frozen=True, slots=True)
class Row:
    """One body in one period: its return, its minimum data, and what to talk about.

    Shapes: `marks` say where the body comes from and who oversees it; `successors` are what it has merged into.
    Missing: `return_id`, `version` and `figures` are None and `items` empty while there is no return. Items that follow
    from a count that is hidden from a protected audience are left out, and `completeness` is None then.
    """

    organisation: Organisation
    state: ReturnState
    why: str
    return_id: str | None
    version: int | None
    figures: Figures | None
    items: tuple[ItemState, ...]
    completeness: Rate | None
    to_talk_about: tuple[str, ...]
    marks: tuple[str, ...] = ()
    successors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PeriodRates:
    """How reporting went in one period."""

    period: Period
    rates: ReportingRates


@dataclass(frozen=True, slots=True, weakref_slot=True)
class Picture:
    """Everything that one period says for one caller.

    Shapes: `rows` in the order of the bodies' names; `trend` oldest first, ending with `period`;
    `other_kinds` newest first, the yearly periods beside a quarter and the other way round;
    `periods` are those that can be chosen, newest first; `happened` is what became of the bodies during the trend.
    `meaning` is what the returns of the bodies of `rows` and of the periods of `trend` mean, for this audience;
    `versions` are those of the returns, by organisation and name of the period.
    Missing: `due_on` is None when the period has no deadline.
    """

    department: str
    department_name: str
    today: date
    period: Period
    due_on: date | None
    rows: tuple[Row, ...]
    rates: ReportingRates
    trend: tuple[PeriodRates, ...]
    other_kinds: tuple[PeriodRates, ...]
    periods: tuple[Period, ...]
    meaning: Meaning
    audience: Audience
    versions: Mapping[tuple[str, str], int]
    happened: tuple[str, ...] = ()


def picture(
    collection: Collection,
    period: Period,
    received: Iterable[Received],
    material: Material = NO_MATERIAL,
    audience: Audience = Audience.SPONSOR,
    smallest_shown: int = 5,
) -> Picture:
    """The picture of one period, from the current returns of it and of the other periods that it needs.

    Units: counts of people below `smallest_shown` are hidden from a protected audience.
    """
    came = tuple(received)
    by_place = {(entry.organisation, entry.period.start, entry.period.end): entry for entry in came}
    reader = Reader(audience, smallest_shown, collection.today, collection.bearings)
    trend, bearings = trend_periods(period, collection.since), collection.bearings
    bodies = tuple(collection.owing(period))
    meaning = meaning_of([body.code for body in bodies], trend, material, reader)
    hides = np.asarray(meaning.panel.hidden[:, -1, ITEMS_FROM].any(axis=1)).tolist()
    rows = tuple(
        _row(collection, body, period, by_place, audience, marks(body, period, trend[0].start, bearings), unsaid)
        for body, unsaid in zip(bodies, hides, strict=True)
    )
    return Picture(
        department=collection.department,
        department_name=collection.department_name,
        today=collection.today,
        period=period,
        due_on=collection.due_on(period),
        rows=rows,
        rates=reporting_rates(row.state for row in rows),
        trend=tuple(PeriodRates(each, reporting_rates(_states(collection, each, by_place))) for each in trend),
        other_kinds=tuple(
            PeriodRates(each, reporting_rates(_states(collection, each, by_place)))
            for each in of_other_kinds(collection, period)
        ),
        periods=collection.periods(),
        meaning=meaning,
        audience=audience,
        versions=MappingProxyType({(entry.organisation, entry.period.name): entry.version for entry in came}),
        happened=happened(between(bearings.events, trend[0].start, period.last_day), bearings.names),
    )


Place = tuple[str, date, date]  # organisation, beginning and end of the period: days are found sooner than periods
Places = Mapping[Place, Received]


def _states(collection: Collection, period: Period, received: Places) -> list[ReturnState]:
    own, leads = collection.due_on(period), collection.bearings.leads
    states = []
    for body in collection.owing(period):
        entry = received.get((body.code, period.start, period.end))
        due = collection.due_on(period, body) if body.code in leads else own
        states.append(state_of(entry.first_accepted_on if entry else None, due, collection.today))
    return states


def _row(
    collection: Collection,
    body: Organisation,
    period: Period,
    received: Places,
    audience: Audience,
    its_marks: tuple[str, ...],
    hides: bool,
) -> Row:
    """A protected audience is given no figures here, nor words made of them: what it may know is in the meaning."""
    entry, due = received.get((body.code, period.start, period.end)), collection.due_on(period, body)
    accepted_on = entry.first_accepted_on if entry else None
    state = state_of(accepted_on, due, collection.today)
    figures = entry.figures if entry else None
    items = item_states(figures) if figures else ()
    shown = not audience.protected
    return Row(
        organisation=body,
        state=state,
        why=reason(accepted_on, due, collection.today),
        return_id=entry.return_id if entry else None,
        version=entry.version if entry else None,
        figures=figures if shown else None,
        items=items if shown else tuple(_without_words(items, hides)),
        completeness=completeness(items) if entry and not hides else None,
        to_talk_about=to_talk_about(state, items, figures) if shown else (),
        marks=its_marks,
        successors=collection.bearings.successors(body.code),
    )


def _without_words(items: Iterable[ItemState], hides: bool) -> Iterator[ItemState]:
    """Items for a protected audience. Whether something was received, or went wrong, decides what can arise."""
    for item in items:
        if not hides or item.item not in DECIDED_BY_A_COUNT:
            yield item._replace(why="")
