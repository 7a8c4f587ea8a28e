"""Commands for the operator: departments and their related organisations; with them those of `clients` and `people`."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Any

import click

from hub.commands.acting import by_operator
from hub.commands.clients import client, keys
from hub.commands.days import as_typed, typed_day, typed_day_or_never
from hub.commands.listing import as_json_option, show_json, show_table
from hub.commands.people import user
from hub.commands.settings import config_of, console_of, open_database
from hub.scope import Scope
from hub.store.register import NEVER, NEVER_WORD, Department, Register, RelatedOrganisation

DAY_OR_NEVER = f"DAY|{NEVER_WORD}"


@click.group()
def department() -> None:
    """Parent departments."""


@department.command("add")
@click.argument("code")
@click.argument("name")
@click.option("--collects-from", callback=typed_day, help="First day of the first period that is collected.")
@click.option(
    "--deadlines-from",
    callback=typed_day_or_never,
    metavar=DAY_OR_NEVER,
    help="Periods that end before this day have no deadline; without it every period has one.",
)
@click.pass_context
def add_department(
    context: click.Context, code: str, name: str, collects_from: date | None, deadlines_from: date | None
) -> None:
    """Add a parent department."""
    with open_database(config_of(context)) as database:
        Register(database).add_department(Department(code, name, collects_from, deadlines_from), by_operator())
    console_of(context).print(f"Added {name.strip()}.", markup=False)


@department.command("deadlines")
@click.argument("code")
@click.argument("deadlines_from", metavar=DAY_OR_NEVER, callback=typed_day_or_never)
@click.pass_context
def set_deadlines(context: click.Context, code: str, deadlines_from: date) -> None:
    """Say from which day on periods have a deadline: for one that ends earlier nothing is late or missing."""
    with open_database(config_of(context)) as database:
        Register(database).set_deadlines(code, deadlines_from, by_operator())
    which = "No period" if deadlines_from == NEVER else f"Every period that ends on {deadlines_from} or later"
    console_of(context).print(f"{which} has a deadline for {code}.", markup=False, soft_wrap=True)


@department.command("list")
@as_json_option
@click.pass_context
def list_departments(context: click.Context, as_json: bool) -> None:
    """List the parent departments, and which periods they collect and set a deadline for."""
    with open_database(config_of(context)) as database:
        departments = Register(database).departments()
    if as_json:
        show_json(map(_facts, departments))
        return
    rows = [(one.code, one.name, _from(one.collects_from), _from(one.deadlines_from)) for one in departments]
    show_table(console_of(context), ("Code",), ("Name", "Collects", "Deadlines"), rows)


def _facts(one: Department) -> dict[str, Any]:
    day = one.deadlines_from
    return {**asdict(one), "deadlines_from": None if day is None else as_typed(day)}


def _from(day: date | None) -> str:
    if day is None:
        return "every period"
    return NEVER_WORD if day == NEVER else f"from {day}"


@click.group()
def organisation() -> None:
    """Related organisations."""


@organisation.command("add")
@click.argument("code")
@click.argument("name")
@click.option("--department", required=True, help="Code of its parent department.")
@click.option("--kind", default="Related organisation", show_default=True)
@click.option("--reports", type=click.Choice(["quarter", "year"]), default="quarter", show_default=True)
@click.option("--opened-on", callback=typed_day)
@click.option("--closed-on", callback=typed_day)
@click.option("--independent-tier", help="Name of its adjudicator or examiner, if it has one.")
@click.pass_context
def add_organisation(context: click.Context, /, department: str, **facts: Any) -> None:
    """Add a related organisation."""
    with open_database(config_of(context)) as database:
        Register(database).add_organisation(RelatedOrganisation(department=department, **facts), by_operator())
    console_of(context).print(f"Added {facts['name'].strip()}.", markup=False)


@organisation.command("list")
@as_json_option
@click.pass_context
def list_organisations(context: click.Context, as_json: bool) -> None:
    """List the related organisations of every department."""
    with open_database(config_of(context)) as database:
        register = Register(database)
        bodies = [one for parent in register.departments() for one in register.organisations(Scope(parent.code))]
    if as_json:
        show_json(map(asdict, bodies))
        return
    rows = [
        (one.department, one.code, one.name, one.reports, str(one.opened_on or ""), str(one.closed_on or ""))
        for one in bodies
    ]
    show_table(console_of(context), ("Department", "Code"), ("Name", "Reports by", "Opened", "Closed"), rows)


@organisation.command("close")
@click.argument("code")
@click.option("--on", callback=typed_day, required=True, help="Its last day.")
@click.option("--successor", help="Code of the organisation that took over, if there is one.")
@click.pass_context
def close_organisation(context: click.Context, code: str, on: date, successor: str | None) -> None:
    """Close an organisation: it owes no return for a period that begins later."""
    with open_database(config_of(context)) as database:
        Register(database).close_organisation(code, on, successor, by_operator())
    console_of(context).print(f"{code} closes at the end of {on}.", markup=False)


COMMANDS = (department, organisation, client, user, keys)
