"""Where the store lives: one SQLite file, or PostgreSQL when more than one machine needs it.

Gives connections that read one moment, and one writer. Knows no table.
"""

from __future__ import annotations

import os
import sqlite3
import weakref
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from time import monotonic, sleep
from typing import Any, TypeVar

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError

from hub.errors import SettingWrong
from hub.store.faults import said_plainly
from hub.store.statements import driver
from hub.store.writer import Writer

T = TypeVar("T")
V = TypeVar("V")
WAIT_SECONDS = 10  # for a lock, a free connection or the server, before the store counts as out of reach
WAL_RETRY_SECONDS = 0.01
POOL, POOL_MORE = 8, 32  # connections kept open, and more in a rush: above the threads of a server
ONE_WRITER = 0x6875625F7772  # PostgreSQL advisory lock: whoever holds it writes, every other hub waits
_open: weakref.WeakSet[Database] = weakref.WeakSet()


class Database:
    """One store, by its address.

    Raises: SettingWrong when the address is not one of a SQLite file or of PostgreSQL.
    """

    def __init__(self, url: str) -> None:
        self.url = _address(url)
        if self.file is not None:
            _make_file(self.file)
        self.engine = _engine(self.url)
        self._reading = self._reading_engine()
        self._writer = self._new_writer()
        self._left_to_parent: list[object] = []
        self._closed_too: list[Callable[[], None]] = []
        _open.add(self)

    @property
    def is_sqlite(self) -> bool:
        """Whether this is a SQLite file."""
        return self.url.get_backend_name() == "sqlite"

    @property
    def file(self) -> Path | None:
        """The SQLite file. Missing: None for PostgreSQL."""
        return _file(self.url)

    @contextmanager
    def read(self, at: Connection | None = None) -> Iterator[Connection]:
        """A connection that sees one moment; `at`, when given, is already at one and is used again.

        Raises: Unavailable.
        """
        if at is not None:
            yield at
            return
        with said_plainly(), self._reading.begin() as connection:
            yield connection

    @contextmanager
    def look(self) -> Iterator[Connection]:
        """A connection for one prepared statement, which sees one moment by itself; costs a quarter of `read`.

        Raises: Unavailable.
        """
        with said_plainly(), self._reading.connect() as connection:
            yield connection

    def write(self, work: Callable[[Connection], T]) -> T:
        """What `work` gives, once all that it wrote is safe on disk.

        Works of several threads may share a transaction; each is kept or left out as a whole. A work runs in
        another thread than its caller, and must not wait for a second one.
        Raises: Unavailable; and what `work` raises.
        """
        return self._writer.write(_nothing, lambda connection, _: work(connection))

    def write_ready(self, make: Callable[[], V], work: Callable[[Connection, V], T]) -> T:
        """As `write`, of what `make` made when the turn came and before the transaction began.

        Raises: Unavailable; and what either raises.
        """
        return self._writer.write(make, work)

    def close_too(self, close: Callable[[], None]) -> None:
        """Let this be called when the store is closed."""
        self._closed_too.append(close)

    def close(self) -> None:
        """Finish what is being written and let go of every connection."""
        self._writer.close()
        self.engine.dispose()
        for close in self._closed_too:
            close()

    def _reading_engine(self) -> Engine:
        if self.is_sqlite:
            return self.engine
        return self.engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)

    def _new_writer(self) -> Writer:
        return Writer(self.engine.execution_options(writes=True))

    def _start_afresh(self) -> None:
        """After a fork: the parent's connections and writer stay the parent's, unused and never closed here."""
        self._left_to_parent += [self.engine.pool, self._writer]
        self.engine.dispose(close=False)
        self._writer = self._new_writer()


@contextmanager
def as_it_stands(connection: Connection) -> Iterator[None]:
    """Read whatever stands in a text: SQLite keeps bytes that are no UTF-8, and would refuse to give them.

    Each such byte comes as half of a surrogate pair, which no text of the hub's own has.
    """
    if connection.dialect.name != "sqlite":
        yield
        return
    straight = driver(connection)
    before, straight.text_factory = straight.text_factory, _whatever_it_is
    try:
        yield
    finally:
        straight.text_factory = before


