"""A receipt is signed once, over everything that it says, and is the same for ever after."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hub_under_test import RETURNS, HubUnderTest
from permits import LANTERN, as_bytes, full_return, least_return

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
    assert receipt(replace(kept, seal="")) == given | {"signature": None, "findings": tuple(given["findings"])}
    assert hub.read(f"{RETURNS}/{given['return_id']}").get_json()["signature"] == given["signature"]
