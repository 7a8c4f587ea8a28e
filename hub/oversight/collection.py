"""What a department collects, from whom and by when; and with that, which periods there are to look at.

The calendar is `hub.contract.period`, when a single return is due `periods`. Judges no return.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from hub.contract.circumstances import Organisation
from hub.contract.period import Period
from hub.oversight.marks import NO_BEARINGS, Bearings, Lead
from hub.oversight.periods import due_on, ended_periods, has_deadline, owes

PERIODS_IN_TREND = 12


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
    return (*trend_periods(period, collection.since), *of_other_kinds(collection, period))


def of_other_kinds(collection: Collection, period: Period) -> tuple[Period, ...]:
    """The latest periods of another kind than this one, newest first."""
    others = [other for other in collection.periods() if other.kind != period.kind]
    return tuple(others[:PERIODS_IN_TREND])
