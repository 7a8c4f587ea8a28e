"""Commands for the operator: roles of everybody whom the provider puts in a group."""

from __future__ import annotations

from datetime import date

import click

from hub.auth.permissions import Role, expect_organisations
from hub.commands.acting import by_operator
from hub.commands.days import day_of, typed_day
from hub.commands.listing import as_json_option, show_json, show_table
from hub.commands.people import role_facts, where_it_holds
from hub.commands.settings import config_of, console_of, open_database
from hub.errors import NotFound
from hub.store.roles import GivenRole, Roles, Terms


@click.group()
def group() -> None:
    """Groups of the provider that people sign in with."""


@group.command("add")
@click.argument("name", metavar="GROUP")
@click.option("--role", type=click.Choice([str(role) for role in Role]), required=True)
@click.option("--department", required=True, help="Code of the department.")
@click.option("--organisation", "organisations", multiple=True, help="Code of an organisation; may be repeated.")
@click.option("--starts-on", callback=typed_day, help="Its first day; without it the role holds from now on.")
@click.option("--ends-on", callback=typed_day, help="Its last day; without it the role has no end.")
@click.option("--why", default="", help="For the ledger.")
@click.pass_context
def add_group(
    context: click.Context,
    name: str,
    role: str,
    department: str,
    organisations: tuple[str, ...],
    starts_on: date | None,
    ends_on: date | None,
    why: str,
) -> None:
    """Give a role to everybody in a group, as the provider names it; a group can have several."""
    terms = Terms(role, department, organisations or None, starts_on, ends_on)
    expect_organisations(Role(role), terms.organisations)  # says what is wrong before anything is kept
    with open_database(config_of(context)) as database:
        given = Roles(database).give(terms, by_operator(), of_group=name, why=why)
    told = f"Whoever is in {given.of_group} has role {given.id}, {role}, with their next sign-in."
    console_of(context).print(told, markup=False, soft_wrap=True)


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
    rows = [(role.id, role.of_group or "", role.role, *where_it_holds(role), day_of(role.removed_at)) for role in given]
    heads = ("Group", "Role", "Department", "Organisations", "From", "To", "Removed on")
    show_table(console_of(context), ("Id",), heads, rows)


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
