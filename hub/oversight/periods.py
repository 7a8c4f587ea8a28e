"""When a return is due, if it ever is, and which periods a body owes.

The calendar itself is `hub.contract.period`; whether a return came in time is `reporting`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache

from govuk_bank_holidays.bank_holidays import BankHolidays

from hub.contract.circumstances import Organisation
from hub.contract.period import Period


@cache
def _bank_holidays() -> BankHolidays:
    return BankHolidays(use_cached_holidays=True)  # the dates that came with the package: nothing is fetched


@cache
def due_on(period: Period, working_days: int) -> date:
    """The last day on which the return for a period is on time.

    Units: working days in England and Wales, counted from the first one after the period's last day.
    """
    holidays, day, counted = _bank_holidays(), period.last_day, 0
    while counted < working_days:
        day += timedelta(days=1)
        counted += holidays.is_work_day(day, division=BankHolidays.ENGLAND_AND_WALES)
    return day


def has_deadline(period: Period, deadlines_from: date | None) -> bool:
    """Whether a return for a period can be late or missing: periods that end before a day have no deadline.

    Missing: None when every period has one.
    """
    return deadlines_from is None or period.last_day >= deadlines_from


def owes(body: Organisation, period: Period, collects_from: date | None) -> bool:
    """Whether a body reports for a period: its kind of period, collected, and the body existed in it."""
    return (
        body.reports == period.kind
        and (collects_from is None or period.start >= collects_from)
        and (body.opened_on is None or body.opened_on <= period.last_day)
        and (body.closed_on is None or body.closed_on >= period.start)
    )


def ended_periods(kind: str, since: date, today: date) -> Iterator[Period]:
    """The periods of a kind that began on or after a day and have ended, newest first."""
    period = Period.containing(today, kind).previous()
    while period.start >= since:
        yield period
        period = period.previous()
