"""What somebody with the database can do past the hub: they take away what guards the ledger, and know its form."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, text

from hub.store.database import Database
from hub.store.rebuild import PROJECTED
from hub.store.tables import RETURNS

GUARDS = {
    "sqlite": tuple(f"DROP TRIGGER IF EXISTS ledger_no_{what}" for what in ("update", "delete", "replace")),
    "postgresql": ("DROP TRIGGER IF EXISTS ledger_no_change ON ledger",),
}
GUARDS_AS_MADE = {
    "sqlite": "SELECT sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'ledger'",
    "postgresql": "SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE tgname = 'ledger_no_change'",
}
COVERED = (
    "form", "seq", "at", "who", "role", "origin", "what", "object", "version", "department", "organisation", "why",
    "detail", "previous",
)  # fmt: skip
TAKE_RETURNS_OUT = tuple(f"DELETE FROM {table.name}" for table in (*PROJECTED, RETURNS))
Entry = dict[str, Any]


def take_the_guard_away(connection: Connection) -> None:
    for statement in GUARDS[connection.dialect.name]:
        connection.execute(text(statement))


@contextmanager
def without_guard(connection: Connection) -> Iterator[None]:
    """Within it nothing guards the ledger; afterwards it looks as if nobody had been there."""
    guards = [*connection.execute(text(GUARDS_AS_MADE[connection.dialect.name])).scalars()]
    take_the_guard_away(connection)
    yield
    for statement in guards:
        connection.execute(text(statement))


def tamper(database: Database, *statements: str) -> None:
    """Run statements on the tables."""

    def run(connection: Connection) -> None:
        with without_guard(connection):
            for statement in statements:
                connection.execute(text(statement))

    database.write(run)


def tamper_with_file(file: Path, *statements: str) -> None:
    """Run statements on a SQLite file as any program can, which keeps no references either."""
    with closing(sqlite3.connect(file)) as connection, connection:
        guards = [guard for (guard,) in connection.execute(GUARDS_AS_MADE["sqlite"])]
        for statement in (*GUARDS["sqlite"], *statements, *guards):
            connection.execute(statement)


def entries(database: Database) -> list[Entry]:
    """The whole ledger, every column of it."""
    with database.read() as connection:
        return [dict(row) for row in connection.execute(text("SELECT * FROM ledger ORDER BY seq")).mappings()]


def put_in_its_place(database: Database, rows: Iterable[Entry]) -> None:
    """Let these entries be the ledger."""

    def write(connection: Connection) -> None:
        with without_guard(connection):
            connection.execute(text("DELETE FROM ledger"))
            for row in rows:
                names = ", ".join(row)
                places = ", ".join(f":{name}" for name in row)
                connection.execute(text(f"INSERT INTO ledger ({names}) VALUES ({places})"), row)

    database.write(write)


def written_anew(rows: Iterable[Entry]) -> list[Entry]:
    """The same entries, numbered from 1 and chained to each other, whatever was changed in them."""
    previous, anew = "0" * 64, list[Entry]()
    for seq, row in enumerate(rows, 1):
        entry = {**row, "seq": seq, "previous": previous}
        previous = hashlib.sha256(
            json.dumps([entry[name] for name in COVERED], ensure_ascii=False, separators=(",", ":")).encode()
        ).hexdigest()
        anew.append({**entry, "hash": previous})
    return anew
