"""What machines ask a hub about itself: is it up, can it serve, and whom to tell of a weakness."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hub_under_test import HubUnderTest, assert_problem, begun
from permits import full_return
from sqlalchemy import text

from hub.app import DATABASE, create_app
from hub.config import Config
from hub.operations import security_txt
from hub.store.database import Database

CONTACT = "https://hub.example/security"
NOW = datetime(2026, 7, 20, 13, 30, tzinfo=UTC)


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[HubUnderTest]:
    with begun(tmp_path / "data") as hub:
        yield hub


def of_another_version(database: Database) -> None:
    database.write(lambda connection: connection.execute(text("UPDATE alembic_version SET version_num = '0000'")))


def without_its_file(database: Database) -> None:
    database.engine.dispose()
    assert database.file is not None
    database.file.unlink()
    database.file.mkdir()


def without_its_folder(database: Database) -> None:
    assert database.file is not None
    shutil.rmtree(database.file.parent)


def test_a_hub_that_can_serve_says_so_and_nothing_else(hub: HubUnderTest) -> None:
    assert hub.ask("GET", "/readyz").get_json() == {"status": "ready"}
    before = set(hub.config.data.rglob("*"))
    assert hub.ask("GET", "/readyz").get_json() == {"status": "ready"}
    assert hub.ask("GET", "/healthz").get_json() == {"status": "up"}
    assert set(hub.config.data.rglob("*")) == before


@pytest.mark.parametrize(
    ("break_it", "said"),
    [
        (of_another_version, "The database is that of another version of the hub."),
        (without_its_file, "The store cannot be reached now"),
        (without_its_folder, "The data folder cannot be written to."),
    ],
)
def test_a_hub_that_cannot_serve_says_why(hub: HubUnderTest, break_it: object, said: str) -> None:
    assert callable(break_it)
    break_it(hub.app.extensions[DATABASE])
    answer = hub.ask("GET", "/readyz")
    problem = assert_problem(answer, 503, "unavailable")
    assert problem["detail"].startswith(said)
    assert answer.headers["Retry-After"]
    assert str(hub.config.data) not in answer.get_data(as_text=True)
    assert hub.ask("GET", "/healthz").status_code == 200  # it is up: starting it again would not help


def test_whoever_asks_whether_the_hub_is_well_learns_nothing_of_anybody(hub: HubUnderTest) -> None:
    empty = [hub.ask("GET", address).data for address in ("/healthz", "/readyz")]
    hub.sent(full_return())
    assert [hub.ask("GET", address).data for address in ("/healthz", "/readyz")] == empty


def told(config: Config, now: datetime = NOW) -> dict[str, str]:
    return dict(line.split(": ", 1) for line in security_txt(config, now).splitlines())


def test_security_txt_names_whom_to_tell_and_until_when_that_is_good(tmp_path: Path) -> None:
    config = Config(tmp_path, security_contact=CONTACT, public_address="https://hub.example")
    assert told(config) == {
        "Contact": CONTACT,
        "Expires": "2026-10-18T00:00:00Z",
        "Preferred-Languages": "en",
        "Canonical": "https://hub.example/.well-known/security.txt",
    }
    assert "Canonical" not in told(Config(tmp_path, security_contact="mailto:security@hub.example"))


@pytest.mark.parametrize("days", [0, 1, 200, 364, 365])
def test_security_txt_is_never_out_of_date_and_never_good_for_a_year(tmp_path: Path, days: int) -> None:
    now = NOW + timedelta(days=days)
    until = datetime.fromisoformat(told(Config(tmp_path, security_contact=CONTACT), now)["Expires"])
    assert timedelta(days=30) < until - now < timedelta(days=365)


def test_security_txt_is_there_for_everybody_once_a_contact_is_named(hub: HubUnderTest) -> None:
    address = "/.well-known/security.txt"
    assert hub.ask("GET", address).data == hub.ask("GET", "/.well-known/nothing").data
    assert hub.ask("GET", address).status_code == 404
    app = create_app(replace(hub.config, security_contact=CONTACT))
    try:
        answer = app.test_client().get(address)
        assert (answer.status_code, answer.content_type) == (200, "text/plain; charset=utf-8")
        assert answer.get_data(as_text=True).startswith(f"Contact: {CONTACT}\n")
    finally:
        app.extensions[DATABASE].close()
