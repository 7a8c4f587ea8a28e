"""Commands for the operator: shared services, who leads them, and which organisation is accountable for what."""

from __future__ import annotations

from dataclasses import asdict

import click

from hub.commands.acting import by_operator
from hub.commands.listing import as_json_option, show_json, show_table
from hub.commands.settings import config_of, console_of, open_database
from hub.store.services import SharedService, SharedServices


@click.group()
def service() -> None:
    """Services that several organisations deliver together."""


@service.command("add")
@click.argument("code")
@click.argument("name")
@click.option("--lead", required=True, help="Code of the organisation that handles its complaints and counts them.")
@click.option("--contact", required=True, help="The one point of contact: a role or a team, never a person.")
@click.pass_context
def add_service(context: click.Context, code: str, name: str, lead: str, contact: str) -> None:
    """Add a shared service. Its lead counts each joint complaint once; the others name it as joint."""
    with open_database(config_of(context)) as database:
        SharedServices(database).add(SharedService(code, name, lead, contact), by_operator())
    console_of(context).print(f"Added {name.strip()}, led by {lead}.", markup=False, soft_wrap=True)


@service.command("change")
@click.argument("code")
@click.option("--lead", help="Code of the organisation that leads it from now on.")
@click.option("--contact", help="The one point of contact from now on: a role or a team, never a person.")
@click.pass_context
def change_service(context: click.Context, code: str, lead: str | None, contact: str | None) -> None:
    """Give a shared service another lead or another point of contact."""
    if lead is None and contact is None:
        raise click.UsageError("Say what is different: --lead, --contact or both.")
    with open_database(config_of(context)) as database:
        SharedServices(database).change(code, by_operator(), lead, contact)
    console_of(context).print(f"Changed {code}.", markup=False, soft_wrap=True)


@service.command("part")
@click.argument("code")
@click.argument("organisation")
@click.argument("part")
@click.pass_context
def tell_part(context: click.Context, code: str, organisation: str, part: str) -> None:
    """Say what an organisation is accountable for in a shared service; "" takes it out."""
    with open_database(config_of(context)) as database:
        SharedServices(database).part(code, organisation, part, by_operator())
    words = part.strip()
    told = f"{organisation} is accountable for: {words}" if words else f"{organisation} has no part in {code}."
    console_of(context).print(told, markup=False, soft_wrap=True)


@service.command("list")
@as_json_option
@click.pass_context
def list_services(context: click.Context, as_json: bool) -> None:
    """List the shared services, with who leads them and what each organisation is accountable for."""
    with open_database(config_of(context)) as database:
        services = SharedServices(database).all()
    if as_json:
        show_json(map(asdict, services))
        return
    cells = [
        (one.code, one.name, one.lead, one.contact, "; ".join(f"{code}: {part}" for code, part in one.parts.items()))
        for one in services
    ]
    show_table(console_of(context), ("Code",), ("Name", "Lead", "Contact", "Parts"), cells)


COMMANDS = (service,)
