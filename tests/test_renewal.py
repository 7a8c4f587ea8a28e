"""A hub that starts on an older hub's database makes what that one did not project."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hub_under_test import begun
from permits import full_return
from sqlalchemy import text

from hub.app import DATABASE, create_app
from hub.store.database import Database

MADE_NOW = {"sheets": "sheet", "earlier_sheets": "sheet", "narratives": "told", "learning": "told"}


def _projected(database: Database) -> dict[str, list[Any]]:
    with database.read() as connection:
        return {
            table: sorted(map(tuple, connection.execute(text(f"SELECT organisation, {what} FROM {table}"))))
            for table, what in MADE_NOW.items()
        }


def test_what_an_older_hub_did_not_project_is_made_when_this_one_starts(tmp_path: Path) -> None:
    with begun(tmp_path / "data") as hub:
        database: Database = hub.app.extensions[DATABASE]
        hub.sent(full_return())
        hub.sent({**full_return(), "notes": "One letter was counted twice in the first version."})
        told = _projected(database)
        database.write(lambda connection: [connection.execute(text(f"DELETE FROM {table}")) for table in MADE_NOW])
        started_again = create_app(hub.config)
        assert [len(rows) for rows in told.values()] == [1, 1, 1, 1]
        assert _projected(started_again.extensions[DATABASE]) == told
        started_again.extensions[DATABASE].close()
