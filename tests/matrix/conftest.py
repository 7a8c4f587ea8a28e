"""A hub that is only read, and one where things are done, each to a return of its own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from canary_hub import canary_hub
from canary_world import CanaryHub


@pytest.fixture(scope="session")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[CanaryHub]:
    with canary_hub(tmp_path_factory.mktemp("canaries") / "data") as world:
        yield world


@pytest.fixture(scope="session")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[CanaryHub]:
    with canary_hub(tmp_path_factory.mktemp("workshop") / "data", collects_from=None) as world:
        yield world
