"""`hub serve` refuses to start on a default that was left or a secret that others can read, and says what to set."""

from __future__ import annotations

import secrets
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from running_hub import environment, free_port

from hub.auth.credentials import session_key
from hub.auth.keys import KeyRing
from hub.cli import main
from hub.config import SECRET_SETTINGS, Config, read_config, setting
from hub.errors import SettingWrong
from hub.starting import expect_safe
from hub.store.database import Database
from hub.weak import LEAST, weakness

BEHIND_A_PROXY = "https://hub.example"
GOOD = "Vq7mXw2KpT9rLzB4sN8c"
POSTGRESQL = "postgresql+psycopg://hub:{}@db.example/hub"
PLACEHOLDERS = [
    "secret", "changeme", "change-me-please-now", "your-secret-goes-here", "<insert a long random string here>",
    "passwordpassword", "Password123!Password", "replace_this_with_a_secret_token", "postgres", "example-client-secret",
    "hub-metrics-token", "TODO: set the token", "placeholder-placeholder",
]  # fmt: skip
SHORT = ["hunter2", "Vq7mXw2KpT9rLzB", "x9!"]
COUNTING = ["a" * 40, "0123456789abcdef", "abcdefghijklmnopqrst", "1111222233334444", "9876543210987654"]


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder that every account of this machine can enter."""
    with tempfile.TemporaryDirectory(prefix="hub-starting-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        yield folder


@pytest.fixture
def data(folder: Path) -> Path:
    """A data folder as a hub makes it, but that others can enter it."""
    data = folder / "data"
    KeyRing(data / "keys").newest()
    session_key(data)
    Database(f"sqlite:///{data / 'hub.sqlite'}").close()
    data.chmod(0o755)
    for part in ("keys", "session"):
        (data / part).chmod(0o755)
    return data


def said(config: Config, **told: str) -> str:
    with pytest.raises(SettingWrong) as refused:
        expect_safe(config, told)
    return refused.value.message


def test_a_hub_as_it_is_made_can_be_served(folder: Path, data: Path) -> None:
    expect_safe(Config(folder / "none"), {})
    expect_safe(Config(data), {})
    safe = {"host": "0.0.0.0", "public_address": BEHIND_A_PROXY, "proxies": 1, "metrics_token": GOOD}
    expect_safe(Config(data, database_url=POSTGRESQL.format(GOOD), oidc_client_secret=GOOD, **safe), {})


def test_the_folder_of_a_demonstration_is_not_served(data: Path) -> None:
    (data / "demo.json").write_text("{}", "utf-8")
    told = said(Config(data))
    assert told.startswith(f"The hub does not start: HUB_DATA is {data}, where a demonstration is")
    assert "name another folder, or run hub demo" in told


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.7", "hub.example"])
@pytest.mark.parametrize("address", ["", "http://127.0.0.1:8050"])
def test_an_address_that_others_reach_needs_tls(data: Path, host: str, address: str) -> None:
    told = said(Config(data, host=host, public_address=address))
    assert f"HUB_HOST is {host}" in told
    assert "set HUB_PUBLIC_ADDRESS to its https:// address" in told


def test_a_public_address_without_tls_is_none(data: Path) -> None:
    assert "HUB_PUBLIC_ADDRESS is http://hub.example" in said(Config(data, public_address="http://hub.example"))
    expect_safe(Config(data, public_address="http://localhost:8050"), {})


@pytest.mark.parametrize("name", SECRET_SETTINGS)
@pytest.mark.parametrize("secret", [*PLACEHOLDERS, *SHORT, *COUNTING])
def test_a_secret_that_is_none_is_named_and_never_shown(data: Path, name: str, secret: str) -> None:
    if name == "database_url":
        secret = secret.translate({ord(sign): "-" for sign in "<> :!"})
        config = replace(Config(data), database_url=POSTGRESQL.format(secret))
    else:
        config = replace(Config(data), **{name: secret})
    told = said(config)
    assert setting(name) in told
    assert f"set one of at least {LEAST} characters that is made by chance" in told
    assert len(secret) < 8 or secret not in told
    assert secret not in repr(config)


@pytest.mark.parametrize(("secrets_", "why"), [
    (PLACEHOLDERS, "is a placeholder"), (SHORT, f"is shorter than {LEAST} characters"), (COUNTING, "repeats or counts"),
])  # fmt: skip
def test_it_says_why_a_secret_is_none(secrets_: list[str], why: str) -> None:
    assert {weakness(secret) for secret in secrets_} == {why}


@given(st.sampled_from([secrets.token_hex, secrets.token_urlsafe]), st.integers(16, 64))
def test_what_is_made_by_chance_is_good(make: object, length: int) -> None:
    assert callable(make)
    assert weakness(make(length)) == ""


def test_a_password_may_stand_in_either_place_of_an_address(data: Path) -> None:
    for url in ("postgresql://hub@db.example/hub?password=hub", "postgresql://hub:hub@db.example/hub"):
        assert "The password in HUB_DATABASE_URL" in said(Config(data, database_url=url))
    expect_safe(Config(data, database_url="postgresql://hub@db.example/hub"), {})


@pytest.mark.parametrize(("file", "words"), [
    ("keys/*.pem", "Others can read keys in {data}/keys; run chmod -R go= {data}/keys"),
    ("session/key", "Others can read the session secret in {data}/session"),
    ("hub.sqlite", "Others can read the database {data}/hub.sqlite; run chmod go= {data}/hub.sqlite*"),
])  # fmt: skip
def test_what_others_can_read_is_named_with_what_to_do(data: Path, file: str, words: str) -> None:
    (found,) = data.glob(file)
    found.chmod(0o644)
    assert words.format(data=data) in said(Config(data))
    found.chmod(0o640)
    expect_safe(Config(data), {})
    found.chmod(0o644)
    data.chmod(0o700)
    expect_safe(Config(data), {})  # nobody else comes as far as the file


def test_a_session_secret_of_somebodys_own_must_be_long(data: Path) -> None:
    (data / "session" / "key").write_bytes(b"development")
    assert "is shorter than 32 bytes; remove it" in said(Config(data))


def test_a_settings_file_with_a_secret_is_for_the_hub_alone(folder: Path, data: Path) -> None:
    file = folder / "hub.toml"
    file.write_text(f'port = 8051\nmetrics_token = "{GOOD}"\n', "utf-8")
    file.chmod(0o644)
    told = said(Config(data), HUB_SETTINGS=str(file))
    assert f"Others can read {file}, which sets metrics_token; run chmod go= {file}" in told
    assert GOOD not in told
    file.chmod(0o600)
    expect_safe(Config(data), {"HUB_SETTINGS": str(file)})
    file.write_text("port = 8051\n", "utf-8")
    file.chmod(0o644)
    expect_safe(Config(data), {"HUB_SETTINGS": str(file)})


def test_everything_is_told_at_once_and_nothing_is_begun(data: Path) -> None:
    (data / "demo.json").write_text("{}", "utf-8")
    (data / "hub.sqlite").chmod(0o644)
    before = sorted(data.rglob("*"))
    settings = {"host": "0.0.0.0", "port": free_port(), "metrics_token": "changeme", "oidc_client_secret": "hunter2"}
    refused = CliRunner().invoke(main, ["serve"], env=environment(data, **settings))
    assert refused.exit_code == 2
    first, *listed = refused.stderr.strip().splitlines()
    assert first == "The hub does not start, for 5 reasons:"
    assert [line[:2] for line in listed] == ["- "] * 5
    for name in ("HUB_DATA", "HUB_HOST", "HUB_METRICS_TOKEN", "HUB_OIDC_CLIENT_SECRET", "hub.sqlite"):
        assert name in refused.stderr
    assert "changeme" not in refused.stderr
    assert "hunter2" not in refused.stderr
    assert sorted(data.rglob("*")) == before


def test_a_wrong_setting_never_shows_a_secret(tmp_path: Path) -> None:
    for name in SECRET_SETTINGS:
        file = tmp_path / "hub.toml"
        file.write_text(f'{name} = ["{GOOD}"]', "utf-8")
        with pytest.raises(SettingWrong) as refused:
            read_config({"HUB_SETTINGS": str(file)})
        assert GOOD not in refused.value.message
        assert setting(name) in refused.value.message


def test_behind_a_proxy_that_is_not_believed_nothing_is_served(data: Path) -> None:
    with pytest.raises(SettingWrong, match=r"HUB_PROXIES is 0, so everybody .* set it to the number of proxies"):
        expect_safe(Config(data, public_address=BEHIND_A_PROXY), {})
    expect_safe(Config(data, public_address=BEHIND_A_PROXY, proxies=1), {})
    expect_safe(Config(data, public_address="http://localhost"), {})
