"""Brings an empty or older database to the tables of this version, once, whoever else tries at the same moment.

The changes themselves are in `migrations/`. Never goes back: an older hub does not open a newer database.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from hub.errors import Unavailable
from hub.store.database import Database
from hub.store.faults import said_plainly

WAIT_SECONDS = 300  # while another hub upgrades


@dataclass(frozen=True, slots=True)
class Upgraded:
    """From which revision to which. Missing: `found` is None for a database in which there was nothing."""

    found: str | None
    now: str | None


def upgrade(database: Database) -> Upgraded:
    """Bring the database to head; one that is there already is only read.

    All changes are one transaction that takes the writer's lock first, so several hubs may start at once: the first
    upgrades, the others wait and find it done.
    Raises: Unavailable.
    """
    with said_plainly(), database.engine.connect() as connection:
        connection.detach()  # closed at the end: what is set below is for no other use
        head = _head()
        if _revision(connection) == head:
            return Upgraded(head, head)
        _prepare(connection)
        with connection.execution_options(writes=True).begin():
            found = _revision(connection)
            if found != head:
                command.upgrade(migrations(connection), "head")
                _check_references(connection)
        return Upgraded(found, head)


def expect_current(database: Database) -> None:
    """See that the database answers and has the tables of this version of the hub.

    Raises: Unavailable.
    """
    with database.read() as connection:
        if _revision(connection) != _head():
            raise Unavailable(
                "The database is that of another version of the hub.",
                "Run hub migrate of the newest version that uses it, then start this hub again.",
                reason="database of another version",
            )


def migrations(connection: Connection) -> Config:
    """What alembic needs to know, on an open connection."""
    config = _scripts()
    config.attributes["connection"] = connection
    return config


def _scripts() -> Config:
    """Where the changes are; there is no ini file."""
    config = Config()
    config.set_main_option("script_location", "hub.store:migrations")
    config.set_main_option("path_separator", "os")
    return config


@cache
def _head() -> str | None:
    """The revision of this version of the hub."""
    return ScriptDirectory.from_config(_scripts()).get_current_head()


def _revision(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


def _prepare(connection: Connection) -> None:
    """Wait longer than a request would; in SQLite references rest while tables are copied.

    Source: SQLite, ALTER TABLE, "Making other kinds of table schema changes": off outside, checked inside.
    """
    if connection.dialect.name == "sqlite":
        connection.rollback()
        driver = connection.connection.dbapi_connection
        assert driver is not None
        driver.cursor().execute(f"PRAGMA busy_timeout = {WAIT_SECONDS * 1000}")
        driver.cursor().execute("PRAGMA foreign_keys = OFF")
    else:
        connection.exec_driver_sql(f"SET lock_timeout = '{WAIT_SECONDS}s'")
        connection.commit()


def _check_references(connection: Connection) -> None:
    if connection.dialect.name == "sqlite" and (broken := connection.exec_driver_sql("PRAGMA foreign_key_check").all()):
        raise RuntimeError(f"the upgrade would leave {len(broken)} references to nothing, first in {broken[0][0]}")
