"""Whatever token is tried at the API itself: nothing is kept, and the answer tells nobody how near they came.

Past the framework, where returns are taken, and through it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hostile_tokens import TABLE, Forger
from hub_under_test import JSON, RETURNS, HubUnderTest, assert_problem, beside, without_id
from permits import BY, LANTERN, TERN, as_bytes, full_return, least_return, register_client
from sqlalchemy import text
from werkzeug.test import TestResponse

from hub.app import DATABASE
from hub.auth.keys import KeyRing
from hub.store.clients import Clients
from hub.store.database import Database

RETURN = as_bytes(full_return())


def database(hub: HubUnderTest) -> Database:
    found: Database = hub.app.extensions[DATABASE]
    return found


def kept(hub: HubUnderTest) -> tuple[int, ...]:
    """How much the hub keeps of anything that a request could leave."""
    tables = ("returns", "ledger", "idempotency_keys", "explanations", "steps")
    with database(hub).read() as connection:
        return tuple(connection.execute(text(f"SELECT count(*) FROM {table}")).scalar_one() for table in tables)


def forger(hub: HubUnderTest) -> Forger:
    mine, theirs = hub.credentials[LANTERN], hub.credentials[TERN]
    key = KeyRing(hub.config.data / "keys").newest()
    return Forger(key, hub.config.address, mine.client_id, LANTERN, TERN, theirs.client_id)


def tried(hub: HubUnderTest, authorization: str | None) -> list[TestResponse]:
    """What is answered to this header where returns are taken, where they are read and where they are checked."""
    headers = {} if authorization is None else {"Authorization": authorization}
    return [
        hub.ask("POST", RETURNS, data=RETURN, content_type=JSON, headers=headers),
        hub.ask("GET", RETURNS, headers=headers),
        hub.ask("POST", f"{RETURNS}/check", data=RETURN, content_type=JSON, headers=headers),
    ]


def assert_nobody(hub: HubUnderTest, authorization: str) -> None:
    """That a header is answered as none at all is: in body and in headers."""
    before = kept(hub)
    for answer, usual in zip(tried(hub, authorization), tried(hub, None), strict=True):
        assert_problem(answer, 401, "not-authenticated")
        assert without_id(answer) == without_id(usual)
        assert beside(answer) == beside(usual)
    assert kept(hub) == before


@pytest.fixture(scope="module")
def untouched(standing_hub: HubUnderTest) -> Iterator[HubUnderTest]:
    """A hub at which nothing was kept in the end."""
    before = kept(standing_hub)
    yield standing_hub
    assert kept(standing_hub) == before


@pytest.mark.parametrize("name", TABLE)
def test_a_token_that_is_wrong_in_one_way_opens_nothing(untouched: HubUnderTest, name: str) -> None:
    assert_nobody(untouched, f"Bearer {TABLE[name](forger(untouched))}")


def test_the_same_token_without_the_fault_is_taken(hub: HubUnderTest) -> None:
    taken, read, checked = tried(hub, f"Bearer {forger(hub).token()}")
    assert [taken.status_code, read.status_code, checked.status_code] == [201, 200, 200]


def test_a_receipt_is_no_token(hub: HubUnderTest) -> None:
    assert_nobody(hub, f"Bearer {hub.sent(full_return())['signature']}")


def revoke(hub: HubUnderTest) -> None:
    Clients(database(hub)).revoke(hub.credentials[LANTERN].client_id, BY)


def retire_the_key(hub: HubUnderTest) -> None:
    KeyRing(hub.config.data / "keys").rotate(overlap=0)


def delete_the_key(hub: HubUnderTest) -> None:
    retire_the_key(hub)
    (retired,) = (hub.config.data / "keys").glob("*.json")
    retired.unlink()


@pytest.mark.parametrize("end", [revoke, retire_the_key, delete_the_key])
def test_a_token_that_was_good_is_good_no_longer(hub: HubUnderTest, end: Callable[[HubUnderTest], None]) -> None:
    good = hub.bearer()["Authorization"]
    assert [answer.status_code for answer in tried(hub, good)] == [201, 200, 200]
    end(hub)
    assert_nobody(hub, good)


def test_a_token_ends_with_its_client(hub: HubUnderTest) -> None:
    soon = datetime.now(UTC) + timedelta(minutes=5)
    mine = register_client(Clients(database(hub)), LANTERN, expires_at=soon)
    bearer = f"Bearer {hub.ask_for_token(mine).get_json()['access_token']}"
    assert [answer.status_code for answer in tried(hub, bearer)] == [201, 200, 200]
    past = text("UPDATE clients SET expires_at = '2020-01-01T00:00:00.000000Z' WHERE client_id = :mine")
    with database(hub).engine.begin() as connection:  # as if five minutes had gone
        connection.execute(past, {"mine": mine.client_id})
    assert_nobody(hub, bearer)


def test_a_good_token_sends_for_nobody_else(hub: HubUnderTest) -> None:
    before = kept(hub)
    refused: dict[str, Any] = assert_problem(hub.send(least_return(TERN)), 422, "return-refused")
    assert "E03" in {finding["code"] for finding in refused["findings"]}
    assert kept(hub) == before
