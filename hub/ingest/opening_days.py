"""When a body began, from how people write it: a year, a month, a day, and no more precision than they gave.

Reads only what can be meant in one way. A sentence, or a day that may be a month, is not guessed at.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

FIRST_YEAR = 1000
SPREADSHEET_BEGINS = date(1899, 12, 30)  # day 0 of the usual spreadsheets, since they count 29 February 1900
SPREADSHEET_DAYS = (20_000, 60_000)  # from 1954 to 2064: no year is written with five figures
IN_FULL = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
           "december")  # fmt: skip
MONTHS = {name: month for month, full in enumerate(IN_FULL, 1) for name in (full, full[:3])}
_YEAR = re.compile(r"(\d{4})\s*[-/. ]?", re.ASCII)
_YEAR_MONTH = re.compile(r"(\d{4})\s*[-/. ]\s*(\d{1,2}|[A-Za-z]+)", re.ASCII)
_MONTH_YEAR = re.compile(r"([A-Za-z]+)\s*[-/. ]?\s*(\d{4})", re.ASCII)
_DAY_FIRST = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})", re.ASCII)
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ]00:00(?::00)?)?", re.ASCII)
_SERIAL = re.compile(r"(\d{5})(?:\.0+)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Opened:
    """When a body began, as far as it was told.

    Shapes: `told` is `1997`, `2018-04` or `2012-01-31`; `on` the first day that it can mean.
    Missing: `remark` is empty where nothing had to be left out or worked out to read it.
    """

    told: str
    on: date
    remark: str = ""


def opened(text: str) -> Opened | None:
    """What an opening date says. Missing: None when it cannot be read, or not in one way only."""
    for read in (_serial, _iso, _day_first, _year_month, _month_year, _year):
        if found := read(text.strip()):
            return found if found.on.year >= FIRST_YEAR else None
    return None


def _serial(text: str) -> Opened | None:
    if (match := _SERIAL.fullmatch(text)) is None:
        return None
    first, last = SPREADSHEET_DAYS
    if not first <= int(match[1]) <= last:
        return None
    on = SPREADSHEET_BEGINS + timedelta(days=int(match[1]))
    return Opened(on.isoformat(), on, "a spreadsheet's number of a day")


def _iso(text: str) -> Opened | None:
    match = _ISO.fullmatch(text)
    return _day(int(match[1]), int(match[2]), int(match[3])) if match else None


def _day_first(text: str) -> Opened | None:
    """As the United Kingdom writes days; where day and month could be either, only their year is sure."""
    if (match := _DAY_FIRST.fullmatch(text)) is None:
        return None
    day, month, year = int(match[1]), int(match[2]), int(match[3])
    if day != month and day <= 12 and month <= 12:
        return _only_year(year, "day and month could be either, so the year was taken")
    return _day(year, month, day)


def _year_month(text: str) -> Opened | None:
    match = _YEAR_MONTH.fullmatch(text)
    return _month(int(match[1]), match[2]) if match else None


def _month_year(text: str) -> Opened | None:
    match = _MONTH_YEAR.fullmatch(text)
    return _month(int(match[2]), match[1]) if match else None


def _year(text: str) -> Opened | None:
    match = _YEAR.fullmatch(text)
    if match is None:
        return None
    return _only_year(int(match[1]), "" if text.isdecimal() else "the year was taken")


def _month(year: int, told: str) -> Opened | None:
    month = int(told) if told.isdecimal() else MONTHS.get(told.lower())
    if month == 0:
        return _only_year(year, "there is no month 0, so the year was taken")
    if month is None or month > 12 or year == 0:
        return None
    on = date(year, month, 1)
    return Opened(f"{on:%Y-%m}", on, "")


def _only_year(year: int, remark: str) -> Opened | None:
    return Opened(f"{year:04}", date(year, 1, 1), remark) if year else None


def _day(year: int, month: int, day: int) -> Opened | None:
    try:
        on = date(year, month, day)
    except ValueError:
        return None
    return Opened(on.isoformat(), on)
