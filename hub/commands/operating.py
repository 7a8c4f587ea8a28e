"""Commands that keep a hub in order: rebuild. What `hub verify` does is `verifying`."""

from __future__ import annotations

import click
from rich.console import Console
from rich.progress import Progress

from hub.commands.acting import by_operator
from hub.commands.settings import config_of, console_of, open_database


@click.command()
@click.pass_context
def rebuild(context: click.Context) -> None:
    """Make every figure again from the documents; the old ones are read until that is done."""
    from hub.renewal import figures_in
    from hub.store.rebuild import rebuild as make_again

    console = console_of(context)
    with open_database(config_of(context)) as database, progress_on(console) as progress:
        task = progress.add_task("Rebuilding", total=None)

        def show(done: int, total: int) -> None:
            progress.update(task, completed=done, total=total)

        made = make_again(database, figures_in, by_operator(), show)
    console.print(f"Made everything again from {made:,} {'document' if made == 1 else 'documents'}.")


def progress_on(console: Console) -> Progress:
    """A bar that leaves no trace; none where nobody looks."""
    return Progress(console=console, transient=True, disable=not console.is_terminal)


COMMANDS = (rebuild,)
