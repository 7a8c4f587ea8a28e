"""Commands for the operator: related organisations, what became of them, and who else is a parent of theirs."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Any

import click

from hub.commands.acting import by_operator
from hub.commands.days import typed_day
from hub.commands.listing import as_json_option, show_json, show_table
from hub.commands.settings import config_of, console_of, open_database
from hub.scope import Scope
from hub.store.lineage import Lineage
from hub.store.parents import Parents
from hub.store.register import Register, RelatedOrganisation

why_option = click.option("--why", default="", help="The reason, for the ledger.")


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
        further = Parents(database)
        parents = {code: more for one in register.departments() for code, more in further.of(Scope(one.code)).items()}
    if as_json:
        show_json({**asdict(one), "further_parents": parents.get(one.code, ())} for one in bodies)
        return
    rows = [
        (
            one.department,
            one.code,
            one.name,
            one.reports,
            one.opened_told or str(one.opened_on or ""),
            str(one.closed_on or ""),
        )
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


@organisation.command("merge")
@click.argument("code")
@click.option("--into", required=True, help="Code of the organisation that it became a part of.")
@click.option("--on", callback=typed_day, required=True, help="First day as a part of it; the day before is its last.")
@why_option
@click.pass_context
def merge_organisation(context: click.Context, code: str, into: str, on: date, why: str) -> None:
    """Merge an organisation into another: it is closed, and whoever sees the other sees its returns too."""
    config = config_of(context)
    with open_database(config) as database:
        Lineage(database).merge(code, into, on, by_operator(), config.today(), why)
    told = f"{code} is a part of {into} from {on} on. What it returned is shown there too, under its own name."
    console_of(context).print(told, markup=False, soft_wrap=True)


@organisation.command("unmerge")
@click.argument("code")
@why_option
@click.pass_context
def unmerge_organisation(context: click.Context, code: str, why: str) -> None:
    """Take back a merger that was recorded by mistake: the organisation is open again, and its returns its own."""
    with open_database(config_of(context)) as database:
        was = Lineage(database).unmerge(code, by_operator(), why)
    told = f"{code} is open again; {was.organisation} sees its returns no longer. To close it:"
    console_of(context).print(f"{told} hub organisation close {code} --on DAY", markup=False, soft_wrap=True)


@organisation.command("split")
@click.argument("code")
@click.option("--from", "old", required=True, help="Code of the organisation that it was a part of.")
@click.option("--on", callback=typed_day, required=True, help="The day on which it opened.")
@why_option
@click.pass_context
def split_organisation(context: click.Context, code: str, old: str, on: date, why: str) -> None:
    """Tell that a registered organisation was split from another. What the other returned stays the other's."""
    config = config_of(context)
    with open_database(config) as database:
        Lineage(database).split(code, old, on, by_operator(), config.today(), why)
    console_of(context).print(f"{code} was split from {old} on {on}.", markup=False, soft_wrap=True)


@organisation.command("rename")
@click.argument("code")
@click.argument("name")
@click.option("--on", callback=typed_day, required=True, help="The first day of the new name.")
@why_option
@click.pass_context
def rename_organisation(context: click.Context, code: str, name: str, on: date, why: str) -> None:
    """Give an organisation a new name. Its code stays, and periods before tell what it was called then."""
    config = config_of(context)
    with open_database(config) as database:
        Lineage(database).rename(code, name, on, by_operator(), config.today(), why)
    console_of(context).print(f"{code} is called {name.strip()} from {on} on.", markup=False, soft_wrap=True)


@organisation.group("parent")
def parent() -> None:
    """Further parents: departments that see an organisation beside the one to which its returns are due."""


@parent.command("add")
@click.argument("code")
@click.argument("department")
@why_option
@click.pass_context
def add_parent(context: click.Context, code: str, department: str, why: str) -> None:
    """Let a department see an organisation whole, beside the department to which its returns are due."""
    with open_database(config_of(context)) as database:
        Parents(database).add(code, department, by_operator(), why)
    console_of(context).print(f"{department} sees {code} too.", markup=False, soft_wrap=True)


@parent.command("remove")
@click.argument("code")
@click.argument("department")
@why_option
@click.pass_context
def remove_parent(context: click.Context, code: str, department: str, why: str) -> None:
    """Let a further parent see an organisation no longer, from now on."""
    with open_database(config_of(context)) as database:
        Parents(database).remove(code, department, by_operator(), why)
    console_of(context).print(f"{department} sees {code} no longer.", markup=False, soft_wrap=True)


COMMANDS = (organisation,)
