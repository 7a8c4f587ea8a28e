"""`hub chart`: the hub's statistics on a bare table, so that anybody can check them against another package.

Nothing is stored and no hub is asked. What is printed is JSON: limits, verdicts, flags, false flags to expect.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import orjson

from hub.commands.bare_tables import Units, series, units
from hub.oversight.written import how_many

if TYPE_CHECKING:
    from hub.oversight.comparison.funnels import Funnels

Command = Callable[..., Any]

DIRECTIONS = {"up": 1, "down": -1, None: 0}
FURTHEST = 1e15  # that a target can be
PER_CENT = 100
LEAST_FIXED = 6  # points below which there are no limits


@click.group()
def chart() -> None:
    """Control charts and funnels of a bare CSV table, as JSON, to check the hub's statistics elsewhere."""


def _of_a_series(command: Command) -> Command:
    """What every chart over time is asked with."""
    better = click.option("--improvement", type=click.Choice(["up", "down"]), help="Which way is better.")
    fixed = click.option("--fix-after", type=click.IntRange(min=LEAST_FIXED), help="Limits from the first N points.")
    aim = click.option("--target", type=float, callback=_finite, help="What it should reach; needs --improvement.")
    return _a_file(better(fixed(aim(command))))


def _finite(_: object, __: object, target: float | None) -> float | None:
    if target is not None and not abs(target) <= FURTHEST:  # nor is what is no number
        raise click.BadParameter(f"{target} is not a number to reckon with")
    return target


def _expect_a_direction(target: float | None, improvement: str | None) -> None:
    """That a target says which side of it is the good one."""
    if target is not None and improvement is None:
        raise click.UsageError("A target is judged by which way is better. Add --improvement up or --improvement down.")


def _expect_a_share(target: float | None) -> None:
    if target is not None and not 0 <= target <= 1:
        as_share = f"Write {target:g}% as {target / 100:g}." if 1 < target <= PER_CENT else "Give a number from 0 to 1."
        raise click.UsageError(f"The target {target:g} is not a share. {as_share}")


def _of_fewer(fix_after: int | None, given: int) -> str:
    """What is said where there are fewer points than limits were to be made from."""
    if fix_after is None or fix_after <= given:
        return ""
    have = how_many(given, "point was", "points were")
    return f" Limits were to be made from the first {fix_after} points; {have} given, and all of them count."


def _a_file(command: Command) -> Command:
    return click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))(command)


@chart.command()
@_of_a_series
@click.option("--counts", is_flag=True, help="The values are counts: small ones are judged by their exact chance too.")
def xmr(file: Path, improvement: str | None, fix_after: int | None, target: float | None, counts: bool) -> None:
    """An XmR chart of the columns date,value."""
    from hub.oversight.facts import chart_facts, point_facts
    from hub.oversight.spc.charting import xmr_charts
    from hub.oversight.spc.words import words

    _expect_a_direction(target, improvement)
    points = series(file, ("value",), counts)
    charts = xmr_charts(points.columns, DIRECTIONS[improvement], None, target, fix_after, counted=counts)
    told = chart_facts(charts, 0, words(charts, 0) + _of_fewer(fix_after, int(charts.points[0])))
    _show({"chart": "xmr", **told, "points": point_facts(charts, 0, "date", points.dates)})


@chart.command()
@_of_a_series
def p(file: Path, improvement: str | None, fix_after: int | None, target: float | None) -> None:
    """A p-chart, for shares, of the columns date,numerator,denominator."""
    from hub.oversight.facts import chart_facts, point_facts
    from hub.oversight.spc.charting import p_charts
    from hub.oversight.spc.words import words
    from hub.oversight.written import percent

    _expect_a_direction(target, improvement)
    _expect_a_share(target)
    points = series(file, ("numerator", "denominator"))
    numerators, denominators = points.columns
    charts = p_charts([numerators], [denominators], DIRECTIONS[improvement], None, target, fix_after)
    told = chart_facts(charts, 0, words(charts, 0, percent) + _of_fewer(fix_after, int(charts.points[0])))
    _show({"chart": "p", **told, "points": point_facts(charts, 0, "date", points.dates)})


@chart.command()
@_a_file
@click.option("--counts", is_flag=True, help="The denominator is an exposure: compare observed to expected.")
def funnel(file: Path, counts: bool) -> None:
    """A funnel of the columns unit,numerator,denominator."""
    from hub.oversight.comparison.counts import count_funnels
    from hub.oversight.comparison.shares import share_funnels
    from hub.oversight.comparison.words import COUNTS, SHARES, body_words, funnel_words
    from hub.oversight.facts import funnel_facts

    compared = units(file, counts)
    made = count_funnels if counts else share_funnels
    funnels = made([compared.numerators], [compared.denominators])
    manner = COUNTS if counts else SHARES
    told = [body_words(funnels, 0, unit, manner) for unit in range(len(compared.names))]
    _show(
        {
            "chart": "funnel",
            "of": "counts by exposure" if counts else "shares",
            **funnel_facts(funnels, 0),
            "says": funnel_words(funnels, 0),
            "units": _units(funnels, compared, told),
        }
    )


def _units(funnels: Funnels, compared: Units, told: list[str]) -> list[Mapping[str, Any]]:
    from hub.oversight.facts import flag_facts

    parts = zip(compared.names, compared.numerators, compared.denominators, told, strict=True)
    return [
        {"unit": name, "numerator": some, "denominator": of, **flag_facts(funnels, 0, at, says)}
        for at, (name, some, of, says) in enumerate(parts)
    ]


def _show(facts: Mapping[str, Any]) -> None:
    """Missing: null."""
    click.echo(orjson.dumps(facts, option=orjson.OPT_INDENT_2).decode())


COMMANDS = (chart,)
