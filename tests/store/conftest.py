"""The same archive on both engines: each test has its own, on SQLite and on PostgreSQL.

What tests begin with is filled in once for each engine, and copied: to fill it in costs more than most tests do.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import closing
from itertools import count
from pathlib import Path

import pytest
from handmade import with_a_department
from postgresql_server import address_in

from hub.store.archive import Archive
from hub.store.database import Database
from hub.store.register import Register
from hub.store.upgrade import upgrade

ENGINES = ["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)]
Fill = Callable[[Database], object]
_numbers = count(1)


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest) -> str:
    """What keeps the database of a test."""
    name: str = request.param
    return name


@pytest.fixture
def empty_url(request: pytest.FixtureRequest, engine: str, tmp_path: Path) -> str:
    """The address of a database in which there is nothing yet."""
    return _empty(request, engine, tmp_path)


@pytest.fixture(scope="session")
def filled_first() -> dict[tuple[str, Fill], Database]:
    """Those that the others are copies of, closed: by what keeps them, and what filled them in."""
    return {}


@pytest.fixture
def filled(
    request: pytest.FixtureRequest,
    engine: str,
    tmp_path: Path,
    tmp_path_factory: pytest.TempPathFactory,
    filled_first: dict[tuple[str, Fill], Database],
) -> Iterator[Callable[[Fill], Database]]:
    """Gives a database of the test's own, as this fills one in."""
    opened: list[Database] = []

    def give(fill: Fill) -> Database:
        if (engine, fill) not in filled_first:
            with closing(Database(_empty(request, engine, tmp_path_factory.mktemp("filled")))) as first:
                fill(first)
            filled_first[engine, fill] = first
        opened.append(Database(_copied(request, filled_first[engine, fill], tmp_path)))
        return opened[-1]

    yield give
    for database in opened:
        database.close()


def _empty(request: pytest.FixtureRequest, engine: str, folder: Path) -> str:
    if engine == "sqlite":
        return f"sqlite:///{folder / 'data' / 'hub.sqlite'}"
    return address_in(request.getfixturevalue("postgresql"), f"hub_{next(_numbers)}")


def _copied(request: pytest.FixtureRequest, first: Database, folder: Path) -> str:
    """The address of a copy."""
    if first.file is not None:
        (folder / "data").mkdir()
        return f"sqlite:///{shutil.copy(first.file, folder / 'data')}"
    return address_in(request.getfixturevalue("postgresql"), f"hub_{next(_numbers)}", str(first.url.database))


@pytest.fixture
def empty_database(filled: Callable[[Fill], Database]) -> Database:
    """A database at head in which nothing has happened."""
    return filled(upgrade)


@pytest.fixture
def database(filled: Callable[[Fill], Database]) -> Database:
    """A database at head, with one department and its organisations."""
    return filled(with_a_department)


@pytest.fixture
def url(database: Database) -> str:
    """The address of the same database, for another hub."""
    return database.url.render_as_string(hide_password=False)


@pytest.fixture
def archive(database: Database) -> Archive:
    return Archive(database)


@pytest.fixture
def register(database: Database) -> Register:
    return Register(database)
