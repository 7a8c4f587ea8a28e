"""What an annual report says: the year stated, years never added up, and in no total what may not be shown."""

from __future__ import annotations

from typing import Any

import pytest
from demo_department import CODES, LAST, LAST_YEAR, current
from demo_pictures import of_demo

from hub.contract.period import Period
from hub.oversight.disclosure.audience import Audience
from hub.oversight.disclosure.suppressed import SUPPRESSED
from hub.oversight.section_27 import (
    CASES,
    compensation,
    financial_year,
    ombudsman_places,
    ombudsman_years,
)


def _last_told(code: str) -> dict[str, Any] | None:
    """The Ombudsman's part of the last return within a year that gives it numbers."""
    returns = [current(code, quarter) for quarter in reversed(LAST_YEAR)]
    return next((one["ombudsman"] for one in returns if one and isinstance(one.get("ombudsman"), dict)), None)


def test_each_organisation_stands_with_the_cases_that_it_told_last_and_with_nothing_else() -> None:
    told = {one.organisation: one for one in ombudsman_years(of_demo(), {})}
    assert set(told) == {code for code in CODES if _last_told(code)}
    for code, one in told.items():
        sent = _last_told(code) or {}
        assert {name: cell.value for name, cell in one.cells.items() if name in CASES} == {
            f"ombudsman_{name}": float(sent[name])
            for name in ("accepted", "reported", "upheld", "partly_upheld", "not_upheld")
        }


def test_the_year_is_that_which_the_return_states() -> None:
    picture = of_demo()
    stated = {
        (code, period.name): (_last_told(code) or {})["year"] for code, period in ombudsman_places(picture).items()
    }
    told = {one.organisation: one.year for one in ombudsman_years(picture, stated)}
    assert (told["ferry-fares"], told["lampkeepers-pensions"]) == ("2025-26", "2024-25")
    assert {one.year for one in ombudsman_years(picture, {})} == {""}


def test_a_board_is_shown_no_small_number_of_cases() -> None:
    told = ombudsman_years(of_demo(audience=Audience.BOARD), {})
    cells = [cell for one in told for cell in one.cells.values()]
    assert all(cell.value is None or cell.value == 0 or cell.value >= 5 for cell in cells)
    assert SUPPRESSED in {cell.why_not for cell in cells}


@pytest.mark.parametrize(("period", "year"), [(LAST, "2025-26"), ("2025-26-Q4", "2025-26"), ("2025-26-Q3", "2024-25")])
def test_compensation_is_of_the_last_financial_year_that_had_ended(period: str, year: str) -> None:
    assert financial_year(of_demo(period)) == Period.named(year)


@pytest.mark.parametrize("audience", [Audience.SPONSOR, Audience.BOARD])
def test_compensation_is_the_sum_of_what_was_told_and_says_of_how_many_returns(audience: Audience) -> None:
    paid = {one.organisation: one for one in compensation(of_demo(audience=audience))}
    (one,) = [one for one in paid.values() if one.says_something]
    assert (one.organisation, one.payments.value, one.amount.value) == ("islander-grants", 14, 2350)
    assert str(one.told) == "1 of 4"
    assert [period.name for period in one.periods] == ["2025-26-Q1"]
