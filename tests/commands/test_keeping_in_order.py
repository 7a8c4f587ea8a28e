"""What keeps a hub in order: init, migrate, rebuild."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from alembic import command
from click.testing import Result
from hub_under_test import HubUnderTest

from hub.store.database import Database
from hub.store.upgrade import migrations

Hub = Callable[..., Result]


def in_the_file(hub: HubUnderTest, statement: str) -> list[tuple[object, ...]]:
    """What somebody with access to the file alone could do."""
    with closing(sqlite3.connect(hub.config.data / "hub.sqlite")) as connection, connection:
        return connection.execute(statement).fetchall()


def test_init_makes_everything_for_its_owner_alone_and_again_changes_nothing(hub: Hub, tmp_path: Path) -> None:
    data = tmp_path / "data"
    assert f"Ready in {data}" in hub("init").stdout.replace("\n", "")
    assert data.stat().st_mode & 0o777 == 0o700
    keys = sorted((data / "keys").glob("*.pem"))
    assert len(keys) == 1
    for file in (*keys, data / "hub.sqlite"):
        assert file.stat().st_mode & 0o777 == 0o600
    again = hub("init").stdout
    assert "There was a hub already: its database and its keys were left untouched." in again
    assert "Next:" not in again
    assert sorted((data / "keys").glob("*.pem")) == keys


def test_init_says_what_it_made_and_what_it_left(hub: Hub, tmp_path: Path) -> None:
    hub("init")
    shutil.rmtree(tmp_path / "data" / "keys")
    assert "The database was left untouched, the keys were made." in hub("init").stdout
    (tmp_path / "data" / "hub.sqlite").unlink()
    assert "The database was made, the keys were left untouched." in hub("init").stdout


def test_init_brings_an_older_hub_up_to_date_and_says_so(hub: Hub, tmp_path: Path) -> None:
    older = Database(f"sqlite:///{tmp_path / 'data' / 'hub.sqlite'}")
    with closing(older), older.engine.begin() as connection:
        command.upgrade(migrations(connection), "0001")
    assert "The database was brought up to date, the keys were made." in hub("init").stdout
    assert "There was a hub already" in hub("init").stdout


def test_migrate_says_that_all_is_up_to_date(hub: Hub) -> None:
    hub("init")
    assert hub("migrate").stdout == "The database is up to date.\n"
    assert hub("migrate").stdout == "The database is up to date.\n"
    assert "0 returns read again" in hub("verify").stdout


@pytest.mark.parametrize(
    "command", ["verify", "rebuild", "migrate", "keys rotate", "user list", "department add ferries Ferries"]
)
def test_a_folder_that_was_typed_wrong_is_told_and_nothing_is_made_there(
    hub: Hub, tmp_path: Path, command: str
) -> None:
    hub("init")
    told = hub("--data", tmp_path / "dat", *command.split(), code=2).stderr
    assert f"There is no hub in {tmp_path / 'dat'}. Name its folder with --data or HUB_DATA" in " ".join(told.split())
    assert not (tmp_path / "dat").exists()


def test_a_data_folder_can_be_named_before_the_command(hub: Hub, tmp_path: Path) -> None:
    hub("--data", tmp_path / "elsewhere", "init")
    assert (tmp_path / "elsewhere" / "hub.sqlite").exists()
    assert not (tmp_path / "data").exists()


def test_a_database_that_cannot_be_opened_is_a_sentence(hub: Hub) -> None:
    assert "cannot keep its data" in hub("migrate", code=2, HUB_DATABASE_URL="mysql://root:secret@nowhere/hub").stderr
    away = hub("migrate", code=3, HUB_DATABASE_URL="postgresql+psycopg://hub:secret@127.0.0.1:1/hub")
    assert "cannot be reached" in away.stderr
    assert "secret" not in away.output


def test_rebuild_changes_nothing_that_was_right(hub: Hub, with_returns: HubUnderTest) -> None:
    tables = ("figures", "sheets", "earlier_sheets", "narratives", "subject_sums")
    before = [in_the_file(with_returns, f"SELECT * FROM {table} ORDER BY 1, 2, 3") for table in tables]
    assert all(before)
    assert hub("rebuild").stdout == "Made everything again from 3 documents.\n"
    assert [in_the_file(with_returns, f"SELECT * FROM {table} ORDER BY 1, 2, 3") for table in tables] == before


def test_rebuild_makes_again_what_was_lost(hub: Hub, with_returns: HubUnderTest) -> None:
    before = in_the_file(with_returns, "SELECT * FROM figures ORDER BY 1, 2, 3")
    in_the_file(with_returns, "DELETE FROM figures")
    in_the_file(with_returns, "UPDATE subject_sums SET count = count + 1")
    hub("rebuild")
    assert in_the_file(with_returns, "SELECT * FROM figures ORDER BY 1, 2, 3") == before
    sums = dict(in_the_file(with_returns, "SELECT subject, count FROM subject_sums"))  # type: ignore[arg-type]
    assert (sums["delay"], sums["money"]) == (11 + 15, 5)
