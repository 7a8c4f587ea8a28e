"""A receipt proves what was received, without the hub: to its owner, to the department, to anybody, for ever."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from hub_under_test import HubUnderTest, begun
from permits import as_bytes, full_return
from running_hub import free_port
from served import served

from hub.auth.keys import KeyRing

Hub = Callable[..., Result]
Receipt = dict[str, Any]


@pytest.fixture
def other_end(tmp_path: Path) -> Iterator[HubUnderTest]:
    with begun(tmp_path / "other-end") as hub:
        yield hub


@pytest.fixture
def receipt(other_end: HubUnderTest, tmp_path: Path) -> Receipt:
    """A receipt as it was answered, saved beside the document and the hub's keys."""
    (tmp_path / "return.json").write_bytes(as_bytes(full_return()))
    answer = other_end.send(as_bytes(full_return()))
    (tmp_path / "receipt.json").write_bytes(answer.data)
    save_keys(other_end, tmp_path)
    told: Receipt = answer.get_json()
    return told


def save_keys(hub: HubUnderTest, folder: Path) -> None:
    (folder / "jwks.json").write_bytes(hub.ask("GET", "/.well-known/jwks.json").data)


def verify(hub: Hub, *files: str, code: int = 0, **environment: str) -> str:
    return " ".join(hub("receipt", "verify", *files, code=code, **environment).output.split())


def test_a_receipt_is_verified_without_a_network(hub: Hub, receipt: Receipt) -> None:
    told = verify(hub, "receipt.json", "--keys", "jwks.json", "--document", "return.json")
    assert f"valid. {receipt['organisation']} {receipt['period']} version 1, received" in told
    assert sha256(Path("return.json").read_bytes()).hexdigest() in told


def test_it_stays_valid_however_often_keys_are_changed(hub: Hub, receipt: Receipt, other_end: HubUnderTest) -> None:
    ring = KeyRing(other_end.config.data / "keys")
    ring.rotate()
    ring.rotate(overlap=0)
    save_keys(other_end, Path())
    verify(hub, "receipt.json", "--keys", "jwks.json")
    other_end.forget_tokens()
    assert other_end.sent(full_return()) == receipt


def test_the_keys_can_be_taken_from_the_hub_itself(hub: Hub, receipt: Receipt, other_end: HubUnderTest) -> None:
    with served(other_end.app) as address:
        verify(hub, "receipt.json", "--keys", address)
        verify(hub, "receipt.json", "--keys", f"{address}/.well-known/jwks.json")
        verify(hub, "receipt.json", HUB_ADDRESS=address)


def test_a_receipt_may_be_written_anew_as_long_as_it_says_the_same(hub: Hub, receipt: Receipt, tmp_path: Path) -> None:
    again = {name: receipt[name] for name in reversed(receipt)} | {"version": 1.0}
    (tmp_path / "receipt.json").write_text(json.dumps(again, indent=4))
    verify(hub, "receipt.json", "--keys", "jwks.json")


@pytest.mark.parametrize(
    "changes",
    [
        {"version": 2},
        {"version": True},
        {"version": "1"},
        {"received_at": "2026-07-01T09:00:00Z"},
        {"findings": [{}]},
        {"note": "on time"},
        {"supersedes": ""},
    ],
)
def test_a_changed_receipt_is_told_from_the_one_that_was_given(
    hub: Hub, receipt: Receipt, tmp_path: Path, changes: Receipt
) -> None:
    (tmp_path / "receipt.json").write_text(json.dumps(receipt | changes))
    told = verify(hub, "receipt.json", "--keys", "jwks.json", code=1)
    assert f"It is not what was signed: {next(iter(changes))} differ" in told


def test_a_member_that_was_taken_out_is_missed(hub: Hub, receipt: Receipt, tmp_path: Path) -> None:
    del receipt["received_at"]
    (tmp_path / "receipt.json").write_text(json.dumps(receipt))
    assert "received_at differ" in verify(hub, "receipt.json", "--keys", "jwks.json", code=1)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "not JSON"),
        ("[]", "not a JSON object"),
        ("{}", "no signature"),
        ('{"signature": null}', "no signature"),
        ('{"signature": "a.b.c"}', "three segments"),
        ('{"signature": "", "signature": ""}', "not JSON"),
        ("[" * 100_000, "not JSON"),
        ('{"signature": "\x1b"}', "not JSON"),
    ],
)
def test_what_is_no_receipt_is_told_so(hub: Hub, receipt: Receipt, tmp_path: Path, text: str, why: str) -> None:
    (tmp_path / "other.json").write_text(text)
    told = verify(hub, "other.json", "receipt.json", "--keys", "jwks.json", code=1)
    assert why in told
    assert "receipt.json: valid." in told


