"""When a return is due, counted by hand on a calendar, and who owes one."""

from __future__ import annotations

from datetime import date

import pytest
from reported_figures import HARBOURS

from hub.contract.circumstances import Organisation
from hub.contract.period import Period
from hub.oversight.periods import due_on, ended_periods, has_deadline, owes

TWENTY = 20
QUARTER = Period.named("2025-26-Q1")  # 1 April to 30 June 2025
YEAR = Period.named("2025-26")


@pytest.mark.parametrize(
    ("period", "due"),
    [
        ("2026-27-Q1", date(2026, 7, 28)),  # 3 days of July's first week, 5, 5, 5, then Monday and Tuesday
        ("2026-27-Q2", date(2026, 10, 28)),  # no holiday in October
        ("2025-26-Q4", date(2026, 4, 30)),  # Good Friday 3 April and Easter Monday 6 April do not count
        ("2024-25-Q4", date(2025, 4, 30)),  # Good Friday 18 April and Easter Monday 21 April do not count
        ("2022-23-Q4", date(2023, 5, 3)),  # Easter, and the early May holiday on 1 May
        ("2025-26-Q3", date(2026, 1, 29)),  # New Year's Day does not count
        ("2025-26", date(2026, 4, 30)),  # a year ends with its last quarter
    ],
)
def test_a_return_is_due_twenty_working_days_after_its_period(period: str, due: date) -> None:
    assert due_on(Period.named(period), TWENTY) == due


@pytest.mark.parametrize(
    ("working_days", "due"),
    [(61, date(2025, 12, 24)), (62, date(2025, 12, 29)), (64, date(2025, 12, 31)), (65, date(2026, 1, 2))],
)
def test_christmas_boxing_day_and_new_year_are_not_working_days(working_days: int, due: date) -> None:
    assert due_on(Period.named("2025-26-Q2"), working_days) == due


def test_the_early_may_holiday_is_not_a_working_day() -> None:
    after = Period.named("2024-25-Q4")
    assert [due_on(after, days) for days in (21, 22, 23)] == [date(2025, 5, 1), date(2025, 5, 2), date(2025, 5, 6)]


def test_without_days_of_grace_a_return_is_due_on_the_last_day_of_its_period() -> None:
    assert due_on(QUARTER, 0) == QUARTER.last_day


def test_a_period_beyond_the_known_holidays_still_has_a_due_day() -> None:
    due = due_on(Period.named("2090-91-Q1"), TWENTY)
    assert due > date(2090, 7, 1)
    assert due.weekday() < 5


@pytest.mark.parametrize(
    ("opened", "closed", "owed"),
    [
        (None, None, True),
        (date(2025, 4, 1), None, True),
        (date(2025, 6, 30), None, True),  # opened on the last day
        (date(2025, 7, 1), None, False),
        (None, date(2025, 4, 1), True),  # closed on the first day
        (None, date(2025, 3, 31), False),
        (None, date(2025, 6, 30), True),
        (date(2025, 5, 1), date(2025, 5, 31), True),
        (date(2026, 1, 1), date(2026, 2, 1), False),
    ],
)
def test_a_body_owes_a_return_when_it_existed_in_the_period(
    opened: date | None, closed: date | None, owed: bool
) -> None:
    body = Organisation("harbours", "Harbours Board", "quarter", opened, closed)
    assert owes(body, QUARTER, collects_from=None) is owed


@pytest.mark.parametrize(("reports", "period", "owed"), [
    ("quarter", QUARTER, True), ("quarter", YEAR, False), ("year", YEAR, True), ("year", QUARTER, False),
])  # fmt: skip
def test_a_body_owes_only_its_own_kind_of_period(reports: str, period: Period, owed: bool) -> None:
    assert owes(Organisation("harbours", "Harbours Board", reports), period, collects_from=None) is owed


@pytest.mark.parametrize(("collects_from", "owed"), [(None, True), (date(2025, 4, 1), True), (date(2025, 4, 2), False)])
def test_nothing_is_owed_for_a_period_that_began_before_collecting_did(collects_from: date | None, owed: bool) -> None:
    assert owes(HARBOURS, QUARTER, collects_from) is owed


@pytest.mark.parametrize(
    ("deadlines_from", "has_one"),
    [
        (None, True),
        (date(2025, 4, 1), True),
        (QUARTER.last_day, True),  # it ends on that day, not before it
        (QUARTER.end, False),
        (date.max, False),
    ],
)
def test_a_period_that_ends_before_deadlines_begin_has_none(deadlines_from: date | None, has_one: bool) -> None:
    assert has_deadline(QUARTER, deadlines_from) is has_one
    assert has_deadline(YEAR, deadlines_from) is (deadlines_from != date.max)


def test_ended_periods_come_newest_first_and_leave_out_the_one_that_runs() -> None:
    names = [period.name for period in ended_periods("quarter", since=date(2025, 10, 1), today=date(2026, 7, 1))]
    assert names == ["2026-27-Q1", "2025-26-Q4", "2025-26-Q3"]
    assert next(ended_periods("quarter", since=date(2025, 10, 1), today=date(2026, 6, 30))).name == "2025-26-Q4"


def test_ended_years_of_a_yearly_body() -> None:
    names = [period.name for period in ended_periods("year", since=date(2024, 4, 1), today=date(2026, 4, 1))]
    assert names == ["2025-26", "2024-25"]
    assert list(ended_periods("year", since=date(2026, 4, 1), today=date(2026, 12, 1))) == []
