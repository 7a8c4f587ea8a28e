"""What was received, done and said is held to the ledger: whatever was changed past the hub is named."""

from __future__ import annotations

import hashlib

import pytest
from handmade import ALL, accepted, by, query
from tampering import TAKE_RETURNS_OUT, tamper

from hub.contract.life_cycle import Move
from hub.store import ledger
from hub.store.archive import Archive
from hub.store.database import Database
from hub.store.steps import Steps
from hub.store.threads import Threads
from hub.store.verify import Asked, verify


def test_a_sound_archive_verifies(database: Database, archive: Archive) -> None:
    for note in ("one", "two"):
        archive.keep(accepted(note=note))
    told: list[tuple[str, int, int]] = []
    found = verify(database, Asked(progress=lambda *how_far: told.append(how_far)))
    assert (found.returns, found.faults, told[-1]) == (2, (), ("returns", 2, 2))
    assert found.ledger == ledger.verify(database)


def test_a_document_that_was_changed_is_named(database: Database, archive: Archive) -> None:
    kept = archive.keep(accepted()).receipt_facts
    forged = hashlib.sha256(b"{}").hexdigest()
    tamper(database, f"UPDATE returns SET raw = CAST('{{}}' AS {blob(database)}), sha256 = '{forged}'")
    assert verify(database).faults == (f"Return {kept.id} is not the document that was received.",)


def test_a_document_that_became_a_text_is_named(archive: Archive, database: Database) -> None:
    kept = archive.keep(accepted())
    if database.is_sqlite:  # PostgreSQL keeps bytes as bytes, whatever a statement says
        tamper(database, "UPDATE returns SET raw = raw || ' '")
        (fault,) = verify(database).faults
        assert kept.receipt_facts.id in fault


def test_a_return_that_was_taken_out_is_named(database: Database, archive: Archive) -> None:
    kept = archive.keep(accepted()).receipt_facts
    tamper(database, *TAKE_RETURNS_OUT)
    assert verify(database).faults == (f"Return {kept.id} is in the ledger, but not in the archive.",)


def test_a_return_that_was_put_in_beside_the_ledger_is_counted(database: Database, archive: Archive) -> None:
    archive.keep(accepted())
    tamper(database, "UPDATE ledger SET what = 'nothing' WHERE what = 'return.accepted'")
    faults = verify(database).faults
    assert faults[0].startswith("Ledger entry 5 (nothing):")
    assert faults[1] == "1 of 1 returns are not in the ledger."
    assert len(archive.returns(ALL)) == 1


def blob(database: Database) -> str:
    return "BLOB" if database.is_sqlite else "BYTEA"


LIVES = {
    "a reason": ("UPDATE steps SET why = 'Another reason.' WHERE number = 2", "A step of return {id} (unlock)"),
    "a role": ("UPDATE steps SET role = 'organisation' WHERE number = 1", "A step of return {id} (publish)"),
    "another order": (
        "UPDATE steps SET number = 6 WHERE number = 1",
        "A step of return {id} (publish)",
    ),
    "a step taken out": ("DELETE FROM steps WHERE number = 2", "A step of return {id} (unlock)"),
    "who signed off": ("UPDATE returns SET signed_off_as = 'Nobody'", "Return {id} was not signed off"),
    "words": ("UPDATE explanations SET text = 'Other words.'", "The explanation of {key} by harbours for 2026-27-Q1"),
    "words taken out": ("DELETE FROM explanations", "The explanation of {key} by harbours for 2026-27-Q1"),
    "an answer": ("UPDATE posts SET text = 'No.' WHERE number = 2", "The question {id}-1"),
    "findings": ("UPDATE returns SET findings = '[]'", "Of return {id} findings is not as"),
    "a length": ("UPDATE returns SET length = length + 1", "Return {id} has another length"),
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
    "a state": ("UPDATE threads SET state = 'open'", "The question {id}-1"),
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
    tamper(database, statement)
    found, *_ = verify(database).faults
    assert found.startswith(fault.format(id=return_id, key=asked["key"]))
