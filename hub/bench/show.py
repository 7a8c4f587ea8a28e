"""What was measured, as tables in a terminal. Computes nothing."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table

from hub.bench.measured import Measured, Series

WHOLE_FROM = 100  # figures from here on are told without fractions
VERDICTS = {True: "met", False: "not met", None: ""}


def show(measured: Measured, console: Console) -> None:
    """Print every figure, every ratio with its aim, and whether a request failed, if any was sent."""
    console.print(measured.machine, markup=False)
    if measured.bytes:
        console.print(f"The document has {measured.bytes:,} bytes.", markup=False)
    console.print(_figures(measured))
    console.print(_ratios(measured))
    if measured.requests:
        console.print(f"{measured.failures:,} of {measured.requests:,} returns failed over HTTP.")


def _figures(measured: Measured) -> Table:
    table = Table("Figure", "Unit", title="Figures", title_justify="left")
    for heading in ("Median", "Lowest", "Highest"):
        table.add_column(heading, justify="right")
    for series in measured.figures:
        table.add_row(series.what, series.unit, *_spread(series))
    return table


def _ratios(measured: Measured) -> Table:
    table = Table("Ratio", title="Ratios, round by round", title_justify="left")
    for heading in ("Median", "Lowest", "Highest"):
        table.add_column(heading, justify="right")
    table.add_column("Aim")
    table.add_column("")
    for ratio in measured.ratios:
        table.add_row(ratio.series.what, *_spread(ratio.series), ratio.aim_in_words, VERDICTS[ratio.met])
    return table


def _spread(series: Series) -> tuple[str, ...]:
    return tuple(_number(value) for value in (series.median, min(series.rounds), max(series.rounds)))


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= WHOLE_FROM else f"{value:.3g}"
