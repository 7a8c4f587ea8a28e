"""A hub of each test's own, with two bodies that send to it; for some tests on both engines."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hub_under_test import HubUnderTest, begun
from postgresql_server import new_address

ENGINES = ["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)]


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[HubUnderTest]:
    with begun(tmp_path / "data") as hub:
        yield hub


@pytest.fixture(scope="module")
def standing_hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[HubUnderTest]:
    """One hub for all tests of a file that do not mind what the others have sent."""
    with begun(tmp_path_factory.mktemp("hub") / "data") as hub:
        yield hub


@pytest.fixture(params=ENGINES)
def hub_on_each_engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[HubUnderTest]:
    on_sqlite = request.param == "sqlite"
    url = "" if on_sqlite else new_address(request.getfixturevalue("postgresql"))
    with begun(tmp_path / "data", url) as hub:
        yield hub
