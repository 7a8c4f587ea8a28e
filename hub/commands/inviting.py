"""Commands for the operator: links with which people set their passwords. A link is shown once."""

from __future__ import annotations

from datetime import timedelta

import click

from hub.auth.demo import DEMO_FACTS, damaged, read_facts
from hub.auth.invitation import ADDRESS, digest_of, new_token
from hub.commands.acting import by_operator
from hub.commands.settings import config_of, open_database
from hub.config import Config
from hub.errors import Conflict, SettingWrong
from hub.store.database import Database
from hub.store.invitations import Invitations
from hub.store.people import People

DAYS, MOST_DAYS = 7, 90


@click.command("invite")
@click.argument("name")
@click.option("--days", type=click.IntRange(1, MOST_DAYS), default=DAYS, show_default=True, help="For how long.")
@click.pass_context
def invite_user(context: click.Context, name: str, days: int) -> None:
    """Show a link, once, with which somebody sets a password; links given to them before are good no longer."""
    config = config_of(context)
    if not config.local_sign_in:
        raise SettingWrong("Nobody signs in to this hub with a password.", "Set HUB_LOCAL_SIGN_IN to true.")
    with open_database(config) as database:
        show_link(config, invited(database, name, days), days)


def invited(database: Database, name: str, days: int) -> str:
    """The token of a new invitation.

    Raises: NotFound; Conflict for somebody who is disabled, or who signs in with a provider.
    """
    person, by, token = People(database).person(name), by_operator(), new_token()
    if person.disabled_at is not None:
        raise Conflict(f"{name} is disabled and cannot sign in.", f"Let them in again first: hub user enable {name}")
    if person.issuer is not None:
        raise Conflict(f"{name} signs in with {person.issuer} and needs no password here.", "Nothing was changed.")
    Invitations(database).make(name, digest_of(token), by.at + timedelta(days=days), by)
    return token


def show_link(config: Config, token: str, days: int) -> None:
    """The link on the standard output, and what to know of it beside."""
    click.echo(f"{_address(config)}{ADDRESS}?token={token}")
    unit = "1 day" if days == 1 else f"{days} days"
    click.echo(f"It can be used once, within {unit}. It is not kept and cannot be shown again.", err=True)


def _address(config: Config) -> str:
    """Where people find the hub; a demonstration tells in its folder where it was shown last. Raises: SettingWrong."""
    file = config.data / DEMO_FACTS
    if not file.exists():
        return config.address
    address = read_facts(file).get("address")
    if not isinstance(address, str):
        raise damaged(file)
    return address


COMMANDS = (invite_user,)
