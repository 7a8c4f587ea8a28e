"""One hub for all tests of this room: they read, and leave it as it was."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from people_under_test import HubWithPeople, with_people


@pytest.fixture(scope="session")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[HubWithPeople]:
    with with_people(tmp_path_factory.mktemp("hub") / "data") as hub:
        yield hub
