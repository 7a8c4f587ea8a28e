"""Requests are counted once for all processes; and a place for counts that cannot be used stops nobody's work."""

from __future__ import annotations

import os
import sqlite3
import stat
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
from handmade import NOW
from postgresql_server import address_in, own_postgresql, stop
from structlog.testing import capture_logs

from hub.store import counting
from hub.store.counting import FILE, TIDY_EVERY, own_place
from hub.store.counts import AGAIN_AFTER, Counts, counts_of
from hub.store.database import Database

KEY, SPAN = "client/1", 60


class Clock:
    """Seconds, as the test says."""

    def __init__(self) -> None:
        self.now = NOW.timestamp()

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def hub(empty_database: Database, tmp_path: Path, clock: Clock) -> Iterator[Callable[[], Counts]]:
    """A process of the hub: each call gives the counts of another one."""
    begun: list[Counts] = []

    def process() -> Counts:
        counts = counts_of(empty_database, tmp_path)
        counts._clock = clock
        begun.append(counts)
        return counts

    yield process
    for counts in begun:
        counts.close()


def test_what_one_process_counts_the_others_know(hub: Callable[[], Counts]) -> None:
    one, other = hub(), hub()
    assert [one.incr(KEY, SPAN), other.incr(KEY, SPAN), one.incr(KEY, SPAN, 3)] == [1, 2, 5]
    assert (one.get(KEY), other.get(KEY)) == (5, 5)
    assert other.get("client/2") == 0


def test_a_count_ends_with_its_span_and_is_not_prolonged(hub: Callable[[], Counts], clock: Clock) -> None:
    counts, ends_at = hub(), clock() + SPAN
    counts.incr(KEY, SPAN)
    clock.now += SPAN - 1
    assert (counts.incr(KEY, SPAN), counts.get_expiry(KEY)) == (2, ends_at)
    clock.now += 1
    assert (counts.get(KEY), counts.get_expiry(KEY)) == (0, clock())
    assert (counts.incr(KEY, SPAN), counts.get_expiry(KEY)) == (1, clock() + SPAN)


def test_a_clock_that_is_set_back_locks_nobody_out(hub: Callable[[], Counts], clock: Clock) -> None:
    counts = hub()
    counts.incr(KEY, SPAN, 100)
    clock.now -= 86_400
    assert (counts.incr(KEY, SPAN), counts.get_expiry(KEY)) == (1, clock() + SPAN)


def test_a_clock_that_is_a_little_behind_anothers_counts_on(hub: Callable[[], Counts], clock: Clock) -> None:
    counts = hub()
    counts.incr(KEY, SPAN)
    clock.now -= 5
    assert counts.incr(KEY, SPAN) == 2


def test_counts_can_be_forgotten_one_or_all(hub: Callable[[], Counts]) -> None:
    counts = hub()
    for key in ("a", "b", "c"):
        counts.incr(key, SPAN)
    counts.clear("a")
    assert [counts.get(key) for key in ("a", "b", "c")] == [0, 1, 1]
    counts.reset()
    assert [counts.get(key) for key in ("a", "b", "c")] == [0, 0, 0]


