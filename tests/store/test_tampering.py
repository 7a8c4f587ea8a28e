"""Whatever is changed in the ledger past the hub is found, and the first broken link is named; or a head finds it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from handmade import ALL, NOW, accepted
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, LargeBinary, Text, bindparam, cast, text, update
from tampering import (
    COVERED,
    GUARDS,
    TAKE_RETURNS_OUT,
    Entry,
    entries,
    put_in_its_place,
    take_the_guard_away,
    tamper,
    written_anew,
)

from hub.contract.life_cycle import Move
from hub.store import ledger
from hub.store.archive import Archive
from hub.store.database import Database
from hub.store.ledger import BrokenLink, By, Head
from hub.store.steps import Steps
from hub.store.tables import LEDGER
from hub.store.verify import Asked, verify

NUMBERS = ("form", "seq", "version")
NOT_THE_SAME = "the entry is not what it was when it was written"
NOT_SEEN = "the entry is not the one that was seen before"
DOES_NOT_FOLLOW = "the entry does not follow the one before"
ADDED = "organisation.added"


def changed(rows: list[Entry], seq: int, **values: Any) -> list[Entry]:
    return [{**row, **values} if row["seq"] == seq else row for row in rows]


def swapped(rows: list[Entry], *, numbers: bool) -> list[Entry]:
    """The second and third entry in each other's place; with their numbers, or these left as they stood."""
    first, second, third, *rest = rows
    if numbers:
        return [first, {**third, "seq": 2}, {**second, "seq": 3}, *rest]
    content = {name for name in second if name not in ("seq", "previous", "hash")}
    return [
        first,
        {**second, **{name: third[name] for name in content}},
        {**third, **{name: second[name] for name in content}},
        *rest,
    ]


def with_one_more(rows: list[Entry]) -> list[Entry]:
    """An entry put in after the second; those that follow count on, and nothing else of them is changed."""
    put_in = written_anew([*rows[:2], {**rows[1], "who": "nobody"}])[-1]
    return [*rows[:2], put_in, *({**row, "seq": row["seq"] + 1} for row in rows[2:])]


