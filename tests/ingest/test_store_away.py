"""A store that cannot be written to is said to be away, nothing is kept then, and the same return can be sent again."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest
from hub_under_test import CHECK, HubUnderTest, assert_problem
from permits import TERN, full_return

pytestmark = pytest.mark.slow  # the hub waits for the lock as long as it would for anybody


def test_while_somebody_else_holds_the_file_a_return_is_put_off_and_not_lost(hub: HubUnderTest) -> None:
    hub.bearer()
    with closing(sqlite3.connect(hub.config.data / "hub.sqlite", isolation_level=None)) as somebody_else:
        somebody_else.execute("BEGIN IMMEDIATE")
        answer = hub.send(full_return(), key="monday")
        assert_problem(answer, 503, "unavailable")
        assert int(answer.headers["Retry-After"]) > 0
        assert hub.send(full_return(), to=CHECK).status_code == 200
        assert hub.listed() == []
        assert hub.ask_for_token(hub.credentials[TERN]).status_code == 200, "its last use is noted another time"
        somebody_else.execute("ROLLBACK")
    assert hub.send(full_return(), key="monday").status_code == 201
    assert len(hub.listed()) == 1
