"""Versions are 1 to n without a gap, and the ledger is one chain, whoever writes at the same time."""

from __future__ import annotations

import multiprocessing
import os
from collections import Counter
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor

import pytest
from handmade import ALL, Q1, accepted, figures

from hub.contract.figures import Figures
from hub.store import ledger
from hub.store.archive import Archive
from hub.store.database import Database
from hub.store.kept import Accepted, Kept

SENDERS, EACH = 3, 10
OTHER_PROCESS = multiprocessing.get_context("spawn")


def of_sender(sender: int) -> list[Accepted]:
    """Different documents for one organisation and period, told apart by their sender."""
    return [
        accepted(figures(number, {"delay": (number, 1)}), note=f"{sender}", return_id=f"{sender}-{number}")
        for number in range(EACH)
    ]


def keep_in_a_process_of_its_own(url: str, sender: int) -> list[int]:
    database = Database(url)
    try:
        return [Archive(database).keep(sent).receipt_facts.version for sent in of_sender(sender)]
    finally:
        database.close()


def assert_one_history(database: Database, versions: list[int]) -> None:
    assert sorted(versions) == list(range(1, SENDERS * EACH + 1))
    kept = Archive(database).versions(ALL, "harbours", Q1.name)
    assert [one.supersedes for one in kept] == [None, *(one.id for one in kept[:-1])]
    assert [one.current for one in kept] == [False] * (len(kept) - 1) + [True]
    (current,) = Archive(database).figures(ALL, [Q1.name])
    assert current.return_id == kept[-1].id
    assert [one.count for one in Archive(database).subject_sums(ALL, [Q1.name])] == [_delays(current.figures)]
    assert isinstance(ledger.verify(database), ledger.Head)


def _delays(told: Figures) -> int:
    return told.subjects["delay"][0]


def test_threads_of_one_hub(database: Database) -> None:
    archive = Archive(database)
    with ThreadPoolExecutor(SENDERS) as threads:
        kept = threads.map(lambda sender: [archive.keep(sent) for sent in of_sender(sender)], range(SENDERS))
        assert_one_history(database, [one.receipt_facts.version for many in kept for one in many])


@pytest.mark.slow
def test_several_hubs_on_one_database(database: Database, url: str) -> None:
    with ProcessPoolExecutor(SENDERS, mp_context=OTHER_PROCESS) as processes:
        kept = processes.map(keep_in_a_process_of_its_own, [url] * SENDERS, range(SENDERS))
        assert_one_history(database, [version for many in kept for version in many])


@pytest.mark.parametrize("key", [None, "monday"])
def test_the_same_document_from_many_threads_is_kept_once(database: Database, key: str | None) -> None:
    archive = Archive(database)

    def send(_turn: int) -> Kept:
        return archive.keep(accepted(key=key))

    with ThreadPoolExecutor(8) as threads:
        kept = list(threads.map(send, range(24)))
    assert Counter(one.replayed for one in kept) == {True: 23, False: 1}
    assert len({one.receipt_facts.id for one in kept}) == 1


@pytest.mark.filterwarnings("ignore:.*multi-threaded.*fork:DeprecationWarning")
def test_a_forked_hub_writes_with_connections_of_its_own(database: Database) -> None:
    archive = Archive(database)
    archive.keep(accepted(return_id="before"))
    child = os.fork()
    if child == 0:
        try:
            archive.keep(accepted(note="child", return_id="in the child"))
        finally:
            os._exit(0)
    os.waitpid(child, 0)
    archive.keep(accepted(note="parent", return_id="in the parent"))
    assert [one.id for one in archive.versions(ALL, "harbours", Q1.name)] == ["before", "in the child", "in the parent"]
