"""Commands that take in what is published elsewhere: figures become returns in files, a directory fills the register.

The returns are not sent: that is `hub submit`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import orjson
from rich.console import Console
from rich.progress import Progress

from hub.commands.acting import by_operator
from hub.commands.days import typed_day
from hub.commands.listing import show_table
from hub.commands.settings import config_of, console_of, open_database

if TYPE_CHECKING:
    from hub.store.listed import Plan
    from hub.store.registered import RelatedOrganisation


@click.group("import")
def import_() -> None:
    """Take in what is published elsewhere: figures as returns, a directory of public bodies."""


@import_.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), default=Path(), help="Folder for the returns.")
@click.pass_context
def ko41a(context: click.Context, file: Path, out: Path) -> None:
    """One return for each row of NHS England's KO41a organisation file. What it does not publish is not invented."""
    from hub.ingest.ko41a import returns_from_ko41a

    console = console_of(context)
    out.mkdir(parents=True, exist_ok=True)
    for document in returns_from_ko41a(file):
        target = out / f"{document['organisation']}-{document['period']['name']}.json"
        target.write_text(json.dumps(document, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
        console.print(f"Wrote {target}", markup=False, soft_wrap=True)


@import_.command("public-bodies")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--reports", type=click.Choice(["quarter", "year"]), default="quarter", show_default=True)
@click.option("--renamed-on", callback=typed_day, help="First day of the new names. Without it, today.")
@click.option("--dry-run", is_flag=True, help="Tell what would change, and change nothing.")
@click.option("--json", "as_json", is_flag=True, help="For programs.")
@click.pass_context
def public_bodies(
    context: click.Context, file: Path, reports: str, renamed_on: date | None, dry_run: bool, as_json: bool
) -> None:
    """Register every body of the directory of public bodies, or what is new in a later edition of it."""
    from hub.ingest.public_bodies import listed_bodies
    from hub.store.directory import Directory

    config, console = config_of(context), console_of(context)
    listed, today = listed_bodies(file), config.today()
    with open_database(config) as database, _progress(console) as progress:
        directory = Directory(database)
        if dry_run:
            plan = directory.plan(listed, renamed_on or today, today, reports)
        else:
            task = progress.add_task("Registering", total=None)
            plan = directory.take(
                listed, renamed_on or today, today, by_operator(), reports,
                lambda done, total: progress.update(task, completed=done, total=total),
            )  # fmt: skip
    if as_json:
        click.echo(orjson.dumps(_facts(plan, len(listed), dry_run), option=orjson.OPT_INDENT_2).decode())
    else:
        _show(console, plan, len(listed), dry_run)


def _progress(console: Console) -> Progress:
    return Progress(console=console, transient=True, disable=not console.is_terminal)


def _facts(plan: Plan, rows: int, dry_run: bool) -> Mapping[str, Any]:
    return {
        "rows": rows,
        "dry_run": dry_run,
        "departments": [asdict(one) for one in plan.departments],
        "added": [asdict(one) for one in plan.added],
        "changed": [asdict(one) for one in plan.changed],
        "unchanged": plan.unchanged,
        "remarks": [asdict(one) for one in plan.remarks],
        "gone": [{"code": one.code, "name": one.name, "department": one.department} for one in plan.gone],
    }


def _show(console: Console, plan: Plan, rows: int, dry_run: bool) -> None:
    def say(words: str) -> None:
        console.print(words, markup=False, soft_wrap=True)

    if plan.added:
        cells = [(one.department, one.code, one.name, _opened(one)) for one in plan.added]
        show_table(console, ("Department", "Code"), ("Name", "Opened"), cells)
    for change in plan.changed:
        told = [f"now called {change.name}"] if change.name else []
        told += [f"{column} {value}" for column, value in change.columns.items()]
        say(f"{change.code}: {'; '.join(told)}.")
    if plan.remarks:
        say("\nWhat could not be placed, or not as it stands:")
        for remark in plan.remarks:
            say(f"  line {remark.line}, {remark.name}: {remark.says}.")
    if plan.gone:
        say("\nNo longer listed, and left as they are. To close one:")
        for gone in plan.gone:
            say(f"  hub organisation close {gone.code} --on DAY    # {gone.name}")
    if plan.departments:
        codes = ", ".join(one.code for one in plan.departments)
        say(f"\nNew departments, without deadlines until hub department deadlines CODE DAY: {codes}.")
    say(f"\n{_in_short(plan, rows)}{' Nothing was changed: this was a dry run.' if dry_run else ''}")


def _opened(body: RelatedOrganisation) -> str:
    return body.opened_told or str(body.opened_on or "")


def _in_short(plan: Plan, rows: int) -> str:
    return (
        f"{rows:,} lines: {len(plan.added):,} bodies registered under {len({one.department for one in plan.added}):,} "
        f"departments ({len(plan.departments):,} of them new), {len(plan.changed):,} changed, {plan.unchanged:,} as "
        f"they were; {len(plan.remarks):,} remarks; {len(plan.gone):,} no longer listed."
    )


COMMANDS = (import_,)
