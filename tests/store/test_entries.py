"""The ledger as people read it: newest first, within their scope, a page at a time, and never more than it takes."""

from __future__ import annotations

import sqlite3
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from handmade import NOW, by
from tampering import entries as rows_of
from tampering import put_in_its_place, written_anew

from hub.scope import Scope
from hub.store import entries as reading
from hub.store import ledger
from hub.store.database import Database
from hub.store.entries import IN_A_PAGE, Sight, Sought, entries, every
from hub.store.ledger import Entry
from hub.store.statements import driver

FERRIES = Sight(Scope("ferries"))
ANYTHING = Sought()
PORTS = Sight(Scope("ports"))
OPERATOR = Sight(Scope("ferries"), whole_hub=True)


def add(database: Database, *acts: Entry) -> None:
    database.write(lambda connection: [ledger.append(connection, act) for act in acts])


def act(what: str = "return.accepted", object_: str = "r", who: str = "sam", days: int = 0, **whom: Any) -> Entry:
    return Entry(by(who, "sponsor", timedelta(days=days)), what, object_, {}, **{"department": "ferries", **whom})


@pytest.fixture
def some(empty_database: Database) -> Database:
    """Nine entries: of two departments, of none, and of two organisations."""
    add(
        empty_database,
        act("department.added", "ferries"),
        act("department.added", "ports", department="ports"),
        act("person.added", "sam", department=None),
        act("return.accepted", "one", "client-1", organisation="harbours", version=1),
        act("return.accepted", "two", "client-2", days=1, organisation="lights", version=1),
        act("question.asked", "one-1", days=2, organisation="harbours", version=1),
        act("organisation.closed", "one-more", days=3, organisation="one-more"),
        act("return.accepted", "three", "client-3", department="ports", organisation="piers", version=1),
        act("return.withdrawn", "one", "mona", days=4, organisation="harbours", version=1),
    )
    return empty_database


def numbers(database: Database, sight: Sight, sought: Sought = ANYTHING) -> list[int]:
    return [told.seq for told in entries(database, sight, sought).entries]


def test_each_sees_the_entries_of_their_scope_and_the_operator_those_of_the_hub_too(some: Database) -> None:
    assert numbers(some, FERRIES) == [9, 7, 6, 5, 4, 1]
    assert numbers(some, PORTS) == [8, 2]
    assert numbers(some, OPERATOR) == [9, 7, 6, 5, 4, 3, 1]
    assert numbers(some, Sight(Scope("ferries", frozenset({"harbours"})))) == [9, 6, 4]
    assert numbers(some, Sight(Scope("ports", also=frozenset({"lights"})))) == [8, 2]  # no such organisation here


SEARCHES = {
    "who": (Sought(who="mona"), [9]),
    "what": (Sought(what="return.accepted"), [5, 4]),
    "an organisation": (Sought(organisation="harbours"), [9, 6, 4]),
    "a return with its questions, and nothing of another name": (Sought(object="one"), [9, 6, 4]),
    "a day": (Sought(first=date(2026, 10, 23), last=date(2026, 10, 23)), [5]),
    "from a day": (Sought(first=date(2026, 10, 24)), [9, 7, 6]),
    "to a day": (Sought(last=date(2026, 10, 22)), [4, 1]),
    "to the last day there is": (Sought(last=date.max, who="mona"), [9]),
    "from the first day there is": (Sought(first=date(1, 1, 2), who="mona"), [9]),
    "days that are the wrong way round": (Sought(first=date(2026, 10, 24), last=date(2026, 10, 23)), []),
    "all at once": (Sought("client-1", "return.accepted", "harbours", "one", NOW.date(), NOW.date()), [4]),
    "what there is not": (Sought(who="nobody"), []),
    "another department's": (Sought(organisation="piers"), []),
    "what no text can hold": (Sought(who="\0"), []),
    "every letter as itself": (Sought(object="on_"), []),
}


@pytest.mark.parametrize("name", SEARCHES)
def test_one_looks_for(some: Database, name: str) -> None:
    sought, found = SEARCHES[name]
    assert numbers(some, FERRIES, sought) == found