CHANGES: dict[str, tuple[Callable[[list[Entry]], list[Entry]], BrokenLink]] = {
    "edited": (lambda rows: changed(rows, 3, who="somebody else"), BrokenLink(3, ADDED, NOT_THE_SAME)),
    "edited, and its hash made to fit": (
        lambda rows: [*rows[:2], written_anew(changed(rows, 3, who="somebody else"))[2], *rows[3:]],
        BrokenLink(4, ADDED, DOES_NOT_FOLLOW),
    ),
    "given another form": (lambda rows: changed(rows, 2, form=1), BrokenLink(2, ADDED, NOT_THE_SAME)),
    "given a form that no hub writes": (lambda rows: changed(rows, 2, form=9), BrokenLink(2, ADDED, NOT_THE_SAME)),
    "deleted": (lambda rows: [*rows[:2], *rows[3:]], BrokenLink(3, "", "the entry is missing")),
    "deleted, and the others counted anew": (
        lambda rows: [*rows[:2], *({**row, "seq": row["seq"] - 1} for row in rows[3:])],
        BrokenLink(3, ADDED, DOES_NOT_FOLLOW),
    ),
    "the first deleted": (lambda rows: rows[1:], BrokenLink(1, "", "the entry is missing")),
    "inserted": (with_one_more, BrokenLink(4, ADDED, DOES_NOT_FOLLOW)),
    "reordered": (lambda rows: swapped(rows, numbers=True), BrokenLink(2, ADDED, DOES_NOT_FOLLOW)),
    "what two of them say exchanged": (
        lambda rows: swapped(rows, numbers=False), BrokenLink(2, ADDED, NOT_THE_SAME),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CHANGES)
def test_an_entry_that_was(database: Database, archive: Archive, name: str) -> None:
    archive.keep(accepted())
    change, broken = CHANGES[name]
    put_in_its_place(database, change(entries(database)))
    assert ledger.verify(database) == broken
    assert verify(database).faults[0] == str(broken)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_change_of_one_byte_of_any_column_of_any_entry_is_found(database: Database, data: st.DataObject) -> None:
    rows = entries(database)
    seq = data.draw(st.sampled_from([row["seq"] for row in rows]), "entry")
    column = data.draw(st.sampled_from((*COVERED, "hash")), "column")
    was = rows[seq - 1][column]
    if column in NUMBERS:
        value: Any = data.draw(st.integers(-300, 300).filter(lambda number: number != was), "number")
        assume(column != "seq" or value not in range(1, len(rows) + 1))
    else:
        value = "" if was is None else one_byte_changed(data, was.encode(), any_byte=database.is_sqlite)
    assert found_after(database, seq, column, value).seq <= seq


def one_byte_changed(data: st.DataObject, text: bytes, *, any_byte: bool) -> bytes:
    """The text with one byte more, or less, or another one; PostgreSQL keeps no bytes that are no text."""
    place = data.draw(st.integers(0, max(len(text) - 1, 0)), "place")
    byte = data.draw(st.binary(min_size=1, max_size=1), "byte")
    rest = data.draw(st.sampled_from([text[place:], text[place + 1 :]]), "rest")
    changed = text[:place] + data.draw(st.sampled_from([byte, b""]), "put in") + rest
    assume(changed != text)
    assume(any_byte or (changed.decode("utf-8", "ignore").encode() == changed and b"\0" not in changed))
    return changed


def found_after(database: Database, seq: int, column: str, value: Any) -> BrokenLink:
    """What is found after a change of one value, which is then taken back."""
    statement = update(LEDGER).where(LEDGER.c.seq == bindparam("of"))
    told: Any = bindparam("value")
    if isinstance(value, bytes) and database.is_sqlite:
        told = cast(bindparam("value", type_=LargeBinary), Text)  # whether they are letters or not
    elif isinstance(value, bytes):
        value = value.decode()
    statement = statement.values({column: told})
    with database.engine.connect() as connection, connection.begin() as change:
        take_the_guard_away(connection)
        connection.execute(statement, {"of": seq, "value": value})
        found = ledger.verify(database, at=connection)
        change.rollback()
    assert isinstance(found, BrokenLink)
    return found


def test_a_text_that_became_bytes_is_found(database: Database) -> None:
    if database.is_sqlite:  # in PostgreSQL a text is a text
        tamper(database, "UPDATE ledger SET who = CAST(who AS BLOB) WHERE seq = 3")
        assert ledger.verify(database) == BrokenLink(3, ADDED, NOT_THE_SAME)


def test_an_end_that_was_cut_off_is_found_by_a_head_kept_outside_and_by_nothing_else(
    database: Database, archive: Archive
) -> None:
    before, last = ledger.verify(database), archive.keep(accepted())
    head = ledger.verify(database)
    assert isinstance(head, Head)
    tamper(database, *TAKE_RETURNS_OUT)
    assert verify(database).faults == (f"Return {last.receipt_facts.id} is in the ledger, but not in the archive.",)
    put_in_its_place(database, entries(database)[:-1])
    assert verify(database).faults == ()  # nothing here tells of what was there
    assert verify(database).ledger == before
    missing = BrokenLink(5, "", "it is missing with all that came after, but entry 5 has been seen")
    assert verify(database, Asked(known=[head])).ledger == missing


def test_a_chain_written_anew_is_found_by_a_head_kept_outside_and_by_nothing_else(database: Database) -> None:
    head = ledger.verify(database)
    assert isinstance(head, Head)
    put_in_its_place(database, written_anew(changed(entries(database), 2, who="somebody else")))
    assert isinstance(ledger.verify(database), Head)
    assert ledger.verify(database, [head]) == BrokenLink(4, ADDED, NOT_SEEN)


def test_of_several_heads_each_must_still_be_there(database: Database) -> None:
    rows = entries(database)
    heads = [Head(row["seq"], row["hash"]) for row in rows]
    assert ledger.verify(database, heads) == heads[-1]
    assert ledger.verify(database, [*heads, Head(2, "0" * 64)]) == BrokenLink(2, ADDED, NOT_SEEN)
    late = BrokenLink(5, "", "it is missing with all that came after, but entry 9 has been seen")
    assert ledger.verify(database, [Head(9, "0" * 64), *heads]) == late


def test_a_reason_from_where_and_for_whom_are_covered_too(database: Database, archive: Archive) -> None:
    return_id = archive.keep(accepted()).receipt_facts.id
    mona = By("mona", "organisation", NOW, "browser at 203.0.113.7")
    Steps(database).take(ALL, return_id, Move.WITHDRAW, mona, "A month is missing.")
    columns = {"why": "None.", "origin": "API", "department": "ports", "organisation": "lights", "version": 2}
    for column, value in columns.items():
        assert found_after(database, 6, column, value) == BrokenLink(6, "return.withdrawn", NOT_THE_SAME)


def test_nothing_that_another_entry_says_is_believed_of_a_return_whose_own_was_changed(
    database: Database, archive: Archive
) -> None:
    ids = [archive.keep(accepted(note=note)).receipt_facts.id for note in ("one", "two", "three")]
    tamper(
        database,
        "UPDATE ledger SET at = '2020-01-01T00:00:00.000000Z' WHERE seq = 5",
        "UPDATE ledger SET detail = 'nothing' WHERE seq = 6",
        "UPDATE returns SET sent_by = 'nobody' WHERE version = 3",
    )
    assert verify(database).faults == (
        "Ledger entry 5 (return.accepted): the entry is not what it was when it was written.",
        "Ledger entry 6 is not what it was when it was written: no return was compared with it.",
        f"Of return {ids[2]} who sent it is not as the ledger has it.",
    )


def test_guards_that_were_taken_away_are_missed(database: Database) -> None:
    database.write(take_the_guard_away)
    faults = verify(database).faults
    assert len(faults) == len(GUARDS[database.engine.dialect.name])
    assert all("can be changed without the hub" in fault for fault in faults)


NO_GUARDS = {
    "sqlite": [
        "CREATE TRIGGER ledger_no_update BEFORE UPDATE ON ledger WHEN 0 BEGIN SELECT RAISE(ABORT, 'the ledger is only "
        "ever added to'); END"
    ],
    "postgresql": [
        "CREATE OR REPLACE FUNCTION ledger_refuses() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF false THEN "
        "RAISE EXCEPTION 'the ledger is only ever added to'; END IF; RETURN NULL; END $$",
        "CREATE TRIGGER ledger_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger FOR EACH STATEMENT EXECUTE "
        "FUNCTION ledger_refuses()",
    ],
}


def test_a_guard_that_only_looks_like_one_is_none(database: Database) -> None:
    def put_in_its_place_another(connection: Connection) -> None:
        for statement in (*GUARDS[connection.dialect.name][:1], *NO_GUARDS[connection.dialect.name]):
            connection.execute(text(statement))

    database.write(put_in_its_place_another)
    assert len(verify(database).faults) == 1
