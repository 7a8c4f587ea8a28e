"""The `hub` command: each command reads its arguments, calls one function, and says what came of it.

Exit codes: 0 fine, 1 findings or refused, 2 usage, 3 cannot reach or store.
"""

from __future__ import annotations

import sys
from typing import Any

import click
from rich.console import Console

from hub.commands import department, importing, operating, returns, running
from hub.errors import Conflict, DocumentUnreadable, HubError, NotFound, ReturnRefused, SettingWrong

FINDINGS, USAGE, CANNOT = 1, 2, 3
EXIT_CODES: dict[type[HubError], int] = {
    DocumentUnreadable: FINDINGS,
    ReturnRefused: FINDINGS,
    Conflict: FINDINGS,
    NotFound: FINDINGS,
    SettingWrong: USAGE,
}


class Hub(click.Group):
    """Turns errors of the domain into a sentence and an exit code."""

    def main(self, *args: Any, **kwargs: Any) -> Any:
        """Run a command; every error of the hub ends it with a sentence and its code."""
        try:
            return super().main(*args, **kwargs)
        except HubError as error:
            click.echo(f"{error.message} {error.what_to_do}".strip(), err=True)
            sys.exit(EXIT_CODES.get(type(error), CANNOT))


@click.group(cls=Hub, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="oversight-hub", prog_name="hub")
@click.option("--data", type=click.Path(file_okay=False), help="Folder of the hub's data (HUB_DATA).")
@click.pass_context
def main(context: click.Context, data: str | None) -> None:
    """Oversee how related organisations handle complaints, from their own returns."""
    context.obj = {"flags": {"data": data}, "console": Console(highlight=False, emoji=False)}


for command in (*running.COMMANDS, *department.COMMANDS, *returns.COMMANDS, *importing.COMMANDS, *operating.COMMANDS):
    main.add_command(command)
