"""Archives of any size, written past the door: what reading costs is measured on them, not what receiving does.

Every current return is one of the demonstration's under another name, with all of its projected rows; older periods
were corrected as often as the wanted number of returns takes. Documents are a few bytes, since no measured read opens
one. There are as many parents as the public directory has, and one of them has as many bodies as any could.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from functools import cache
from itertools import cycle
from math import ceil
from pathlib import Path
from typing import Any

from hub.contract.build import build
from hub.contract.figures import Figures, figures_of
from hub.contract.period import Period
from hub.contract.published import published
from hub.contract.strict_json import read_document
from hub.store.database import Database
from hub.store.projection import SubjectSums, figures_row, narrative_row, sheet_row
from hub.store.upgrade import upgrade

PARENTS = 22  # with related organisations in the directory of public bodies 2023-24
BODIES, BODIES_ELSEWHERE = 300, 25  # of the one parent, of each other one
PERIODS = 12  # that a picture reads
YEARS = 25  # of quarters at most; what is left are corrections of the older ones
LATEST = Period.named("2026-27-Q2")
TODAY = LATEST.end.replace(day=22)
AT = "2026-10-20T09:00:00.000000Z"
ROWS_AT_ONCE = 20_000
CAREFUL_ONLY_WITH_REAL_DATA = ("journal_mode = OFF", "synchronous = OFF", "foreign_keys = OFF")
Row = dict[str, Any]
Rows = Iterator[tuple[str, Row]]  # a table, and a row of it


@dataclass(frozen=True, slots=True)
class Archive:
    """A database with returns in it. Units: `returns` counts versions, `current` those that count."""

    file: Path
    returns: int
    current: int

    @property
    def url(self) -> str:
        """Its address."""
        return f"sqlite:///{self.file}"


def archive(folder: Path, returns: int) -> Archive:
    """Make an archive of about so many returns, the same bodies and the same latest periods whatever its size."""
    file = folder / f"archive-{returns}.sqlite"
    with closing(Database(f"sqlite:///{file}")) as database:
        upgrade(database)
    periods = _periods(returns)
    current = len(bodies()) * len(periods)
    corrected = len(bodies()) * max(len(periods) - PERIODS, 0)
    versions = max(ceil((returns - current) / corrected), 0) if corrected else 0
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        for pragma in CAREFUL_ONLY_WITH_REAL_DATA:
            connection.execute(f"PRAGMA {pragma}")
        connection.execute("BEGIN")
        _write(connection, _register())
        for place, period in enumerate(periods):
            _write(connection, _of_a_period(period, versions if place < len(periods) - PERIODS else 0))
        connection.execute("COMMIT")
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("ANALYZE")
    return Archive(file, current + corrected * versions, current)


def parent(number: int) -> str:
    """The code of a parent department; the first has the most bodies."""
    return f"parent-{number:02d}"


def _periods(returns: int) -> list[Period]:
    """Those of the trend, and as many more as the returns fill, oldest first."""
    many = min(max(returns // len(bodies()), PERIODS), YEARS * 4)
    periods = [LATEST]
    while len(periods) < many:
        periods.append(periods[-1].previous())
    return periods[::-1]


@cache
def bodies() -> tuple[tuple[str, str], ...]:
    """Department and organisation of every body."""
    return tuple(
        (parent(number), f"body-{number:02d}-{body:03d}")
        for number in range(PARENTS)
        for body in range(BODIES_ELSEWHERE if number else BODIES)
    )


@cache
def _told() -> tuple[tuple[Figures, ...], ...]:
    """The figures of each of the demonstration's bodies, the oldest first."""
    folders = sorted((published("fixtures") / "demo" / "returns").iterdir())
    return tuple(
        tuple(figures_of(build(read_document(file.read_bytes()))) for file in sorted(folder.glob("*-Q?.json")))
        for folder in folders
    )


def _figures_in(period: Period) -> Iterator[Figures]:
    """Figures for each body, which follows one of the demonstration's; what comes after its last is its first again."""
    quarter = period.start.year * 4 + period.start.month // 3
    for story in cycle(_told()):
        yield story[quarter % len(story)]


def _register() -> Rows:
    for number in range(PARENTS):
        code = parent(number)
        yield "departments", {"code": code, "name": f"Department {number}", "collects_from": "2001-04-01"}
    for department, body in bodies():
        yield "organisations", {
            "code": body, "name": f"Body {body}", "kind": "Invented body", "department": department,
            "reports": "quarter", "services": "[]",
        }  # fmt: skip


def _of_a_period(period: Period, corrected: int) -> Rows:
    sums: dict[str, SubjectSums] = {}
    for (department, body), figures in zip(bodies(), _figures_in(period), strict=False):
        whose = {"department": department, "organisation": body}
        sheet, narrative = sheet_row(figures, period), narrative_row(figures, period)
        current = f"{body}-{period.name}-{corrected + 1}"
        for version in range(1, corrected + 2):
            yield "returns", _return(whose, period, version, current=version == corrected + 1)
            if version <= corrected:
                yield "earlier_sheets", {**whose, **sheet, "version": version}
        at = {"return_id": current, "version": corrected + 1, "first_accepted_at": AT}
        yield "figures", {**whose, **at, "received_at": AT, **figures_row(figures, period)}
        yield "sheets", {**whose, **at, **sheet}
        yield "narratives", {**whose, "return_id": current, **narrative}
        sums.setdefault(department, SubjectSums()).add(figures.subjects)
    for department, of_it in sums.items():
        for row in of_it.rows(department, period.name):
            yield "subject_sums", row


def _return(whose: Row, period: Period, version: int, current: bool) -> Row:
    return {
        **whose, "id": f"{whose['organisation']}-{period.name}-{version}", "period_name": period.name,
        "version": version, "contract": "complaints-return", "contract_version": "1.0", "sha256": "0" * 64,
        "length": 2, "received_at": AT, "first_accepted_at": AT, "sent_by": "bench", "current": current,
        "findings": "[]", "raw": b"{}",
    }  # fmt: skip


def _write(connection: sqlite3.Connection, rows: Rows) -> None:
    waiting: dict[str, list[Row]] = {}
    for table, row in rows:
        several = waiting.setdefault(table, [])
        several.append(row)
        if len(several) == ROWS_AT_ONCE:
            _insert(connection, table, several)
            several.clear()
    for table, several in waiting.items():
        _insert(connection, table, several)


def _insert(connection: sqlite3.Connection, table: str, rows: Iterable[Row]) -> None:
    several = list(rows)
    if several:
        names = list(several[0])
        places = ", ".join("?" * len(names))
        statement = f"INSERT INTO {table} ({', '.join(names)}) VALUES ({places})"  # noqa: S608 - our own names
        connection.executemany(statement, [[row[name] for name in names] for row in several])


LARGE = parent(0)
