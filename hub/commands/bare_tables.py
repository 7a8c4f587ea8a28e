"""Bare tables of figures that a command reads: CSV with the names of its columns in the first line.

Everything wrong is told with its line and what to do. Counts nothing; columns that nobody asked for are left alone.
"""

from __future__ import annotations

import csv
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import NoReturn

import click

from hub.contract.findings import printable
from hub.oversight.written import how_many

FILE_ENCODING = "utf-8-sig"  # with or without a byte order mark
MOST_BYTES, MOST_ROWS = 10_000_000, 50_000
SMALLEST, LARGEST = 1e-12, 1e15  # that a figure can be, apart from 0
SHOWN = 30  # characters of a value that is not as it should be
NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,3})?", re.ASCII)
ANY_BUT_0 = re.compile(r"[+-]?[0.]*[1-9]", re.ASCII)
DAY, MONTH = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII), re.compile(r"\d{4}-\d\d", re.ASCII)
OTHER_MARKS = {";": "semicolons", "\t": "tabs"}
ONE_CHART = "Give the figures of one chart."


@dataclass(frozen=True, slots=True)
class Series:
    """Points in time. Shapes: a tuple for each column. Missing: NaN where a value was left empty."""

    dates: tuple[str, ...]
    columns: tuple[tuple[float, ...], ...]


