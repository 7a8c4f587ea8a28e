"""Commands for the operator: people who sign in."""

from __future__ import annotations

from shlex import quote
from typing import Any

import click

from hub.auth.passwords import hash_password
from hub.commands.acting import by_operator
from hub.commands.days import day_of
from hub.commands.inviting import COMMANDS as INVITING
from hub.commands.inviting import DAYS, invited, show_link
from hub.commands.listing import as_json_option, show_json, show_table
from hub.commands.roles import COMMANDS as ROLES
from hub.commands.sessions import COMMANDS as SESSIONS
from hub.commands.settings import config_of, console_of, open_database
from hub.commands.terms import HEADS, in_columns, role_facts, terms_options, typed_terms
from hub.store.people import People, Person
from hub.store.roles import GivenRole, Roles

password_option = click.option(
    "--password",
    prompt=True,
    prompt_required=False,
    hide_input=True,
    confirmation_prompt=True,
    envvar="HUB_PASSWORD",
    help="Asked for after --password, or taken from HUB_PASSWORD; without either an invitation is made.",
)


@click.group()
def user() -> None:
    """People who sign in."""


@user.command("add")
@click.argument("name")
@terms_options
@password_option
@click.pass_context
def add_user(context: click.Context, /, name: str, why: str, password: str | None, **told: Any) -> None:
    """Add somebody who may sign in, in a first role. Without a password, a link to set one is shown once."""
    terms, config = typed_terms(**told), config_of(context)
    person = Person(name.strip(), "" if password is None else hash_password(password))
    with open_database(config) as database:
        People(database).add(person, by_operator(), terms, why=why)
        console_of(context).print(f"Added {person.name}.", markup=False)
        if password is None and config.local_sign_in:
            show_link(config, invited(database, person.name, DAYS), DAYS)


@user.command("disable")
@click.argument("name")
@click.pass_context
def disable_user(context: click.Context, name: str) -> None:
    """Let somebody sign in no longer; their sessions end at once."""
    with open_database(config_of(context)) as database:
        People(database).disable(name, by_operator())
    console_of(context).print(f"{name} can no longer sign in.", markup=False)


@user.command("enable")
@click.argument("name")
@click.pass_context
def enable_user(context: click.Context, name: str) -> None:
    """Let somebody who was disabled sign in again, with the password they had."""
    with open_database(config_of(context)) as database:
        People(database).enable(name, by_operator())
    console_of(context).print(f"{name} can sign in.", markup=False)


@user.command("password")
@click.argument("name")
@click.password_option(envvar="HUB_PASSWORD", help="Asked for, or taken from HUB_PASSWORD.")
@click.pass_context
def set_password(context: click.Context, name: str, password: str) -> None:
    """Give somebody another password; their sessions end at once."""
    with open_database(config_of(context)) as database:
        people = People(database)
        people.set_password(name, hash_password(password), by_operator())
        person = people.person(name)
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
        people, given = People(database).all(), Roles(database).all()
    held = {one.name: [role for role in given if role.person == one.name and role.removed_at is None] for one in people}
    if as_json:
        show_json(_facts(one, held[one.name]) for one in people)
        return
    none: list[GivenRole | None] = [None]
    rows = [(one.name, *in_columns(role), day_of(one.disabled_at)) for one in people for role in held[one.name] or none]
    show_table(console_of(context), ("Name",), (*HEADS, "Disabled since"), rows)


def _facts(person: Person, roles: list[GivenRole]) -> dict[str, Any]:
    return {"name": person.name, "disabled_at": person.disabled_at, "roles": [role_facts(role) for role in roles]}


for more in (*INVITING, *ROLES, *SESSIONS):
    user.add_command(more)