def test_a_day_is_one_in_the_united_kingdom(empty_database: Database) -> None:
    late = datetime(2026, 7, 1, 23, 30, tzinfo=UTC) - NOW  # half past midnight on the next day there
    add(empty_database, Entry(by("sam", "sponsor", late), "ledger.read", "x", {}, department="ferries"))
    assert numbers(empty_database, FERRIES, Sought(first=date(2026, 7, 2), last=date(2026, 7, 2))) == [1]
    assert numbers(empty_database, FERRIES, Sought(last=date(2026, 7, 1))) == []


def test_an_entry_of_before_is_shown_to_whom_it_is_known_to_concern(some: Database) -> None:
    older = [{**row, "form": 1, "origin": None} for row in rows_of(some)]
    put_in_its_place(some, older)
    assert numbers(some, OPERATOR) == [9, 7, 6, 5, 4, 1]  # not 3: nobody can say that it is no other department's
    assert {told.origin for told in entries(some, FERRIES, Sought()).entries} == {""}


def many(database: Database, count: int) -> None:
    """That many entries, every hundredth of them rare."""
    made = [
        {
            "form": 2, "at": f"2026-10-22T09:00:00.{number:06}Z", "who": "sam" if number % 100 else "rare",
            "role": "sponsor", "origin": "", "what": "return.read", "object": f"return-{number}", "version": 1,
            "department": "ferries" if number % 2 else "ports", "organisation": "harbours", "why": "", "detail": "{}",
        }
        for number in range(count)
    ]  # fmt: skip
    put_in_its_place(database, written_anew(made))


def test_a_page_leads_to_the_next_until_there_is_none(empty_database: Database) -> None:
    many(empty_database, 4 * IN_A_PAGE + 50)
    pages, before = list[list[int]](), None
    while True:
        found = entries(empty_database, FERRIES, Sought(), before)
        pages.append([told.seq for told in found.entries])
        if found.before is None:
            break
        before = found.before
    assert [len(page) for page in pages] == [IN_A_PAGE, IN_A_PAGE, 25]
    assert [seq for page in pages for seq in page] == list(range(4 * IN_A_PAGE + 50, 0, -2))
    assert [told.seq for told in every(empty_database, FERRIES, Sought())] == [seq for page in pages for seq in page]


def test_a_search_says_how_far_it_looked_and_goes_on_from_there(
    empty_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    many(empty_database, 1000)
    monkeypatch.setattr(reading, "LOOKED_THROUGH", 300)
    found = entries(empty_database, PORTS, Sought(who="rare"))
    assert [told.seq for told in found.entries] == [901, 801, 701]
    assert (found.before, found.looked_to) == (701, 701)
    assert [told.seq for told in every(empty_database, PORTS, Sought(who="rare"))] == list(range(901, 0, -100))
    assert entries(empty_database, PORTS, Sought(who="nobody"), before=301).looked_to is None


@pytest.mark.slow
@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)  # it alone counts its own steps
def test_a_page_reads_no_more_of_a_long_ledger_than_of_a_short_one(empty_database: Database) -> None:
    steps = {}
    for length in (1_000, 8_000):
        many(empty_database, length)
        for name, (sight, sought) in {
            "sponsor": (FERRIES, Sought()),
            "operator": (OPERATOR, Sought()),
            "days": (FERRIES, Sought(first=date(2026, 10, 23))),
            "often": (FERRIES, Sought(who="sam")),
            "rare, in its first page": (PORTS, Sought(who="rare", first=date(2026, 10, 23))),
        }.items():
            steps[name, length] = steps_of(empty_database, sight, sought)
    for name in {name for name, _ in steps}:
        assert steps[name, 8_000] < steps[name, 1_000] * 1.5 + 20, name


def steps_of(database: Database, sight: Sight, sought: Sought) -> int:
    """How many steps of its virtual machine SQLite takes for a page, in tens."""
    taken: list[int] = []
    with database.read() as moment:
        connection: sqlite3.Connection = driver(moment)
        entries(database, sight, sought, at=moment)  # a connection that is new reads what tables there are first
        connection.set_progress_handler(lambda: taken.append(1), 10)
        entries(database, sight, sought, at=moment)
        connection.set_progress_handler(None, 0)
    return len(taken)
