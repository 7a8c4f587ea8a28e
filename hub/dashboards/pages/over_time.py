"""Returns over time: how reporting went in the periods before, as a chart and as a table of the same numbers."""

from __future__ import annotations

from collections.abc import Sequence

from hub.charts.bars import Series, StackedBars
from hub.charts.of_measures import short
from hub.dashboards import pieces
from hub.dashboards.charted import Beside, charted
from hub.dashboards.data_tables import DataTable, Field
from hub.dashboards.drawings import Draw
from hub.dashboards.looks import LOOKS
from hub.dashboards.markup import Node
from hub.oversight.picture import PeriodRates, Picture
from hub.oversight.reporting import CAME, DUE_ON_A_DAY, ReturnState
from hub.oversight.written import capital, how_many

NAME = "returns-over-time"
CAVEATS = ("Organisations that did not exist yet, or are not to report for a period, are not expected in it.",)
EXPECTED = frozenset({*CAME, *DUE_ON_A_DAY})  # a bar is as high as the number of returns that were expected
HAPPENED = "What became of organisations in these periods. Each return is counted for the body that sent it:"


def returns_table(picture: Picture) -> DataTable:
    """The numbers of the chart, newest period first."""
    shown = _shown(picture)
    states = _states(shown)
    fields = (
        Field("period", "Period"),
        Field("expected", "Expected"),
        *(Field(state, state.label) for state in states),
    )
    rows = tuple(_row(each, states) for each in reversed(shown))
    return DataTable(
        NAME, f"Returns by period, up to {picture.period.label}", fields, rows, (*CAVEATS, *_told(picture))
    )


def over_time(picture: Picture, chart: Draw, heading: str, address: str, query: str) -> list[Node]:
    """The chart with what belongs to it, under a heading; of one period alone there is no chart.

    Missing: nothing where no return was expected in any period.
    """
    shown = _shown(picture)
    if not shown:
        return []
    expected = sum(each.rates.received.denominator for each in shown)
    beside = Beside(
        says=(),
        number=capital(f"{how_many(expected, 'return', 'returns')} expected in {_periods(len(shown))}."),
        sources="From the first version of each return: by the day it came, a return is in time or late.",
        caveats=CAVEATS,
        table=returns_table(picture),
        address=address,
        query=query,
    )
    return [
        pieces.heading(heading),
        charted(chart, _bars(shown) if len(shown) > 1 else None, beside),
        *([pieces.paragraph(HAPPENED), pieces.bullets(list(picture.happened))] if picture.happened else []),
    ]


def _shown(picture: Picture) -> Sequence[PeriodRates]:
    return [each for each in picture.trend if each.rates.received.denominator]


def _told(picture: Picture) -> Sequence[str]:
    return (HAPPENED, *picture.happened) if picture.happened else ()


def _states(shown: Sequence[PeriodRates]) -> list[ReturnState]:
    """The states that can be: those of a deadline where any period has one, and any other that there is."""
    with_deadlines = any(each.rates.on_time.denominator for each in shown)
    there = {state for each in shown for state, count in each.rates.counts.items() if count}
    return [state for state in ReturnState if state in there or (with_deadlines and state in DUE_ON_A_DAY)]


def _row(each: PeriodRates, states: Sequence[ReturnState]) -> tuple[str | int, ...]:
    return (each.period.label, each.rates.received.denominator, *(each.rates.counts[state] for state in states))


def _bars(shown: Sequence[PeriodRates]) -> StackedBars:
    drawn = [state for state in ReturnState if state in EXPECTED and any(each.rates.counts[state] for each in shown)]
    return StackedBars(
        finding=_finding(shown),
        categories=tuple(short(each.period.name) for each in shown),
        series=tuple(
            Series(
                state.label,
                tuple(each.rates.counts[state] for each in shown),
                LOOKS[state].colour,
                LOOKS[state].pattern,
            )
            for state in drawn
        ),
        unit="returns",
    )


def _finding(shown: Sequence[PeriodRates]) -> str:
    late = sum(each.rates.late for each in shown)
    missing = sum(each.rates.missing for each in shown)
    expected = sum(each.rates.received.denominator for each in shown)
    counted, periods = how_many(expected, "return", "returns"), _periods(len(shown))
    if not any(each.rates.on_time.denominator for each in shown):
        return f"{counted} received in {periods} without a deadline"
    return f"Of {counted} in {periods}, {late:,} came late and {_are(missing)} missing"


def _are(count: int) -> str:
    return f"{count:,} is" if count == 1 else f"{count:,} are"


def _periods(count: int) -> str:
    return how_many(count, "period", "periods")
