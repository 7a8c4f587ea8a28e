"""An opening date is read as far as it was told, and not at all where it can be meant in two ways."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.ingest.opening_days import SPREADSHEET_BEGINS, opened

READ = {
    "1997": "1997", "1514": "1514", "2004-": "2004", "1975-00": "1975", "1993- January": "1993-01",
    "2018-04": "2018-04", "2001/10": "2001-10", "1979 01": "1979-01", "2013 -01": "2013-01", "2004 - 06": "2004-06",
    "2006 October": "2006-10", "2012-JAN": "2012-01", "2009-January": "2009-01", "April 2012": "2012-04",
    "Sept 2012": None, "44866": "2022-11-01", "44866.0": "2022-11-01", "2012-01-31": "2012-01-31",
    "2012-01-31 00:00:00": "2012-01-31", "31/01/2012": "2012-01-31", "1/1/2012": "2012-01-01", "03/04/2012": "2012",
    " 1997 ": "1997", "": None, "0000": None, "0000-01": None, "12345": None, "99999": None, "1997-13": None,
    "30/02/2012": None, "unknown": None, "The ALB became operationally independent in 01/01/2012": None, "-2012": None,
    "1997 to 2003": None, "c. 1997": None, "２０１２": None, "1997-²": None,
}  # fmt: skip


@pytest.mark.parametrize("text", sorted(READ))
def test_what_people_write_is_read_as_far_as_it_can_be_meant(text: str) -> None:
    found = opened(text)
    assert (found.told if found else None) == READ[text]


def test_what_was_worked_out_is_remarked_on_and_a_plain_date_is_not() -> None:
    remarks = {text: found.remark for text in READ if (found := opened(text)) and found.remark}
    assert sorted(remarks) == ["03/04/2012", "1975-00", "2004-", "44866", "44866.0"]


@given(st.dates(min_value=date(1955, 1, 1), max_value=date(2063, 12, 31)))
def test_a_day_is_the_same_day_however_it_is_written(day: date) -> None:
    serial = str((day - SPREADSHEET_BEGINS).days)
    for text in (day.isoformat(), serial, f"{day:%Y/%m/%d}"):
        found = opened(text)
        assert found is not None
        assert (found.on, found.told) == (day, day.isoformat())
    month = opened(f"{day:%B %Y}")
    assert month is not None
    assert month.on == day - timedelta(days=day.day - 1)


@given(st.text(max_size=30))
def test_whatever_is_written_the_day_is_the_first_that_it_can_mean(text: str) -> None:
    found = opened(text)
    if found is not None:
        assert found.on.isoformat().startswith(found.told)
        assert found.on.isoformat() in (found.told, f"{found.told}-01", f"{found.told}-01-01")
