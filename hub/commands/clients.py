"""Commands for the operator: machine clients. A secret is shown once."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import click

from hub.allowed import LAST_DAY
from hub.auth.credentials import hash_secret, new_credential
from hub.commands.acting import by_operator
from hub.commands.days import day_of, typed_day
from hub.commands.listing import as_json_option, show_json, show_table
from hub.commands.settings import config_of, console_of, open_database
from hub.config import UK
from hub.errors import SettingWrong
from hub.store.clients import Client, Clients
from hub.store.database import Database
from hub.store.register import Register


@click.group()
def client() -> None:
    """Machine credentials."""


@client.command("add")
@click.argument("organisation")
@click.option("--expires-on", callback=typed_day, metavar="DAY", help="The last day on which it can be used.")
@click.option("--for-tier", is_flag=True, help="For its independent tier, to report on every organisation that has it.")
@click.pass_context
def add_client(context: click.Context, organisation: str, expires_on: date | None, for_tier: bool) -> None:
    """Make a client id and secret for an organisation, or for its independent tier. The secret is shown once.

    An organisation can have several at a time: add a new one, let its programs take it over, revoke the old one.
    """
    credential, by = new_credential(), by_operator()
    client = Client(
        credential.client_id, organisation, hash_secret(credential.secret), by.at, _end_of(expires_on, by.at)
    )
    with open_database(config_of(context)) as database:
        tier = _tier_of(database, organisation) if for_tier else None
        Clients(database).add(replace(client, tier=tier), by)
    click.echo(f"client_id     {credential.client_id}")
    click.echo(f"client_secret {credential.secret}")
    click.echo("The secret is not kept and cannot be shown again.", err=True)


@client.command("list")
@as_json_option
@click.pass_context
def list_clients(context: click.Context, as_json: bool) -> None:
    """List every client by organisation, revoked ones too, each with the last day on which it can be used and was.

    Secrets are not kept, so none is shown.
    """
    with open_database(config_of(context)) as database:
        clients = Clients(database).all()
    if as_json:
        show_json(map(_facts, clients))
        return
    rows = [(one.client_id, one.organisation, one.tier or "", *map(day_of, _moments(one))) for one in clients]
    columns = ("Organisation", "For its tier", "Created", "Expires", "Revoked", "Last used")
    show_table(console_of(context), ("Client id",), columns, rows)


def _tier_of(database: Database, organisation: str) -> str:
    """Its independent tier. Raises: NotFound; SettingWrong where it has none."""
    body = Register(database).organisation(organisation)
    if body.independent_tier is None:
        raise SettingWrong(f"{body.name} has no independent tier.", "Leave out --for-tier, or name another one.")
    return body.independent_tier


def _end_of(day: date | None, now: datetime) -> datetime | None:
    """When a day ends in the United Kingdom. Raises: SettingWrong when it is over, or further away than any return."""
    if day is None:
        return None
    today = now.astimezone(UK).date()
    if not today <= day <= LAST_DAY:
        raise SettingWrong(f"A client cannot expire on {day}.", f"Give a day from {today} to {LAST_DAY}.")
    return datetime.combine(day + timedelta(days=1), time(), UK).astimezone(UTC)


def _moments(one: Client) -> tuple[datetime | None, ...]:
    """What is shown as days; a client expires with the day of which this is the last moment."""
    last = one.expires_at and one.expires_at - datetime.resolution
    return one.created_at, last, one.revoked_at, one.last_used_at


def _facts(one: Client) -> dict[str, Any]:
    facts = asdict(one)
    del facts["secret_hash"]
    return facts


@client.command("revoke")
@click.argument("client_id")
@click.pass_context
def revoke_client(context: click.Context, client_id: str) -> None:
    """Revoke a client; its tokens end at once."""
    with open_database(config_of(context)) as database:
        Clients(database).revoke(client_id, by_operator())
    console_of(context).print(f"Revoked {client_id}.", markup=False)
