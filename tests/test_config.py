"""The settings: which place is asked first, what each may be, and which day and moment it is."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from hub.config import SECRET_SETTINGS, UK, Config, read_config
from hub.errors import SettingWrong

DATA = Path("/srv/hub")
SUMMER_DAY, WINTER_DAY = date(2026, 7, 28), date(2026, 1, 28)
WRONG = {
    "data": ["", "~nobody-has-this-name/hub", 3, True, ["a"]],
    "database_url": [["a"], 3, True],
    "fixed_today": ["", "spring", "2026-02-30", "20260728", "1999-12-31", "2100-01-01", "2026-07-28T09:00", 2026],
    "host": ["", " ", "a host", "http://127.0.0.1", "a\nb", 3],
    "port": ["", "0", "65536", "-1", "8050.0", "8_050", "eighty", "\u0663", 0, 8050.7, 8050.0, True, [8050]],
    "threads": ["0", "4097", "many", 0, 4097, 2.5, True],
    "token_minutes": ["0", "61", "1e1", 0, 61, 14.9, False],
    "due_working_days": ["0", "251", "", 0, 251, 20.5, True],
    "smallest_shown": ["2", "21", "0", "", 1, 4.5, True],
    "public_address": [
        "hub.example", "ftp://hub.example", "https://", "https://hub.example/", "https://hub.example/hub",
        "https://hub.example?a=b", "https://anne@hub.example", "https://hub example", "https://hub.example:",
        "https://hub.example:0", "https://hub.example:65536", "https://hub.example\n", 443,
    ],
    "proxies": ["-1", "10", "all", -1, 10, True],
    "requests_per_minute": ["-1", "1000001", "many", -1, 1.5, True],
    "requests_per_minute_per_address": ["-1", "1000001", "", -1, 0.5, False],
    "sign_ins_per_minute": ["-1", "1000001", "1/s", -1, True],
    "metrics_token": ["two words", "caf\u00e9", "a\nb", "x" * 501, 3, True, ["a"]],
    "security_contact": ["security@hub.example", "http://hub.example", "https://", "mailto:a b", "tel:+441", 3],
    "demo": ["", "on", "maybe", "2", 2, 1.0, ["true"]],
    "oidc_issuer": [
        "sign-in.example", "http://sign-in.example", "https://", "https://sign-in.example?a=b", "https://a#b", "ftp://a",
        "https://anne@sign-in.example", "https://sign-in.example/a b", "https://sign-in.example:0", "https://[::1", 3,
    ],
    "oidc_client_id": [3, ["a"]],
    "oidc_client_secret": [3, ["a"]],
    "oidc_name": ["", " ", "two\nlines", "x" * 201, 3],
    "oidc_scopes": ["", "profile", "openid  profile", 'openid "a"', ["openid"]],
    "oidc_groups_claim": ["", "\0", 3],
    "oidc_name_claim": ["", "\0", 3],
    "local_sign_in": ["", "on", 2],
}  # fmt: skip


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder in which there is no hub.toml yet."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_without_a_word_everything_is_the_default() -> None:
    config = read_config({})
    assert config == Config(data=config.data)
    assert config.data.name == "oversight-hub"
    assert config.database == f"sqlite:///{config.data / 'hub.sqlite'}"
    assert config.address == "http://127.0.0.1:8050"


def test_a_flag_is_before_the_environment_and_that_before_the_file(folder: Path) -> None:
    (folder / "hub.toml").write_text("port = 8001\nthreads = 11\ntoken_minutes = 5\n", "utf-8")
    config = read_config({"HUB_PORT": "8002", "HUB_THREADS": "12"}, port=8003, threads=None)
    assert (config.port, config.threads, config.token_minutes, config.due_working_days) == (8003, 12, 5, 20)


def test_the_databases_address_may_be_in_a_file_that_the_environment_goes_before(folder: Path) -> None:
    (folder / "secret").write_text("sqlite:///secret.sqlite\n", "utf-8")
    (folder / "hub.toml").write_text('database_url = "sqlite:///toml.sqlite"\n', "utf-8")
    named = {"HUB_DATABASE_URL_FILE": str(folder / "secret")}
    assert read_config({**named, "HUB_DATABASE_URL": "sqlite:///told.sqlite"}).database == "sqlite:///told.sqlite"
    assert read_config({**named, "HUB_DATABASE_URL": ""}).database == "sqlite:///secret.sqlite"
    assert read_config(named).database == "sqlite:///secret.sqlite"
    assert read_config({}).database == "sqlite:///toml.sqlite"


@pytest.mark.parametrize(("content", "said"), [(None, "cannot be read"), (b" \n", "empty"), (b"\xff", "not text")])
def test_a_secret_that_cannot_be_read_from_its_file_is_named(folder: Path, content: bytes | None, said: str) -> None:
    if content is not None:
        (folder / "secret").write_bytes(content)
    with pytest.raises(SettingWrong, match=f"HUB_DATABASE_URL_FILE names a file that .*{said}"):
        read_config({"HUB_DATABASE_URL_FILE": str(folder / "secret")})


def test_the_file_of_settings_may_have_another_path(folder: Path) -> None:
    (folder / "hub.toml").write_text("port = 8001\n", "utf-8")
    (folder / "other.toml").write_text('port = 8002\ntoday = 2026-07-28\ndemo = true\ndata = "here"\n', "utf-8")
    config = read_config({"HUB_SETTINGS": "other.toml"})
    assert (config.port, config.fixed_today, config.demo) == (8002, SUMMER_DAY, True)
    assert config.data == folder / "here"


@pytest.mark.parametrize(("content", "said"), [("prot = 1", "prot"), ("fixed_today = 1", "fixed_today"), ("=", "TOML")])
def test_a_file_with_a_setting_that_is_not_known_is_refused(folder: Path, content: str, said: str) -> None:
    (folder / "hub.toml").write_text(content, "utf-8")
    with pytest.raises(SettingWrong, match=f"hub.toml .*{said}"):
        read_config({})


@pytest.mark.parametrize(("name", "value"), [(name, value) for name, values in WRONG.items() for value in values])
def test_a_value_that_is_not_allowed_is_named_with_its_setting(name: str, value: object) -> None:
    variable = "HUB_TODAY" if name == "fixed_today" else f"HUB_{name.upper()}"
    shown = "" if name in SECRET_SETTINGS else f"{value!r}, which is "
    with pytest.raises(SettingWrong) as refusal:
        read_config(
            {variable: value} if isinstance(value, str) else {}, **{} if isinstance(value, str) else {name: value}
        )
    assert refusal.value.message.startswith(f"The setting {variable} is {shown}not ")
    assert refusal.value.what_to_do == "Correct it and start again."


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("data = 3", "HUB_DATA is 3, which is not the path of a folder"),
        ('database_url = ["secret"]', "HUB_DATABASE_URL is not text, such as"),
        ("port = 8050.7", "HUB_PORT is 8050.7, which is not a whole number from 1 to 65535"),
        ("threads = true", "HUB_THREADS is True, which is not a whole number from 1 to 4096"),
        ("today = 2026-07-28T09:00:00Z", "HUB_TODAY is .* which is not a date such as 2026-10-22"),
        ('demo = "perhaps"', "HUB_DEMO is 'perhaps', which is not one of true"),
    ],
)
def test_a_value_of_another_kind_in_the_file_is_refused(folder: Path, line: str, said: str) -> None:
    (folder / "hub.toml").write_text(line, "utf-8")
    with pytest.raises(SettingWrong, match=f"The setting {said}"):
        read_config({})


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("HUB_PORT", "1", 1), ("HUB_PORT", "65535", 65535), ("HUB_THREADS", "4096", 4096),
        ("HUB_TOKEN_MINUTES", "60", 60), ("HUB_DUE_WORKING_DAYS", "250", 250),
        ("HUB_PROXIES", "9", 9), ("HUB_REQUESTS_PER_MINUTE", "0", 0), ("HUB_SIGN_INS_PER_MINUTE", "1000000", 1_000_000),
        ("HUB_REQUESTS_PER_MINUTE_PER_ADDRESS", "0", 0),
        ("HUB_TODAY", "2000-01-01", date(2000, 1, 1)), ("HUB_TODAY", "2099-12-31", date(2099, 12, 31)),
        ("HUB_DEMO", "Yes", True), ("HUB_DEMO", "1", True), ("HUB_DEMO", "false", False), ("HUB_DEMO", "NO", False),
        ("HUB_PUBLIC_ADDRESS", "", ""), ("HUB_PUBLIC_ADDRESS", "https://hub.example", "https://hub.example"),
        ("HUB_PUBLIC_ADDRESS", "http://[::1]:8443", "http://[::1]:8443"), ("HUB_HOST", "::1", "::1"),
    ],
)  # fmt: skip
def test_a_value_at_the_edge_of_what_is_allowed_is_taken(name: str, text: str, value: object) -> None:
    field = "fixed_today" if name == "HUB_TODAY" else name.removeprefix("HUB_").lower()
    assert getattr(read_config({name: text}), field) == value


def test_the_address_of_an_ipv6_host_can_be_opened() -> None:
    assert Config(DATA, host="::1", port=8051).address == "http://[::1]:8051"


@pytest.mark.parametrize("day", [SUMMER_DAY, WINTER_DAY, date(2026, 3, 29), date(2026, 10, 25)])
@pytest.mark.parametrize("hour", range(24))
@pytest.mark.parametrize("real_day", [date(2026, 7, 1), date(2026, 1, 5), date(2026, 10, 25)])
def test_what_is_received_falls_on_the_fixed_day_in_the_united_kingdom(day: date, hour: int, real_day: date) -> None:
    now = datetime(real_day.year, real_day.month, real_day.day, hour, 30, tzinfo=UTC)
    moment = Config(DATA, fixed_today=day).moment(now)
    assert moment.tzinfo is UTC
    assert moment.astimezone(UK).date() == day


@pytest.mark.parametrize(
    ("day", "now", "moment"),
    [
        (SUMMER_DAY, "2026-07-27T23:30:00+00:00", "2026-07-27T23:30:00+00:00"),
        (SUMMER_DAY, "2026-07-28T23:30:00+00:00", "2026-07-27T23:30:00+00:00"),
        (SUMMER_DAY, "2026-07-28T22:59:59+00:00", "2026-07-28T22:59:59+00:00"),
        (SUMMER_DAY, "2026-01-28T00:10:00+00:00", "2026-07-27T23:10:00+00:00"),
        (WINTER_DAY, "2026-01-28T23:30:00+00:00", "2026-01-28T23:30:00+00:00"),
        (WINTER_DAY, "2026-07-27T23:30:00+00:00", "2026-01-28T00:30:00+00:00"),
    ],
)
def test_around_midnight_the_clock_is_that_of_the_united_kingdom(day: date, now: str, moment: str) -> None:
    assert Config(DATA, fixed_today=day).moment(datetime.fromisoformat(now)) == datetime.fromisoformat(moment)


def test_without_a_fixed_day_the_moment_is_now() -> None:
    now = datetime(2026, 7, 28, 23, 30, tzinfo=UTC)
    assert Config(DATA).moment(now) == now
    before = datetime.now(UTC)
    assert before <= Config(DATA).moment() <= datetime.now(UTC)
