"""Lists of what is registered: a table for an operator, or the same facts as JSON for a program."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import click
import orjson
from rich.console import Console
from rich.markup import escape
from rich.table import Column, Table

NARROWEST = len("2026-04-01")
as_json_option = click.option("--json", "as_json", is_flag=True, help="For programs.")


def show_table(console: Console, whole: Iterable[str], heads: Iterable[str], rows: Iterable[Iterable[str]]) -> None:
    """A table of texts. The columns of `whole` stand first and are never cut: they hold what is typed next."""
    codes = (Column(head, no_wrap=True, overflow="ignore") for head in whole)
    table = Table(*codes, *(Column(head, overflow="fold", min_width=NARROWEST) for head in heads))
    for row in rows:
        table.add_row(*map(escape, row))
    console.print(table, crop=False)


def show_json(facts: Iterable[Mapping[str, Any]]) -> None:
    """One array; days and moments as ISO 8601, moments in UTC."""
    click.echo(orjson.dumps(list(facts), option=orjson.OPT_INDENT_2 | orjson.OPT_UTC_Z).decode())
