"""The settings, read once into one frozen value: flag > HUB_* environment > hub.toml > default.

Knows which settings there are, how each is read and what it may be; decides nothing with them.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import UTC, date, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from platformdirs import user_data_path

from hub.errors import SettingWrong

UK = ZoneInfo("Europe/London")  # days of returns and deadlines are days in the United Kingdom
# Secrets: each may come from a file named by HUB_..._FILE; no message shows them.
SECRET_SETTINGS = ("database_url", "metrics_token", "oidc_client_secret")
FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2099, 12, 31)  # that may be fixed as today: those a return can tell of
LONGEST_LINE = 200  # characters of a name or a word
SCOPE = re.compile(r"[!#-\[\]-~]+")  # RFC 6749, 3.3
ISSUER = re.compile(r"https?://[A-Za-z0-9.:\[\]_-]+(?:/[A-Za-z0-9._~!$&'()*+,;=:@%/-]*)?")
PUBLIC_ADDRESS = re.compile(r"https?://(?:[A-Za-z0-9][A-Za-z0-9._-]*|\[[0-9A-Fa-f:.]+\])(?::[0-9]{1,5})?")
CONTACT = re.compile(r"(?:https://|mailto:)[!-~]{3,200}")
TOKEN = re.compile(r"[!-~]{0,500}")
SAYS_YES, SAYS_NO = ("true", "yes", "1"), ("false", "no", "0")


@dataclass(frozen=True, slots=True)
class Config:
    """What the hub has been told.

    Missing: `database_url` is empty for the embedded database in the data folder; `fixed_today` is None for the
    real day; without a `metrics_token` this machine alone reads the hub's figures about itself; without a
    `security_contact` there is no security.txt; `oidc_issuer` is empty where no provider is used,
    `oidc_client_secret` where the provider gave none.
    Units: `token_minutes` is how long an API token lives; `due_working_days` counts working days in England and
    Wales from the end of a period; of `requests_...` and `sign_ins_per_minute` 0 is any number. `proxies` is how many
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


@dataclass(frozen=True, slots=True)
class _Allowed:
    """What a setting may be: in words, and a reader that gives the value or raises ValueError."""

    words: str
    read: Callable[[object], Any]


def _whole(least: int, most: int) -> _Allowed:
    def read(told: object) -> int:
        if isinstance(told, bool) or not isinstance(told, int | str) or not re.fullmatch("[0-9]{1,9}", str(told)):
            raise ValueError
        if not least <= int(told) <= most:
            raise ValueError
        return int(told)

    return _Allowed(f"a whole number from {least} to {most}", read)


def _text(told: object) -> str:
    if not isinstance(told, str):
        raise ValueError
    return told


def _folder(told: object) -> Path:
    if not isinstance(told, str | Path) or not str(told) or "\0" in str(told):
        raise ValueError
    try:
        return Path(told).expanduser().absolute()
    except RuntimeError as fault:  # the home of somebody who is not known here
        raise ValueError from fault


def _day(told: object) -> date:
    day = date.fromisoformat(str(told))
    if day.isoformat() != str(told) or not FIRST_DAY <= day <= LAST_DAY:
        raise ValueError
    return day


def _host(told: object) -> str:
    host = _text(told)
    if not host or not host.isprintable() or any(sign in host for sign in " /"):
        raise ValueError
    return host


def _public_address(told: object) -> str:
    address = _text(told)
    if address and (PUBLIC_ADDRESS.fullmatch(address) is None or urlsplit(address).port == 0):
        raise ValueError  # as urlsplit does for a port above 65535
    return address


def _issuer(told: object) -> str:
    address = _text(told)
    if address and (ISSUER.fullmatch(address) is None or not is_confidential(address)):
        raise ValueError
    return address


def is_confidential(address: str) -> bool:
    """Whether nobody between here and there reads what is sent: over TLS, or without leaving this machine.

    Raises: ValueError when it is no address.
    """
    parts = urlsplit(address)
    if parts.port == 0 or not parts.hostname:
        raise ValueError
    return parts.scheme == "https" or (parts.scheme == "http" and is_loopback(parts.hostname))


def is_loopback(host: str) -> bool:
    """Whether a host's name or address is this machine itself."""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def _one_line(told: object) -> str:
    words = _text(told)
    if not words.strip() or not words.isprintable() or len(words) > LONGEST_LINE:
        raise ValueError
    return words


def _scopes(told: object) -> str:
    scopes = _one_line(told).split(" ")
    if "openid" not in scopes or not all(SCOPE.fullmatch(scope) for scope in scopes):
        raise ValueError
    return " ".join(scopes)


def _matching(pattern: re.Pattern[str]) -> Callable[[object], str]:
    def read(told: object) -> str:
        text = _text(told)
        if text and pattern.fullmatch(text) is None:
            raise ValueError
        return text

    return read


def _yes_or_no(told: object) -> bool:
    word = str(told).lower()
    if word not in SAYS_YES + SAYS_NO:
        raise ValueError
    return word in SAYS_YES


YES_OR_NO = _Allowed(f"one of {', '.join(SAYS_YES + SAYS_NO)}", _yes_or_no)
LINE = _Allowed(f"text of 1 to {LONGEST_LINE} characters that can be printed", _one_line)
ALLOWED: Mapping[str, _Allowed] = {
    "data": _Allowed("the path of a folder", _folder),
    "database_url": _Allowed("text, such as sqlite:///hub.sqlite", _text),
    "fixed_today": _Allowed(f"a date such as 2026-10-22, from {FIRST_DAY} to {LAST_DAY}", _day),
    "host": _Allowed("a host's name or address, such as 127.0.0.1", _host),
    "port": _whole(1, 65535),
    "threads": _whole(1, 4096),
    "token_minutes": _whole(1, 60),
    "due_working_days": _whole(1, 250),
    "public_address": _Allowed("http:// or https:// with a host and nothing after it", _public_address),
    "proxies": _whole(0, 9),
    "requests_per_minute": _whole(0, 1_000_000),
    "requests_per_minute_per_address": _whole(0, 1_000_000),
    "sign_ins_per_minute": _whole(0, 1_000_000),
    "session_idle_minutes": _whole(1, 1_440),
    "session_hours": _whole(1, 168),
    "metrics_token": _Allowed("a word of printable ASCII without blanks", _matching(TOKEN)),
    "security_contact": _Allowed("an address that begins with https:// or mailto:", _matching(CONTACT)),
    "demo": YES_OR_NO,
    "oidc_issuer": _Allowed("an address with https://, or http:// on this machine, without ? and #", _issuer),
    "oidc_client_id": _Allowed("text", _text),
    "oidc_client_secret": _Allowed("text", _text),
    "oidc_name": LINE,
    "oidc_scopes": _Allowed("words with a space between them, openid among them", _scopes),
    "oidc_groups_claim": LINE,
    "oidc_name_claim": LINE,
    "local_sign_in": YES_OR_NO,
}


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
