"""Several hubs that start at the same moment on an older database bring it up to date once, and all come up."""

from __future__ import annotations

from pathlib import Path

import pytest
import requests
from alembic import command
from alembic.script import ScriptDirectory
from permits import TODAY
from postgresql_server import new_address
from running_hub import RunningHub
from what_is_kept import rows

from hub.config import Config
from hub.store.database import Database
from hub.store.upgrade import migrations

pytestmark = pytest.mark.slow
HUBS = 4


def bring_to_the_first_migration(config: Config) -> None:
    database = Database(config.database)
    try:
        with database.engine.execution_options(writes=True).begin() as connection:
            script = migrations(connection)
            command.upgrade(script, ScriptDirectory.from_config(script).get_bases()[0])
    finally:
        database.close()


def heads(config: Config) -> list[str]:
    database = Database(config.database)
    try:
        with database.engine.connect() as connection:
            return list(ScriptDirectory.from_config(migrations(connection)).get_heads())
    finally:
        database.close()


@pytest.mark.parametrize(
    ("engine", "older"), [("sqlite", "empty"), ("sqlite", "first migration"), ("postgresql", "empty")]
)
def test_hubs_that_start_together_upgrade_the_database_once_and_all_come_up(
    request: pytest.FixtureRequest, tmp_path: Path, engine: str, older: str
) -> None:
    url = "" if engine == "sqlite" else new_address(request.getfixturevalue("postgresql"))
    config = Config(data=tmp_path / "data", database_url=url, fixed_today=TODAY)
    if older == "first migration":
        bring_to_the_first_migration(config)
    hubs = [RunningHub(config.data, {"today": TODAY, "database_url": config.database_url}) for _ in range(HUBS)]
    try:
        for hub in hubs:
            hub.start(wait=False)
        for hub in hubs:
            hub.wait_until_ready()
        keys = [requests.get(f"{hub.address}/.well-known/jwks.json", timeout=30).json() for hub in hubs]
    finally:
        for hub in hubs:
            hub.stop()
    assert [row["version_num"] for row in rows(config.database, "SELECT version_num FROM alembic_version")] == heads(
        config
    )
    assert keys == [keys[0]] * HUBS, "hubs on one data folder sign with the same key"
    assert len(keys[0]["keys"]) == 1
    for hub in hubs:
        assert "Traceback" not in hub.log.read_text("utf-8")
