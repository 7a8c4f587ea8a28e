"""Works that wait together share a commit, and nobody is answered before it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from typing import Any

import pytest
from sqlalchemy import Connection, event, text

from hub.errors import Conflict, Unavailable
from hub.store.database import Database

Work = Callable[[Connection], Any]


@pytest.fixture(autouse=True)
def marks(database: Database) -> None:
    database.write(lambda connection: connection.execute(text("CREATE TABLE marks (mark INTEGER PRIMARY KEY)")))


def mark(number: int) -> Work:
    def act(connection: Connection) -> int:
        connection.execute(text("INSERT INTO marks VALUES (:number)"), {"number": number})
        return number

    return act


def marked(database: Database) -> list[int]:
    with database.read() as connection:
        return list(connection.execute(text("SELECT mark FROM marks ORDER BY mark")).scalars())


def together(database: Database, works: list[Work]) -> list[Future[Any]]:
    """Make works wait together, so that all of them share the next commit."""
    return behind_a_slow_one(database, [partial(database.write, work) for work in works])


def behind_a_slow_one(database: Database, calls: list[Callable[[], Any]]) -> list[Future[Any]]:
    started, go_on = threading.Event(), threading.Event()

    def slow(_connection: Connection) -> None:
        started.set()
        go_on.wait()

    with ThreadPoolExecutor(len(calls) + 1) as threads:
        first = threads.submit(database.write, slow)
        started.wait()
        answers = []
        for waiting, call in enumerate(calls, 1):
            answers.append(threads.submit(call))
            while len(database._writer._waiting) < waiting:
                threading.Event().wait(0.001)
        go_on.set()
        first.result()
    return answers


def refuse(connection: Connection) -> None:
    mark(99)(connection)
    raise Conflict("not this one")


def test_a_caller_gets_what_the_work_gives_once_it_is_kept(database: Database) -> None:
    assert database.write(mark(1)) == 1
    assert marked(database) == [1]


def test_a_work_that_fails_alone_leaves_nothing(database: Database) -> None:
    with pytest.raises(Conflict):
        database.write(refuse)
    assert marked(database) == []


def test_works_that_wait_together_share_one_transaction(database: Database) -> None:
    def transaction(connection: Connection) -> int:
        return id(connection)

    assert len({answer.result() for answer in together(database, [transaction] * 5)}) == 1


def test_of_works_committed_together_only_the_failing_one_is_left_out(database: Database) -> None:
    good, bad, last = together(database, [mark(1), refuse, mark(2)])
    assert (good.result(), last.result()) == (1, 2)
    assert isinstance(bad.exception(), Conflict)
    assert marked(database) == [1, 2]


def test_a_statement_that_fails_spoils_no_other_work(database: Database) -> None:
    answers = together(database, [mark(1), mark(1), mark(2)])
    assert [answer.exception() is None for answer in answers] == [True, False, True]
    assert marked(database) == [1, 2]


def test_when_the_commit_fails_nobody_is_told_that_it_was_kept(database: Database) -> None:
    def lose_the_connection(connection: Connection) -> None:
        connection.connection.driver_connection.close()

    answers = together(database, [mark(1), mark(2), lose_the_connection])
    assert all(answer.exception() is not None for answer in answers)
    assert marked(database) == []
    assert database.write(mark(3)) == 3


def test_a_work_that_waits_for_another_is_told_so_and_does_not_hang(database: Database) -> None:
    with pytest.raises(RuntimeError, match="pass it the connection"):
        database.write(lambda _connection: database.write(mark(1)))


def test_what_comes_after_the_end_is_unavailable(database: Database) -> None:
    database.close()
    with pytest.raises(Unavailable):
        database.write(mark(1))


def test_what_cannot_be_made_ready_is_told_and_no_transaction_begins(database: Database) -> None:
    begun: list[Connection] = []
    event.listen(database.engine, "begin", begun.append)
    with pytest.raises(Conflict):
        database.write_ready(refuse_to_judge, lambda connection, _: mark(1)(connection))
    assert begun == []
    assert marked(database) == []


def refuse_to_judge() -> int:
    raise Conflict("not this one")


def test_works_that_wait_are_all_made_ready_before_the_first_is_written(database: Database) -> None:
    order: list[str] = []

    def ready(number: int) -> int:
        order.append("ready")
        return number

    def write(connection: Connection, number: int) -> int:
        order.append("write")
        return int(mark(number)(connection))

    works = [partial(database.write_ready, partial(ready, number), write) for number in (1, 2, 3)]
    assert [answer.result() for answer in behind_a_slow_one(database, works)] == [1, 2, 3]
    assert order == ["ready"] * 3 + ["write"] * 3
