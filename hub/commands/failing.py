"""Commands for the operator: learning of several organisations that tells of one failing, as a person says.

What only looks alike is suggested, and is nothing until somebody confirms it here.
"""

from __future__ import annotations

from dataclasses import asdict

import click

from hub.commands.acting import by_operator
from hub.commands.days import typed_period
from hub.commands.listing import as_json_option, show_json, show_table
from hub.commands.settings import config_of, console_of, open_database
from hub.commands.suggesting import suggest_failings
from hub.contract.codelists import codelist
from hub.errors import SettingWrong
from hub.scope import Scope
from hub.store.failings import Failings
from hub.store.register import Register

LEARNING, PIECE, EXAMPLE = "--learning", "ORGANISATION PERIOD ID", "ferry-fares 2026-27-Q2 L1"


@click.group()
def failing() -> None:
    """Failings that several organisations share, as somebody confirmed."""


class Confirm(click.Command):
    """The command that takes pieces of learning, each in three words."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the words. Raises: UsageError, which names what a piece of learning is told by."""
        try:
            return super().parse_args(ctx, args)
        except click.BadOptionUsage as fault:
            if fault.option_name == LEARNING:
                told = f"{LEARNING} takes three words, {PIECE}, such as {LEARNING} {EXAMPLE}."
                raise click.BadOptionUsage(LEARNING, told, ctx) from fault
            raise


@failing.command("confirm", cls=Confirm)
@click.argument("department")
@click.argument("words", metavar="FAILING")
@click.option("--subject", default="", help="Published code of the subject that it is about.")
@click.option(LEARNING, type=(str, str, str), multiple=True, required=True, metavar=PIECE, help="May be repeated.")
@click.pass_context
def confirm_failing(
    context: click.Context, department: str, words: str, subject: str, learning: tuple[tuple[str, str, str], ...]
) -> None:
    """Say in a few words which failing these pieces of learning tell of."""
    if subject and subject not in codelist("subjects"):
        raise SettingWrong(f"There is no subject called {subject!r}.", f"Use: {', '.join(codelist('subjects'))}.")
    config = config_of(context)
    for _, period, _ in learning:
        typed_period(period)
    with open_database(config) as database:
        Register(database).department(department)
        kept = Failings(database).confirm(Scope(department), words, subject, learning, by_operator(config.moment()))
    bodies = ", ".join(dict.fromkeys(place[0] for place in kept.learning))
    console_of(context).print(f"Confirmed {kept.id}: {kept.failing} ({bodies}).", markup=False, soft_wrap=True)


@failing.command("remove")
@click.argument("department")
@click.argument("failing_id", metavar="ID")
@click.option("--why", required=True, help="Why they do not tell of one failing after all.")
@click.pass_context
def remove_failing(context: click.Context, department: str, failing_id: str, why: str) -> None:
    """Take a confirmed failing back."""
    config = config_of(context)
    with open_database(config) as database:
        Failings(database).remove(Scope(department), failing_id, why, by_operator(config.moment()))
    console_of(context).print(f"Removed the failing {failing_id}.", markup=False)


@failing.command("list")
@click.argument("department")
@as_json_option
@click.pass_context
def list_failings(context: click.Context, department: str, as_json: bool) -> None:
    """List what was confirmed for a department."""
    with open_database(config_of(context)) as database:
        Register(database).department(department)
        found = Failings(database).of(Scope(department))
    if as_json:
        show_json(map(asdict, found))
        return
    cells = [
        (one.id, one.failing, one.subject, "; ".join(" ".join(place) for place in one.learning), one.who)
        for one in found
    ]
    show_table(console_of(context), ("Id",), ("Failing", "Subject", "Learning", "Confirmed by"), cells)


failing.add_command(suggest_failings)

COMMANDS = (failing,)
