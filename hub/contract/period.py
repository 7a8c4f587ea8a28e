"""The periods returns are made for: quarters and years of the UK financial year, 1 April to 31 March.

Only the calendar. When a return is due, and which periods a body owes, is `hub.oversight.periods`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Self

FIRST_MONTH = 4  # the financial year starts on 1 April
MONTHS_IN_QUARTER = 3
DAYS_IN_LONGEST_QUARTER = 92
NAMES_REMEMBERED = 1_024
NAME = re.compile(r"(?P<year>(?:19|20)[0-9]{2})-(?P<ends>[0-9]{2})(?:-Q(?P<quarter>[1-4]))?")


def _month_start(year: int, months_after_april: int) -> date:
    month = FIRST_MONTH - 1 + months_after_april
    return date(year + month // 12, month % 12 + 1, 1)


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A quarter or a year, half open: `end` is the first day that no longer belongs to it.

    Documents, screens and papers give the last day instead: `last_day`.
    """

    start: date
    end: date

    @classmethod
    def quarter(cls, year: int, number: int) -> Self:
        """The quarter 1 to 4 of the financial year that starts in `year`."""
        months = (number - 1) * MONTHS_IN_QUARTER
        return cls(_month_start(year, months), _month_start(year, months + MONTHS_IN_QUARTER))

    @classmethod
    def year(cls, year: int) -> Self:
        """The financial year that starts in `year`."""
        return cls(_month_start(year, 0), _month_start(year, 12))

    @classmethod
    @lru_cache(NAMES_REMEMBERED)
    def named(cls, name: str) -> Self:
        """The period called `2026-27-Q1` or `2026-27`.

        Raises: ValueError for any other text, and for years that do not follow each other.
        """
        match = NAME.fullmatch(name)
        if match is None:
            raise ValueError(name)
        year = int(match["year"])
        if f"{(year + 1) % 100:02d}" != match["ends"]:
            raise ValueError(name)
        return cls.quarter(year, int(match["quarter"])) if match["quarter"] else cls.year(year)

    @classmethod
    def containing(cls, day: date, kind: str = "quarter") -> Self:
        """The quarter or year in which a day falls."""
        year = day.year if day.month >= FIRST_MONTH else day.year - 1
        if kind == "year":
            return cls.year(year)
        return cls.quarter(year, (day.month - FIRST_MONTH) % 12 // MONTHS_IN_QUARTER + 1)

    @property
    def kind(self) -> str:
        """`quarter` or `year`."""
        return "year" if (self.end - self.start).days > DAYS_IN_LONGEST_QUARTER else "quarter"

    @property
    def name(self) -> str:
        """As documents and addresses name it: `2026-27-Q1`, `2026-27`."""
        return _name(self)

    @property
    def label(self) -> str:
        """As people read it: `April to June 2026`, `2024 to 2025`."""
        return _label(self)

    @property
    def last_day(self) -> date:
        """The last day that belongs to the period."""
        return self.end - timedelta(days=1)

    @property
    def months(self) -> tuple[str, ...]:
        """The months inside, as `2026-04`."""
        return _months(self)

    def previous(self) -> Period:
        """The period of the same kind just before."""
        return Period.containing(self.start - timedelta(days=1), self.kind)

    def following(self) -> Period:
        """The period of the same kind just after."""
        return Period.containing(self.end, self.kind)


@lru_cache(NAMES_REMEMBERED)  # asked for many times of each return, as the next one
def _name(period: Period) -> str:
    start = period.start
    year = start.year if start.month >= FIRST_MONTH else start.year - 1
    years = f"{year}-{(year + 1) % 100:02d}"
    if period.kind == "year":
        return years
    return f"{years}-Q{(start.month - FIRST_MONTH) % 12 // MONTHS_IN_QUARTER + 1}"


@lru_cache(NAMES_REMEMBERED)
def _label(period: Period) -> str:
    if period.kind == "year":
        return f"{period.start.year} to {period.last_day.year}"
    return f"{period.start:%B} to {period.last_day:%B %Y}"


@lru_cache(NAMES_REMEMBERED)
def _months(period: Period) -> tuple[str, ...]:
    count = 12 if period.kind == "year" else MONTHS_IN_QUARTER
    months = (period.start.month - 1 + step for step in range(count))
    return tuple(f"{period.start.year + month // 12}-{month % 12 + 1:02d}" for month in months)
