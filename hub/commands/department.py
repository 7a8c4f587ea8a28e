"""Commands for the operator: departments; with them those of `clients`, `keys` and `people`."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Any

import click

from hub.commands.acting import by_operator
from hub.commands.clients import client
from hub.commands.days import as_typed, typed_day, typed_day_or_never
from hub.commands.keys import keys
from hub.commands.listing import as_json_option, show_json, show_table
from hub.commands.people import user
from hub.commands.settings import config_of, console_of, open_database
from hub.store.register import NEVER, NEVER_WORD, Department, Register

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


COMMANDS = (department, client, user, keys)
