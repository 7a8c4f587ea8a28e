"""A program exchanges its client id and secret for a token, and the token ends when the credential does."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from hub_under_test import JSON, RETURNS, TOKEN, HubUnderTest, assert_problem, without_id
from permits import BY, LANTERN, Credentials, register_client
from werkzeug.test import TestResponse

from hub.auth import tokens
from hub.auth.keys import KeyRing
from hub.store.clients import Clients
from hub.store.database import Database

GRANT = {"grant_type": "client_credentials"}


@pytest.fixture
def mine(hub: HubUnderTest) -> Credentials:
    return hub.credentials[LANTERN]


@pytest.fixture
def clients(hub: HubUnderTest) -> Iterator[Clients]:
    """The operator's way to the clients of the hub that is serving."""
    database = Database(hub.config.database)
    yield Clients(database)
    database.close()


def form(credentials: Credentials) -> dict[str, str]:
    return {**GRANT, "client_id": credentials.client_id, "client_secret": credentials.client_secret}


def basic(name: str, password: str) -> dict[str, str]:
    return {"Authorization": "Basic " + b64encode(f"{name}:{password}".encode()).decode()}


def opens(hub: HubUnderTest, answer: TestResponse) -> bool:
    token = answer.get_json()["access_token"]
    return hub.ask("GET", RETURNS, headers={"Authorization": f"Bearer {token}"}).status_code == 200


def test_a_token_can_be_asked_for_as_a_form_as_json_and_by_basic(hub: HubUnderTest, mine: Credentials) -> None:
    answers = [
        hub.ask("POST", TOKEN, data=form(mine)),
        hub.ask("POST", TOKEN, json=form(mine)),
        hub.ask("POST", TOKEN, data=GRANT, headers=basic(mine.client_id, mine.client_secret)),
    ]
    for answer in answers:
        assert answer.status_code == 200
        assert set(answer.get_json()) == {"access_token", "token_type", "expires_in"}
        assert (answer.get_json()["token_type"], answer.get_json()["expires_in"]) == ("Bearer", 900)
        assert answer.headers["Cache-Control"] == "no-store"
        assert opens(hub, answer)


def test_an_unknown_client_and_a_wrong_secret_get_the_same_answer(hub: HubUnderTest, mine: Credentials) -> None:
    wrong = hub.ask_for_token(Credentials(LANTERN, mine.client_id, "hub_not-this"))
    unknown = hub.ask_for_token(Credentials(LANTERN, "nobody", mine.client_secret))
    nothing = hub.ask("POST", TOKEN, data=GRANT)
    by_basic = hub.ask("POST", TOKEN, headers=basic(mine.client_id, ""))
    for answer in (wrong, unknown, nothing, by_basic):
        assert_problem(answer, 401, "not-authenticated")
        assert without_id(answer) == without_id(wrong)
        assert answer.headers["WWW-Authenticate"].startswith("Bearer")


@pytest.mark.parametrize(
    "request_",
    [
        {"data": {"client_id": "a", "client_secret": "b"}},
        {"data": {"grant_type": "password", "username": "a", "password": "b"}},
        {"json": ["client_credentials"]},
        {"json": None},
        {"data": b"{", "content_type": JSON},
        {"data": b'{"grant_type": "client_credentials", "client_id": ' + b"[" * 100_000, "content_type": JSON},
        {"data": b'{"grant_type": ' + b"9" * 5_000 + b"}", "content_type": JSON},
        {"data": b"\xff\xfe", "content_type": JSON},
        {"data": b"grant_type=client_credentials", "content_type": "text/plain"},
        {},
    ],
)
def test_any_other_way_of_asking_is_not_understood(standing_hub: HubUnderTest, request_: dict[str, object]) -> None:
    assert_problem(standing_hub.ask("POST", TOKEN, **request_), 400)


def test_a_secret_is_never_repeated_in_an_answer(hub: HubUnderTest, mine: Credentials) -> None:
    answer = hub.ask("POST", TOKEN, data={**form(mine), "client_id": "nobody"})
    assert mine.client_secret not in answer.get_data(as_text=True)


def test_a_revoked_clients_token_ends_at_once(hub: HubUnderTest, mine: Credentials, clients: Clients) -> None:
    assert hub.read(RETURNS).status_code == 200
    clients.revoke(mine.client_id, BY)
    refused = assert_problem(hub.read(RETURNS), 401, "not-authenticated")
    assert "revoked" not in str(refused)
    assert_problem(hub.ask_for_token(mine), 401, "not-authenticated")


def test_a_clients_token_ends_with_the_credential(hub: HubUnderTest, clients: Clients) -> None:
    ended = register_client(clients, LANTERN, expires_at=datetime.now(UTC) - timedelta(seconds=1))
    assert_problem(hub.ask_for_token(ended), 401, "not-authenticated")
    ending = register_client(clients, LANTERN, expires_at=datetime.now(UTC) + timedelta(hours=1))
    assert hub.ask_for_token(ending).status_code == 200


def issued(hub: HubUnderTest, mine: Credentials, **otherwise: object) -> dict[str, str]:
    claims: dict[str, object] = {
        "issuer": hub.config.address,
        "audience": f"{hub.config.address}/api/v1",
        "client_id": mine.client_id,
        "organisation": LANTERN,
        "now": datetime.now(UTC),
        "minutes": 15,
        "token_id": "one",
    }
    token = tokens.issue(KeyRing(hub.config.data / "keys"), **{**claims, **otherwise})  # type: ignore[arg-type]
    return {"Authorization": f"Bearer {token}"}


def test_a_token_of_this_hub_opens_the_api(hub: HubUnderTest, mine: Credentials) -> None:
    assert hub.ask("GET", RETURNS, headers=issued(hub, mine)).status_code == 200


@pytest.mark.parametrize(
    "otherwise",
    [
        {"now": datetime.now(UTC) - timedelta(minutes=16)},
        {"now": datetime.now(UTC) + timedelta(minutes=16)},
        {"issuer": "http://127.0.0.1:1"},
        {"audience": "http://127.0.0.1:1/api/v1"},
        {"client_id": "nobody"},
        {"organisation": "tern-bridge-council"},
    ],
    ids=["expired", "not valid yet", "another issuer", "for another hub", "unknown client", "another body's"],
)
def test_any_other_token_does_not(standing_hub: HubUnderTest, otherwise: dict[str, object]) -> None:
    mine = standing_hub.credentials[LANTERN]
    assert_problem(
        standing_hub.ask("GET", RETURNS, headers=issued(standing_hub, mine, **otherwise)), 401, "not-authenticated"
    )


@pytest.mark.parametrize("authorization", ["", "Bearer", "Bearer ", "Bearer x.y.z", "Basic eDp5", "Token abc", "é"])
def test_what_is_no_token_opens_nothing(standing_hub: HubUnderTest, authorization: str) -> None:
    assert_problem(standing_hub.ask("GET", RETURNS, headers={"Authorization": authorization}), 401, "not-authenticated")
