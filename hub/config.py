"""The settings, read once into one frozen value: flag > HUB_* environment > hub.toml > default.

Knows which settings there are and where each is read from; what each may be is `hub.allowed`. Decides nothing with
them.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from platformdirs import user_data_path

from hub.allowed import ALLOWED
from hub.errors import SettingWrong

UK = ZoneInfo("Europe/London")  # days of returns and deadlines are days in the United Kingdom
# Secrets: each may come from a file named by HUB_..._FILE; no message shows them.
SECRET_SETTINGS = ("database_url", "metrics_token", "oidc_client_secret")


@dataclass(frozen=True, slots=True)
class Config:
    """What the hub has been told.

    Missing: `database_url` is empty for the embedded database in the data folder; `fixed_today` is None for the
    real day; without a `metrics_token` this machine alone reads the hub's figures about itself; without a
    `security_contact` there is no security.txt; `oidc_issuer` is empty where no provider is used,
    `oidc_client_secret` where the provider gave none.
    Units: `token_minutes` is how long an API token lives; `due_working_days` counts working days in England and
    Wales from the end of a period; `smallest_shown` is the least count of people, beside zero, that forum and board
    are shown; of `requests_...` and `sign_ins_per_minute` 0 is any number. `proxies` is how many
    proxies stand before the hub whose word about where a request comes from is believed. A session of a person ends
    when it was not used for `session_idle_minutes`, and in any case after `session_hours`.
    """

    data: Path
    database_url: str = field(default="", repr=False)
    fixed_today: date | None = None
    host: str = "127.0.0.1"
    port: int = 8050
    threads: int = 1000  # made when needed: each client that sends its body slowly holds one
    token_minutes: int = 15
    due_working_days: int = 20
    smallest_shown: int = 5
    public_address: str = ""
    proxies: int = 0
    requests_per_minute: int = 600
    requests_per_minute_per_address: int = 300
    sign_ins_per_minute: int = 30
    metrics_token: str = field(default="", repr=False)
    security_contact: str = ""
    demo: bool = False
    oidc_issuer: str = ""
    oidc_client_id: str = ""
    oidc_client_secret: str = field(default="", repr=False)
    oidc_name: str = "your department's account"
    oidc_scopes: str = "openid profile"
    oidc_groups_claim: str = "groups"
    oidc_name_claim: str = "preferred_username"
    local_sign_in: bool = True
    session_idle_minutes: int = 60
    session_hours: int = 12  # a working day

    @property
    def session_idle(self) -> timedelta:
        """For how long a session may be left alone."""
        return timedelta(minutes=self.session_idle_minutes)

    @property
    def session_longest(self) -> timedelta:
        """For how long a session may last, used or not."""
        return timedelta(hours=self.session_hours)

    @property
    def database(self) -> str:
        """The database's address; SQLite in the data folder unless another was named."""
        return self.database_url or f"sqlite:///{self.data / 'hub.sqlite'}"

    @property
    def address(self) -> str:
        """Where people and clients find this hub."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return self.public_address or f"http://{host}:{self.port}"

    def today(self) -> date:
        """The day it is, in the United Kingdom."""
        return self.fixed_today or datetime.now(UK).date()

    def moment(self, now: datetime | None = None) -> datetime:
        """The moment at which something is received: now, moved to the fixed day where there is one.

        Units: UTC. The time of day stays what clocks in the United Kingdom show: on the fixed day there, whatever
        the day is in UTC.
        Missing: `now` is None for the moment it is.
        """
        there = (now or datetime.now(UTC)).astimezone(UK)
        if self.fixed_today is not None:
            there = datetime.combine(self.fixed_today, there.timetz())
        return there.astimezone(UTC)


def usual_data_folder() -> Path:
    """Where this platform keeps the data of programs: the hub's folder when no other was told."""
    return user_data_path("oversight-hub")


def _read(name: str, told: object) -> Any:
    allowed = ALLOWED[name]
    try:
        return allowed.read(told)
    except ValueError as fault:
        value = "" if name in SECRET_SETTINGS else f"{told!r}, which is "
        raise SettingWrong(
            f"The setting {setting(name)} is {value}not {allowed.words}.", "Correct it and start again."
        ) from fault


def setting(name: str) -> str:
    """The environment variable of a setting: `HUB_DATA`, `HUB_TODAY`, ..."""
    return "HUB_TODAY" if name == "fixed_today" else f"HUB_{name.upper()}"


def _from_environment(name: str, environment: Mapping[str, str]) -> str | None:
    variable = setting(name)
    file = environment.get(f"{variable}_FILE") if name in SECRET_SETTINGS else None
    if file and not environment.get(variable):
        return _secret(f"{variable}_FILE", Path(file))
    return environment.get(variable)


def _secret(variable: str, file: Path) -> str:
    try:
        secret = file.read_text(encoding="utf-8").strip()
    except OSError as fault:
        raise SettingWrong(
            f"{variable} names a file that cannot be read: {fault.strerror}.", "Correct the path."
        ) from fault
    except UnicodeDecodeError as fault:
        raise SettingWrong(f"{variable} names a file that is not text in UTF-8.", "Correct the file.") from fault
    if not secret:
        raise SettingWrong(f"{variable} names a file that is empty.", "Correct the file.")
    return secret


def secrets_in_file(environment: Mapping[str, str]) -> tuple[Path, list[str]]:
    """The file of settings, and the names of the secrets that stand in it. Raises: SettingWrong."""
    return _settings_file(environment), [name for name in SECRET_SETTINGS if name in _from_file(environment)]


def _settings_file(environment: Mapping[str, str]) -> Path:
    return Path(environment.get("HUB_SETTINGS", "hub.toml"))


def _from_file(environment: Mapping[str, str]) -> dict[str, Any]:
    file = _settings_file(environment)
    try:
        if not file.is_file():
            return {}
        settings = tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError as fault:
        raise SettingWrong(f"{file} cannot be read: {fault.strerror}.", "Let the hub's account read it.") from fault
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise SettingWrong(f"{file} is not TOML: {fault}.", "Correct the file.") from fault
    known = {"today" if each.name == "fixed_today" else each.name for each in fields(Config)}
    if strangers := sorted(set(settings) - known):
        raise SettingWrong(
            f"{file} has a setting that is not known: {strangers[0]}.", f"Use: {', '.join(sorted(known))}."
        )
    return settings


def read_config(environment: Mapping[str, str] = os.environ, **flags: Any) -> Config:
    """The settings as they stand; flags that are None were not given.

    Raises: SettingWrong, naming the setting, its value and what is allowed.
    """
    defaults = Config(data=usual_data_folder())
    in_file = _from_file(environment)
    found: dict[str, Any] = {}
    for each in fields(Config):
        name = each.name
        told = flags.get(name)
        if told is None:
            told = _from_environment(name, environment)
        if told is None:
            told = in_file.get("today" if name == "fixed_today" else name)
        if told is not None:
            found[name] = _read(name, told)
    return replace(defaults, **found)
