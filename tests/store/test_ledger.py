"""Nobody can change what was done without the ledger showing it."""

from __future__ import annotations

import hashlib
import json

import pytest
from handmade import ALL, BY, DEPARTMENT, accepted, by, query
from sqlalchemy import text

from hub.contract.life_cycle import Move
from hub.errors import Conflict
from hub.store import ledger
from hub.store.archive import Archive
from hub.store.database import Database
from hub.store.register import Register
from hub.store.steps import Steps
from hub.store.threads import Threads
from hub.store.verify import verify

CHANGES = {
    "changed": ("UPDATE ledger SET who = 'somebody else' WHERE seq = 3", 3),
    "moved": ("UPDATE ledger SET at = '2020-01-01T00:00:00.000000Z' WHERE seq = 3", 3),
    "taken out": ("DELETE FROM ledger WHERE seq = 3", 3),
    "first taken out": ("DELETE FROM ledger WHERE seq = 1", 1),
    "hash mended": ("UPDATE ledger SET who = 'x', hash = previous WHERE seq = 3", 3),
}


def change(database: Database, *statements: str) -> None:
    for statement in statements:
        database.write(lambda connection, statement=statement: connection.execute(text(statement)))


def test_each_act_is_one_entry_chained_to_the_one_before(database: Database) -> None:
    with database.read() as connection:
        rows = connection.execute(text("SELECT * FROM ledger ORDER BY seq")).all()
    assert [row.what for row in rows] == ["department.added"] + ["organisation.added"] * 3
    assert rows[0].previous == "0" * 64
    assert [row.previous for row in rows[1:]] == [row.hash for row in rows[:-1]]


def test_an_entry_can_be_hashed_again_without_the_hub(database: Database) -> None:
    with database.read() as connection:
        columns = (
            "form, seq, at, who, role, origin, what, object, version, department, organisation, why, detail, previous"
        )
        *values, kept = connection.execute(text(f"SELECT {columns}, hash FROM ledger WHERE seq = 2")).one()
    canonical = json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode()
    assert hashlib.sha256(canonical).hexdigest() == kept


def test_a_chain_that_holds_gives_its_head(database: Database, archive: Archive) -> None:
    archive.keep(accepted())
    with database.read() as connection:
        assert ledger.verify(database) == ledger.head(connection)


def test_an_archive_in_which_nothing_happened_has_a_head(empty_database: Database) -> None:
    assert ledger.verify(empty_database) == ledger.Head(0, "0" * 64)


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_is_found_and_the_first_broken_link_is_named(database: Database, name: str) -> None:
    statement, seq = CHANGES[name]
    change(database, statement)
    broken = ledger.verify(database)
    assert isinstance(broken, ledger.BrokenLink)
    assert broken.seq == seq


def test_an_end_that_was_cut_off_is_found_by_a_head_kept_outside(database: Database) -> None:
    receipt = ledger.verify(database)
    assert isinstance(receipt, ledger.Head)
    change(database, "DELETE FROM ledger WHERE seq = 4")
    assert isinstance(ledger.verify(database), ledger.Head)
    broken = ledger.verify(database, known=receipt)
    assert broken == ledger.BrokenLink(4, "the chain ends here, but entry 4 has been seen")


def test_a_chain_written_anew_is_found_by_a_head_kept_outside(database: Database) -> None:
    receipt = ledger.verify(database)
    assert isinstance(receipt, ledger.Head)
    change(database, "DELETE FROM ledger WHERE seq = 4")
    another = ledger.Entry(BY, "organisation.added", "another", {})
    database.write(lambda connection: ledger.append(connection, another))
    assert isinstance(ledger.verify(database), ledger.Head)
    assert ledger.verify(database, known=receipt) == ledger.BrokenLink(
        4, "the entry is not the one that was seen before"
    )


def test_what_is_refused_leaves_no_entry(database: Database) -> None:
    with pytest.raises(Conflict):
        Register(database).add_department(DEPARTMENT, BY)
    assert ledger.verify(database).seq == 4


def test_a_return_is_in_the_ledger_with_its_digest(database: Database, archive: Archive) -> None:
    sent = accepted()
    archive.keep(sent)
    archive.keep(accepted())
    with database.read() as connection:
        (entry,) = connection.execute(text("SELECT * FROM ledger WHERE what = 'return.accepted'")).all()
    assert (entry.object, entry.who, entry.role) == (sent.return_id, "client-1", "organisation")
    assert json.loads(entry.detail)["sha256"] == sent.sha256


def test_a_sound_archive_verifies(database: Database, archive: Archive) -> None:
    for note in ("one", "two"):
        archive.keep(accepted(note=note))
    told: list[int] = []
    found = verify(database, progress=told.append)
    assert (found.returns, found.faults, told[-1]) == (2, (), 2)
    assert found.ledger == ledger.verify(database)


