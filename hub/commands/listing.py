"""Lists of what is registered: a table for an operator, or the same facts as JSON for a program."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import click
import orjson
from rich.cells import cell_len
from rich.console import Console
from rich.markup import escape
from rich.table import Table

FRAME, EACH_FRAME = 1, 3  # characters of a table's lines: the last one, and for each column its line and its margins
as_json_option = click.option("--json", "as_json", is_flag=True, help="For programs.")


def show_table(console: Console, whole: Iterable[str], heads: Iterable[str], rows: Iterable[Iterable[str]]) -> None:
    """A table of texts whose words are never cut; where the screen is too narrow for one, a paragraph for each row.

    The columns of `whole` stand first and hold what is typed next: their texts stay on one line.
    """
    kept, given = list(whole), [list(row) for row in rows]
    names = [*kept, *heads]
    columns = list(zip(names, *given, strict=True))
    full = [max(map(cell_len, texts)) for texts in columns]
    least = [wide if at < len(kept) else _longest_word(columns[at]) for at, wide in enumerate(full)]
    spare = console.width - FRAME - sum(least) - EACH_FRAME * len(names)
    if spare < 0:
        _show_paragraphs(console, names, given)
        return
    table = Table()
    for name, narrow, wide in zip(names, least, full, strict=True):
        more = min(spare, wide - narrow)
        spare -= more
        table.add_column(name, width=narrow + more)
    for row in given:
        table.add_row(*map(escape, row))
    console.print(table)


def _longest_word(texts: Iterable[str]) -> int:
    return max(cell_len(word) for text in texts for word in (text.split() or [""]))


def _show_paragraphs(console: Console, names: Sequence[str], rows: Iterable[Iterable[str]]) -> None:
    """What is empty is left out."""
    label = max(map(cell_len, names))
    for place, row in enumerate(rows):
        if place:
            console.print()
        for name, text in zip(names, row, strict=True):
            if text:
                console.print(f"{name:<{label}}  {text}", markup=False, highlight=False, crop=False, overflow="ignore")


def show_json(facts: Iterable[Mapping[str, Any]]) -> None:
    """One array; days and moments as ISO 8601, moments in UTC."""
    click.echo(orjson.dumps(list(facts), option=orjson.OPT_INDENT_2 | orjson.OPT_UTC_Z).decode())
