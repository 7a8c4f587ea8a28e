"""`hub verify` finds a single changed byte; with an entry kept outside also what was cut off or written anew."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from hub_under_test import HubUnderTest, begun
from permits import TERN, full_return
from tampering import entries, put_in_its_place, tamper_with_file, written_anew

from hub.store.database import Database

Hub = Callable[..., Result]


def in_the_database(hub: HubUnderTest, *statements: str) -> None:
    tamper_with_file(hub.config.data / "hub.sqlite", *statements)


def found(hub: Hub, *arguments: object, code: int = 1) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(hub("verify", "--json", *arguments, code=code).stdout)
    return told


def newest_first(hub: HubUnderTest) -> list[dict[str, Any]]:
    return sorted([*hub.listed(), *hub.listed(TERN)], key=lambda receipt: -receipt["ledger"]["seq"])


def kept_outside(hub: HubUnderTest, folder: Path) -> Path:
    """The newest receipt, as its owner saved it."""
    newest, *_ = newest_first(hub)
    file = folder / "receipt.json"
    file.write_bytes(hub.read(newest["links"]["receipt"], newest["organisation"]).data)
    return file


def test_everything_as_it_was_received_is_verified_and_the_present_head_told(
    hub: Hub, with_returns: HubUnderTest
) -> None:
    head = found(hub, code=0)["ledger"]
    assert hub("verify").stdout.splitlines() == [
        "3 returns read again.",
        "Everything is as it was received.",
        "The ledger ends with this entry. Keep it outside the hub, for --head:",
        f"{head['seq']}:{head['hash']}",
    ]
    assert found(hub, code=0) == {"returns": 3, "ledger": head, "broken": None, "faults": []}
    assert head == newest_first(with_returns)[0]["ledger"]


def test_the_ledger_still_runs_through_what_was_kept_outside(
    hub: Hub, with_returns: HubUnderTest, tmp_path: Path
) -> None:
    head = hub("verify").stdout.splitlines()[-1]
    receipt = kept_outside(with_returns, tmp_path)
    with_returns.sent(full_return() | {"notes": "corrected"})
    assert "The ledger runs through the entry given with --head." in hub("verify", "--head", head).stdout
    told = hub("verify", "--head", head, "--head", receipt).stdout
    assert "The ledger runs through all 2 entries given with --head." in told
    assert told.splitlines()[-1].startswith(f"{int(head.partition(':')[0]) + 1}:")


def test_an_end_that_was_cut_off_with_its_return_is_found_by_the_return_s_receipt_and_by_nothing_else(
    hub: Hub, with_returns: HubUnderTest, tmp_path: Path
) -> None:
    receipt = kept_outside(with_returns, tmp_path)
    seq = newest_first(with_returns)[0]["ledger"]["seq"]
    in_the_database(
        with_returns,
        f"DELETE FROM figures WHERE organisation = '{TERN}'",
        f"DELETE FROM returns WHERE organisation = '{TERN}'",
        f"DELETE FROM ledger WHERE seq = {seq}",
    )
    assert "Everything is as it was received." in hub("verify").stdout  # nothing in the hub tells of it any more
    told = found(hub, "--head", receipt)
    why = f"it is missing with all that came after, but entry {seq} has been seen"
    assert told["broken"] == {"seq": seq, "what": "", "why": why}
    assert told["faults"] == [f"Ledger entry {seq}: {why}."]
    assert told["ledger"] is None
    assert hub("verify", "--head", receipt, code=1).stdout.splitlines()[1:] == [*told["faults"], "1 fault."]


def test_a_ledger_written_anew_is_found_by_every_receipt_that_the_hub_kept_and_by_one_kept_outside(
    hub: Hub, with_returns: HubUnderTest, tmp_path: Path
) -> None:
    receipt, returns = kept_outside(with_returns, tmp_path), newest_first(with_returns)
    with closing(Database(with_returns.config.database)) as database:
        rows = entries(database)
        put_in_its_place(database, written_anew([{**rows[0], "who": "nobody"}, *rows[1:]]))
    told = found(hub)
    assert told["broken"] is None  # the chain is whole, but whoever wrote it could not sign the receipts again
    assert sorted(told["faults"]) == sorted(
        f"The receipt of return {each['return_id']} is not as it was sealed: it says another ledger."
        for each in returns
    )
    seq = returns[0]["ledger"]["seq"]
    assert found(hub, "--head", receipt)["broken"] == {
        "seq": seq,
        "what": "return.accepted",
        "why": "the entry is not the one that was seen before",
    }


SEALS = {
    "lost": ("UPDATE returns SET seal = '' WHERE version = 2", "has lost its seal"),
    "that of another return": (
        "UPDATE returns SET seal = (SELECT seal FROM returns WHERE version = 1 LIMIT 1) WHERE version = 2",
        "it says another bytes",
    ),
    "changed": (
        "UPDATE returns SET seal = substr(seal, 1, 200) || 'A' || substr(seal, 202) WHERE version = 2",
        "is not as it was sealed: The signature is not valid",
    ),
    "cut off": ("UPDATE returns SET seal = substr(seal, 1, 400) WHERE version = 2", "it is not three segments"),
    "no letters": ("UPDATE returns SET seal = CAST(x'ff' AS TEXT) WHERE version = 2", "it is not three segments"),
}


@pytest.mark.parametrize("name", SEALS)
def test_a_receipt_whose_seal_is(hub: Hub, with_returns: HubUnderTest, name: str) -> None:
    changed = next(receipt["return_id"] for receipt in newest_first(with_returns) if receipt["version"] == 2)
    statement, fault = SEALS[name]
    in_the_database(with_returns, statement)
    told, *_ = found(hub)["faults"]
    assert told.startswith(f"The receipt of return {changed} ")
    assert fault in told


def test_without_the_keys_no_receipt_is_proven_and_none_are_made(
    hub: Hub, with_returns: HubUnderTest, tmp_path: Path
) -> None:
    shutil.rmtree(tmp_path / "data" / "keys")
    faults = found(hub)["faults"]
    assert len(faults) == 3
    assert all("which is not in the key set" in fault for fault in faults)
    assert not (tmp_path / "data" / "keys").exists()


def test_what_is_no_entry_and_no_receipt_of_this_hub_is_said_to_be_none(
    hub: Hub, with_returns: HubUnderTest, tmp_path: Path
) -> None:
    with begun(tmp_path / "another") as another:
        another.sent(full_return())
        foreign = kept_outside_of(another, tmp_path / "foreign.json")
    (tmp_path / "note.txt").write_text("8:abc")
    receipt = kept_outside(with_returns, tmp_path)
    receipt.write_text(receipt.read_text().replace('"seq":', '"seq":1'))
    for told, fault in (
        ("8:abc", "is neither SEQ:HASH nor a file that can be read"),
        ("0:" + "0" * 64, "is neither SEQ:HASH nor a file that can be read"),
        (tmp_path / "note.txt", "is no receipt of this hub. It is not JSON."),
        (foreign, "is no receipt of this hub. The signature is not valid"),
        (receipt, "is no receipt of this hub. It is not what was signed: ledger differ"),
    ):
        refused = hub("verify", "--head", told, code=2)
        assert fault in " ".join(refused.stderr.split())


def kept_outside_of(hub: HubUnderTest, file: Path) -> Path:
    (receipt,) = hub.listed()
    file.write_bytes(hub.read(receipt["links"]["receipt"]).data)
    return file


def test_a_changed_byte_of_a_document_is_found(hub: Hub, with_returns: HubUnderTest) -> None:
    changed = with_returns.listed(TERN)[0]["return_id"]
    in_the_database(
        with_returns,
        f"UPDATE returns SET raw = CAST(replace(CAST(raw AS TEXT), '15', '16') AS BLOB) WHERE id = '{changed}'",
    )
    assert found(hub)["faults"] == [f"Return {changed} is not the document that was received."]
    assert hub("verify", code=1).stdout.splitlines()[2] == "1 fault."


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE ledger SET who = 'nobody' WHERE seq = 5",
        "UPDATE ledger SET who = CAST(x'ff' AS TEXT), object = CAST(x'ff' AS TEXT) WHERE what = 'return.accepted'",
        "DELETE FROM ledger WHERE seq = 5",
        "UPDATE returns SET sha256 = replace(sha256, 'a', 'b') WHERE version = 2",
        "UPDATE returns SET received_at = 'yesterday', findings = CAST(x'ff' AS TEXT) WHERE version = 2",
        "DELETE FROM returns WHERE version = 2",
    ],
)
def test_whatever_else_is_changed_in_the_file_is_found(hub: Hub, with_returns: HubUnderTest, statement: str) -> None:
    in_the_database(with_returns, statement)
    assert found(hub)["faults"]
