"""Commands that run the hub: demo, serve, init, migrate."""

from __future__ import annotations

import os
from contextlib import closing
from typing import TYPE_CHECKING

import click

from hub.commands.settings import config_of, console_of, open_database
from hub.config import Config

if TYPE_CHECKING:
    from hub.store.upgrade import Upgraded

MADE, BROUGHT_UP, UNTOUCHED = "made", "brought up to date", "left untouched"


@click.command()
@click.option("--port", type=click.IntRange(1, 65535), help="Port to serve on (8050).")
@click.option("--prepare-only", is_flag=True, help="Fill the data folder and stop.")
@click.pass_context
def demo(context: click.Context, port: int | None, prepare_only: bool) -> None:
    """Show a complete fictional department: embedded database, no questions asked."""
    from hub import demo as demonstration
    from hub import serving

    config, console = demonstration.demo_config(config_of(context, port=port)), console_of(context)
    if not prepare_only:
        serving.expect_free(config)
    facts = demonstration.prepare(config, console)
    demonstration.announce(facts, config, console)
    if not prepare_only:
        serving.serve(config)


@click.command()
@click.option("--host", help="Address to listen on (127.0.0.1).")
@click.option("--port", type=click.IntRange(1, 65535), help="Port to serve on (8050).")
@click.pass_context
def serve(context: click.Context, host: str | None, port: int | None) -> None:
    """Serve the hub."""
    from hub import serving
    from hub.starting import expect_safe

    config = config_of(context, host=host, port=port)
    expect_safe(config, os.environ)
    serving.expect_free(config)
    _ready(config)
    console_of(context).print(f"The hub serves on http://{config.host}:{config.port}")
    serving.serve(config)


@click.command()
@click.pass_context
def init(context: click.Context) -> None:
    """Make the data folder, the database and the keys. Safe to run again: what is there is left untouched."""
    config, console = config_of(context), console_of(context)
    database, keys = _ready(config)
    console.print(f"Ready in {config.data}.", markup=False, soft_wrap=True)
    if database == keys == MADE:
        console.print("Next: hub department add, hub organisation add, hub client add, hub user add.")
    elif database == keys:
        console.print(f"There was a hub already: its database and its keys were {keys}.", soft_wrap=True)
    else:
        console.print(f"The database was {database}, the keys were {keys}.", soft_wrap=True)


@click.command()
@click.pass_context
def migrate(context: click.Context) -> None:
    """Bring the database up to this version of the hub."""
    with open_database(config_of(context)):
        console_of(context).print("The database is up to date.")


def _ready(config: Config) -> tuple[str, str]:
    """Make what is not there yet; what became of the database, and of the keys."""
    from hub.auth.keys import KeyRing
    from hub.renewal import bring_up_to_date
    from hub.store.database import Database

    folder = config.data / "keys"
    had_keys = folder.is_dir()
    with closing(Database(config.database)) as database:
        upgraded = bring_up_to_date(database)
    KeyRing(folder).newest()
    return _fate(upgraded), UNTOUCHED if had_keys else MADE


def _fate(upgraded: Upgraded) -> str:
    if upgraded.found is None:
        return MADE
    return UNTOUCHED if upgraded.found == upgraded.now else BROUGHT_UP


COMMANDS = (demo, serve, init, migrate)