def test_requests_that_come_together_are_each_counted(
    hub: Callable[[], Counts], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(counting, "WAIT_SECONDS", 10)  # a machine that does a lot besides
    processes = [hub(), hub()]
    with ThreadPoolExecutor(16) as threads:
        counted = list(threads.map(lambda number: processes[number % 2].incr(KEY, SPAN), range(400)))
    assert sorted(counted) == list(range(1, 401))
    assert all(each.check() for each in processes)


@pytest.mark.filterwarnings("ignore:.*multi-threaded.*fork:DeprecationWarning")
def test_a_forked_process_counts_with_connections_of_its_own(hub: Callable[[], Counts]) -> None:
    counts = hub()
    counts.incr(KEY, SPAN)
    child = os.fork()
    if child == 0:
        os._exit(0 if counts.incr(KEY, SPAN) == 2 and counts.check() else 1)
    assert os.waitpid(child, 0)[1] == 0
    assert (counts.incr(KEY, SPAN), counts.check()) == (3, True)


def test_no_more_counts_are_kept_than_there_is_room_for(
    hub: Callable[[], Counts], clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(counting, "MOST", 10)
    counts = hub()
    for number in range(TIDY_EVERY):
        counts.incr(f"address/{number:04d}", SPAN)
        clock.now += 0.001
    counts.incr("one more, so that it is tidied", SPAN)
    assert [counts.get(f"address/{number:04d}") for number in (0, TIDY_EVERY - 11, TIDY_EVERY - 1)] == [0, 0, 1]
    clock.now += SPAN
    for _ in range(TIDY_EVERY):
        counts.incr(KEY, SPAN)
    clock.now -= SPAN
    assert counts.get(f"address/{TIDY_EVERY - 1:04d}") == 0, "what has ended is taken away"


def test_counts_of_a_process_alone_are_its_own(clock: Clock) -> None:
    one, other = Counts(own_place(), clock), Counts(own_place(), clock)
    assert [one.incr(KEY, SPAN), other.incr(KEY, SPAN), one.incr(KEY, SPAN)] == [1, 1, 2]


class TestAFileThatCannotBeUsed:
    @pytest.fixture
    def counts(self, tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> Iterator[Counts]:
        monkeypatch.setattr(counting, "WAIT_SECONDS", 0.01)
        database = Database(f"sqlite:///{tmp_path / 'hub.sqlite'}")
        counts = counts_of(database, tmp_path)
        counts._clock = clock
        yield counts
        database.close()

    def count_alone(self, counts: Counts) -> str:
        """Count three times while the file cannot be used; why it cannot, as the log has it."""
        with capture_logs() as logged:
            assert [counts.incr(KEY, SPAN) for _ in range(3)] == [1, 2, 3], "a limit holds all the same"
        assert not counts.check()
        (told,) = logged
        assert told["log_level"] == "warning"
        return str(told["exc_info"])

    def test_nobody_but_the_hub_may_read_it(self, counts: Counts, tmp_path: Path) -> None:
        counts.incr(KEY, SPAN)
        assert {stat.S_IMODE(file.stat().st_mode) for file in tmp_path.glob(f"{FILE}*")} == {0o600}

    def test_one_that_somebody_else_holds_is_used_again_when_it_is_free(
        self, counts: Counts, tmp_path: Path, clock: Clock
    ) -> None:
        counts.incr(KEY, SPAN, 10)
        with closing(sqlite3.connect(tmp_path / FILE, isolation_level=None)) as somebody_else:
            somebody_else.execute("BEGIN IMMEDIATE")
            assert "locked" in self.count_alone(counts)
            somebody_else.execute("ROLLBACK")
        assert counts.incr(KEY, SPAN) == 4, "it is not asked again at once"
        clock.now += AGAIN_AFTER
        with capture_logs() as logged:
            assert counts.incr(KEY, SPAN) == 11
        assert [each["log_level"] for each in logged] == ["info"]
        assert counts.check()

    def test_one_on_a_full_disk(self, counts: Counts, tmp_path: Path) -> None:
        counts.incr("x", SPAN)
        connection = counts._shared._free.get()
        (pages,) = connection.execute("PRAGMA page_count").fetchone()
        connection.execute(f"PRAGMA max_page_count = {pages}")
        counts._shared._free.put(connection)
        with capture_logs() as logged:
            assert counts.incr("y" * 10_000, SPAN) == 1
        assert "full" in str(logged[0]["exc_info"])

    def test_one_that_is_no_database(self, counts: Counts, tmp_path: Path) -> None:
        (tmp_path / FILE).write_bytes(b"torn page " * 1_000)
        assert "not a database" in self.count_alone(counts)

    def test_one_whose_place_is_taken(self, counts: Counts, tmp_path: Path) -> None:
        (tmp_path / FILE).mkdir()
        assert "directory" in self.count_alone(counts)


@pytest.mark.slow
def test_a_server_that_stops_and_starts_again(tmp_path: Path, clock: Clock) -> None:
    with own_postgresql() as server:
        database = Database(address_in(server, "stops"))
        counts = counts_of(database, tmp_path)
        counts._clock = clock
        assert [counts.incr(KEY, SPAN), counts.incr(KEY, SPAN)] == [1, 2]
        stop(server, "fast")
        assert [counts.incr(KEY, SPAN), counts.incr(KEY, SPAN)] == [1, 2]
        server.ensure_postgres_running()
        clock.now += AGAIN_AFTER
        assert counts.incr(KEY, SPAN) == 3
        database.close()
