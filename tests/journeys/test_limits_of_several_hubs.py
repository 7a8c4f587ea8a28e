"""Hubs that share their data count together: one limit whichever of them is asked, also after a restart."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
import requests
from permits import LANTERN, TODAY, Credentials, register_department
from postgresql_server import new_address
from running_hub import RunningHub, free_port

from hub.auth.attempts import MOST_ATTEMPTS
from hub.config import Config

pytestmark = pytest.mark.slow
LIMIT, LIMIT_OF_STRANGERS = 12, 40


@pytest.fixture(params=["sqlite", "postgresql"])
def config(request: pytest.FixtureRequest, tmp_path: Path) -> Config:
    url = "" if request.param == "sqlite" else new_address(request.getfixturevalue("postgresql"))
    return Config(data=tmp_path / "data", database_url=url, fixed_today=TODAY)


@pytest.fixture
def mine(config: Config) -> Credentials:
    return register_department(config)[LANTERN]


@pytest.fixture
def hubs(config: Config, mine: Credentials) -> Iterator[tuple[RunningHub, RunningHub]]:
    settings = {
        "today": TODAY,
        "database_url": config.database_url,
        "public_address": f"http://127.0.0.1:{free_port()}",  # a token of one is good at the other
        "requests_per_minute": LIMIT,
        "requests_per_minute_per_address": LIMIT_OF_STRANGERS,
        "sign_ins_per_minute": 2 * MOST_ATTEMPTS,
    }
    one, other = (RunningHub(config.data, dict(settings)) for _ in range(2))
    try:
        one.start()
        other.start()
        yield one, other
    finally:
        one.stop()
        other.stop()


def statuses(hubs: tuple[RunningHub, RunningHub], times: int, **request: object) -> list[int]:
    """What the hubs answer in turn to a request for the returns."""
    return [
        requests.get(f"{hubs[number % 2].address}/api/v1/returns", timeout=30, **request).status_code  # type: ignore[arg-type]
        for number in range(times)
    ]


def test_a_program_has_one_limit_at_two_hubs(hubs: tuple[RunningHub, RunningHub], mine: Credentials) -> None:
    form = {"grant_type": "client_credentials", "client_id": mine.client_id, "client_secret": mine.client_secret}
    token = requests.post(f"{hubs[0].address}/api/v1/token", data=form, timeout=30).json()["access_token"]
    asked = statuses(hubs, LIMIT + 3, headers={"Authorization": f"Bearer {token}"})
    assert asked == [200] * (LIMIT - 1) + [429] * 4, "one was asking for the token"
    strangers = statuses(hubs, LIMIT_OF_STRANGERS + 3)
    assert strangers == [401] * LIMIT_OF_STRANGERS + [429] * 3, "who shows no token is counted apart"


def test_guesses_at_a_password_are_counted_at_two_hubs_and_after_a_restart(hubs: tuple[RunningHub, RunningHub]) -> None:
    one, other = hubs
    asked = [guess(hubs[number % 2]) for number in range(MOST_ATTEMPTS // 2)]
    other.stop()
    other.start()
    asked += [guess(other) for _ in range(MOST_ATTEMPTS - len(asked))]
    assert set(asked) == {422}
    assert [guess(one), guess(other), guess(one, "m.osei")] == [429, 429, 422]


def guess(hub: RunningHub, name: str = "j.adeyemi") -> int:
    """What is answered to a wrong password."""
    with requests.Session() as browser:
        form = browser.get(f"{hub.address}/sign-in", timeout=30)
        token = re.search(r'name="csrf_token" value="([^"]+)"', form.text)
        assert token is not None, form.text
        entered = {"name": name, "password": "a guess", "csrf_token": unescape(token[1])}
        return browser.post(f"{hub.address}/sign-in", data=entered, timeout=30, allow_redirects=False).status_code