@dataclass(frozen=True, slots=True)
class Units:
    """Units to compare. Missing: NaN where a value was left empty."""

    names: tuple[str, ...]
    numerators: tuple[float, ...]
    denominators: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a file below its first, with the number that an editor shows, and how a fault in it is told."""

    file: Path
    number: int
    values: dict[str, str]

    def text(self, column: str) -> str:
        """What stands in a column."""
        return self.values[column].strip()

    def figure(self, column: str) -> float:
        """The number in a column. Missing: NaN where it is empty."""
        text = self.text(column)
        if not text:
            return math.nan
        if not NUMBER.fullmatch(text):
            self.refuse(
                f"{column} holds “{_short(text)}”, which is not a number",
                "Write digits, with a point for a fraction; leave it empty where nothing is known.",
            )
        number = float(text)
        if ANY_BUT_0.match(text) and not SMALLEST <= abs(number) <= LARGEST:
            self.refuse(f"{column} holds “{_short(text)}”, too large or too small to reckon with", "Take another unit.")
        return number

    def count(self, column: str, whole: bool = True) -> float:
        """The number in a column that is none below 0, nor between whole numbers. Missing: as `figure`."""
        figure = self.figure(column)
        if figure < 0:
            self.refuse(f"{column} is {figure:g}, and nothing is counted below 0", "Correct it.")
        if whole and figure % 1 > 0:
            self.refuse(f"{column} is {figure:g}, which is not a whole number", "Give the count itself.")
        return figure

    def fraction(self) -> tuple[float, float]:
        """So many of so many."""
        part, whole = self.count("numerator"), self.count("denominator")
        if part > whole:
            self.refuse(
                f"numerator {part:g} is more than denominator {whole:g}",
                "Give a part and its whole; a funnel of counts by exposure is made with --counts.",
            )
        return part, whole

    def day(self) -> date:
        """The date of the line; a month is its first day."""
        text = self.text("date")
        written = f"{text}-01" if MONTH.fullmatch(text) else text
        try:
            if DAY.fullmatch(written):
                return date.fromisoformat(written)
        except ValueError:
            pass  # said below, as for any other text
        return self.refuse(f"date holds “{_short(text)}”, which is not a date", "Write 2026-04-01, or 2026-04.")

    def refuse(self, why: str, what_to_do: str) -> NoReturn:
        """Raises: UsageError, with file, line and what to do."""
        refuse(self.file, f"line {self.number}: {why}", what_to_do)


def refuse(file: Path, why: str, what_to_do: str) -> NoReturn:
    """Raises: UsageError."""
    raise click.UsageError(f"{file.name}, {why}. {what_to_do}")


def series(file: Path, columns: Sequence[str], counts: bool = False) -> Series:
    """The points of a file, the oldest first. Shapes: `columns` are `value`, or `numerator` and `denominator`.

    Units: `counts` says that the values are whole numbers that are not negative.

    Raises: UsageError for whatever cannot be read, naming line, column, value and what to do.
    """
    dates, values = [], []
    before: date | None = None
    for line in lines(file, ("date", *columns)):
        day = line.day()
        if before is not None and day <= before:
            said = "stands in the line before too" if day == before else "is earlier than that of the line before"
            line.refuse(f"date {line.text('date')} {said}", "Give each date once, the oldest first.")
        before = day
        dates.append(line.text("date"))
        one_value = line.count if counts else line.figure
        values.append(line.fraction() if "denominator" in columns else (one_value("value"),))
    return Series(tuple(dates), tuple(zip(*values, strict=True)))


def units(file: Path, counts: bool) -> Units:
    """The units of a file; `counts` where the denominator is an exposure, of which the numerator is no part.

    Raises: as `series`.
    """
    where: dict[str, int] = {}
    values = []
    for line in lines(file, ("unit", "numerator", "denominator")):
        name = line.text("unit")
        if not name:
            line.refuse("the unit has no name", "Name each unit.")
        if name in where:
            line.refuse(f"“{_short(name)}” stands in line {where[name]} too", "Keep one line for each unit.")
        where[name] = line.number
        values.append((line.count("numerator"), line.count("denominator", whole=False)) if counts else line.fraction())
    numerators, denominators = zip(*values, strict=True)
    return Units(tuple(where), numerators, denominators)


def lines(file: Path, columns: Sequence[str]) -> list[Line]:
    """The lines of a file that has at least these columns, and at least one line.

    Raises: as `series`.
    """
    if file.stat().st_size > MOST_BYTES:
        refuse(file, f"it is longer than {MOST_BYTES // 1_000_000} million bytes", ONE_CHART)
    read: list[Line] = []
    with file.open(encoding=FILE_ENCODING, newline="") as opened:
        reader = csv.reader(opened, strict=True)
        try:
            names = _names(file, next(reader, []), columns)
            for values in reader:
                if any(values):
                    read.append(_line(file, reader.line_num, names, values))
                if len(read) > MOST_ROWS:
                    refuse(file, f"it has more than {MOST_ROWS:,} lines", ONE_CHART)
        except UnicodeDecodeError:
            refuse(file, "it is not in UTF-8", "Save it as CSV in UTF-8.")
        except csv.Error as fault:
            refuse(file, f"line {reader.line_num}: it is not CSV ({fault})", "Save it as CSV again.")
    if not read:
        refuse(file, "there is no line below the names of the columns", "Give at least one line of figures.")
    return read


def _names(file: Path, first: Sequence[str], columns: Sequence[str]) -> list[str]:
    """The names of the columns, in the order of the file."""
    names = [name.strip() for name in first]
    wanted = ", ".join(columns)
    if len(names) == 1 and (mark := next((one for one in OTHER_MARKS if one in names[0]), "")):
        refuse(file, f"line 1: its columns are parted by {OTHER_MARKS[mark]}", "Save it as CSV with commas instead.")
    for column in columns:
        if column not in names:
            found = ", ".join(_short(name) for name in names) or "nothing"
            refuse(file, f"line 1: there is no column {column} (found: {_short(found)})", f"Name the columns {wanted}.")
        if names.count(column) > 1:
            refuse(file, f"line 1: there are {names.count(column)} columns {column}", f"Name {wanted} once each.")
    return names


def _line(file: Path, number: int, names: Sequence[str], values: Sequence[str]) -> Line:
    if len(values) != len(names):
        given, columns = how_many(len(values), "value", "values"), how_many(len(names), "column", "columns")
        why = f"line {number}: {given} for {columns}"
        refuse(file, why, "Look for a comma too many, or for one inside a value without quotation marks.")
    return Line(file, number, dict(zip(names, values, strict=True)))


def _short(text: str) -> str:
    return printable(text if len(text) <= SHOWN else f"{text[:SHOWN]}...")
