"""How commands come by the settings, the store and the screen: from the one context that `hub` made."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click
from rich.console import Console

from hub.config import Config, read_config, setting
from hub.errors import SettingWrong

if TYPE_CHECKING:
    from hub.store.database import Database


def config_of(context: click.Context, **flags: Any) -> Config:
    """The settings, with the flags of this command before everything else."""
    return read_config(**{**context.obj["flags"], **flags})


def console_of(context: click.Context) -> Console:
    """Where a command prints."""
    console: Console = context.obj["console"]
    return console


@contextmanager
def open_database(config: Config) -> Iterator[Database]:
    """The store, upgraded where that was needed, and closed afterwards. Loaded now: it takes a second.

    Raises: SettingWrong where there is no hub: a folder that was typed wrong would be an empty one, in perfect order.
    """
    from hub.renewal import bring_up_to_date
    from hub.store.database import Database, sqlite_file

    if (file := sqlite_file(config.database)) and not (file.exists() and file.stat().st_size):
        raise SettingWrong(
            f"There is no hub in {file.parent}.",
            f"Name its folder with --data or {setting('data')}, or make one there with hub init.",
        )
    database = Database(config.database)
    try:
        bring_up_to_date(database)
        yield database
    finally:
        database.close()