def test_a_receipt_is_for_one_document_byte_for_byte(hub: Hub, receipt: Receipt, tmp_path: Path) -> None:
    (tmp_path / "return.json").write_bytes(as_bytes(full_return()) + b"\n")
    told = verify(hub, "receipt.json", "--keys", "jwks.json", "--document", "return.json", code=1)
    assert "for another document" in told


def test_another_hubs_keys_do_not_verify_it(hub: Hub, receipt: Receipt, tmp_path: Path) -> None:
    (tmp_path / "other.json").write_text(json.dumps(KeyRing(tmp_path / "other-keys").jwks()))
    assert "not in the key set" in verify(hub, "receipt.json", "--keys", "other.json", code=1)


def test_programs_read_one_object_for_each_file(hub: Hub, receipt: Receipt, tmp_path: Path) -> None:
    (tmp_path / "changed.json").write_text(json.dumps(receipt | {"version": 2}))
    lines = hub("receipt", "verify", "receipt.json", "changed.json", "--keys", "jwks.json", "--json", code=1).output
    one, other = (json.loads(line) for line in lines.splitlines())
    assert (one["valid"], other["valid"]) == (True, False)
    assert {name: one[name] for name in receipt if name != "signature"} == {
        name: value for name, value in receipt.items() if name != "signature"
    }


def test_what_the_hub_and_its_commands_put_beside_a_receipt_is_passed_over_and_said_to_prove_nothing(
    hub: Hub, receipt: Receipt, other_end: HubUnderTest, tmp_path: Path
) -> None:
    (entry,) = other_end.read("/api/v1/returns").get_json()["returns"]
    submitted = {"file": "return.json", "status": 201, **receipt}
    proven = sorted(receipt.keys() - {"signature"})
    for kept, beside in ((entry, ["current", "first_accepted_at", "links"]), (submitted, ["file", "status"])):
        (tmp_path / "kept.json").write_text(json.dumps(kept))
        assert f"No part of the proof: {', '.join(beside)}." in verify(hub, "kept.json", "--keys", "jwks.json")
        told = json.loads(hub("receipt", "verify", "kept.json", "--keys", "jwks.json", "--json").output)
        assert (told["valid"], told["file"], told["proven"], told["not_proven"]) == (True, "kept.json", proven, beside)
        for change in ({"note": ""}, {"version": 2}):
            (tmp_path / "kept.json").write_text(json.dumps(kept | change))
            assert f"{next(iter(change))} differ." in verify(hub, "kept.json", "--keys", "jwks.json", code=1)


def test_a_receipt_as_submit_tells_it_is_verified(hub: Hub, receipt: Receipt, other_end: HubUnderTest) -> None:
    mine = other_end.credentials[receipt["organisation"]]
    secrets = {"HUB_CLIENT_ID": mine.client_id, "HUB_CLIENT_SECRET": mine.client_secret}
    with served(other_end.app) as address:
        told = hub("submit", "return.json", "--json", "--hub", address, **secrets).stdout
    Path("kept.json").write_text(told)
    assert json.loads(told)["status"] == 200
    assert "valid." in verify(hub, "kept.json", "--keys", "jwks.json", "--document", "return.json")


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"keys": {}}', '{"keys": [1]}', "[" * 100_000])
def test_without_a_key_set_nothing_is_verified(hub: Hub, receipt: Receipt, tmp_path: Path, text: str) -> None:
    (tmp_path / "jwks.json").write_text(text)
    verify(hub, "receipt.json", "--keys", "jwks.json", code=2)


def test_without_keys_and_without_a_hub_it_says_what_is_needed(hub: Hub, receipt: Receipt) -> None:
    verify(hub, "receipt.json", code=2)
    verify(hub, "receipt.json", "--keys", "nowhere.json", code=2)
    verify(hub, "receipt.json", "--keys", f"http://127.0.0.1:{free_port()}", code=3)


def test_a_key_that_became_known_ends_its_tokens_at_once_and_its_receipts_stay(
    hub: Hub, receipt: Receipt, other_end: HubUnderTest
) -> None:
    hub("keys", "rotate", HUB_DATA=str(other_end.config.data))
    assert other_end.read("/api/v1/returns").status_code == 200
    hub("keys", "rotate", "--at-once", HUB_DATA=str(other_end.config.data))
    assert other_end.read("/api/v1/returns").status_code == 401
    save_keys(other_end, Path())
    verify(hub, "receipt.json", "--keys", "jwks.json")
