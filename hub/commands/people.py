"""Commands for the operator: people who sign in."""

from __future__ import annotations

import click

from hub.auth.passwords import hash_password
from hub.auth.permissions import Role, scope_of
from hub.commands.acting import by_operator
from hub.commands.days import day_of
from hub.commands.listing import show_table
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


@user.command("password")
@click.argument("name")
@click.password_option(envvar="HUB_PASSWORD", help="Asked for, or taken from HUB_PASSWORD.")
@click.pass_context
def set_password(context: click.Context, name: str, password: str) -> None:
    """Give somebody another password; their sessions end at once."""
    with open_database(config_of(context)) as database:
        Register(database).set_password(name, hash_password(password), by_operator())
    console_of(context).print(f"{name} has a new password.", markup=False)


@user.command("list")
@click.pass_context
def list_users(context: click.Context) -> None:
    """List everybody who may sign in, and who no longer may."""
    with open_database(config_of(context)) as database:
        people = Register(database).people()
    rows = [(one.name, one.role, one.department, _sees(one), day_of(one.disabled_at)) for one in people]
    heads = ("Name", "Role", "Department", "Organisations", "Disabled since")
    show_table(console_of(context), (), heads, rows)


def _sees(person: Person) -> str:
    return "all" if person.organisations is None else ", ".join(person.organisations)
