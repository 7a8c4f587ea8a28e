"""When the database dies, the hub says so; when it is back, the hub goes on by itself, and nothing is lost."""

from __future__ import annotations

import random
import time
from pathlib import Path

import pytest
import requests
from hub_under_test import NO_LIMITS
from permits import LANTERN, TERN, TODAY, SignIn, register_department, register_sponsor
from postgresql_server import kill, new_address, own_postgresql, start_again
from running_hub import RunningHub
from senders import sending, wait_for_another_receipt
from what_is_kept import Sent, assert_nothing_is_lost, assert_the_hub_finds_no_fault

from hub.config import Config

pytestmark = pytest.mark.slow
TIMES = 3
AWAY = 1.5  # seconds that the database stays away
ANSWERED_WITHIN = 20  # seconds: a hub that waits longer for its database has left its callers alone


def assert_says_that_the_store_is_away(answer: requests.Response) -> None:
    assert (answer.status_code, answer.headers["Content-Type"]) == (503, "application/problem+json"), answer.text
    assert int(answer.headers["Retry-After"]) > 0
    body = answer.json()
    assert (body["type"], body["status"]) == ("urn:oversight-hub:problem:unavailable", 503)
    assert body["detail"]
    assert body["what_to_do"]
    assert "psycopg" not in answer.text


def signed_in(address: str, sign_in: SignIn) -> requests.Session:
    person = requests.Session()
    form = sign_in.form(person.get(f"{address}/sign-in", timeout=30).text)
    assert person.post(f"{address}/sign-in", data=form, timeout=30).ok
    return person


def assert_everybody_is_told(hub: RunningHub, program: dict[str, str], person: requests.Session) -> None:
    """A program in problem details, a person on a page; neither is left to wait."""
    for address in ("/readyz", "/api/v1/returns"):
        answer = requests.get(hub.address + address, headers=program, timeout=ANSWERED_WITHIN)
        assert_says_that_the_store_is_away(answer)
    page = person.get(hub.address, timeout=ANSWERED_WITHIN)
    assert (page.status_code, page.headers["Content-Type"]) == (503, "text/html; charset=utf-8")
    assert int(page.headers["Retry-After"]) > 0
    assert "unavailable" in page.text
    assert requests.get(f"{hub.address}/healthz", timeout=ANSWERED_WITHIN).ok


def test_the_hub_outlives_its_database_and_loses_nothing(tmp_path: Path) -> None:
    sent, moments = Sent(), random.Random(20)
    with own_postgresql() as server:
        config = Config(data=tmp_path / "data", database_url=new_address(server), fixed_today=TODAY)
        bodies, sponsor = register_department(config), register_sponsor(config)
        settings = {"today": TODAY, "database_url": config.database_url, **NO_LIMITS}
        hub = RunningHub(config.data, dict(settings))
        try:
            hub.start()
            workers = hub.workers()
            with (
                signed_in(hub.address, sponsor) as person,
                sending(hub.address, [bodies[LANTERN], bodies[TERN], bodies[LANTERN]], sent) as senders,
            ):
                for _ in range(TIMES):
                    wait_for_another_receipt(sent, senders)
                    time.sleep(moments.uniform(0, 0.5))
                    kill(server)
                    try:
                        assert_everybody_is_told(hub, senders[0].token, person)
                        time.sleep(AWAY)
                    finally:
                        start_again(server)
                    wait_for_another_receipt(sent, senders)
                    assert person.get(hub.address, timeout=30).status_code == 200
            assert hub.workers() == workers, "the hub should have gone on by itself"
            refusals = [answer for sender in senders for answer in sender.answers]
            assert refusals
            for answer in refusals:
                assert_says_that_the_store_is_away(answer)
        finally:
            hub.stop()
        assert_nothing_is_lost(config.database, sent)
        assert_the_hub_finds_no_fault(config.data, config.database, **settings)
    print(f"{len(sent.documents)} sent, {len(sent.receipts)} acknowledged")
