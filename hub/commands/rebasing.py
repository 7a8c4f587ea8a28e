"""Commands for the operator: from which period on a series begins anew, and why. A chart is never rebased silently."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from hub.commands.acting import by_operator
from hub.commands.days import typed_period
from hub.commands.listing import as_json_option, show_json, show_table
from hub.commands.settings import config_of, console_of, open_database
from hub.contract.period import Period
from hub.errors import InputRefused, NotFound, SettingWrong
from hub.oversight.measures.book import MEASURES
from hub.pictures import Pictures
from hub.scope import Scope
from hub.store.archive import Archive
from hub.store.rebases import EVERY_MEASURE, Rebases
from hub.store.register import Register

if TYPE_CHECKING:
    from hub.store.database import Database


@click.group()
def rebase() -> None:
    """New baselines of series, each with a recorded reason."""


@rebase.command("add")
@click.argument("organisation")
@click.argument("period")
@click.option("--measure", help="Code of the one measure that begins anew; without it all of the organisation's do.")
@click.option("--why", required=True, help="What changed, so that before and after cannot be compared.")
@click.pass_context
def add_rebase(context: click.Context, organisation: str, period: str, measure: str | None, why: str) -> None:
    """Begin the series of an organisation anew with a period, such as 2026-27-Q1."""
    codes = [one.code for one in MEASURES]
    if measure is not None and measure not in codes:
        raise SettingWrong(f"There is no measure called {measure!r}.", f"Use: {', '.join(codes)}.")
    config, first = config_of(context), typed_period(period)
    if first.start > config.today():
        raise InputRefused(f"{period} has not begun.", "Name the period from which returns are counted otherwise.")
    with open_database(config) as database:
        _expect_collected(Pictures(database, config), organisation, first)
        by = by_operator(config.moment())
        made = Rebases(database).add(organisation, measure or EVERY_MEASURE, period, why, by)
    series = measure or "every measure"
    console_of(context).print(
        f"Rebase {made.id}: {series} of {organisation} begins anew with {period}.", soft_wrap=True
    )


@rebase.command("remove")
@click.argument("rebase_id", metavar="ID")
@click.option("--why", required=True, help="Why the series goes on after all.")
@click.pass_context
def remove_rebase(context: click.Context, rebase_id: str, why: str) -> None:
    """Let a series go on as if it had not begun anew."""
    config = config_of(context)
    with open_database(config) as database:
        Rebases(database).remove(_scope_of(database, rebase_id), rebase_id, why, by_operator(config.moment()))
    console_of(context).print(f"Removed the rebase {rebase_id}.", markup=False)


@rebase.command("list")
@as_json_option
@click.pass_context
def list_rebases(context: click.Context, as_json: bool) -> None:
    """List the rebases that hold, with who decided them and why."""
    with open_database(config_of(context)) as database:
        departments = Register(database).departments()
        found = [one for each in departments for one in Rebases(database).of(Scope(each.code))]
    if as_json:
        show_json({**asdict(one), "period": one.period.name} for one in found)
        return
    cells = [
        (one.id, one.organisation, one.measure or "every measure", one.period.name, one.who, one.why) for one in found
    ]
    show_table(console_of(context), ("Id",), ("Organisation", "Measure", "From", "Decided by", "Why"), cells)


def _expect_collected(pictures: Pictures, organisation: str, period: Period) -> None:
    """That the period belongs to the series: a return for it is held or was due, or it has not ended yet."""
    with pictures.database.read() as moment:
        department = Register(pictures.database, moment).organisation(organisation).department
        scope = Scope(department, frozenset({organisation}))
        collection = pictures.collection(moment, scope)
        owed = [one for one in collection.periods() if one.kind == period.kind]
        told = Archive(pictures.database, moment).told_periods(scope, [period.name])
    if owed and not told and period not in owed and period.end <= collection.today:
        raise InputRefused(
            f"No return of {organisation} for {period.name} is held, and none was due.",
            f"Name a period of its series; the first is {owed[-1].name}.",
            field="period",
        )


def _scope_of(database: Database, rebase_id: str) -> Scope:
    """The department of which a rebase holds. Raises: NotFound."""
    for department in Register(database).departments():
        scope = Scope(department.code)
        if rebase_id in {one.id for one in Rebases(database).of(scope)}:
            return scope
    raise NotFound(f"There is no rebase called {rebase_id!r}.", "See: hub rebase list.", rebase=rebase_id)


COMMANDS = (rebase,)
