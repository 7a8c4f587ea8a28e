"""Commands for the operator: where people are signed in."""

from __future__ import annotations

from datetime import datetime

import click

from hub.commands.acting import by_operator
from hub.commands.listing import as_json_option, show_json, show_table
from hub.commands.settings import config_of, console_of, open_database
from hub.config import UK
from hub.store.people import People
from hub.store.sessions import GoodSince, Sessions

ENDED_BY_OPERATOR = "ended by the operator"


@click.command("sessions")
@click.argument("name")
@click.option("--end", is_flag=True, help="End all of them.")
@as_json_option
@click.pass_context
def show_sessions(context: click.Context, name: str, end: bool, as_json: bool) -> None:
    """List the sessions of somebody that are open, the last used first, or end them."""
    config, by = config_of(context), by_operator()
    with open_database(config) as database:
        People(database).person(name)
        if end:
            Sessions(database).end_all(name, by, ENDED_BY_OPERATOR)
        found = Sessions(database).open(name, GoodSince.at(by.at, config))
    if as_json:
        show_json({"began_at": one.began_at, "seen_at": one.seen_at, "origin": one.origin} for one in found)
    elif not found:
        console_of(context).print(f"{name} is signed in nowhere.", markup=False)
    else:
        rows = [(_minute(one.began_at), _minute(one.seen_at), one.origin) for one in found]
        show_table(console_of(context), (), ("Signed in", "Last used", "From"), rows)


def _minute(moment: datetime) -> str:
    return f"{moment.astimezone(UK):%Y-%m-%d %H:%M}"


COMMANDS = (show_sessions,)
