"""A return is sent: kept once with a receipt, or refused whole with every reason, and never anything between."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Any

import pytest
from hub_under_test import JSON, RETURNS, HubUnderTest, assert_problem
from permits import LANTERN, Q1, REFUSED, TERN, TODAY, as_bytes, full_return, least_return

from hub.config import UK
from hub.contract.strict_json import LONGEST_BODY

RECEIPT = {
    "return_id", "organisation", "period", "version", "supersedes", "contract", "contract_version", "digest", "bytes",
    "received_at", "sent_by", "findings", "ledger", "signature",
}  # fmt: skip


def test_a_new_return_is_kept_and_its_receipt_says_what_was_received(hub: HubUnderTest) -> None:
    raw = as_bytes(full_return())
    answer = hub.send(raw)
    receipt = answer.get_json()
    assert (answer.status_code, answer.mimetype) == (201, JSON)
    assert set(receipt) == RECEIPT
    assert (receipt["organisation"], receipt["period"]) == (LANTERN, Q1)
    assert (receipt["version"], receipt["supersedes"]) == (1, None)
    assert (receipt["contract"], receipt["contract_version"]) == ("complaints-return", "1.0")
    assert receipt["digest"] == f"sha-256:{hashlib.sha256(raw).hexdigest()}"
    assert receipt["bytes"] == len(raw)
    assert all(finding["severity"] != "error" for finding in receipt["findings"])
    assert receipt["sent_by"] == hub.credentials[LANTERN].client_id
    assert datetime.fromisoformat(receipt["received_at"]).astimezone(UK).date() == TODAY
    assert answer.headers["Location"] == f"{RETURNS}/{receipt['return_id']}"


def test_the_same_return_sent_again_gives_the_same_receipt_and_is_kept_once(hub: HubUnderTest) -> None:
    first, again = hub.send(full_return()), hub.send(full_return())
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.data == again.data
    assert first.headers["Location"] == again.headers["Location"]
    assert len(hub.listed()) == 1


def test_a_return_sent_again_under_its_key_gives_its_own_receipt_even_when_a_newer_one_is_current(
    hub: HubUnderTest,
) -> None:
    first = hub.send(least_return(received=20), key="monday")
    hub.send(least_return(received=21), key="tuesday")
    again = hub.send(least_return(received=20), key="monday")
    assert (again.status_code, again.data) == (200, first.data)
    assert [kept["version"] for kept in hub.listed()] == [2, 1]


def test_a_key_that_comes_with_another_document_is_a_conflict_and_nothing_is_kept(hub: HubUnderTest) -> None:
    first = hub.send(least_return(), key="monday")
    refused = assert_problem(hub.send((REFUSED / "E14.json").read_bytes(), key="monday"), 409, "conflict")
    assert [finding["code"] for finding in refused["findings"]] == ["E14"]
    assert [kept["return_id"] for kept in hub.listed()] == [first.get_json()["return_id"]]
    assert hub.send((REFUSED / "E14.json").read_bytes(), key="tuesday").status_code == 201


def test_a_key_that_comes_with_a_faulty_document_is_a_conflict_before_it_is_a_refusal(hub: HubUnderTest) -> None:
    hub.send(least_return(), key="monday")
    assert_problem(hub.send((REFUSED / "E05.json").read_bytes(), key="monday"), 409, "conflict")
    assert_problem(hub.send((REFUSED / "E05.json").read_bytes(), key="tuesday"), 422, "return-refused")


def test_another_body_may_use_the_same_key(hub: HubUnderTest) -> None:
    assert hub.send(least_return(), key="monday").status_code == 201
    assert hub.send(least_return(TERN), key="monday", organisation=TERN).status_code == 201


@pytest.mark.parametrize("key", ["", "x" * 201, "bell\a", "é\x85", "a\tb"])
def test_a_key_that_cannot_be_remembered_is_refused(standing_hub: HubUnderTest, key: str) -> None:
    assert_problem(standing_hub.send(least_return(), key=key), 400)


@pytest.mark.parametrize("key", ["x" * 200, "a b", "0", "{}", "é"])
def test_any_printable_key_is_remembered(standing_hub: HubUnderTest, key: str) -> None:
    document = least_return(notes=f"under the key {key}")
    first, again = standing_hub.send(document, key=key), standing_hub.send(document, key=key)
    assert (first.status_code, again.status_code) == (201, 200)
    assert_problem(standing_hub.send(least_return(notes="another"), key=key), 409, "conflict")


def test_another_document_for_the_period_is_its_next_version_linked_and_current(hub: HubUnderTest) -> None:
    first, second, third = (hub.sent(least_return(received=received)) for received in (20, 21, 22))
    assert [receipt["version"] for receipt in (first, second, third)] == [1, 2, 3]
    assert [receipt["supersedes"] for receipt in (first, second, third)] == [
        None, first["return_id"], second["return_id"],
    ]  # fmt: skip
    assert [(kept["version"], kept["current"]) for kept in hub.listed()] == [(3, True), (2, False), (1, False)]
    assert {kept["first_accepted_at"] for kept in hub.listed()} == {first["received_at"]}


def test_each_period_and_each_body_counts_its_own_versions(hub: HubUnderTest) -> None:
    hub.sent(least_return())
    assert hub.sent(least_return(period="2025-26-Q4"))["version"] == 1
    assert hub.sent(least_return(TERN), organisation=TERN)["version"] == 1


def test_every_fault_of_a_return_is_told_at_once_each_with_its_place(hub: HubUnderTest) -> None:
    document = full_return()
    document["caseload"]["carried_forward"] += 1
    document["subjects"][0]["subject"] = "weather"
    document["colour"] = "blue"
    del document["signed_off_by"]
    body = assert_problem(hub.send(document), 422, "return-refused")
    found = {finding["code"]: finding for finding in body["findings"]}
    assert sorted(found) == ["E05", "E15", "E16", "E18"]
    assert found["E15"]["pointers"] == ["/colour"]
    assert found["E18"]["pointers"] == ["/subjects/0/subject"]
    assert "/caseload/carried_forward" in found["E05"]["pointers"]
    for finding in found.values():
        assert set(finding) == {"code", "key", "severity", "message", "what_to_do", "pointers", "values", "clause"}
        assert finding["severity"] == "error"
        assert finding["message"]
        assert finding["what_to_do"]
    assert hub.listed() == []


def test_a_body_cannot_send_another_bodys_return(hub: HubUnderTest) -> None:
    body = assert_problem(hub.send(least_return(TERN), organisation=LANTERN), 422, "return-refused")
    assert [finding["code"] for finding in body["findings"] if finding["severity"] == "error"] == ["E03"]
    assert hub.listed(TERN) == hub.listed(LANTERN) == []


UNREADABLE = {
    "empty": b"",
    "cut short": as_bytes(full_return())[:-1],
    "a list": b"[]",
    "a member twice": (REFUSED / "E19.json").read_bytes(),
    "NaN": b'{"a": NaN}',
    "half a character": b'{"a": "\\ud800"}',
    "NUL": b'{"a": "\\u0000"}',
    "Latin-1": '{"a": "é"}'.encode("latin-1"),
    "a byte order mark": b"\xef\xbb\xbf{}",
    "bottomless": b'{"a":' * 50_000,
    "compressed": b"\x1f\x8b\x08\x00",
}


@pytest.mark.parametrize("raw", UNREADABLE.values(), ids=UNREADABLE.keys())
def test_what_is_not_strict_json_is_not_read(standing_hub: HubUnderTest, raw: bytes) -> None:
    body = assert_problem(standing_hub.send(raw), 400, "document-unreadable")
    assert [finding["code"] for finding in body["findings"]] == ["E19"]


def padded(length: int) -> bytes:
    raw = as_bytes(least_return())
    return raw[:-1] + b" " * (length - len(raw)) + b"}"


def test_a_document_may_be_as_long_as_the_contract_says_and_no_longer(hub: HubUnderTest) -> None:
    assert hub.send(padded(LONGEST_BODY)).status_code == 201
    for length in (LONGEST_BODY + 1, 1_048_576, 1_048_577, 3_000_000):
        assert_problem(hub.send(padded(length)), 413)
    assert [kept["bytes"] for kept in hub.listed()] == [LONGEST_BODY]


@pytest.mark.parametrize(
    "content_type",
    ["text/plain", "application/xml", "multipart/form-data", "application/x-www-form-urlencoded", "json", "", None],
)
def test_a_body_that_is_not_declared_to_be_json_is_not_taken(
    standing_hub: HubUnderTest, content_type: str | None
) -> None:
    assert_problem(standing_hub.send(least_return(), content_type=content_type), 415, "wrong-media-type")


@pytest.mark.parametrize("content_type", ["application/json; charset=utf-8", "Application/JSON", "text/json"])
def test_json_may_be_declared_in_any_usual_way(standing_hub: HubUnderTest, content_type: str) -> None:
    assert standing_hub.send(least_return(), content_type=content_type).status_code in (200, 201)


def test_who_cannot_show_a_token_is_told_so_before_anything_else(hub: HubUnderTest) -> None:
    for request in ({"data": b"{"}, {"data": b"{", "content_type": JSON}, {"json": least_return()}):
        answer = hub.ask("POST", RETURNS, **request)
        assert_problem(answer, 401, "not-authenticated")
        assert answer.headers["WWW-Authenticate"] == 'Bearer realm="oversight-hub"'


@pytest.mark.parametrize(
    ("document", "same"),
    [({"received": {"total": 20.0}}, 20), ({"received": {"total": {"value": 20, "marked": "estimated"}}}, 20)],
)
def test_a_whole_number_may_be_written_as_json_likes(hub: HubUnderTest, document: dict[str, Any], same: int) -> None:
    assert hub.sent({**least_return(), **document})["version"] == 1
