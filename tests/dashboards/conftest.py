"""One hub for all tests of this room that read, and leave it as it was; another one for those that change something."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from people_under_test import PEOPLE, HubWithPeople, with_people
from returns_at_work import ReturnsAtWork


@pytest.fixture(scope="session")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[HubWithPeople]:
    with with_people(tmp_path_factory.mktemp("hub") / "data") as hub:
        yield hub


@pytest.fixture(scope="session")
def work(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ReturnsAtWork]:
    with with_people(tmp_path_factory.mktemp("at-work") / "data") as people:
        for name in PEOPLE:
            people.browser(name)  # signing in is an entry of the ledger, which tests compare
        yield ReturnsAtWork(people)


@pytest.fixture(scope="session")
def untouched(work: ReturnsAtWork) -> str:
    """A return with a query and a question, for all the tests that must not change it."""
    return_id = work.send(work.fresh())
    work.question(return_id)
    return return_id
