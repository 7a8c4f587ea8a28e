"""A tool that knows the hub by its published description alone asks it everything, and finds it as it is described."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import requests
from hub_under_test import NO_LIMITS
from permits import BY, DEPARTMENT, LANTERN, ROOT, TODAY, register_department
from running_hub import RunningHub

from hub.config import Config
from hub.scope import Scope
from hub.store.database import Database
from hub.store.ledger import By
from hub.store.threads import Threads

pytestmark = pytest.mark.slow

QUERIED = ROOT / "fixtures" / "queried" / "Q11.json"
SETTINGS = Path(__file__).with_name("schemathesis.toml")
EXAMPLES = 5  # for each operation and kind of data
SEED = 20260720  # another finds other things: `st run` with another one is worth a try
LONGEST_RUN = 900  # seconds
WITH_IDS = r"^/api/v1/(returns|threads)/\{"


@dataclass(frozen=True, slots=True)
class Api:
    """A serving hub and what its caller shows, with one return that has a query and a question on it."""

    hub: RunningHub
    token: str
    return_id: str
    key: str
    thread_id: str


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Api]:
    config = Config(data=tmp_path_factory.mktemp("schemathesis") / "data", fixed_today=TODAY)
    mine = register_department(config)[LANTERN]
    hub = RunningHub(config.data, {"today": TODAY, "token_minutes": 60, **NO_LIMITS})
    hub.start()
    try:
        form = {
            "grant_type": "client_credentials",
            "client_id": mine.client_id,
            "client_secret": mine.client_secret,
        }
        token = requests.post(f"{hub.address}/api/v1/token", data=form, timeout=30).json()["access_token"]
        headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
        raw = QUERIED.read_bytes()
        receipt = requests.post(f"{hub.address}/api/v1/returns", data=raw, headers=headers, timeout=30).json()
        (key,) = {finding["key"] for finding in receipt["findings"] if finding["severity"] == "query"}
        yield Api(hub, token, receipt["return_id"], key, asked_about(config, receipt["return_id"]))
    finally:
        hub.stop()


def asked_about(config: Config, return_id: str) -> str:
    """A question of the sponsor team about a return."""
    database = Database(config.database)
    try:
        sponsor = By("sponsor", "sponsor", BY.at)
        return Threads(database).open(Scope(DEPARTMENT), return_id, "/received/total", "Is that all?", sponsor).id
    finally:
        database.close()


def run(api: Api, settings: Path, *options: str) -> str:
    """What the tool says in the end; it must have found everything in order."""
    program = Path(sys.executable).with_name("schemathesis")
    asked = [
        *(program, "--config-file", settings, "run", f"{api.hub.address}/api/v1/openapi.json"),
        *("--header", f"Authorization: Bearer {api.token}", "--max-examples", EXAMPLES, "--seed", SEED, "--no-shrink"),
        *("--warnings", "off", *options),
    ]
    told = subprocess.run(
        [str(part) for part in asked],
        cwd=api.hub.data.parent,
        capture_output=True,
        text=True,
        timeout=LONGEST_RUN,
        check=False,
    )
    summary = told.stdout[told.stdout.rfind("= SUMMARY =") :]
    print(summary)
    assert told.returncode == 0, told.stdout[-20_000:] + told.stderr
    return summary


def operations(api: Api, under: str = "") -> list[str]:
    """The operations of the addresses that begin like this."""
    described = requests.get(f"{api.hub.address}/api/v1/openapi.json", timeout=30).json()
    paths = {path: set(item) - {"parameters"} for path, item in described["paths"].items() if re.match(under, path)}
    return [f"{verb} {path}" for path, verbs in paths.items() for verb in verbs]


def test_every_operation_is_as_it_is_described(api: Api) -> None:
    summary = run(api, SETTINGS)
    assert f"Tested: {len(operations(api))}" in summary
    assert int(re.findall(r"([0-9,]+) generated", summary)[0].replace(",", "")) > 1_000


def test_what_follows_a_return_is_as_described_where_there_is_something_to_find(api: Api, tmp_path: Path) -> None:
    found = {"path.return_id": api.return_id, "path.key": api.key, "path.thread_id": api.thread_id}
    settings = tmp_path / "with-ids.toml"
    ids = "".join(f'"{name}" = "{value}"\n' for name, value in found.items())
    settings.write_text(f"{SETTINGS.read_text()}\n[parameters]\n{ids}")
    summary = run(api, settings, "--include-path-regex", WITH_IDS)
    assert f"Tested: {len(operations(api, WITH_IDS))}" in summary


def test_nothing_failed_in_the_hub_meanwhile(api: Api) -> None:
    assert '"failed"' not in api.hub.log.read_text("utf-8")
