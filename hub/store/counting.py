"""Where requests are counted: one place for all processes of a hub, and how a count is added to there.

On SQLite it is a file of its own, so that counting never waits for returns that are being written; on PostgreSQL a
table that is not logged. Each makes itself: what is counted is worth nothing once its minute is over, so it is in no
migration, no ledger and no backup. What counts mean is for `hub.auth.rates`; what happens when the place cannot be
used is `hub.store.counts`.
"""

from __future__ import annotations

import os
import re
import sqlite3
from collections.abc import Callable
from itertools import count
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any

import psycopg

from hub.store.database import Database

FILE = "limits.sqlite"
WAIT_SECONDS = 0.25  # for a lock or a connection: a request may not wait long only to be counted
CONNECT_SECONDS = 2  # the least that PostgreSQL's driver knows
CONNECTIONS = 8  # of one process to PostgreSQL; to a file one, which spares its threads each other's locks
TIDY_EVERY = 1_000  # counts that were added
MOST = 100_000  # counts that are kept; beyond it those that end first are forgotten
MAKING = 0x6875625F6D61  # PostgreSQL advisory lock: two that make one table at a time would fail
CANNOT_COUNT = (sqlite3.Error, psycopg.Error, OSError, Empty)

_TABLE = "request_counts (key TEXT PRIMARY KEY, count BIGINT NOT NULL, ends_at DOUBLE PRECISION NOT NULL)"
_MAKE_IN_FILE = f"CREATE TABLE IF NOT EXISTS {_TABLE} WITHOUT ROWID"
_MAKE_ON_SERVER = f"CREATE UNLOGGED TABLE IF NOT EXISTS {_TABLE} WITH (fillfactor = 50)"
# An end further off than two spans was written by a clock that has been set back since: it does not count.
_ADD = """
    INSERT INTO request_counts AS kept (key, count, ends_at) VALUES (:key, :amount, :ends_at)
    ON CONFLICT (key) DO UPDATE SET
        count = CASE WHEN kept.ends_at > :now AND kept.ends_at <= :latest THEN kept.count ELSE 0 END + excluded.count,
        ends_at = CASE WHEN kept.ends_at > :now AND kept.ends_at <= :latest THEN kept.ends_at ELSE excluded.ends_at END
    RETURNING count
"""
_LOOK = "SELECT count, ends_at FROM request_counts WHERE key = :key AND ends_at > :now"
_FORGET = "DELETE FROM request_counts WHERE key = :key"
_FORGET_ALL = "DELETE FROM request_counts"
_FORGET_ENDED = "DELETE FROM request_counts WHERE ends_at <= :now"
_FORGET_TOO_MANY = """
    DELETE FROM request_counts WHERE key IN (
        SELECT key FROM request_counts ORDER BY ends_at
        LIMIT (SELECT CASE WHEN count(*) > :most THEN count(*) - :most ELSE 0 END FROM request_counts))
"""