def test_a_document_that_was_changed_is_named(database: Database, archive: Archive) -> None:
    kept = archive.keep(accepted()).receipt_facts
    forged = hashlib.sha256(b"{}").hexdigest()
    change(database, f"UPDATE returns SET raw = CAST('{{}}' AS {blob(database)}), sha256 = '{forged}'")
    assert verify(database).faults == (f"Return {kept.id} is not the document that was received.",)


def test_a_document_that_became_a_text_is_named(archive: Archive, database: Database) -> None:
    kept = archive.keep(accepted())
    if database.is_sqlite:  # PostgreSQL keeps bytes as bytes, whatever a statement says
        change(database, "UPDATE returns SET raw = raw || ' '")
        (fault,) = verify(database).faults
        assert kept.receipt_facts.id in fault


def test_a_return_that_was_taken_out_is_named(database: Database, archive: Archive) -> None:
    kept = archive.keep(accepted()).receipt_facts
    change(database, "DELETE FROM figures", "DELETE FROM returns")
    assert verify(database).faults == (f"Return {kept.id} is in the ledger, but not in the archive.",)


def test_a_return_that_was_put_in_beside_the_ledger_is_counted(database: Database, archive: Archive) -> None:
    archive.keep(accepted())
    change(database, "UPDATE ledger SET what = 'nothing' WHERE what = 'return.accepted'")
    faults = verify(database).faults
    assert faults[0].startswith("Ledger entry 5:")
    assert faults[1] == "1 of 1 returns are not in the ledger."
    assert len(archive.returns(ALL)) == 1


def blob(database: Database) -> str:
    return "BLOB" if database.is_sqlite else "BYTEA"


LIVES = {
    "a reason": ("UPDATE steps SET why = 'Another reason.' WHERE number = 2", "A step of return {id} (unlock)"),
    "a role": ("UPDATE steps SET role = 'organisation' WHERE number = 1", "A step of return {id} (publish)"),
    "a step taken out": ("DELETE FROM steps WHERE number = 2", "A step of return {id} (unlock)"),
    "who signed off": ("UPDATE returns SET signed_off_as = 'Nobody'", "Return {id} was not signed off"),
    "words": ("UPDATE explanations SET text = 'Other words.'", "The explanation of {key} by harbours for 2026-27-Q1"),
    "words taken out": ("DELETE FROM explanations", "The explanation of {key} by harbours for 2026-27-Q1"),
    "an answer": ("UPDATE posts SET text = 'No.' WHERE number = 2", "The question {id}-1"),
    "findings": ("UPDATE returns SET findings = '[]'", "Of return {id} findings is not as"),
    "a receipt": ("UPDATE returns SET seal = 'another'", "Of return {id} seal is not as"),
    "a first acceptance": (
        "UPDATE returns SET first_accepted_at = '2026-07-01T09:00:00.000000Z'",
        "Of return {id} the first acceptance is not as",
    ),
    "the moment of coming": (
        "UPDATE returns SET received_at = '2026-07-01T09:00:00.000000Z'",
        "Of return {id} the moment it came is not as",
    ),
    "a contract": ("UPDATE returns SET contract_version = '1.1'", "Of return {id} the contract version is not as"),
    "whose turn it is": ("UPDATE returns SET current = NOT current", "Return {id} is not the current version"),
    "a field asked about": ("UPDATE threads SET pointer = '/subjects'", "The question {id}-1"),
    "a lock": ("UPDATE returns SET published_at = '2026-10-01T09:00:00.000000Z'", "Return {id} is not locked"),
    "a withdrawal": ("UPDATE returns SET withdrawn_at = '2026-10-01T09:00:00.000000Z'", "Return {id} is not withdrawn"),
    "a closing": ("UPDATE threads SET closed_why = 'It is so.'", "The question {id}-1"),
}


@pytest.mark.parametrize("name", LIVES)
def test_what_was_done_and_said_is_held_to_the_ledger(archive: Archive, database: Database, name: str) -> None:
    asked = query(received=90)
    words = {asked["key"]: "A storm closed the harbour in May."}
    sent = accepted(queries=[asked], explanations=words, signed_off_as="Head of complaints")
    return_id = archive.keep(sent).receipt_facts.id
    Steps(database).take(ALL, return_id, Move.PUBLISH, by("sam", "sponsor"))
    Steps(database).take(ALL, return_id, Move.UNLOCK, by("sam", "sponsor"), why="A service was left out.")
    thread = Threads(database).open(ALL, return_id, "/received", "Does this count calls?", by("sam", "sponsor"))
    Threads(database).reply(ALL, thread.id, "Yes.", by("mona", "organisation"))
    Threads(database).close(ALL, thread.id, by("sam", "sponsor"))
    assert verify(database).faults == ()
    statement, fault = LIVES[name]
    change(database, statement)
    found, *_ = verify(database).faults
    assert found.startswith(fault.format(id=return_id, key=asked["key"]))
