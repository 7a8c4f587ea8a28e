"""One return that is sent again by many at the same moment: each sending is a version, and exactly one is current."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import asdict
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pytest
import requests
from hub_under_test import NO_LIMITS
from permits import LANTERN, TODAY, Credentials, as_bytes, least_return, register_department
from postgresql_server import new_address
from running_hub import RunningHub, free_port
from what_is_kept import Sent, assert_nothing_is_lost, rows

from hub.config import Config
from hub.ingest.client import HubClient

pytestmark = pytest.mark.slow
PROCESSES, THREADS = 4, 6  # 24 programs at once
Sending = tuple[str, dict[str, str], list[bytes]]


def send_one(address: str, credentials: dict[str, str], raw: bytes) -> dict[str, Any]:
    client = HubClient(address, credentials["client_id"], credentials["client_secret"])
    answer = client.submit(raw)
    assert answer.status == 201, answer.body
    return answer.body


def send_from_threads(sending: Sending) -> list[dict[str, Any]]:
    """What one process does: all its documents at once."""
    address, credentials, documents = sending
    with ThreadPoolExecutor(THREADS) as threads:
        return list(threads.map(lambda raw: send_one(address, credentials, raw), documents))


def send_all_at_once(addresses: list[str], credentials: Credentials, documents: list[bytes]) -> list[dict[str, Any]]:
    shares = [
        (addresses[number % len(addresses)], asdict(credentials), documents[number::PROCESSES])
        for number in range(PROCESSES)
    ]
    with ProcessPoolExecutor(PROCESSES, mp_context=get_context("spawn")) as processes:
        return [receipt for receipts in processes.map(send_from_threads, shares) for receipt in receipts]


@contextmanager
def serving(config: Config, hubs: int) -> Iterator[list[str]]:
    """Hubs on one data folder and one database, under one public address: a token of one is good for all."""
    settings = {"today": TODAY, "database_url": config.database_url, **NO_LIMITS}
    settings["public_address"] = f"http://127.0.0.1:{free_port()}"
    running = [RunningHub(config.data, dict(settings)) for _ in range(hubs)]
    try:
        for hub in running:
            hub.start(wait=False)
        for hub in running:
            hub.wait_until_ready()
        yield [hub.address for hub in running]
    finally:
        for hub in running:
            hub.stop()


@pytest.mark.parametrize("hubs", [1, 2])
@pytest.mark.parametrize("engine", ["sqlite", "postgresql"])
def test_a_return_sent_again_by_24_programs_at_once_has_24_versions_and_one_current(
    request: pytest.FixtureRequest, tmp_path: Path, engine: str, hubs: int
) -> None:
    url = "" if engine == "sqlite" else new_address(request.getfixturevalue("postgresql"))
    config = Config(data=tmp_path / "data", database_url=url, fixed_today=TODAY)
    credentials, sent = register_department(config)[LANTERN], Sent()
    many = range(1, PROCESSES * THREADS + 1)
    documents = [as_bytes(least_return(received=number, subjects={"delay": number})) for number in many]
    for raw in documents:
        sent.sending(raw)
    with serving(config, hubs) as addresses:
        receipts = send_all_at_once(addresses, credentials, documents)
        listed = returns_listed(addresses[-1], credentials)
    for receipt in receipts:
        sent.acknowledged(receipt["digest"].removeprefix("sha-256:"), receipt)
    assert sorted(receipt["version"] for receipt in receipts) == list(many)
    assert {receipt["digest"] for receipt in receipts} == {f"sha-256:{digest}" for digest in sent.documents}
    assert [kept["version"] for kept in listed if kept["current"]] == [many[-1]]
    assert len(listed) == len(many)
    assert_nothing_is_lost(config.database, sent)
    current = max(receipts, key=lambda receipt: receipt["version"])
    (figures,) = rows(config.database, "SELECT return_id, received FROM figures")
    assert figures["return_id"] == current["return_id"]


def returns_listed(address: str, credentials: Credentials) -> list[dict[str, Any]]:
    form = {
        "grant_type": "client_credentials",
        "client_id": credentials.client_id,
        "client_secret": credentials.client_secret,
    }
    token = requests.post(f"{address}/api/v1/token", data=form, timeout=30).json()["access_token"]
    answer = requests.get(f"{address}/api/v1/returns", headers={"Authorization": f"Bearer {token}"}, timeout=30)
    returns: list[dict[str, Any]] = answer.json()["returns"]
    return returns
