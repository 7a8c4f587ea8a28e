"""Each query behind the pages alone, beside reading the same rows from where they are stored as one answer.

Which queries there are is heard from the engine while the pages are read, so that none is forgotten. What is timed is
the database's part: the statement, and taking its rows. A stored answer is read and unpacked, as a page would have to.
"""

from __future__ import annotations

import pickle
import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from time import thread_time
from typing import Any

from sqlalchemy import event

from hub.auth.permissions import Role, Viewer
from hub.bench.archives import LARGE
from hub.config import Config
from hub.joined import Joined
from hub.oversight.disclosure.audience import Audience
from hub.oversight.picture import Picture
from hub.pictures import Pictures
from hub.scope import Scope
from hub.store.archive import Archive
from hub.store.database import Database
from hub.store.entries import Sought
from hub.unchanged import Unchanged

MILLISECONDS = 1000
NUMBER = 8  # bytes
REPEATS = 20  # of one query in one round
EIGHT = 8  # periods
READS = ("SELECT", "WITH")
Statement = tuple[str, Any]


@dataclass(frozen=True, slots=True)
class Query:
    """One query: what it gives, how long it took in each round, and how long reading as much from one place.

    Units: milliseconds; `cells` are rows times columns.
    """

    what: str
    cells: int
    bytes: int
    took: tuple[float, ...]
    stored: tuple[float, ...]


def queries(database: Database, config: Config, folder: Path, rounds: int) -> Iterator[Query]:
    """Every query that reading the pages asks, those that give nothing left out."""
    file = Path(database.engine.url.database or "")
    with closing(sqlite3.connect(file)) as connection, closing(_answers(folder / "answers.sqlite")) as stored:
        for what, (statement, values) in _heard(database, config).items():
            ask = partial(_rows, connection, statement, values)
            rows = ask()
            if rows:
                size = sum(_size(value) for row in rows for value in row)
                _store(stored, rows)
                took, floor = _both(ask, partial(_stored, stored), rounds)
                yield Query(what, len(rows) * len(rows[0]), size, took, floor)


def _rows(connection: sqlite3.Connection, statement: str, values: Any) -> list[Any]:
    return connection.execute(statement, values).fetchall()


def _heard(database: Database, config: Config) -> dict[str, Statement]:
    """The statements that the pages ask, each once, called by page and first table."""
    viewer = Viewer("bench", Role.OPERATOR, Scope(LARGE))
    joined = Joined(database, config, Pictures(database, config), Unchanged(database))
    some = joined.picture(viewer, None)
    return_id = next(row.return_id for row in some.rows if row.return_id)
    pages: dict[str, Callable[[], object]] = {
        "A period": lambda: Pictures(database, config).of(viewer.scope, None),
        "A period for the board": lambda: Pictures(database, config).of(viewer.scope, None, Audience.BOARD),
        "Where returns stand": lambda: joined.standings(viewer, some.period),
        "A return": lambda: joined.return_(viewer, return_id),
        "The start": lambda: joined.desk(viewer),
        "The ledger": lambda: joined.ledger(viewer, Sought(), None),
        "Subjects of eight periods": lambda: Archive(database).subject_sums(viewer.scope, _names(some, EIGHT)),
    }
    found: dict[str, Statement] = {}
    told: set[str] = set()
    for page, read in pages.items():
        with _listening(database) as heard:
            read()
        for number, (statement, values) in enumerate(heard, 1):
            if statement.lstrip().upper().startswith(READS) and repr((statement, values)) not in told:
                told.add(repr((statement, values)))
                found[f"{page}, query {number} ({_table(statement)})"] = statement, values
    return found


def _names(picture: Picture, count: int) -> list[str]:
    return [each.period.name for each in picture.trend[-count:]]


def _table(statement: str) -> str:
    found = re.search(r"\sFROM\s+\(?(\w+)", statement)
    return found[1] if found else "no table"


@contextmanager
def _listening(database: Database) -> Iterator[list[Statement]]:
    """The statements that are asked inside."""
    heard: list[Statement] = []

    def hear(_connection: Any, _cursor: Any, statement: str, values: Any, *_: Any) -> None:
        heard.append((statement, values))

    event.listen(database.engine, "before_cursor_execute", hear)
    try:
        yield heard
    finally:
        event.remove(database.engine, "before_cursor_execute", hear)


def _size(value: Any) -> int:
    if isinstance(value, str):
        return len(value.encode())
    return len(value) if isinstance(value, bytes) else NUMBER


def _answers(file: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(file, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("CREATE TABLE answers (id TEXT PRIMARY KEY, answer BLOB) WITHOUT ROWID")
    return connection


def _store(connection: sqlite3.Connection, rows: list[Any]) -> None:
    connection.execute("INSERT OR REPLACE INTO answers VALUES ('one', ?)", (pickle.dumps(rows),))


def _stored(connection: sqlite3.Connection) -> Any:
    (answer,) = connection.execute("SELECT answer FROM answers WHERE id = ?", ("one",)).fetchone()
    return pickle.loads(answer)  # noqa: S301 - written above


def _both(asked: Callable[[], Any], stored: Callable[[], Any], rounds: int) -> tuple[tuple[float, ...], ...]:
    """Round by round, one after the other: milliseconds of each."""
    return tuple(zip(*((_each(asked), _each(stored)) for _ in range(rounds)), strict=True))


def _each(act: Callable[[], Any]) -> float:
    act()
    begun = thread_time()
    for _ in range(REPEATS):
        act()
    return (thread_time() - begun) * MILLISECONDS / REPEATS
