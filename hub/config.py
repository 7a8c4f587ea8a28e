"""The settings, read once into one frozen value: flag > HUB_* environment > hub.toml > default.

Knows which settings there are and how each is read; decides nothing with them.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from platformdirs import user_data_path

from hub.errors import SettingWrong

UK = ZoneInfo("Europe/London")  # days of returns and deadlines are days in the United Kingdom
SECRET_SETTINGS = ("database_url",)  # may come from a file named by HUB_..._FILE


@dataclass(frozen=True, slots=True)
class Config:
    """What the hub has been told.

    Missing: `database_url` is empty for the embedded database in the data folder; `fixed_today` is None for the
    real day.
    Units: `token_minutes` is how long an API token lives; `due_working_days` counts working days in England and
    Wales from the end of a period.
    """

    data: Path
    database_url: str = ""
    fixed_today: date | None = None
    host: str = "127.0.0.1"
    port: int = 8050
    threads: int = 32
    token_minutes: int = 15
    due_working_days: int = 20
    public_address: str = ""
    demo: bool = False

    @property
    def database(self) -> str:
        """The database's address; SQLite in the data folder unless another was named."""
        return self.database_url or f"sqlite:///{self.data / 'hub.sqlite'}"

    @property
    def address(self) -> str:
        """Where people and clients find this hub."""
        return self.public_address or f"http://{self.host}:{self.port}"

    def today(self) -> date:
        """The day it is, in the United Kingdom."""
        return self.fixed_today or datetime.now(UK).date()

    def moment(self) -> datetime:
        """The moment at which something is received: now, moved to the fixed day where there is one."""
        moment = datetime.now(UTC)
        if self.fixed_today is None:
            return moment
        return datetime.combine(self.fixed_today, moment.timetz())


def usual_data_folder() -> Path:
    """Where this platform keeps the data of programs: the hub's folder when no other was told."""
    return user_data_path("oversight-hub")


def _read(name: str, text: Any, default: Any) -> Any:
    try:
        match name:
            case "data":
                return Path(text).expanduser().absolute()
            case "fixed_today":
                return date.fromisoformat(str(text))
        return (
            str(text).lower() in ("1", "true", "yes")
            if isinstance(default, bool)
            else int(text)
            if isinstance(default, int)
            else str(text)
        )
    except ValueError as fault:
        wanted = "a date such as 2026-10-22" if name == "fixed_today" else "a whole number"
        raise SettingWrong(
            f"The setting {setting(name)} is {text!r}, which is not {wanted}.", "Correct it and start again."
        ) from fault


def setting(name: str) -> str:
    """The environment variable of a setting: `HUB_DATA`, `HUB_TODAY`, ..."""
    return "HUB_TODAY" if name == "fixed_today" else f"HUB_{name.upper()}"


def _from_environment(name: str, environment: Mapping[str, str]) -> str | None:
    variable = setting(name)
    if variable in environment:
        return environment[variable]
    if name in SECRET_SETTINGS and (file := environment.get(f"{variable}_FILE")):
        try:
            return Path(file).read_text(encoding="utf-8").strip()
        except OSError as fault:
            raise SettingWrong(
                f"{variable}_FILE names a file that cannot be read: {fault.strerror}.", "Correct the path."
            ) from fault
    return None


def _from_file(environment: Mapping[str, str]) -> dict[str, Any]:
    file = Path(environment.get("HUB_SETTINGS", "hub.toml"))
    if not file.is_file():
        return {}
    try:
        settings = tomllib.loads(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise SettingWrong(f"{file} is not TOML: {fault}.", "Correct the file.") from fault
    known = {"today" if field.name == "fixed_today" else field.name for field in fields(Config)}
    if strangers := sorted(set(settings) - known):
        raise SettingWrong(
            f"{file} has a setting that is not known: {strangers[0]}.", f"Use: {', '.join(sorted(known))}."
        )
    return settings


def read_config(environment: Mapping[str, str] = os.environ, **flags: Any) -> Config:
    """The settings as they stand; flags that are None were not given.

    Raises: SettingWrong, naming the setting, its value and what to do.
    """
    defaults = Config(data=usual_data_folder())
    in_file = _from_file(environment)
    found: dict[str, Any] = {}
    for field in fields(Config):
        name = field.name
        told = flags.get(name)
        if told is None:
            told = _from_environment(name, environment)
        if told is None:
            told = in_file.get("today" if name == "fixed_today" else name)
        if told is not None:
            found[name] = _read(name, told, getattr(defaults, name))
    return replace(defaults, **found)