class CountingPlace:
    """Counts by key, each for a span of time that begins with the first.

    Units: seconds; moments since 1970, by the caller's clock.
    Raises: one of CANNOT_COUNT, in each method, when the place cannot be used now.
    """

    def __init__(self, connect: Callable[[], Any], connections: int = 1, words: Callable[[str], str] = str) -> None:
        self._connect = connect
        self._connections = connections
        self._left_to_parent: list[SimpleQueue[Any]] = []
        self._start_afresh()
        self._added = count()
        self._add, self._look, self._forget, self._forget_all, self._forget_ended, self._forget_too_many = map(
            words, (_ADD, _LOOK, _FORGET, _FORGET_ALL, _FORGET_ENDED, _FORGET_TOO_MANY)
        )

    def add(self, key: str, amount: int, seconds: int, now: float) -> int:
        """Add to a count, and give what it is then."""
        if next(self._added) % TIDY_EVERY == 0:
            self._tidy(now)
        told = {"key": key, "amount": amount, "now": now, "ends_at": now + seconds, "latest": now + 2 * seconds}
        (found,) = self._ask(self._add, told)
        return int(found)

    def look(self, key: str, now: float) -> tuple[int, float]:
        """A count, and when it ends. Missing: 0, ending now, when there is none."""
        found = self._ask(self._look, {"key": key, "now": now})
        return (int(found[0]), float(found[1])) if found else (0, now)

    def forget(self, key: str) -> None:
        """Begin this count again."""
        self._ask(self._forget, {"key": key})

    def forget_all(self) -> None:
        """Begin every count again."""
        self._ask(self._forget_all, {})

    def close(self) -> None:
        """Let go of every connection that nobody uses just now."""
        for _ in range(self._connections):
            try:
                connection = self._free.get(timeout=WAIT_SECONDS)
            except Empty:
                return
            if connection is not None:
                connection.close()
            self._free.put(None)

    def _tidy(self, now: float) -> None:
        self._ask(self._forget_ended, {"now": now})
        self._ask(self._forget_too_many, {"most": MOST})

    def _start_afresh(self) -> None:
        """With no connection open yet."""
        self._process = os.getpid()
        self._free: SimpleQueue[Any] = SimpleQueue()
        for _ in range(self._connections):
            self._free.put(None)

    def _ask(self, statement: str, told: dict[str, Any]) -> Any:
        """The first row, where the statement gives rows. A connection that failed is not used again.

        After a fork the parent's connections stay the parent's, unused and never closed here.
        """
        if self._process != os.getpid():
            self._left_to_parent.append(self._free)
            self._start_afresh()
        connection = self._free.get(timeout=WAIT_SECONDS)
        try:
            connection = connection or self._connect()
            cursor = connection.execute(statement, told)
            row = cursor.fetchone() if cursor.description else None
        except BaseException:
            self._free.put(None)
            if connection is not None:
                connection.close()
            raise
        self._free.put(connection)
        return row


def place_for(database: Database, folder: Path) -> CountingPlace:
    """The place that all processes of a hub share; `folder` is its data folder. Nothing is opened before it is used."""
    if database.is_sqlite:
        return CountingPlace(lambda: _open_file(folder / FILE))
    return CountingPlace(lambda: _open_server(database), CONNECTIONS, _as_the_server_takes_it)


def own_place() -> CountingPlace:
    """A place in the memory of this process."""
    return CountingPlace(_open_memory)


def _open_memory() -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    connection.execute(_MAKE_IN_FILE)
    return connection


def _open_file(file: Path) -> sqlite3.Connection:
    """The file, which only its owner may read; an adding is in it for every process, but on disk only in time."""
    os.close(os.open(file, os.O_CREAT | os.O_RDWR, 0o600))
    connection = sqlite3.connect(file, timeout=WAIT_SECONDS, isolation_level=None, check_same_thread=False)
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")  # in WAL a power cut may take the last minute, never the file
        connection.execute(_MAKE_IN_FILE)
    except BaseException:
        connection.close()
        raise
    return connection


def _open_server(database: Database) -> psycopg.Connection[Any]:
    arguments, options = database.engine.dialect.create_connect_args(database.url)
    connection: psycopg.Connection[Any] = psycopg.connect(
        *arguments, **{**options, "connect_timeout": CONNECT_SECONDS}, autocommit=True
    )
    try:
        connection.execute(f"SET lock_timeout = '{int(WAIT_SECONDS * 1000)}ms'")
        with connection.transaction():
            connection.execute(f"SELECT pg_advisory_xact_lock({MAKING})")
            connection.execute(_MAKE_ON_SERVER)
    except BaseException:
        connection.close()
        raise
    connection.prepare_threshold = 0
    return connection


def _as_the_server_takes_it(statement: str) -> str:
    return re.sub(r":(\w+)", r"%(\1)s", statement)
