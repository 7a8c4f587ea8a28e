"""A receipt is signed once, over everything that it says, and is the same for ever after."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace

import pytest
from hub_under_test import JSON, RETURNS, HubUnderTest
from permits import LANTERN, as_bytes, full_return, least_return
from tampering import entries

from hub.auth.jwk import public_keys
from hub.auth.keys import KeyRing
from hub.auth.seals import verified
from hub.ingest.receipt import receipt
from hub.scope import Scope
from hub.store.archive import Archive
from hub.store.database import Database


@pytest.mark.parametrize("document", [full_return(), least_return()], ids=["full", "with queries"])
def test_the_signature_is_over_every_other_member(hub: HubUnderTest, document: dict[str, object]) -> None:
    given = hub.sent(document)
    keys = public_keys(hub.ask("GET", "/.well-known/jwks.json").get_json())
    signature = given.pop("signature")
    assert verified(signature, keys) == given


def test_a_replay_a_reading_and_a_list_give_the_same_signature_also_after_a_rotation(hub: HubUnderTest) -> None:
    first = hub.send(full_return(), key="1")
    KeyRing(hub.config.data / "keys").rotate()
    assert hub.send(full_return(), key="1").data == first.data
    assert hub.send(full_return()).data == first.data
    assert hub.read(f"{first.headers['Location']}/receipt").data == first.data
    assert hub.listed()[0]["signature"] == first.get_json()["signature"]
    assert hub.sent(least_return())["signature"].split(".")[0] != first.get_json()["signature"].split(".")[0]


def test_what_was_signed_is_what_is_told_whatever_the_row_says_since(hub: HubUnderTest) -> None:
    given = hub.sent(full_return())
    hub.sent(least_return())
    database = Database(hub.config.database)
    try:
        kept = Archive(database).return_(Scope("permits-and-markets", frozenset({LANTERN})), given["return_id"])
    finally:
        database.close()
    assert receipt(kept) == given
    assert receipt(replace(kept, sent_by="somebody else")) == given


def test_a_receipt_of_before_has_no_signature(hub: HubUnderTest) -> None:
    given = hub.sent(as_bytes(full_return()))
    database = Database(hub.config.database)
    try:
        kept = Archive(database).return_(Scope("permits-and-markets"), given["return_id"])
    finally:
        database.close()
    del given["ledger"]  # which was not told then
    assert receipt(replace(kept, seal="")) == given | {"signature": None, "findings": tuple(given["findings"])}
    assert hub.read(f"{RETURNS}/{given['return_id']}").get_json()["signature"] == given["signature"]


def test_a_receipt_names_the_entry_of_the_ledger_that_tells_of_its_own_return(hub: HubUnderTest) -> None:
    given = [hub.sent(full_return()), hub.sent(least_return(notes="corrected"))]
    with closing(Database(hub.config.database)) as database:
        told = {row["object"]: {"seq": row["seq"], "hash": row["hash"]} for row in entries(database)}
    assert [receipt["ledger"] for receipt in given] == [told[receipt["return_id"]] for receipt in given]
    assert given[0]["ledger"]["seq"] < given[1]["ledger"]["seq"]


@pytest.mark.parametrize("straight", [True, False], ids=["straight", "by way of the framework"])
def test_the_ledger_says_from_where_a_program_sent_a_return(hub: HubUnderTest, straight: bool) -> None:
    there = {"REMOTE_ADDR": "203.0.113.7", "wsgi.input_terminated": True}
    headers = hub.bearer() | ({} if straight else {"Transfer-Encoding": "chunked"})
    sent = {"data": as_bytes(full_return()), "content_type": JSON, "headers": headers}
    return_id = hub.ask("POST", RETURNS, environ_overrides=there, **sent).get_json()["return_id"]
    why, elsewhere = {"why": "A month is missing."}, {"REMOTE_ADDR": "203.0.113.8"}
    withdrawal = f"{RETURNS}/{return_id}/withdrawal"
    withdrawn = hub.ask("POST", withdrawal, json=why, headers=hub.bearer(), environ_overrides=elsewhere)
    assert withdrawn.status_code == 200
    with closing(Database(hub.config.database)) as database:
        told = [(row["origin"], row["why"]) for row in entries(database) if row["object"] == return_id]
    assert told == [("API at 203.0.113.7", ""), ("API at 203.0.113.8", "A month is missing.")]
