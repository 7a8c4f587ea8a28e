"""Completeness over time: how many returns of each period report all of the minimum data, as a chart and its table."""

from __future__ import annotations

from collections.abc import Sequence

from hub.charts.bars import Series, StackedBars
from hub.charts.of_measures import short
from hub.dashboards import pieces
from hub.dashboards.charted import Beside, charted
from hub.dashboards.data_tables import DataTable, Field
from hub.dashboards.drawings import Draw
from hub.dashboards.markup import Node
from hub.oversight.picture import Picture
from hub.oversight.whole_returns import Whole, whole_returns

TITLE = "Completeness over time"
NAME = "completeness"
FIELDS = (
    Field("period", "Period"),
    Field("returns", "Returns"),
    Field("reported_in_full", "Everything reported"),
    Field("not_in_full", "Something not reported"),
    Field("not_shown", "Not shown"),
    Field("items_reported", "Items reported in full"),
    Field("items_asked", "Items that can arise"),
)
SERIES = (("Everything reported", "whole", "#5694ca", ""), ("Something not reported", "partly", "#f47738", "."))
HIDDEN = ("Not shown", "not_shown", "#dddddd", "x")
CAVEATS = (
    "Of the organisations that owe a return for this period, with what each has sent for the periods before.",
    "An item that cannot arise, such as an action where nothing went wrong, is not asked for.",
)


def completeness_table(picture: Picture) -> DataTable:
    """The numbers of the chart, newest period first."""
    rows = tuple(_row(each) for each in reversed(_shown(picture)))
    return DataTable(NAME, f"Minimum data reported, periods up to {picture.period.label}", FIELDS, rows, CAVEATS)


def section(picture: Picture, draw: Draw, address: str, query: str) -> list[Node]:
    """The chart with what belongs to it. Missing: nothing where nothing has come in any period."""
    shown = _shown(picture)
    if not shown:
        return []
    returns = sum(_returns(each) for each in shown)
    beside = Beside(
        says=(),
        number=f"Made of {returns:,} {'return' if returns == 1 else 'returns'}.",
        sources="From the current version of each return.",
        caveats=CAVEATS,
        table=completeness_table(picture),
        address=address,
        query=query,
    )
    return [pieces.heading(TITLE), charted(draw, _bars(shown) if len(shown) > 1 else None, beside)]


def _shown(picture: Picture) -> Sequence[Whole]:
    return [each for each in whole_returns(picture.meaning.panel) if _returns(each)]


def _returns(each: Whole) -> int:
    return each.whole + each.partly + each.not_shown


def _row(each: Whole) -> tuple[str | int, ...]:
    told = (each.whole, each.partly, each.not_shown, each.items.numerator, each.items.denominator)
    return (each.period.label, _returns(each), *told)


def _bars(shown: Sequence[Whole]) -> StackedBars:
    hidden = [HIDDEN] if any(each.not_shown for each in shown) else []
    return StackedBars(
        finding=_finding(shown[-1], shown[-2]),
        categories=tuple(short(each.period.name) for each in shown),
        series=tuple(
            Series(name, tuple(getattr(each, of) for each in shown), colour, pattern)
            for name, of, colour, pattern in [*SERIES, *hidden]
        ),
        unit="returns",
    )


def _finding(latest: Whole, before: Whole) -> str:
    told = latest.shown
    report = "reports" if told.numerator == 1 else "report"
    now = f"For {latest.period.label}, {told} returns {report} all of the minimum data"
    return f"{now}; for {before.period.label} it was {before.shown}"
