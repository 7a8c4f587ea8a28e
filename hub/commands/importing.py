"""Commands that turn figures published elsewhere into returns. Files only: sending them is `hub submit`."""

from __future__ import annotations

import json
from pathlib import Path

import click

from hub.commands.settings import console_of


@click.group("import")
def import_() -> None:
    """Turn published figures into returns."""


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


COMMANDS = (import_,)
