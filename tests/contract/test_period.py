"""Quarters and years of the UK financial year."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.contract.period import Period

quarters = st.builds(Period.quarter, st.integers(1900, 2098), st.integers(1, 4))
years = st.builds(Period.year, st.integers(1900, 2098))
periods = quarters | years

CALENDAR = [
    ("2026-27-Q1", date(2026, 4, 1), date(2026, 6, 30), "April to June 2026"),
    ("2026-27-Q2", date(2026, 7, 1), date(2026, 9, 30), "July to September 2026"),
    ("2026-27-Q3", date(2026, 10, 1), date(2026, 12, 31), "October to December 2026"),
    ("2026-27-Q4", date(2027, 1, 1), date(2027, 3, 31), "January to March 2027"),
    ("2024-25", date(2024, 4, 1), date(2025, 3, 31), "2024 to 2025"),
    ("1999-00-Q4", date(2000, 1, 1), date(2000, 3, 31), "January to March 2000"),
]
NOT_PERIODS = [
    "", "2026",
    "2026-26", "2026-28-Q1", "2026-27-Q0", "2026-27-Q5", "2026-27-q1", "2026-27 Q1", " 2026-27", "2026-27\n",
    "2026-27-Q1\n", "2026-2027", "26-27", "２０２６-27", "٢٠٢٦-27", "1899-00", "2100-01", "2026-27-Q", "9999-00",
]  # fmt: skip


@pytest.mark.parametrize(("name", "first", "last", "label"), CALENDAR)
def test_the_financial_year_runs_from_april_to_march(name: str, first: date, last: date, label: str) -> None:
    period = Period.named(name)
    assert (period.start, period.last_day, period.name, period.label) == (first, last, name, label)
    assert period.kind == ("quarter" if "Q" in name else "year")


@pytest.mark.parametrize("name", NOT_PERIODS)
def test_what_is_not_the_name_of_a_period_is_none(name: str) -> None:
    with pytest.raises(ValueError):
        Period.named(name)


@given(period=periods)
def test_a_name_leads_back_to_its_period(period: Period) -> None:
    assert Period.named(period.name) == period


@given(period=periods)
def test_periods_of_a_kind_follow_each_other_without_gap(period: Period) -> None:
    assert period.following().start == period.end
    assert period.previous().end == period.start
    assert period.following().previous() == period == period.previous().following()
    assert period.following().kind == period.kind


@given(day=st.dates(date(1900, 4, 1), date(2099, 3, 31)), kind=st.sampled_from(["quarter", "year"]))
def test_every_day_is_in_exactly_the_period_that_contains_it(day: date, kind: str) -> None:
    period = Period.containing(day, kind)
    assert period.kind == kind
    assert period.start <= day < period.end
    assert period.last_day == period.end - timedelta(days=1)


@given(period=periods, days=st.integers(0, 365))
def test_the_months_are_those_of_its_days(period: Period, days: int) -> None:
    day = min(period.start + timedelta(days=days), period.last_day)
    assert f"{day:%Y-%m}" in period.months
    assert len(set(period.months)) == (3 if period.kind == "quarter" else 12)
    assert period.months[0] == f"{period.start:%Y-%m}"
    assert period.months[-1] == f"{period.last_day:%Y-%m}"


@given(year=st.integers(1900, 2098))
def test_four_quarters_make_the_year(year: int) -> None:
    whole = Period.year(year)
    quarters_ = [Period.quarter(year, number) for number in (1, 2, 3, 4)]
    assert quarters_[0].start == whole.start
    assert quarters_[3].end == whole.end
    assert sum((quarter.months for quarter in quarters_), ()) == whole.months


@given(first=periods, second=periods)
def test_periods_sort_by_their_first_day(first: Period, second: Period) -> None:
    assert (first < second) == ((first.start, first.end) < (second.start, second.end))
