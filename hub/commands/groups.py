"""Commands for the operator: roles of everybody whom the provider puts in a group."""

from __future__ import annotations

from typing import Any

import click

from hub.commands.acting import by_operator
from hub.commands.days import day_of
from hub.commands.listing import as_json_option, show_json, show_table
from hub.commands.settings import config_of, console_of, open_database
from hub.commands.terms import HEADS, in_columns, role_facts, terms_options, typed_terms
from hub.errors import NotFound
from hub.store.roles import GivenRole, Roles


@click.group()
def group() -> None:
    """Groups of the provider that people sign in with."""


@group.command("add")
@click.argument("name", metavar="GROUP")
@terms_options
@click.pass_context
def add_group(context: click.Context, /, name: str, why: str, **told: Any) -> None:
    """Give a role to everybody in a group, as the provider names it; a group can have several."""
    terms = typed_terms(**told)
    with open_database(config_of(context)) as database:
        given = Roles(database).give(terms, by_operator(), of_group=name, why=why)
    now = f"Whoever is in {given.of_group} has role {given.id}, {given.role}, with their next sign-in."
    console_of(context).print(now, markup=False, soft_wrap=True)


@group.command("list")
@as_json_option
@click.pass_context
def list_groups(context: click.Context, as_json: bool) -> None:
    """List the roles that groups have, also those that were removed, and since when."""
    with open_database(config_of(context)) as database:
        given = [role for role in Roles(database).all() if role.of_group is not None]
    if as_json:
        show_json({"group": role.of_group, **role_facts(role), "removed_at": role.removed_at} for role in given)
        return
    rows = [(role.id, role.of_group or "", *in_columns(role), day_of(role.removed_at)) for role in given]
    show_table(console_of(context), ("Id",), ("Group", *HEADS, "Removed on"), rows)


@group.command("remove")
@click.argument("role_id", metavar="ID")
@click.option("--why", default="", help="For the ledger.")
@click.pass_context
def remove_group(context: click.Context, role_id: str, why: str) -> None:
    """Take a role away from a group, by its id in the list; it has no effect from the next request on."""
    with open_database(config_of(context)) as database:
        roles = Roles(database)
        given = _of_a_group(roles, role_id)
        roles.remove(given.id, by_operator(), why)
    told = f"{given.of_group} no longer has role {given.id}, {given.role}."
    console_of(context).print(told, markup=False, soft_wrap=True)


def _of_a_group(roles: Roles, role_id: str) -> GivenRole:
    """Raises: NotFound, also for a role of one person."""
    for role in roles.all():
        if role.id == role_id and role.of_group is not None:
            return role
    raise NotFound(f"No group has a role {role_id!r}.", "See: hub group list")


COMMANDS = (group,)
