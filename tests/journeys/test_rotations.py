"""Clients and keys are changed while the hub serves: nobody is kept waiting, and what has ended has ended at once."""

from __future__ import annotations

import json
import re
from base64 import urlsafe_b64decode
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests
from permits import LANTERN, TODAY, Credentials, least_return, register_department
from running_hub import RunningHub, run_hub

from hub.config import Config
from hub.ingest.client import HubClient

pytestmark = pytest.mark.slow
RETURNS = "/api/v1/returns"


@pytest.fixture(scope="module")
def config(tmp_path_factory: pytest.TempPathFactory) -> Config:
    return Config(data=tmp_path_factory.mktemp("rotations") / "data", fixed_today=TODAY)


@pytest.fixture(scope="module")
def first(config: Config) -> Credentials:
    return register_department(config)[LANTERN]


@pytest.fixture(scope="module")
def hub(config: Config, first: Credentials) -> Iterator[RunningHub]:
    running = RunningHub(config.data, {"today": TODAY})
    try:
        running.start()
        yield running
    finally:
        running.stop()


def token(hub: RunningHub, mine: Credentials) -> str:
    form = {"grant_type": "client_credentials", "client_id": mine.client_id, "client_secret": mine.client_secret}
    return str(requests.post(f"{hub.address}/api/v1/token", data=form, timeout=30).json()["access_token"])


def works(hub: RunningHub, bearer: str) -> bool:
    """Whether a token is taken, which must be the same past the framework, in it, and through pieces of a body."""
    headers = {"Authorization": f"Bearer {bearer}", "Content-Type": "application/json"}
    raw = json.dumps(least_return()).encode()
    answers = [
        requests.post(f"{hub.address}{RETURNS}", data=raw, headers=headers, timeout=30),
        requests.post(f"{hub.address}{RETURNS}", data=iter([raw]), headers=headers, timeout=30),
        requests.get(f"{hub.address}{RETURNS}", headers=headers, timeout=30),
    ]
    taken = {answer.status_code in (200, 201) for answer in answers}
    assert len(taken) == 1, [answer.status_code for answer in answers]
    assert taken == {True} or {answer.status_code for answer in answers} == {401}
    return taken.pop()


def test_a_client_is_replaced_without_a_gap(hub: RunningHub, first: Credentials) -> None:
    old = token(hub, first)
    assert works(hub, old)
    added = run_hub(hub.data, "client", "add", LANTERN)
    client_id, secret = re.findall(r"^client_\w+ +(\S+)$", added.stdout, re.MULTILINE)
    second = Credentials(LANTERN, client_id, secret)
    new = token(hub, second)
    assert [works(hub, old), works(hub, new)] == [True, True]
    assert run_hub(hub.data, "client", "revoke", first.client_id).returncode == 0
    assert [works(hub, old), works(hub, new)] == [False, True]
    form = {"grant_type": "client_credentials", "client_id": first.client_id, "client_secret": first.client_secret}
    assert requests.post(f"{hub.address}/api/v1/token", data=form, timeout=30).status_code == 401
    listed = json.loads(run_hub(hub.data, "client", "list", "--json").stdout)
    told = {one["client_id"]: one for one in listed if one["organisation"] == LANTERN}
    assert [told[one.client_id]["revoked_at"] is None for one in (first, second)] == [False, True]
    assert all(told[one.client_id]["last_used_at"] for one in (first, second))


def header(bearer: str) -> dict[str, Any]:
    segment = bearer.partition(".")[0]
    found: dict[str, Any] = json.loads(urlsafe_b64decode(segment + "=" * (-len(segment) % 4)))
    return found


def published(hub: RunningHub) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = requests.get(f"{hub.address}/.well-known/jwks.json", timeout=30).json()["keys"]
    return found


def receipt_verifies(hub: RunningHub, receipt: Path) -> bool:
    verified = run_hub(hub.data, "receipt", "verify", str(receipt), "--keys", hub.address)
    return verified.returncode == 0


def test_keys_are_rotated_under_a_serving_hub(hub: RunningHub, tmp_path: Path) -> None:
    added = run_hub(hub.data, "client", "add", LANTERN)
    client_id, secret = re.findall(r"^client_\w+ +(\S+)$", added.stdout, re.MULTILINE)
    mine = Credentials(LANTERN, client_id, secret)
    old, (first_key,) = token(hub, mine), published(hub)
    before = tmp_path / "before.json"
    before.write_text(json.dumps(sent(hub, mine, received=41)), "utf-8")

    run_hub(hub.data, "keys", "rotate")
    new, keys = token(hub, mine), published(hub)
    assert [key["kid"] for key in keys] == [header(new)["kid"], header(old)["kid"]], "the newest first, at once"
    assert keys[1]["kid"] == first_key["kid"]
    assert "tokens_until" in keys[1]
    assert "tokens_until" not in keys[0]
    assert [works(hub, old), works(hub, new)] == [True, True]

    run_hub(hub.data, "keys", "rotate", "--at-once")
    assert [works(hub, old), works(hub, new), works(hub, token(hub, mine))] == [False, False, True]
    assert all("d" not in key for key in published(hub)), "no private half"
    after = tmp_path / "after.json"
    after.write_text(json.dumps(sent(hub, mine, received=42)), "utf-8")
    assert [receipt_verifies(hub, receipt) for receipt in (before, after)] == [True, True]
    assert run_hub(hub.data, "verify").returncode == 0


def sent(hub: RunningHub, mine: Credentials, received: int) -> dict[str, Any]:
    """The receipt of a return."""
    client = HubClient(hub.address, mine.client_id, mine.client_secret)
    answer = client.submit(least_return(received=received))
    client.close()
    assert answer.accepted, answer.body
    return answer.body
