"""Commands for the operator: people who sign in."""

from __future__ import annotations

from dataclasses import asdict
from shlex import quote
from typing import Any

import click

from hub.auth.passwords import hash_password
from hub.auth.permissions import Role, scope_of
from hub.commands.acting import by_operator
from hub.commands.days import day_of
from hub.commands.listing import as_json_option, show_json, show_table
from hub.commands.settings import config_of, console_of, open_database
from hub.store.register import Person, Register


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
        person = Person(name, hash_password(password), role, department, named)
        Register(database).add_person(person, by_operator())
    console_of(context).print(f"Added {name.strip()}.", markup=False)


@user.command("disable")
@click.argument("name")
@click.pass_context
def disable_user(context: click.Context, name: str) -> None:
    """Let somebody sign in no longer; their sessions end at once."""
    with open_database(config_of(context)) as database:
        Register(database).disable_person(name, by_operator())
    console_of(context).print(f"{name} can no longer sign in.", markup=False)


@user.command("enable")
@click.argument("name")
@click.pass_context
def enable_user(context: click.Context, name: str) -> None:
    """Let somebody who was disabled sign in again, with the password they had.

    Sessions that began less than 12 hours ago go on; another password ends them.
    """
    with open_database(config_of(context)) as database:
        Register(database).enable_person(name, by_operator())
    told = f"{name} can sign in. Sessions that began less than 12 hours ago go on; to end them:"
    console_of(context).print(f"{told} hub user password {quote(name)}", markup=False, soft_wrap=True)


@user.command("password")
@click.argument("name")
@click.password_option(envvar="HUB_PASSWORD", help="Asked for, or taken from HUB_PASSWORD.")
@click.pass_context
def set_password(context: click.Context, name: str, password: str) -> None:
    """Give somebody another password; their sessions end at once."""
    with open_database(config_of(context)) as database:
        register = Register(database)
        register.set_password(name, hash_password(password), by_operator())
        person = register.person(name)
    console_of(context).print(f"{name} has a new password.", markup=False)
    if person.disabled_at is not None:
        told = f"{name} is disabled since {day_of(person.disabled_at)} and cannot sign in. To change that:"
        console_of(context).print(f"{told} hub user enable {quote(name)}", markup=False, soft_wrap=True)


@user.command("list")
@as_json_option
@click.pass_context
def list_users(context: click.Context, as_json: bool) -> None:
    """List everybody who may sign in, and who no longer may. Passwords are not kept, so none is shown."""
    with open_database(config_of(context)) as database:
        people = Register(database).people()
    if as_json:
        show_json(map(_facts, people))
        return
    rows = [(one.name, one.role, one.department, _sees(one), day_of(one.disabled_at)) for one in people]
    show_table(console_of(context), ("Name",), ("Role", "Department", "Organisations", "Disabled since"), rows)


def _facts(person: Person) -> dict[str, Any]:
    facts = asdict(person)
    del facts["password_hash"]
    return facts


def _sees(person: Person) -> str:
    return "all" if person.organisations is None else ", ".join(person.organisations)
