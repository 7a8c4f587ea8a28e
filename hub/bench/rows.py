"""The rows of a return, written by sqlite3 itself: what keeping costs when nothing but the writing is left.

A floor to measure against, on the hub's own tables. Judges nothing, reads nothing before it writes, checks no
reference.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hub.store.projection import SUMS, SubjectSums, figures_of_facts

PROJECTED = ("figures", "sheets", "narratives")
OF_ONE_RETURN = {
    "returns": "id",
    **dict.fromkeys((*PROJECTED, "idempotency_keys"), "return_id"),
    "ledger": "object",
}
WAIT_SECONDS = 60  # for the lock, under load
_ADD = ", ".join(f"{name} = {name} + excluded.{name}" for name in SUMS)
_FIRST = "SELECT object FROM ledger WHERE what = 'return.accepted' ORDER BY seq LIMIT 1"
_TABLES = (  # a virtual table makes its shadows itself
    "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND type <> 'trigger' "
    "AND tbl_name NOT IN (SELECT name FROM pragma_table_list WHERE type = 'shadow')"
)
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Rows:
    """What one return leaves in the tables: a row in each of some, and what it adds to the sums of its subjects."""

    one_each: Mapping[str, Row]
    sums: Sequence[Row]

    def renumbered(self, number: int, document: bytes) -> Rows:
        """The same rows for another return: another body, another id, another place in the ledger."""
        return_id, body = f"{number:032x}", f"bench-body-{number:05d}"
        new: dict[str, Row] = {
            "returns": {"id": return_id, "organisation": body, "length": len(document), "raw": document},
            **{table: {"organisation": body, "return_id": return_id} for table in PROJECTED},
            "idempotency_keys": {"organisation": body, "return_id": return_id},
            "ledger": {"seq": number, "object": return_id},
        }
        return Rows({table: {**row, **new[table]} for table, row in self.one_each.items()}, self.sums)


def reader(file: Path) -> sqlite3.Connection:
    """A connection to a hub's database, for `rows_of`."""
    connection = sqlite3.connect(file)
    connection.row_factory = sqlite3.Row
    return connection


def rows_of(connection: sqlite3.Connection, return_id: str) -> Rows:
    """The rows that the hub wrote for the first version of a return, read back."""
    one_each = {table: _row(connection, table, key, return_id) for table, key in OF_ONE_RETURN.items()}
    figures, sums = one_each["figures"], SubjectSums()
    sums.add(figures_of_facts(figures["facts"]).subjects)
    return Rows(one_each, sums.rows(figures["department"], figures["period_name"]))


def first_rows(file: Path) -> Rows:
    """The rows of the return that a hub kept first."""
    with closing(reader(file)) as connection:
        (return_id,) = connection.execute(_FIRST).fetchone()
        return rows_of(connection, return_id)


def _row(connection: sqlite3.Connection, table: str, key: str, return_id: str) -> Row:
    found = connection.execute(f"SELECT * FROM {table} WHERE {key} = ?", (return_id,)).fetchone()  # noqa: S608
    return dict(found)


class RawStore:
    """A SQLite file with the tables of a hub's, in the same mode, with nothing in them and no guard over the ledger."""

    def __init__(self, like: Path, file: Path) -> None:
        self.file = file
        with closing(sqlite3.connect(like)) as hub, closing(self.connection()) as own:
            for (statement,) in hub.execute(_TABLES).fetchall():
                own.execute(statement)

    def connection(self) -> sqlite3.Connection:
        """A connection for one thread, each of whose commits is on disk when it returns."""
        connection = sqlite3.connect(self.file, timeout=WAIT_SECONDS, isolation_level=None, check_same_thread=False)
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        return connection


def insert(connection: sqlite3.Connection, rows: Rows) -> None:
    """Write the rows of one return in one transaction."""
    connection.execute("BEGIN IMMEDIATE")
    for table, row in rows.one_each.items():
        connection.execute(_insertion(table, len(row)), tuple(row.values()))
    if rows.sums:
        adding = f"{_insertion('subject_sums', len(rows.sums[0]))} ON CONFLICT DO UPDATE SET {_ADD}"
        connection.executemany(adding, [tuple(row.values()) for row in rows.sums])
    connection.execute("COMMIT")


def _insertion(table: str, columns: int) -> str:
    return f"INSERT INTO {table} VALUES ({', '.join('?' * columns)})"  # noqa: S608