def _whatever_it_is(raw: bytes) -> str:
    return raw.decode("utf-8", "surrogateescape")


def _nothing() -> None:
    """For a work that needs nothing made ready."""


def sqlite_file(url: str) -> Path | None:
    """The file that a database's address names. Missing: None for PostgreSQL. Raises: SettingWrong."""
    return _file(_address(url))


def password_of(url: str) -> str:
    """The password in a database's address. Missing: empty where there is none. Raises: SettingWrong."""
    address = _address(url)
    told = address.password or address.query.get("password", "")
    return told if isinstance(told, str) else "".join(told)


def _file(url: URL) -> Path | None:
    return Path(str(url.database)) if url.get_backend_name() == "sqlite" else None


def _address(url: str) -> URL:
    try:
        address = make_url(url)
    except (ArgumentError, ValueError) as fault:
        raise SettingWrong("The database's address cannot be read.", "Write it as sqlite:///hub.sqlite.") from fault
    if address.drivername in ("postgres", "postgresql"):
        address = address.set(drivername="postgresql+psycopg")
    if address.drivername == "postgresql+psycopg" or (address.drivername == "sqlite" and _names_a_file(address)):
        return address
    raise SettingWrong(
        f"The hub cannot keep its data in {address.render_as_string(hide_password=True)!r}.",
        "Name a SQLite file, sqlite:///hub.sqlite, or PostgreSQL, postgresql+psycopg://...",
    )


def _names_a_file(address: URL) -> bool:
    """Whether it is a file, whole and plain: nothing in memory, no options."""
    name = address.database or ""
    return bool(name) and name != ":memory:" and not name.startswith("file:") and not address.query


def _make_file(file: Path) -> None:
    """An empty file that only its owner may read, in a folder that only its owner may enter."""
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with suppress(FileExistsError):
            os.close(os.open(file, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    except OSError as fault:
        raise SettingWrong(
            f"The database {file} cannot be made: {fault.strerror}.", "Name a folder that the hub may write to."
        ) from fault


def _engine(url: URL) -> Engine:
    pool: dict[str, Any] = {"pool_size": POOL, "max_overflow": POOL_MORE, "pool_timeout": WAIT_SECONDS}
    pool["pool_use_lifo"] = True  # the connection used last knows the pages that the next one wants
    if url.get_backend_name() == "sqlite":
        arguments = {"timeout": WAIT_SECONDS, "isolation_level": None}
        pool["pool_reset_on_return"] = None  # whoever opened a transaction has ended it; asking again costs a hop
        engine = create_engine(url, connect_args=arguments, **pool)
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return engine
    engine = create_engine(url, connect_args={"connect_timeout": WAIT_SECONDS}, pool_pre_ping=True, **pool)
    event.listen(engine, "connect", _prepare_postgresql)
    event.listen(engine, "begin", _begin_postgresql)
    return engine


def _prepare_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    """Readers beside one writer (WAL), each commit on disk before it is answered (FULL), references kept."""
    _turn_to_wal(connection)
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")


def _turn_to_wal(connection: sqlite3.Connection) -> None:
    """Once in the life of a file. When several hubs do it together SQLite refuses at once, where else it would wait."""
    until = monotonic() + WAIT_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError:
            if monotonic() > until:
                raise
            sleep(WAL_RETRY_SECONDS)


def _begin_sqlite(connection: Connection) -> None:
    """A write takes its lock at once: a read that turns into a write could fail half-way."""
    driver(connection).execute("BEGIN IMMEDIATE" if _writes(connection) else "BEGIN")


def _prepare_postgresql(connection: Any, _record: object) -> None:
    connection.autocommit = True
    connection.execute(f"SET lock_timeout = '{WAIT_SECONDS}s'")
    connection.autocommit = False


def _begin_postgresql(connection: Connection) -> None:
    """A write waits for its turn: versions and the ledger are counted one after another."""
    if _writes(connection):
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({ONE_WRITER})")


def _writes(connection: Connection) -> bool:
    return bool(connection.get_execution_options().get("writes"))


def _after_fork() -> None:
    for database in list(_open):
        database._start_afresh()


os.register_at_fork(after_in_child=_after_fork)
