"""Commands for the operator: people who sign in."""

from __future__ import annotations

from shlex import quote
from typing import Any

import click

from hub.auth.passwords import hash_password
from hub.auth.permissions import Role, expect_organisations
from hub.commands.acting import by_operator
from hub.commands.days import day_of
from hub.commands.listing import as_json_option, show_json, show_table
from hub.commands.settings import config_of, console_of, open_database
from hub.store.people import People, Person
from hub.store.roles import GivenRole, Roles, Terms


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
    expect_organisations(Role(role), named)  # says what is wrong before anything is kept
    with open_database(config_of(context)) as database:
        People(database).add(Person(name, hash_password(password)), by_operator(), Terms(role, department, named))
    console_of(context).print(f"Added {name.strip()}.", markup=False)


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
    """Let somebody who was disabled sign in again, with the password they had.

    Sessions that began less than 12 hours ago go on; another password ends them.
    """
    with open_database(config_of(context)) as database:
        People(database).enable(name, by_operator())
    told = f"{name} can sign in. Sessions that began less than 12 hours ago go on; to end them:"
    console_of(context).print(f"{told} hub user password {quote(name)}", markup=False, soft_wrap=True)


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
    rows = [
        (one.name, role.role if role else "", *where_it_holds(role), day_of(one.disabled_at))
        for one in people
        for role in held[one.name] or none
    ]
    heads = ("Role", "Department", "Organisations", "From", "To", "Disabled since")
    show_table(console_of(context), ("Name",), heads, rows)


def _facts(person: Person, roles: list[GivenRole]) -> dict[str, Any]:
    return {"name": person.name, "disabled_at": person.disabled_at, "roles": [role_facts(role) for role in roles]}


def role_facts(role: GivenRole) -> dict[str, Any]:
    """A role as a program reads it."""
    told = ("id", "role", "department", "organisations", "starts_on", "ends_on", "given_at", "given_by")
    return {name: getattr(role, name) for name in told}


def where_it_holds(role: GivenRole | None) -> tuple[str, str, str, str]:
    """What a role is for, and its days. Missing: nothing is written for somebody without one."""
    if role is None:
        return "", "", "", ""
    sees = "all" if role.organisations is None else ", ".join(role.organisations)
    return role.department, sees, str(role.starts_on or ""), str(role.ends_on or "")
