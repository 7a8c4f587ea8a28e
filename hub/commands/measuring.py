"""`hub bench`: how fast the hub is, beside floors that are measured in the same run."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from hub.commands.settings import console_of

if TYPE_CHECKING:
    from hub.bench.measured import Measured

Command = Callable[..., Any]


def _options(seconds_are: str) -> Callable[[Command], Command]:
    """What every measurement can be asked for."""

    def with_options(command: Command) -> Command:
        seconds, file = click.FloatRange(0.2, 60), click.Path(exists=True, dir_okay=False, path_type=Path)
        command = click.option("--input", "document", type=file, help="Another return than the example.")(command)
        command = click.option("--json", "as_json", is_flag=True, help="For programs.")(command)
        return click.option("--seconds", type=seconds, default=3.0, show_default=True, help=seconds_are)(command)

    return with_options


def _tell(context: click.Context, measured: Measured, as_json: bool) -> None:
    from hub.bench.show import show

    if as_json:
        click.echo(json.dumps(measured.as_json(), indent=1))
    else:
        show(measured, console_of(context))


@contextmanager
def _log_to_nowhere() -> Iterator[None]:
    """The hub that is measured writes its log, which is part of the work, and nobody reads it."""
    from hub.logs import log_plainly

    with open(os.devnull, "w", encoding="utf-8") as nowhere:
        log_plainly(nowhere)
        yield
        log_plainly()


@click.group()
def bench() -> None:
    """Measure speed, beside floors measured in the same run."""


@bench.command("ingest")
@_options("For each measurement.")
@click.option("--peer", is_flag=True, help="Also measure datasette's JSON write API (needs the extra “peer”).")
@click.pass_context
def bench_ingest(context: click.Context, seconds: float, peer: bool, as_json: bool, document: Path | None) -> None:
    """Returns a second through the real server, beside an empty answer, a parse and a raw SQLite transaction."""
    from hub.bench.ingest import measure

    with _log_to_nowhere():
        measured = measure(seconds=seconds, peer=peer, document=document)
    _tell(context, measured, as_json)


@bench.command("contract")
@_options("Of the processor, for everything together.")
@click.pass_context
def bench_contract(context: click.Context, seconds: float, as_json: bool, document: Path | None) -> None:
    """Judging a return, beside orjson with the compiled JSON Schema, and marshmallow alone; processor time."""
    from hub.bench.contract import measure

    _tell(context, measure(seconds=seconds, document=document), as_json)


@bench.command("oversight")
@click.option(
    "--returns", type=click.IntRange(min=20_000), default=1_000_000, show_default=True, help="Of the archive."
)
@click.option("--rounds", type=click.IntRange(1, 50), default=5, show_default=True, help="Of each measurement.")
@click.option("--json", "as_json", is_flag=True, help="For programs.")
@click.pass_context
def bench_oversight(context: click.Context, returns: int, rounds: int, as_json: bool) -> None:
    """A picture of 300 bodies, cold and kept, on a short archive and a long one; each query alone; what ingest pays."""
    from hub.bench.oversight import measure

    with _log_to_nowhere():
        measured = measure(returns, rounds)
    _tell(context, measured, as_json)


@bench.command("pages")
@click.option("--rounds", type=click.IntRange(1, 50), default=5, show_default=True, help="Of each measurement.")
@click.option("--no-browser", is_flag=True, help="Without what a reader sees and loads, which needs playwright.")
@click.option("--json", "as_json", is_flag=True, help="For programs.")
@click.pass_context
def bench_pages(context: click.Context, rounds: int, no_browser: bool, as_json: bool) -> None:
    """Every screen of 300 bodies and twelve quarters; Dash's callback; charts and payload in a browser."""
    from hub.bench.pages import measure

    with _log_to_nowhere():
        measured = measure(rounds, browser=not no_browser)
    _tell(context, measured, as_json)


@bench.command("papers")
@click.option("--rounds", type=click.IntRange(1, 50), default=5, show_default=True, help="Of each measurement.")
@click.option("--peer", is_flag=True, help="Also weasyprint, which makes the same PDF (needs the extra “peer”).")
@click.option("--json", "as_json", is_flag=True, help="For programs.")
@click.pass_context
def bench_papers(context: click.Context, rounds: int, peer: bool, as_json: bool) -> None:
    """Whole processes that write a board pack from its figures, for 12 bodies and 300, in each form."""
    from hub.bench.papers import measure

    with _log_to_nowhere():
        measured = measure(rounds, peer=peer)
    _tell(context, measured, as_json)


COMMANDS = (bench,)
