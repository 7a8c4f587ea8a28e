"""`hub chart`: the hub's statistics on a bare table, so that anybody can check them against another package.

Nothing is stored and no hub is asked. What is printed is JSON: limits, verdicts, flags, false flags to expect.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import IntEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import orjson

from hub.commands.bare_tables import Units, series, units

if TYPE_CHECKING:
    from hub.oversight.comparison.funnels import Funnels, Limits
    from hub.oversight.spc.charts import Charts

Command = Callable[..., Any]

DIRECTIONS = {"up": 1, "down": -1, None: 0}
LEAST_FIXED = 6  # points below which there are no limits


@click.group()
def chart() -> None:
    """Control charts and funnels of a bare CSV table, as JSON, to check the hub's statistics elsewhere."""


def _of_a_series(command: Command) -> Command:
    """What every chart over time is asked with."""
    better = click.option("--improvement", type=click.Choice(["up", "down"]), help="Which way is better.")
    fixed = click.option("--fix-after", type=click.IntRange(min=LEAST_FIXED), help="Limits from the first N points.")
    aim = click.option("--target", type=float, help="What the figure should reach.")
    return _a_file(better(fixed(aim(command))))


def _a_file(command: Command) -> Command:
    return click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))(command)


@chart.command()
@_of_a_series
def xmr(file: Path, improvement: str | None, fix_after: int | None, target: float | None) -> None:
    """An XmR chart of the columns date,value."""
    from hub.oversight.spc.charting import xmr_charts
    from hub.oversight.spc.words import words

    points = series(file, ("value",))
    charts = xmr_charts(points.columns, DIRECTIONS[improvement], None, target, fix_after)
    _show({"chart": "xmr", **_chart_facts(charts, words(charts, 0)), "points": _points(charts, points.dates)})


@chart.command()
@_of_a_series
def p(file: Path, improvement: str | None, fix_after: int | None, target: float | None) -> None:
    """A p-chart, for shares, of the columns date,numerator,denominator."""
    from hub.oversight.spc.charting import p_charts
    from hub.oversight.spc.words import words
    from hub.oversight.written import percent

    points = series(file, ("numerator", "denominator"))
    numerators, denominators = points.columns
    charts = p_charts([numerators], [denominators], DIRECTIONS[improvement], None, target, fix_after)
    _show({"chart": "p", **_chart_facts(charts, words(charts, 0, percent)), "points": _points(charts, points.dates)})


@chart.command()
@_a_file
@click.option("--counts", is_flag=True, help="The denominator is an exposure: compare observed to expected.")
def funnel(file: Path, counts: bool) -> None:
    """A funnel of the columns unit,numerator,denominator."""
    from hub.oversight.comparison.counts import count_funnels
    from hub.oversight.comparison.shares import share_funnels
    from hub.oversight.comparison.words import COUNTS, SHARES, body_words, funnel_words

    compared = units(file, counts)
    made = count_funnels if counts else share_funnels
    funnels = made([compared.numerators], [compared.denominators])
    manner = COUNTS if counts else SHARES
    told = [body_words(funnels, 0, unit, manner) for unit in range(len(compared.names))]
    _show(
        {
            "chart": "funnel",
            "of": "counts by exposure" if counts else "shares",
            **_funnel_facts(funnels),
            "says": funnel_words(funnels, 0),
            "units": _units(funnels, compared, told),
        }
    )


def _chart_facts(charts: Charts, verdict: str) -> Mapping[str, Any]:
    from hub.oversight.spc.charts import Assurance, Judged, Kind

    return {
        "kind": _name(Kind, charts.kind[0]),
        "points_given": int(charts.points[0]),
        "limits_made_from": int(charts.made_from[0]),
        "variation": _name(Judged, charts.variation[0]),
        "assurance": _name(Assurance, charts.assurance[0]),
        "verdict": verdict,
    }


def _points(charts: Charts, dates: tuple[str, ...]) -> list[Mapping[str, Any]]:
    from hub.oversight.spc.charts import Judged, Signal

    lines = ("value", "centre", "lower", "near_lower", "near_upper", "upper")
    table = [getattr(charts, "values" if line == "value" else line)[0] for line in lines]
    return [
        {
            "date": day,
            **{line: float(values[at]) for line, values in zip(lines, table, strict=True)},
            "signal": _name(Signal, charts.signal[0, at]),
            "judged": _name(Judged, charts.judged[0, at]),
        }
        for at, day in enumerate(dates)
    ]


def _funnel_facts(funnels: Funnels) -> Mapping[str, Any]:
    return {
        "compared": int(funnels.bodies[0]),
        "centre": float(funnels.centre[0]),
        "phi": float(funnels.phi[0]),
        "tau2": float(funnels.tau2[0]),
        "limits_in_use": "widened" if funnels.adjusted[0] else "exact",
        "beyond_95": {"found": int(funnels.found_95[0]), "expected_by_chance": float(funnels.expected_95[0])},
        "beyond_998": {"found": int(funnels.found_998[0]), "expected_by_chance": float(funnels.expected_998[0])},
        "can_flag": bool(funnels.can_flag[0]),
    }


def _units(funnels: Funnels, compared: Units, told: list[str]) -> list[Mapping[str, Any]]:
    from hub.oversight.comparison.funnels import Flag

    return [
        {
            "unit": name,
            "numerator": compared.numerators[at],
            "denominator": compared.denominators[at],
            "value": float(funnels.values[0, at]),
            "expected": float(funnels.wholes[0, at] * funnels.centre[0]),
            "z": float(funnels.z[0, at]),
            "exact": _limits(funnels.exact, at),
            "widened": _limits(funnels.widened, at),
            "flag": _name(Flag, funnels.flag[0, at]),
            "at_the_edge": bool(funnels.edge[0, at]),
            "says": says,
        }
        for at, (name, says) in enumerate(zip(compared.names, told, strict=True))
    ]


def _limits(limits: Limits, at: int) -> Mapping[str, float]:
    return {name: float(getattr(limits, name)[0, at]) for name in ("lower_998", "lower_95", "upper_95", "upper_998")}


def _name(codes: type[IntEnum], code: int) -> str:
    return codes(code).name.lower()


def _show(facts: Mapping[str, Any]) -> None:
    """Missing: null."""
    click.echo(orjson.dumps(facts, option=orjson.OPT_INDENT_2).decode())


COMMANDS = (chart,)
