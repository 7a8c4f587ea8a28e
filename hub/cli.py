"""The `hub` command: each command reads its arguments, calls one function, and says what came of it.

Exit codes: 0 fine, 1 findings or refused, 2 usage, 3 cannot reach or store.
"""

from __future__ import annotations

import sys
from importlib import import_module
from typing import Any

import click
from rich.console import Console

from hub.errors import (
    Conflict,
    DocumentUnreadable,
    HubError,
    InputRefused,
    NotFound,
    ReturnRefused,
    SettingWrong,
    Unavailable,
)

FINDINGS, USAGE, CANNOT = 1, 2, 3
EXIT_CODES: dict[type[HubError], int] = {
    DocumentUnreadable: FINDINGS,
    ReturnRefused: FINDINGS,
    Conflict: FINDINGS,
    InputRefused: FINDINGS,
    NotFound: FINDINGS,
    SettingWrong: USAGE,
}


SEE = {  # what was not found -> the command that lists what there is
    "organisation": "hub organisation list",
    "department": "hub department list",
    "person": "hub user list",
    "service": "hub service list",
    "shared failing": "hub failing list DEPARTMENT",
    "rebase": "hub rebase list",
}
COMMANDS = {  # name -> the module of hub.commands that has it; loaded when asked for, since some take seconds
    **dict.fromkeys(("demo", "serve", "init", "migrate"), "running"),
    **dict.fromkeys(("department", "client", "user", "keys"), "department"),
    "organisation": "organisations",
    "service": "services",
    "group": "groups",
    **dict.fromkeys(("check", "submit"), "returns"),
    "contracts": "contracts",
    "receipt": "receipts",
    "import": "importing",
    "chart": "charting",
    "picture": "picturing",
    **dict.fromkeys(("agenda", "brief"), "writing"),
    "pack": "packing",
    "rebase": "rebasing",
    "failing": "failing",
    "rebuild": "operating",
    "verify": "verifying",
    "bench": "measuring",
}


class Hub(click.Group):
    """The commands by name, and errors of the domain as a sentence and an exit code."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click asks with it
        """The names, in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The command of a name; its module is loaded now."""
        module = COMMANDS.get(cmd_name)
        if module is None:
            return None
        found: tuple[click.Command, ...] = import_module(f"hub.commands.{module}").COMMANDS
        return next(command for command in found if command.name == cmd_name)

    def main(self, *args: Any, **kwargs: Any) -> Any:
        """Run a command; every error of the hub ends it with a sentence and its code."""
        try:
            return super().main(*args, **kwargs)
        except Unavailable as error:
            reason = error.facts.get("reason", "")
            to_do = f"Look at the database and the disk: {reason}." if reason else error.what_to_do
            click.echo(f"{error.message} {to_do}".strip(), err=True)
            sys.exit(CANNOT)
        except HubError as error:
            click.echo(f"{error.message} {error.what_to_do or _see(error)}".strip(), err=True)
            sys.exit(EXIT_CODES.get(type(error), CANNOT))


def _see(error: HubError) -> str:
    """Where to look for what was not found. Missing: nothing is said of any other error."""
    commands = (SEE[noun] for noun in error.facts if noun in SEE) if isinstance(error, NotFound) else ()
    return next((f"See: {command}." for command in commands), "")


@click.group(cls=Hub, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="oversight-hub", prog_name="hub")
@click.option("--data", type=click.Path(file_okay=False), help="Folder of the hub's data (HUB_DATA).")
@click.pass_context
def main(context: click.Context, data: str | None) -> None:
    """Oversee how related organisations handle complaints, from their own returns."""
    context.obj = {"flags": {"data": data}, "console": Console(highlight=False, emoji=False)}
