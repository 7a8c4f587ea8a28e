"""A hub that is killed while returns come in has lost none that it acknowledged, and kept none by halves."""

from __future__ import annotations

import random
import time
from pathlib import Path

import pytest
import requests
from hub_under_test import NO_LIMITS
from permits import LANTERN, TERN, TODAY, register_department
from running_hub import RunningHub
from senders import sending, wait_for_another_receipt
from what_is_kept import Sent, assert_nothing_is_lost, assert_the_hub_finds_no_fault

from hub.config import Config

pytestmark = pytest.mark.slow
SAMPLE = 50  # acknowledged returns that are also read back through the API
WAYS = ("worker", "everything", "worker", "server", "worker")  # in turn


def kill(hub: RunningHub, way: str) -> None:
    if way == "worker":
        hub.kill_workers()
    elif way == "everything":
        hub.kill()
        hub.start(wait=False)
    else:
        hub.kill_server()
        hub.start(wait=False)


def test_no_acknowledged_return_is_lost_whenever_the_hub_is_killed(
    tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    config = Config(data=tmp_path / "data", fixed_today=TODAY)
    bodies = register_department(config)
    hub = RunningHub(config.data, {"today": TODAY, **NO_LIMITS})
    sent, moments = Sent(), random.Random(20)
    try:
        hub.start()
        with sending(hub.address, [bodies[LANTERN], bodies[TERN], bodies[LANTERN], bodies[TERN]], sent) as senders:
            for number in range(request.config.getoption("--kills")):
                wait_for_another_receipt(sent, senders, hub.start_again_if_it_ended)
                time.sleep(moments.uniform(0, 0.4))
                kill(hub, WAYS[number % len(WAYS)])
            wait_for_another_receipt(sent, senders, hub.start_again_if_it_ended)
        hub.wait_until_ready()
        read_back_through_the_api(hub, senders[0].token, sent)
    finally:
        hub.stop()
    assert_nothing_is_lost(config.database, sent)
    assert_the_hub_finds_no_fault(config.data, config.database)
    print(f"{len(sent.documents)} sent, {len(sent.receipts)} acknowledged")


def read_back_through_the_api(hub: RunningHub, token: dict[str, str], sent: Sent) -> None:
    own = [(digest, receipt) for digest, receipt in sent.receipts.items() if receipt["organisation"] == LANTERN]
    for digest, receipt in random.Random(1).sample(own, min(SAMPLE, len(own))):
        here = f"{hub.address}/api/v1/returns/{receipt['return_id']}"
        assert requests.get(f"{here}/document", headers=token, timeout=30).content == sent.documents[digest]
        assert requests.get(f"{here}/receipt", headers=token, timeout=30).json() == receipt


@pytest.mark.parametrize("worker", ["just begun", "serving"])
def test_a_worker_ends_with_its_server(tmp_path: Path, worker: str) -> None:
    hub = RunningHub(tmp_path / "data")
    try:
        hub.start()
        if worker == "just begun":
            (before,) = hub.workers()
            hub.kill_workers()
            while hub.workers() in ([], [before]):
                time.sleep(0.001)
        hub.kill_server()
        assert not hub.is_ready()
    finally:
        hub.stop()
