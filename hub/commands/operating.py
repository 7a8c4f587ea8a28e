"""Commands that keep a hub in order: rebuild, verify."""

from __future__ import annotations

import json
import sys

import click
from rich.console import Console
from rich.progress import Progress

from hub.commands.settings import config_of, console_of, open_database
from hub.contract.build import build
from hub.contract.figures import Figures, figures_of
from hub.contract.strict_json import read_document

FAULTS = 1


def figures_in(raw: bytes, _contract: str, _version: str) -> Figures:
    """The figures that a kept document tells. One contract version so far: later ones are lifted here first."""
    return figures_of(build(read_document(raw)))


@click.command()
@click.pass_context
def rebuild(context: click.Context) -> None:
    """Make every figure again from the documents; the old ones are read until that is done."""
    from hub.store.rebuild import rebuild as make_again

    console = console_of(context)
    with open_database(config_of(context)) as database, _progress(console) as progress:
        task = progress.add_task("Rebuilding", total=None)
        made = make_again(database, figures_in, lambda done, total: progress.update(task, completed=done, total=total))
    console.print(f"Made the figures of {made:,} {'return' if made == 1 else 'returns'} again.")


@click.command()
@click.option("--json", "as_json", is_flag=True, help="For programs.")
@click.pass_context
def verify(context: click.Context, as_json: bool) -> None:
    """Compare every document with its digest, and walk the audit ledger."""
    from hub.store.verify import verify as look

    console = console_of(context)
    with open_database(config_of(context)) as database:
        found = look(database)
    if as_json:
        click.echo(json.dumps({"returns": found.returns, "faults": list(found.faults)}))
    else:
        console.print(f"{found.returns:,} {'return' if found.returns == 1 else 'returns'} read again.")
        for fault in found.faults:
            console.print(fault, markup=False)
        console.print("Everything is as it was received." if not found.faults else f"{len(found.faults)} faults.")
    if found.faults:
        sys.exit(FAULTS)


def _progress(console: Console) -> Progress:
    return Progress(console=console, transient=True, disable=not console.is_terminal)


COMMANDS = (rebuild, verify)
