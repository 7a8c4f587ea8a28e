"""Returns over time: how reporting went in the periods before, as a chart and as a table of the same numbers."""

from __future__ import annotations

from collections.abc import Sequence

from hub.charts.bars import Series, StackedBars
from hub.charts.of_measures import short
from hub.dashboards import pieces
from hub.dashboards.drawings import Draw
from hub.dashboards.looks import LOOKS
from hub.dashboards.markup import Node
from hub.dashboards.tables import Cell, table
from hub.oversight.picture import PeriodRates
from hub.oversight.reporting import CAME, DUE_ON_A_DAY, ReturnState

EXPECTED = frozenset({*CAME, *DUE_ON_A_DAY})  # a bar is as high as the number of returns that were expected
HAPPENED = "What became of organisations in these periods. Each return is counted for the body that sent it:"


def over_time(trend: Sequence[PeriodRates], chart: Draw, heading: str, happened: Sequence[str] = ()) -> list[Node]:
    """The chart and the table, under a heading; of one period alone there is no chart.

    Shapes: `happened` is what became of the bodies in these periods, which the numbers alone do not tell.
    Missing: nothing where no return was expected in any period.
    """
    shown = [each for each in trend if each.rates.received.denominator]
    if not shown:
        return []
    states = _states(shown)
    return [
        pieces.heading(heading),
        *([chart(_bars(shown))] if len(shown) > 1 else []),
        table(
            "Returns by period",
            ["Period", "Expected", *[state.label for state in states]],
            [_cells(each, states) for each in reversed(shown)],
        ),
        *([pieces.paragraph(HAPPENED), pieces.bullets(list(happened))] if happened else []),
    ]


def _states(shown: Sequence[PeriodRates]) -> list[ReturnState]:
    """The states that can be: those of a deadline where any period has one, and any other that there is."""
    with_deadlines = any(each.rates.on_time.denominator for each in shown)
    there = {state for each in shown for state, count in each.rates.counts.items() if count}
    return [state for state in ReturnState if state in there or (with_deadlines and state in DUE_ON_A_DAY)]


def _cells(each: PeriodRates, states: Sequence[ReturnState]) -> list[Cell]:
    counts = [each.rates.received.denominator, *(each.rates.counts[state] for state in states)]
    return [Cell(each.period.label), *(Cell(f"{count:,}", numeric=True) for count in counts)]


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
    counted = "1 return" if expected == 1 else f"{expected:,} returns"
    periods = "1 period" if len(shown) == 1 else f"{len(shown)} periods"
    if not any(each.rates.on_time.denominator for each in shown):
        return f"{counted} received in {periods} without a deadline"
    return f"Of {counted} in {periods}, {late:,} came late and {_are(missing)} missing"


def _are(count: int) -> str:
    return f"{count:,} is" if count == 1 else f"{count:,} are"
