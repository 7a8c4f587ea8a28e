"""Commands for the operator: machine clients, and the keys that sign tokens and receipts. A secret is shown once."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import click

from hub.auth.credentials import hash_secret, new_credential
from hub.auth.keys import OVERLAP, KeyRing
from hub.commands.acting import by_operator
from hub.commands.days import day_of
from hub.commands.listing import as_json_option, show_json, show_table
from hub.commands.settings import config_of, console_of, open_database
from hub.store.clients import Client, Clients


@click.group()
def client() -> None:
    """Machine credentials."""


@client.command("add")
@click.argument("organisation")
@click.pass_context
def add_client(context: click.Context, organisation: str) -> None:
    """Make a client id and secret for an organisation. The secret is shown once."""
    credential, by = new_credential(), by_operator()
    with open_database(config_of(context)) as database:
        Clients(database).add(Client(credential.client_id, organisation, hash_secret(credential.secret), by.at), by)
    click.echo(f"client_id     {credential.client_id}")
    click.echo(f"client_secret {credential.secret}")
    click.echo("The secret is not kept and cannot be shown again.", err=True)


@client.command("list")
@as_json_option
@click.pass_context
def list_clients(context: click.Context, as_json: bool) -> None:
    """List every client by organisation, revoked ones too. Secrets are not kept, so none is shown."""
    with open_database(config_of(context)) as database:
        clients = Clients(database).all()
    if as_json:
        show_json(map(_facts, clients))
        return
    rows = [
        (one.client_id, one.organisation, *map(day_of, (one.created_at, one.expires_at, one.revoked_at)))
        for one in clients
    ]
    show_table(console_of(context), ("Client id",), ("Organisation", "Created", "Expires", "Revoked"), rows)


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


@click.group()
def keys() -> None:
    """Keys that sign tokens and receipts."""


@keys.command("rotate")
@click.option("--at-once", is_flag=True, help="A key has become known to others: end the tokens of older keys now.")
@click.pass_context
def rotate_keys(context: click.Context, at_once: bool) -> None:
    """Sign with a new key from now on, and forget the private half of older ones.

    Tokens of older keys stay good for an hour; receipts stay good for ever, since the public halves stay published.
    """
    kid = KeyRing(config_of(context).data / "keys").rotate(overlap=0 if at_once else OVERLAP)
    console_of(context).print(f"Signing with {kid} now.", markup=False)
