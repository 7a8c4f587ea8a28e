"""The floors do the hub's own work: the raw transaction leaves the very rows that the hub leaves."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from hub.app import DATABASE, create_app
from hub.bench.documents import Documents
from hub.bench.hub_of_bodies import POST, HubOfBodies
from hub.bench.in_process import call, costs
from hub.bench.rows import RawStore, first_rows, insert, reader, rows_of
from hub.contract.published import published

EXAMPLE = (published("fixtures") / "demo" / "example.json").read_bytes()
BODIES = 3
TABLES = ("returns", "figures", "idempotency_keys", "subject_sums")


@pytest.fixture
def hub(tmp_path: Path) -> HubOfBodies:
    return HubOfBodies(tmp_path / "hub", Documents(EXAMPLE, BODIES))


@pytest.fixture
def app(hub: HubOfBodies) -> Iterator[Flask]:
    app = create_app(hub.config)
    with closing(app.extensions[DATABASE]):
        yield app


def post(app: Flask, hub: HubOfBodies, number: int) -> str:
    status, body = call(app, "POST", POST, hub.documents[number], hub.headers(number))
    assert status == "201 CREATED", body
    return str(json.loads(body)["return_id"])


def all_rows(file: Path, table: str, where: str = "1") -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(file)) as connection:
        return sorted(connection.execute(f"SELECT * FROM {table} WHERE {where}").fetchall())


def test_the_raw_floor_leaves_the_same_tables_as_the_hub(app: Flask, hub: HubOfBodies, tmp_path: Path) -> None:
    ids = [post(app, hub, number) for number in range(2 * BODIES)]
    raw = RawStore(hub.database, tmp_path / "raw.sqlite")
    with closing(raw.connection()) as connection, closing(reader(hub.database)) as kept:
        for return_id in ids:
            insert(connection, rows_of(kept, return_id))
    for table in TABLES:
        assert all_rows(raw.file, table) == all_rows(hub.database, table) != []
    assert all_rows(raw.file, "ledger") == all_rows(hub.database, "ledger", "what = 'return.accepted'")


def test_the_raw_floor_commits_as_the_hub_does(app: Flask, hub: HubOfBodies, tmp_path: Path) -> None:
    with closing(RawStore(hub.database, tmp_path / "raw.sqlite").connection()) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert connection.execute("PRAGMA synchronous").fetchone() == (2,)  # FULL


def test_a_renumbered_return_is_another_one_of_the_same_size(app: Flask, hub: HubOfBodies, tmp_path: Path) -> None:
    post(app, hub, 0)
    rows = first_rows(hub.database)
    raw = RawStore(hub.database, tmp_path / "raw.sqlite")
    with closing(raw.connection()) as connection:
        for number in (1_000, 1_001):
            insert(connection, rows.renumbered(number, hub.documents[0]))
    assert len(all_rows(raw.file, "returns")) == 2
    assert {len(row) for row in all_rows(raw.file, "returns")} == {len(rows.one_each["returns"])}


def test_each_round_tells_what_a_post_and_its_floors_cost(hub: HubOfBodies) -> None:
    rounds = list(costs(hub, seconds=0.1, rounds=2))
    assert len(rounds) == 2
    assert all(min(one.post, one.empty, one.parse, one.raw) > 0 for one in rounds)
