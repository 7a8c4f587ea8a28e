"""An empty or older database is brought up to date once, whoever starts first."""

from __future__ import annotations

import multiprocessing
import stat
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import inspect, text

from hub.errors import SettingWrong
from hub.store.database import Database
from hub.store.upgrade import migrations, upgrade

HUBS = 4


def start_a_hub(url: str) -> str:
    database = Database(url)
    try:
        upgrade(database)
        with database.read() as connection:
            return connection.execute(text("SELECT version_num FROM alembic_version")).scalars().one()
    finally:
        database.close()


@pytest.mark.slow
def test_several_hubs_that_start_at_once_upgrade_once(empty_url: str) -> None:
    other_process = multiprocessing.get_context("spawn")
    line = other_process.Barrier(HUBS)
    with ProcessPoolExecutor(HUBS, other_process, initializer=line.wait) as processes:
        assert list(processes.map(start_a_hub, [empty_url] * HUBS)) == ["0001"] * HUBS


def test_the_migrations_make_the_tables_that_the_hub_expects(database: Database) -> None:
    with database.engine.connect() as connection:
        command.check(migrations(connection))


def test_upgrading_again_changes_nothing(database: Database) -> None:
    upgrade(database)
    assert len(inspect(database.engine).get_table_names()) == 10


def test_references_are_kept_after_an_upgrade(database: Database) -> None:
    with pytest.raises(Exception, match=r"(?i)foreign key"):
        database.write(
            lambda connection: connection.execute(
                text("INSERT INTO clients VALUES ('c', 'nobody', 'hash', '2026', NULL, NULL)")
            )
        )


def test_the_data_are_only_for_their_owner(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'data' / 'hub.sqlite'}")
    upgrade(database)
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "data").iterdir()}
    database.close()
    assert stat.S_IMODE((tmp_path / "data").stat().st_mode) == 0o700
    assert set(modes.values()) == {0o600}


def test_each_commit_is_on_disk_before_it_is_answered(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'hub.sqlite'}")
    with database.read() as connection:
        pragmas = ("journal_mode", "synchronous", "foreign_keys")
        found = [connection.execute(text(f"PRAGMA {pragma}")).scalar_one() for pragma in pragmas]
    database.close()
    assert found == ["wal", 2, 1]


@pytest.mark.parametrize("url", ["sqlite://", "mysql://user:secret@host/hub", "no address", "sqlite+aiosqlite:///x"])
def test_an_address_that_cannot_be_used_is_refused_without_its_password(url: str) -> None:
    with pytest.raises(SettingWrong) as refusal:
        Database(url)
    assert "secret" not in refusal.value.message


def test_a_folder_that_cannot_be_made_is_a_wrong_setting(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file stands here")
    with pytest.raises(SettingWrong, match="cannot be made"):
        Database(f"sqlite:///{tmp_path / 'data' / 'hub.sqlite'}")
