"""Each act is an entry, chained to the one before, which nothing but a newer entry ever follows."""

from __future__ import annotations

import hashlib
import json

import pytest
from handmade import ALL, BY, DEPARTMENT, NOW, accepted, by, query
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from tampering import COVERED, entries

from hub.contract.life_cycle import Move
from hub.errors import Conflict, Unavailable
from hub.store import ledger
from hub.store.archive import Archive
from hub.store.database import Database
from hub.store.explanations import Explanations
from hub.store.kept import KeptReturn
from hub.store.ledger import By, Head
from hub.store.register import Register
from hub.store.steps import Steps
from hub.store.threads import Threads

WHOM = ("version", "department", "organisation", "why")


def test_each_act_is_one_entry_chained_to_the_one_before(database: Database) -> None:
    rows = entries(database)
    assert [row["what"] for row in rows] == ["department.added"] + ["organisation.added"] * 3
    assert rows[0]["previous"] == "0" * 64
    assert [row["previous"] for row in rows[1:]] == [row["hash"] for row in rows[:-1]]


def test_an_entry_can_be_hashed_again_without_the_hub(database: Database) -> None:
    entry = entries(database)[1]
    canonical = json.dumps([entry[name] for name in COVERED], ensure_ascii=False, separators=(",", ":")).encode()
    assert hashlib.sha256(canonical).hexdigest() == entry["hash"]


def test_a_chain_that_holds_gives_its_head(database: Database, archive: Archive) -> None:
    archive.keep(accepted())
    with database.read() as connection:
        assert ledger.verify(database) == ledger.head(connection)


def test_an_archive_in_which_nothing_happened_has_a_head(empty_database: Database) -> None:
    assert ledger.verify(empty_database) == Head(0, "0" * 64)


def test_what_is_refused_leaves_no_entry(database: Database) -> None:
    with pytest.raises(Conflict):
        Register(database).add_department(DEPARTMENT, BY)
    assert [row["seq"] for row in entries(database)] == [1, 2, 3, 4]


def test_what_is_done_outside_the_store_is_told_with_it(empty_database: Database) -> None:
    entry = ledger.Entry(BY, "keys.rotated", "0002-x", {})
    assert ledger.tell_of(empty_database, lambda: entry) == entry
    with empty_database.read() as connection:
        assert connection.execute(text("SELECT object FROM ledger")).scalars().all() == ["0002-x"]


def test_what_is_done_outside_the_store_is_not_done_while_nothing_can_be_told(empty_database: Database) -> None:
    done: list[str] = []
    empty_database.close()
    with pytest.raises(Unavailable):
        ledger.tell_of(empty_database, lambda: done.append("rotated") or ledger.Entry(BY, "keys.rotated", "x", {}))
    assert done == []


def test_a_return_is_in_the_ledger_once_with_its_digest_and_from_where_it_came(
    database: Database, archive: Archive
) -> None:
    sent = accepted(origin="API at 203.0.113.7")
    archive.keep(sent)
    archive.keep(accepted())
    *_, entry = entries(database)
    assert len(entries(database)) == 5
    assert (entry["object"], entry["who"], entry["role"]) == (sent.return_id, "client-1", "organisation")
    assert entry["origin"] == "API at 203.0.113.7"
    assert [entry[name] for name in WHOM] == [1, "ferries", "harbours", ""]
    assert json.loads(entry["detail"])["sha256"] == sent.sha256


def test_a_seal_names_the_entry_of_its_own_return(database: Database, archive: Archive) -> None:
    named: list[tuple[KeptReturn, Head]] = []

    def seal(kept: KeptReturn, entry: Head) -> str:
        named.append((kept, entry))
        return f"sealed with {entry}"

    archive.keep(accepted())
    kept = archive.keep(accepted(note="corrected", seal=seal)).receipt_facts
    ((sealed, head),) = named
    last = entries(database)[-1]
    assert (last["object"], last["seq"], last["hash"]) == (kept.id, head.seq, head.hash)
    assert (sealed.id, sealed.version, kept.seal) == (kept.id, 2, f"sealed with {head}")


def test_what_becomes_of_a_return_tells_which_version_whose_and_why(database: Database, archive: Archive) -> None:
    asked = query(received=90)
    return_id = archive.keep(accepted(queries=[asked])).receipt_facts.id
    mona = By("mona", "organisation", NOW, "browser at 203.0.113.7")
    sam = By("sam", "sponsor", NOW, "browser at 203.0.113.8")
    Explanations(database).give(ALL, return_id, asked["key"], "A storm closed the harbour.", mona)
    thread = Threads(database).open(ALL, return_id, "/received", "Does this count calls?", sam)
    Threads(database).reply(ALL, thread.id, "Yes.", mona)
    Threads(database).close(ALL, thread.id, sam, "It is said.")
    Steps(database).take(ALL, return_id, Move.WITHDRAW, mona, "A month is missing.")
    told = entries(database)[5:]
    assert [row["what"] for row in told] == [
        "query.explained", "question.asked", "question.replied", "question.closed", "return.withdrawn",
    ]  # fmt: skip
    assert {(row["version"], row["department"], row["organisation"]) for row in told} == {(1, "ferries", "harbours")}
    assert [row["why"] for row in told] == ["", "", "", "It is said.", "A month is missing."]
    assert [row["origin"][-1] for row in told] == ["7", "8", "7", "8", "7"]


REFUSED = {
    "sqlite": ("INSERT OR REPLACE INTO ledger SELECT * FROM ledger WHERE seq = 2",),
    "postgresql": ("TRUNCATE ledger",),
}


def test_the_database_itself_refuses_to_change_an_entry_or_to_take_one_out(database: Database) -> None:
    before = entries(database)
    for statement in (
        "UPDATE ledger SET who = 'somebody else' WHERE seq = 2",
        "UPDATE ledger SET hash = hash",
        "DELETE FROM ledger WHERE seq = 4",
        "DELETE FROM ledger",
        "INSERT INTO ledger SELECT * FROM ledger WHERE seq = 2 ON CONFLICT (seq) DO UPDATE SET who = 'x'",
        *REFUSED[database.engine.dialect.name],
    ):
        with pytest.raises(DBAPIError, match="the ledger is only ever added to"):
            database.write(lambda connection, statement=statement: connection.execute(text(statement)))
    assert entries(database) == before
    Archive(database).keep(accepted())
    assert len(entries(database)) == 5


def test_who_acts_twice_in_one_write_has_two_entries_in_their_order(database: Database) -> None:
    acts = [ledger.Entry(by("mona", "operator"), "client.revoked", name, {}) for name in ("one", "two")]
    heads = database.write(lambda connection: [ledger.append(connection, act) for act in acts])
    assert [(head.seq, str(head)) for head in heads] == [(5, f"5:{heads[0].hash}"), (6, f"6:{heads[1].hash}")]
    assert ledger.verify(database) == heads[-1]
