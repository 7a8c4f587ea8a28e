"""Whoever asks too often is told to wait, and for how long; nobody is kept waiting for what somebody else asks."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
from hub_under_test import CHECK, RETURNS, TOKEN, HubUnderTest, assert_problem, begun
from permits import LANTERN, TERN, Credentials, as_bytes, full_return, least_return
from werkzeug.test import TestResponse

from hub.ingest.submission import LONG

NOBODY = Credentials(LANTERN, "nobody", "hub_nothing")
ELSEWHERE = {"REMOTE_ADDR": "203.0.113.9"}
Begin = Callable[..., AbstractContextManager[HubUnderTest]]


@pytest.fixture
def hub_with(tmp_path: Path) -> Begin:
    @contextmanager
    def begin(**settings: Any) -> Iterator[HubUnderTest]:
        with begun(tmp_path / "data", **settings) as hub:
            yield hub

    return begin


def assert_must_wait(answer: TestResponse) -> None:
    told = assert_problem(answer, 429, "too-many-requests")
    seconds = int(answer.headers["Retry-After"])
    assert 0 < seconds <= 60
    assert f"Wait {seconds} second" in told["what_to_do"]


def ask_from(hub: HubUnderTest, where: dict[str, str], **headers: str) -> TestResponse:
    return hub.ask("GET", RETURNS, environ_overrides=where, headers=headers)


class TestOfAProgram:
    def test_it_may_ask_so_often_in_a_minute_whatever_it_asks(self, hub_with: Begin) -> None:
        with hub_with(requests_per_minute=6) as hub:
            asked = [hub.send(full_return()), hub.send(full_return()), hub.send({}), hub.read(RETURNS)]
            assert [answer.status_code for answer in asked] == [201, 200, 422, 200]
            assert hub.send(full_return(), to=CHECK).status_code == 200
            for answer in (hub.send(least_return()), hub.read(RETURNS), hub.send(full_return(), to=CHECK)):
                assert_must_wait(answer)
            assert_must_wait(hub.ask_for_token(hub.credentials[LANTERN]))

    def test_what_was_put_off_is_not_kept_and_can_be_sent_again(self, hub_with: Begin) -> None:
        with hub_with(requests_per_minute=3) as hub:
            hub.send(full_return())
            hub.read(RETURNS)
            assert_must_wait(hub.send(least_return(), key="later"))
            forget_counts(hub)
            assert hub.send(least_return(), key="later").status_code == 201

    def test_another_program_is_free_of_it_at_the_same_address(self, hub_with: Begin) -> None:
        with hub_with(requests_per_minute=2) as hub:
            hub.read(RETURNS, LANTERN)
            assert_must_wait(hub.read(RETURNS, LANTERN))
            assert hub.read(RETURNS, TERN).status_code == 200

    def test_it_is_the_same_program_wherever_it_asks_from(self, hub_with: Begin) -> None:
        with hub_with(requests_per_minute=2) as hub:
            assert hub.read(RETURNS).status_code == 200
            assert_must_wait(ask_from(hub, ELSEWHERE, **hub.bearer()))

    def test_a_long_return_is_one_request_though_it_is_judged_twice(self, hub_with: Begin) -> None:
        learning = full_return()["learning"][0] | {"used": "The letter was written anew. " * 60, "actions": []}
        long = {"learning": [learning | {"id": f"L{number}"} for number in range(60)]}
        assert len(as_bytes(full_return() | long)) > LONG
        with hub_with(requests_per_minute=4) as hub:
            before = least_return(period="2025-26-Q4") | long
            assert [hub.send(document).status_code for document in (before, full_return())] == [201, 201]
            assert hub.read(RETURNS).status_code == 200
            assert_must_wait(hub.read(RETURNS))


class TestOfAnAddress:
    def test_whatever_shows_no_good_credential_is_counted_by_where_it_comes_from(self, hub_with: Begin) -> None:
        with hub_with(requests_per_minute_per_address=7) as hub:
            wrong = {"Authorization": "Bearer x.y.z"}
            strangers = [
                (hub.ask("GET", RETURNS), 401),
                (hub.ask("POST", RETURNS, json={}, headers=wrong), 401),
                (hub.ask_for_token(NOBODY), 401),
                (hub.ask("POST", TOKEN, data=b"nothing"), 400),
                (hub.ask("GET", "/api/v1/contracts"), 200),
                (hub.ask("GET", "/nowhere"), 303),
                (hub.ask("GET", "/api/v1/nowhere"), 404),
            ]
            assert [answer.status_code for answer, _ in strangers] == [status for _, status in strangers]
            assert_must_wait(hub.ask("POST", RETURNS, json={}, headers=wrong))
            assert_must_wait(hub.ask("GET", RETURNS, headers=wrong))
            assert_must_wait(hub.ask_for_token(NOBODY))
            assert_must_wait(hub.ask("GET", "/api/v1/contracts"))
            assert ask_from(hub, ELSEWHERE).status_code == 401

    def test_who_shows_a_good_one_is_never_refused_for_a_neighbour(self, hub_with: Begin) -> None:
        with hub_with(requests_per_minute_per_address=1) as hub:
            for _ in range(3):
                hub.ask_for_token(NOBODY)
            assert hub.ask_for_token(hub.credentials[LANTERN]).status_code == 200
            assert hub.send(full_return()).status_code == 201
            assert hub.read(RETURNS).status_code == 200

    def test_what_machines_ask_about_the_hub_and_files_of_pages_are_always_answered(self, hub_with: Begin) -> None:
        with hub_with(requests_per_minute_per_address=1) as hub:
            for address in ("/healthz", "/readyz", "/.well-known/jwks.json", "/static/nothing.js"):
                assert {hub.ask("GET", address).status_code for _ in range(3)} <= {200, 404}

    @pytest.mark.parametrize("address", ["/healthz-anything", "/readyz/", "/metricsx", "/.well-known/nothing"])
    def test_what_only_begins_like_one_of_those_is_asked_by_a_stranger(self, hub_with: Begin, address: str) -> None:
        with hub_with(requests_per_minute_per_address=1) as hub:
            assert hub.ask("GET", address).status_code in {303, 404}
            assert hub.ask("GET", address).status_code == 429

    def test_a_person_reads_that_they_must_wait(self, hub_with: Begin) -> None:
        with hub_with(requests_per_minute_per_address=1) as hub:
            hub.ask("GET", "/sign-in")
            answer = hub.ask("GET", "/sign-in")
            assert (answer.status_code, answer.mimetype) == (429, "text/html")
            assert 0 < int(answer.headers["Retry-After"]) <= 60
            assert "without signing in: the limit is 1 a minute" in answer.text

    def test_a_forwarded_address_is_not_believed_unless_a_proxy_is(self, hub_with: Begin) -> None:
        with hub_with(requests_per_minute_per_address=1) as hub:
            assert ask_from(hub, {}, X_Forwarded_For="198.51.100.1").status_code == 401
            assert_must_wait(ask_from(hub, {}, X_Forwarded_For="198.51.100.2", Forwarded="for=198.51.100.2"))

    def test_of_the_addresses_that_were_forwarded_the_proxys_own_word_is_believed(self, hub_with: Begin) -> None:
        with hub_with(requests_per_minute_per_address=1, proxies=1) as hub:
            assert ask_from(hub, {}, **{"X-Forwarded-For": "198.51.100.1, 192.0.2.7"}).status_code == 401
            assert_must_wait(ask_from(hub, {}, **{"X-Forwarded-For": "198.51.100.2, 192.0.2.7"}))
            assert ask_from(hub, {}, **{"X-Forwarded-For": "192.0.2.8"}).status_code == 401
            by_the_framework = ask_from(hub, {}, **{"X-Forwarded-For": "192.0.2.8"})
            past_it = hub.ask("POST", RETURNS, json={}, headers={"X-Forwarded-For": "192.0.2.8"})
            assert_must_wait(by_the_framework)
            assert_must_wait(past_it)


def test_a_hub_without_limits_turns_nobody_away(hub_with: Begin) -> None:
    with hub_with() as hub:
        assert {hub.ask("GET", RETURNS).status_code for _ in range(20)} == {401}
        assert {hub.read(RETURNS).status_code for _ in range(20)} == {200}
        assert not (hub.config.data / "limits.sqlite").exists()


def test_while_requests_cannot_be_counted_together_returns_are_taken_and_limits_hold(hub_with: Begin) -> None:
    with hub_with(requests_per_minute=3) as hub:
        hub.bearer()
        with closing(sqlite3.connect(hub.config.data / "limits.sqlite", isolation_level=None)) as somebody_else:
            somebody_else.execute("BEGIN IMMEDIATE")
            asked = [hub.send(least_return(received=number)).status_code for number in range(3)]
            assert asked == [201, 201, 201]
            assert_must_wait(hub.send(least_return(received=9)))
            somebody_else.execute("ROLLBACK")


def forget_counts(hub: HubUnderTest) -> None:
    """As if the minute were over."""
    with closing(sqlite3.connect(hub.config.data / "limits.sqlite")) as counts:
        counts.execute("DELETE FROM request_counts")
        counts.commit()
