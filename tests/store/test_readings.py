"""What is read is written down once, before it is shown; read again within ten minutes it is the same reading."""

from __future__ import annotations

from datetime import timedelta

import pytest
from handmade import NOW, by
from tampering import entries

from hub.errors import Unavailable
from hub.store import readings
from hub.store.database import Database
from hub.store.ledger import By
from hub.store.readings import Reading, record

FIGURES = Reading(readings.FIGURES, "2026-27-Q1", "ferries", session="one")
SAM = by("sam", "sponsor")


def told(database: Database) -> list[tuple[str, str, str]]:
    return [(row["who"], row["what"], row["object"]) for row in entries(database)[4:]]


def test_a_reading_tells_who_read_what_of_whom_and_from_where(database: Database) -> None:
    of_a_return = Reading(readings.RETURN, "return-7", "ferries", "harbours", 2, detail={"period": "2026-27-Q1"})
    record(database, By("sam", "sponsor", NOW, "browser at 203.0.113.7"), of_a_return)
    *_, row = entries(database)
    assert (row["who"], row["role"], row["origin"]) == ("sam", "sponsor", "browser at 203.0.113.7")
    assert (row["what"], row["object"], row["version"]) == ("return.read", "return-7", 2)
    assert (row["department"], row["organisation"], row["detail"]) == ("ferries", "harbours", '{"period":"2026-27-Q1"}')


def test_the_same_again_within_ten_minutes_is_the_same_reading(database: Database) -> None:
    for minutes in (0, 1, 9.9, 10, 19, 20.1):
        record(database, by("sam", "sponsor", timedelta(minutes=minutes)), FIGURES)
    assert [row["at"][11:19] for row in entries(database)[4:]] == ["09:00:00", "09:10:00", "09:20:06"]


OTHERS = {
    "somebody else": (by("tia", "sponsor"), FIGURES),
    "in another role": (by("sam", "operator"), FIGURES),
    "in another browser": (SAM, Reading(readings.FIGURES, "2026-27-Q1", "ferries", session="two")),
    "of another period": (SAM, Reading(readings.FIGURES, "2026-27-Q2", "ferries", session="one")),
    "of another department": (SAM, Reading(readings.FIGURES, "2026-27-Q1", "ports", session="one")),
    "of another kind": (SAM, Reading(readings.QUESTIONS, "2026-27-Q1", "ferries", session="one")),
    "by a clock that was put back": (by("sam", "sponsor", timedelta(hours=-3)), FIGURES),
}


@pytest.mark.parametrize("name", OTHERS)
def test_a_reading_is_another_one_when_it_is(database: Database, name: str) -> None:
    record(database, SAM, FIGURES)
    record(database, *OTHERS[name])
    assert len(told(database)) == 2


def test_another_process_writes_it_again_rather_than_not_at_all(database: Database, url: str) -> None:
    record(database, SAM, FIGURES)
    of_another_process = Database(url)
    record(of_another_process, SAM, FIGURES)
    of_another_process.close()
    assert told(database) == [("sam", "figures.read", "2026-27-Q1")] * 2


def test_what_could_not_be_written_down_is_not_remembered_as_if_it_had_been(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_: object) -> None:
        raise Unavailable("The store cannot be reached now.")

    with monkeypatch.context() as gone:
        gone.setattr(Database, "write", away)
        with pytest.raises(Unavailable):
            record(database, SAM, FIGURES)
    record(database, SAM, FIGURES)
    assert len(told(database)) == 1


def test_the_oldest_reading_is_forgotten_when_there_are_too_many(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(readings, "MOST_REMEMBERED", 2)
    for name in ("one", "two", "one", "three", "one", "two"):
        record(database, SAM, Reading(readings.RETURN, name, "ferries"))
    assert [what for _, _, what in told(database)] == ["one", "two", "three", "one", "two"]
