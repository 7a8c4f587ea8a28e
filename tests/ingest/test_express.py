"""A plain return is answered without the framework, and nobody who sends one can tell."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest
from hub_under_test import CHECK, JSON, RETURNS, HubUnderTest, beside, express_of
from permits import LANTERN, TERN, as_bytes, full_return, least_return
from werkzeug.test import TestResponse

from hub.contract.strict_json import LONGEST_BODY
from hub.ingest.express import Express
from hub.ingest.submission import LONG
from hub.store.senders import Sender


def no_framework(*_: Any) -> Any:
    raise AssertionError("the framework was asked")


@pytest.fixture
def express(hub: HubUnderTest) -> Express:
    return express_of(hub.app)


def sent_with(hub: HubUnderTest, raw: bytes, **environ: str) -> TestResponse:
    """What is answered to a return whose request says this of itself."""
    headers = {"environ_overrides": environ, "headers": hub.bearer(), "content_type": JSON}
    return hub.ask("POST", RETURNS, input_stream=BytesIO(raw), **headers)


def test_a_good_return_and_its_replay_need_no_framework(hub: HubUnderTest, express: Express) -> None:
    hub.bearer()
    express._application = no_framework
    new, again = hub.send(full_return(), key="1"), hub.send(full_return(), key="1")
    assert (new.status_code, again.status_code) == (201, 200)
    assert new.data == again.data


@pytest.mark.parametrize("content_type", ["application/json; charset=utf-8", "Application/JSON ", "text/json"])
def test_however_json_is_declared_it_is_json(hub: HubUnderTest, express: Express, content_type: str) -> None:
    hub.bearer()
    express._application = no_framework
    assert hub.send(full_return(), content_type=content_type).status_code == 201


def test_both_ways_give_the_same_answer(hub: HubUnderTest, express: Express) -> None:
    hub.send(full_return())
    straight = hub.send(full_return())
    hub.app.wsgi_app = express._application  # type: ignore[method-assign]
    by_the_framework = hub.send(full_return())
    assert (straight.status, straight.data) == (by_the_framework.status, by_the_framework.data)
    assert set(beside(by_the_framework)) - set(beside(straight)) == {("Vary", "Cookie")}  # no cookie is looked at here
    assert set(beside(straight)) <= set(beside(by_the_framework))


def test_what_goes_wrong_is_worked_on_once(
    hub: HubUnderTest, express: Express, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def watched(client_id: str) -> Sender | None:
        asked.append(client_id)
        return door.sender(client_id)

    door = express._door
    monkeypatch.setattr(express, "_door", replace(door, sender=watched))
    assert hub.send(full_return() | {"organisation": TERN}).status_code == 422
    assert asked == [hub.credentials[LANTERN].client_id]


def test_a_body_that_breaks_off_is_not_kept(hub: HubUnderTest) -> None:
    raw = as_bytes(full_return())
    assert sent_with(hub, raw[:-1], CONTENT_LENGTH=str(len(raw))).status_code == 400
    assert hub.listed() == []


@pytest.mark.parametrize("length", ["", "-1", "1e3", "٣", "9" * 5_000, str(LONGEST_BODY + 1)])
def test_a_length_that_is_none_is_the_frameworks_to_answer(hub: HubUnderTest, length: str) -> None:
    assert sent_with(hub, as_bytes(full_return()), CONTENT_LENGTH=length).status_code in (400, 411, 413)
    assert hub.listed() == []


def lengthened(document: dict[str, Any]) -> dict[str, Any]:
    """The same return, with more learning than is read in a turn."""
    (first, *_) = full_return()["learning"]
    told = {**first, "used": "The letter was written anew. " * 60, "actions": []}
    return document | {"learning": [{**told, "id": f"L{number}"} for number in range(60)]}


def test_a_long_return_is_kept_as_a_short_one_is(hub: HubUnderTest) -> None:
    raw = as_bytes(lengthened(full_return()))
    assert len(raw) > LONG
    assert hub.send(raw).status_code == 201
    assert hub.send(raw).status_code == 200
    assert hub.send(raw, to=CHECK).status_code == 200


def test_a_return_after_a_long_one_is_held_to_it_all_the_same(hub: HubUnderTest) -> None:
    before = lengthened(least_return(period="2025-26-Q4", received=500))
    assert hub.send(before).status_code == 201
    asked = {finding["code"] for finding in hub.sent(full_return())["findings"]}
    assert "Q02" in asked
