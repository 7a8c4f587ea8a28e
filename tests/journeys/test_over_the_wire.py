"""What only a real server can show: bodies in pieces and bodies too long, and many callers on one connection each."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
import requests
from hostile_tokens import TABLE, Forger
from hub_under_test import NO_LIMITS
from permits import LANTERN, TERN, TODAY, Credentials, as_bytes, full_return, least_return, register_department
from running_hub import RunningHub

from hub.auth.keys import KeyRing
from hub.config import Config

pytestmark = pytest.mark.slow
Api = tuple[str, dict[str, str]]


@pytest.fixture(scope="module")
def config(tmp_path_factory: pytest.TempPathFactory) -> Config:
    return Config(data=tmp_path_factory.mktemp("served") / "data", fixed_today=TODAY)


@pytest.fixture(scope="module")
def credentials(config: Config) -> dict[str, Credentials]:
    return register_department(config)


@pytest.fixture(scope="module")
def api(config: Config, credentials: dict[str, Credentials]) -> Iterator[Api]:
    """The address of a serving hub's returns, and the headers to send one."""
    mine = credentials[LANTERN]
    hub = RunningHub(config.data, {"today": TODAY, **NO_LIMITS})
    try:
        hub.start()
        form = {
            "grant_type": "client_credentials",
            "client_id": mine.client_id,
            "client_secret": mine.client_secret,
        }
        token = requests.post(f"{hub.address}/api/v1/token", data=form, timeout=30).json()["access_token"]
        yield (
            f"{hub.address}/api/v1/returns",
            {"Authorization": f"Bearer {token}", "Content-Type": "application/json"},
        )
    finally:
        hub.stop()


def in_pieces(raw: bytes) -> Iterator[bytes]:
    yield from (raw[start : start + 100] for start in range(0, len(raw), 100))


def test_a_return_may_come_in_pieces(api: Api) -> None:
    address, headers = api
    raw = as_bytes(full_return())
    answer = requests.post(address, data=in_pieces(raw), headers=headers, timeout=30)
    assert (answer.status_code, answer.json()["bytes"]) == (201, len(raw))
    kept = requests.get(f"{address}/{answer.json()['return_id']}/document", headers=headers, timeout=30)
    assert kept.content == raw


@pytest.mark.parametrize("length", [1_000_001, 1_048_577, 5_000_000])
@pytest.mark.parametrize("pieces", [False, True])
def test_a_body_that_is_too_long_is_told_so_however_it_comes(api: Api, length: int, pieces: bool) -> None:
    address, headers = api
    raw = b" " * length
    answer = requests.post(address, data=in_pieces(raw) if pieces else raw, headers=headers, timeout=60)
    assert (answer.status_code, answer.headers["Content-Type"]) == (413, "application/problem+json")


def test_many_callers_at_once_each_get_their_own_answer(api: Api) -> None:
    address, headers = api

    def send(number: int) -> tuple[int, bool]:
        raw = as_bytes(least_return(received=number, notes=f"Caller {number}"))
        with requests.Session() as caller:
            receipt = caller.post(address, data=raw, headers=headers, timeout=60)
            document = caller.get(f"{address}/{receipt.json()['return_id']}/document", headers=headers, timeout=60)
        return receipt.status_code, document.content == raw

    with ThreadPoolExecutor(48) as callers:
        assert set(callers.map(send, range(200))) == {(201, True)}


def said(answer: requests.Response) -> dict[str, object]:
    """Problem details, except which request they answer."""
    return {name: told for name, told in answer.json().items() if name != "instance"}


def test_no_hostile_token_opens_what_is_served(api: Api, config: Config, credentials: dict[str, Credentials]) -> None:
    address, headers = api
    key, mine, theirs = KeyRing(config.data / "keys").newest(), credentials[LANTERN], credentials[TERN]
    forger = Forger(key, address.removesuffix("/api/v1/returns"), mine.client_id, LANTERN, TERN, theirs.client_id)
    raw = as_bytes(least_return(notes="Nobody sent this."))
    with requests.Session() as caller:
        nobody = caller.post(address, data=raw, headers={"Content-Type": "application/json"}, timeout=30)
        for name, forge in TABLE.items():
            hostile = headers | {"Authorization": f"Bearer {forge(forger)}"}
            sent = caller.post(address, data=raw, headers=hostile, timeout=30)
            read = caller.get(address, headers=hostile, timeout=30)
            assert (sent.status_code, read.status_code) == (401, 401), name
            assert said(sent) == said(read) == said(nobody), name
        good = caller.post(
            address, data=raw, headers=headers | {"Authorization": f"Bearer {forger.token()}"}, timeout=30
        )
    assert good.status_code == 201, "it was not kept before"


def test_the_server_does_not_say_more_of_itself_than_it_must(api: Api) -> None:
    address, headers = api
    answer = requests.get(address, headers=headers, timeout=30)
    assert answer.status_code == 200
    for word in ("Werkzeug", "Python", "granian/"):
        assert word not in str(answer.headers)
