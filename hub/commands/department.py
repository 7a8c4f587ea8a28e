"""Commands for the operator: departments, related organisations, machine clients, people, keys."""

from __future__ import annotations

import getpass
from datetime import UTC, date, datetime
from typing import Any

import click
from rich.markup import escape
from rich.table import Column, Table

from hub.auth.credentials import hash_secret, new_credential
from hub.auth.keys import KeyRing
from hub.auth.passwords import hash_password
from hub.auth.permissions import Role, scope_of
from hub.commands.settings import config_of, console_of, open_database
from hub.config import UK
from hub.scope import Scope
from hub.store.ledger import By
from hub.store.register import Client, Department, Person, Register, RelatedOrganisation


def _by() -> By:
    return By(getpass.getuser(), Role.OPERATOR, datetime.now(UTC))


def _day(_: Any, __: Any, value: str | None) -> date | None:
    try:
        return date.fromisoformat(value) if value else None
    except ValueError as fault:
        raise click.BadParameter(f"{value} is not a date such as 2026-04-01") from fault


@click.group()
def department() -> None:
    """Parent departments."""


@department.command("add")
@click.argument("code")
@click.argument("name")
@click.option("--collects-from", callback=_day, help="First day of the first period that is collected.")
@click.pass_context
def add_department(context: click.Context, code: str, name: str, collects_from: date | None) -> None:
    """Add a parent department."""
    with open_database(config_of(context)) as database:
        Register(database).add_department(Department(code, name, collects_from), _by())
    console_of(context).print(f"Added {name.strip()}.", markup=False)


@click.group()
def organisation() -> None:
    """Related organisations."""


@organisation.command("add")
@click.argument("code")
@click.argument("name")
@click.option("--department", required=True, help="Code of its parent department.")
@click.option("--kind", default="Related organisation", show_default=True)
@click.option("--reports", type=click.Choice(["quarter", "year"]), default="quarter", show_default=True)
@click.option("--opened-on", callback=_day)
@click.option("--closed-on", callback=_day)
@click.option("--independent-tier", help="Name of its adjudicator or examiner, if it has one.")
@click.pass_context
def add_organisation(context: click.Context, /, department: str, **facts: Any) -> None:
    """Add a related organisation."""
    with open_database(config_of(context)) as database:
        Register(database).add_organisation(RelatedOrganisation(department=department, **facts), _by())
    console_of(context).print(f"Added {facts['name'].strip()}.", markup=False)


@organisation.command("list")
@click.pass_context
def list_organisations(context: click.Context) -> None:
    """List the related organisations of every department."""
    whole = (Column(name, no_wrap=True, overflow="ignore") for name in ("Department", "Code"))  # what is typed next
    table = Table(*whole, "Name", "Reports by", "Opened", "Closed")
    with open_database(config_of(context)) as database:
        register = Register(database)
        for parent in register.departments():
            for body in register.organisations(Scope(parent.code)):
                days = [str(day) if day else "" for day in (body.opened_on, body.closed_on)]
                table.add_row(parent.code, body.code, escape(body.name), body.reports, *days)
    console_of(context).print(table)


@organisation.command("close")
@click.argument("code")
@click.option("--on", callback=_day, required=True, help="Its last day.")
@click.option("--successor", help="Code of the organisation that took over, if there is one.")
@click.pass_context
def close_organisation(context: click.Context, code: str, on: date, successor: str | None) -> None:
    """Close an organisation: it owes no return for a period that begins later."""
    with open_database(config_of(context)) as database:
        Register(database).close_organisation(code, on, successor, _by())
    console_of(context).print(f"{code} closes at the end of {on}.", markup=False)


@click.group()
def client() -> None:
    """Machine credentials."""


@client.command("add")
@click.argument("organisation")
@click.pass_context
def add_client(context: click.Context, organisation: str) -> None:
    """Make a client id and secret for an organisation. The secret is shown once."""
    credential, by = new_credential(), _by()
    with open_database(config_of(context)) as database:
        Register(database).add_client(
            Client(credential.client_id, organisation, hash_secret(credential.secret), by.at), by
        )
    click.echo(f"client_id     {credential.client_id}")
    click.echo(f"client_secret {credential.secret}")
    click.echo("The secret is not kept and cannot be shown again.", err=True)


@client.command("revoke")
@click.argument("client_id")
@click.pass_context
def revoke_client(context: click.Context, client_id: str) -> None:
    """Revoke a client; its tokens end at once."""
    with open_database(config_of(context)) as database:
        Register(database).revoke_client(client_id, _by())
    console_of(context).print(f"Revoked {client_id}.", markup=False)


@click.group()
def user() -> None:
    """People who sign in."""


@user.command("add")
@click.argument("name")
@click.option("--role", type=click.Choice([str(role) for role in Role]), required=True)
@click.option("--department", required=True, help="Code of the department.")
@click.option("--organisation", "organisations", multiple=True, help="Code of an organisation; may be repeated.")
@click.password_option(envvar="HUB_PASSWORD", help="Asked for, or taken from HUB_PASSWORD.")
@click.pass_context
def add_user(
    context: click.Context, name: str, role: str, department: str, organisations: tuple[str, ...], password: str
) -> None:
    """Add somebody who may sign in."""
    named = organisations or None
    scope_of(Role(role), department, named)  # says what is wrong before anything is kept
    with open_database(config_of(context)) as database:
        Register(database).add_person(Person(name, hash_password(password), role, department, named), _by())
    console_of(context).print(f"Added {name.strip()}.", markup=False)


@user.command("disable")
@click.argument("name")
@click.pass_context
def disable_user(context: click.Context, name: str) -> None:
    """Let somebody sign in no longer; their sessions end at once."""
    with open_database(config_of(context)) as database:
        Register(database).disable_person(name, _by())
    console_of(context).print(f"{name} can no longer sign in.", markup=False)


@user.command("password")
@click.argument("name")
@click.password_option(envvar="HUB_PASSWORD", help="Asked for, or taken from HUB_PASSWORD.")
@click.pass_context
def set_password(context: click.Context, name: str, password: str) -> None:
    """Give somebody another password; their sessions end at once."""
    with open_database(config_of(context)) as database:
        Register(database).set_password(name, hash_password(password), _by())
    console_of(context).print(f"{name} has a new password.", markup=False)


@user.command("list")
@click.pass_context
def list_users(context: click.Context) -> None:
    """List everybody who may sign in, and who no longer may."""
    table = Table("Name", "Role", "Department", "Organisations", "Disabled since")
    with open_database(config_of(context)) as database:
        for person in Register(database).people():
            since = person.disabled_at.astimezone(UK).date().isoformat() if person.disabled_at else ""
            sees = "all" if person.organisations is None else ", ".join(person.organisations)
            table.add_row(escape(person.name), person.role, person.department, sees, since)
    console_of(context).print(table)


@click.group()
def keys() -> None:
    """Keys that sign tokens."""


@keys.command("rotate")
@click.pass_context
def rotate_keys(context: click.Context) -> None:
    """Sign with a new key from now on; tokens signed with older ones stay valid until they expire."""
    kid = KeyRing(config_of(context).data / "keys").rotate()
    console_of(context).print(f"Signing with {kid} now.", markup=False)


COMMANDS = (department, organisation, client, user, keys)
