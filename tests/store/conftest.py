"""The same archive on both engines: each test has its own, empty and up to date, on SQLite and on PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from handmade import BY, DEPARTMENT, ORGANISATIONS
from postgresql_server import address_in

from hub.store.archive import Archive
from hub.store.database import Database
from hub.store.register import Register
from hub.store.upgrade import upgrade

ENGINES = ["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)]
_numbers = count(1)


@pytest.fixture(params=ENGINES)
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a database in which there is nothing yet."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'data' / 'hub.sqlite'}"
    return address_in(request.getfixturevalue("postgresql"), f"hub_{next(_numbers)}")


@pytest.fixture
def empty_database(empty_url: str) -> Iterator[Database]:
    """A database at head in which nothing has happened."""
    database = Database(empty_url)
    upgrade(database)
    yield database
    database.close()


@pytest.fixture
def database(empty_database: Database) -> Database:
    """A database at head, with one department and its organisations."""
    register = Register(empty_database)
    register.add_department(DEPARTMENT, BY)
    for organisation in ORGANISATIONS:
        register.add_organisation(organisation, BY)
    return empty_database


@pytest.fixture
def archive(database: Database) -> Archive:
    return Archive(database)


@pytest.fixture
def register(database: Database) -> Register:
    return Register(database)
