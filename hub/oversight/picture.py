"""One picture: everything a period says for one caller, made once and read by every screen, file and paper.

`picture` joins what was received with what was owed. It asks nobody: the app passes in what the caller may see.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from hub.contract.circumstances import Organisation
from hub.contract.figures import Figures
from hub.contract.period import Period
from hub.oversight.compliance import ItemState, completeness, item_states, to_talk_about
from hub.oversight.marks import NO_BEARINGS, Bearings, Lead, between, happened, marks
from hub.oversight.periods import due_on, ended_periods, has_deadline, owes
from hub.oversight.reporting import Rate, ReportingRates, ReturnState, reason, reporting_rates, state_of

PERIODS_IN_TREND = 12


@dataclass(frozen=True, slots=True)
class Received:
    """The current return of one body for one period, as the store has it.

    Units: `first_accepted_on` is a day in the United Kingdom; it does not move when the return is corrected.
    """

    organisation: str
    period: Period
    return_id: str
    version: int
    first_accepted_on: date
    figures: Figures


@dataclass(frozen=True, slots=True)
class Row:
    """One body in one period: its return, its minimum data, and what to talk about.

    Shapes: `marks` say where the body comes from and who oversees it; `successors` are what it has merged into.
    Missing: `return_id`, `version` and `figures` are None and `items` empty while there is no return.
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


@dataclass(frozen=True, slots=True)
class Picture:
    """Everything that one period says for one caller.

    Shapes: `rows` in the order of the bodies' names; `trend` oldest first, ending with `period`;
    `other_kinds` newest first, the yearly periods beside a quarter and the other way round;
    `periods` are those that can be chosen, newest first; `happened` is what became of the bodies during the trend.
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
    happened: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Collection:
    """What a department collects, from whom, and by when: what a picture is made against.

    Shapes: bodies that are due to another department, as `bearings` tell, owe what that one collects, by its deadlines.
    Missing: `deadlines_from` is None when every period has a deadline.
    """

    department: str
    department_name: str
    collects_from: date
    deadlines_from: date | None
    due_working_days: int
    today: date
    bodies: tuple[Organisation, ...]
    bearings: Bearings = NO_BEARINGS

    def periods(self) -> tuple[Period, ...]:
        """The ended periods that any of the bodies owes, newest first."""
        kinds = {body.reports for body in self.bodies} or {"quarter"}
        ended = [period for kind in kinds for period in ended_periods(kind, self.since, self.today)]
        owed = [period for period in ended if any(self._owes(body, period) for body in self.bodies)]
        return tuple(sorted(owed, key=lambda period: (period.end, period.start), reverse=True))

    @property
    def since(self) -> date:
        """The first day of anything that is collected from these bodies, by whichever department."""
        return min([self.collects_from, *(lead.collects_from for lead in self.bearings.leads.values())])

    def due_on(self, period: Period, body: Organisation | None = None) -> date | None:
        """The last day on which the return for a period is on time. Missing: None when it has no deadline.

        Of a body that is due to another department, its day.
        """
        lead = self._lead(body) if body else None
        deadlines_from = lead.deadlines_from if lead else self.deadlines_from
        return due_on(period, self.due_working_days) if has_deadline(period, deadlines_from) else None

    def not_due(self) -> tuple[Period, ...]:
        """The ended periods whose returns may still come in time, or were never due, newest first."""
        return tuple(period for period in self.periods() if not self._is_due(period))

    def owing(self, period: Period) -> tuple[Organisation, ...]:
        """The bodies that owe a return for a period, by name."""
        owing = (body for body in self.bodies if self._owes(body, period))
        return tuple(sorted(owing, key=lambda body: body.name))

    def _is_due(self, period: Period) -> bool:
        """Whether the day has passed on which any of these bodies was to return."""
        some: list[Organisation | None] = [None] if not self.bearings.leads else list(self.owing(period))
        days = {self.due_on(period, body) for body in some}
        return any(day is not None and self.today > day for day in days)

    def _owes(self, body: Organisation, period: Period) -> bool:
        lead = self._lead(body)
        return owes(body, period, lead.collects_from if lead else self.collects_from)

    def _lead(self, body: Organisation) -> Lead | None:
        return self.bearings.leads.get(body.code)


def period_to_show(collection: Collection, told: Iterable[Period]) -> Period:
    """The period to show when none was asked for: the latest that is due, or of which something has come already.

    So a period that everybody missed is seen, and one that has just ended, or has no deadline, is not while nothing
    has come.
    Missing: where there is no such period, the latest that is owed, else the quarter that ended last.
    """
    owed, empty = collection.periods(), set(collection.not_due()) - set(told)
    shown = [period for period in owed if period not in empty]
    return (shown or list(owed) or [Period.containing(collection.today).previous()])[0]


def trend_periods(period: Period, since: date) -> tuple[Period, ...]:
    """The periods of the trend that ends with `period`, oldest first."""
    found = [period]
    while len(found) < PERIODS_IN_TREND and found[-1].previous().start >= since:
        found.append(found[-1].previous())
    return tuple(reversed(found))


def periods_needed(collection: Collection, period: Period) -> tuple[Period, ...]:
    """The periods whose returns a picture is made from: its trend, and the latest ones of the other kinds."""
    return (*trend_periods(period, collection.since), *_of_other_kinds(collection, period))


def _of_other_kinds(collection: Collection, period: Period) -> tuple[Period, ...]:
    others = [other for other in collection.periods() if other.kind != period.kind]
    return tuple(others[:PERIODS_IN_TREND])


def picture(collection: Collection, period: Period, received: Iterable[Received]) -> Picture:
    """The picture of one period, from the current returns of it and of the other periods that it needs."""
    by_place = {(entry.organisation, entry.period): entry for entry in received}
    trend, bearings = trend_periods(period, collection.since), collection.bearings
    rows = tuple(
        replace(_row(collection, body, period, by_place), marks=marks(body, period, trend[0].start, bearings))
        for body in collection.owing(period)
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
            for each in _of_other_kinds(collection, period)
        ),
        periods=collection.periods(),
        happened=happened(between(bearings.events, trend[0].start, period.last_day), bearings.names),
    )


Places = Mapping[tuple[str, Period], Received]


def _states(collection: Collection, period: Period, received: Places) -> list[ReturnState]:
    entries = [(body, received.get((body.code, period))) for body in collection.owing(period)]
    return [
        state_of(entry.first_accepted_on if entry else None, collection.due_on(period, body), collection.today)
        for body, entry in entries
    ]


def _row(collection: Collection, body: Organisation, period: Period, received: Places) -> Row:
    entry, due = received.get((body.code, period)), collection.due_on(period, body)
    accepted_on = entry.first_accepted_on if entry else None
    state = state_of(accepted_on, due, collection.today)
    items = item_states(entry.figures) if entry else ()
    return Row(
        organisation=body,
        state=state,
        why=reason(accepted_on, due, collection.today),
        return_id=entry.return_id if entry else None,
        version=entry.version if entry else None,
        figures=entry.figures if entry else None,
        items=items,
        completeness=completeness(items) if entry else None,
        to_talk_about=to_talk_about(state, items, entry.figures if entry else None),
        successors=collection.bearings.successors(body.code),
    )
