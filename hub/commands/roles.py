"""Commands for the operator: roles that people hold. One that is removed has no effect from the next request on."""

from __future__ import annotations

from typing import Any

import click

from hub.commands.acting import by_operator
from hub.commands.days import day_of
from hub.commands.listing import as_json_option, show_json, show_table
from hub.commands.settings import config_of, console_of, open_database
from hub.commands.terms import HEADS, in_columns, role_facts, terms_options, typed_terms
from hub.errors import NotFound
from hub.store.people import People
from hub.store.roles import GivenRole, Roles


@click.group("role")
def role() -> None:
    """Roles of people; somebody can hold several, and acts in one at a time."""


@role.command("add")
@click.argument("name")
@terms_options
@click.pass_context
def add_role(context: click.Context, /, name: str, why: str, **told: Any) -> None:
    """Give somebody a role, beside those that they hold."""
    terms = typed_terms(**told)
    with open_database(config_of(context)) as database:
        given = Roles(database).give(terms, by_operator(), person=name, why=why)
    console_of(context).print(f"{name} has role {given.id}, {given.role}.", markup=False, soft_wrap=True)


@role.command("remove")
@click.argument("name")
@click.argument("role_id", metavar="ID")
@click.option("--why", default="", help="For the ledger.")
@click.pass_context
def remove_role(context: click.Context, name: str, role_id: str, why: str) -> None:
    """Take a role away from somebody, by its id in the list."""
    with open_database(config_of(context)) as database:
        given = _of(Roles(database), name, role_id)
        Roles(database).remove(given.id, by_operator(), why)
    told = f"{name} no longer has role {given.id}, {given.role}."
    console_of(context).print(told, markup=False, soft_wrap=True)


@role.command("list")
@click.argument("name")
@as_json_option
@click.pass_context
def list_roles(context: click.Context, name: str, as_json: bool) -> None:
    """List the roles that somebody has or had, also those that have ended or were removed."""
    with open_database(config_of(context)) as database:
        People(database).person(name)
        given = [each for each in Roles(database).all() if each.person == name]
    if as_json:
        show_json({**role_facts(each), "removed_at": each.removed_at} for each in given)
        return
    rows = [(each.id, *in_columns(each), day_of(each.given_at), day_of(each.removed_at)) for each in given]
    show_table(console_of(context), ("Id",), (*HEADS, "Given on", "Removed on"), rows)


def _of(roles: Roles, name: str, role_id: str) -> GivenRole:
    """Raises: NotFound, also for a role of somebody else."""
    for each in roles.all():
        if each.id == role_id and each.person == name:
            return each
    raise NotFound(f"{name} has no role {role_id!r}.", f"See: hub user role list {name}")


COMMANDS = (role,)
