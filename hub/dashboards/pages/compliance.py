"""Compliance: who has returned, and which of the minimum data M1 to M8 each return reports, with reasons.

The order is that of the bodies' names. There is no score and no ranking.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from dash import html

from hub.charts.bars import Series, StackedBars
from hub.contract.minimum_data import ITEMS, Reported
from hub.dashboards import pieces
from hub.dashboards.asked import Asked
from hub.dashboards.markup import Node
from hub.dashboards.pieces import Cell
from hub.oversight.compliance import ITEM_NAMES, ItemState
from hub.oversight.picture import PeriodRates, Picture, Row
from hub.oversight.reporting import ReportingRates, ReturnState, day_in_words

ADDRESS = "/oversight/compliance"
TITLE = "Returns and minimum data"
STATE_TONES = {
    ReturnState.ON_TIME: "plain",
    ReturnState.LATE: "attention",
    ReturnState.MISSING: "ask",
    ReturnState.NOT_YET_DUE: "quiet",
    ReturnState.RECEIVED: "plain",
    ReturnState.NOT_ASKED_FOR: "quiet",
}
ITEM_TONES = {
    Reported.FULLY: "plain",
    Reported.PARTLY: "attention",
    Reported.NOT: "ask",
    Reported.NOT_APPLICABLE: "quiet",
}
STATE_COLOURS = {
    ReturnState.ON_TIME: "#5694ca",
    ReturnState.LATE: "#ffdd00",
    ReturnState.MISSING: "#f47738",
    ReturnState.NOT_YET_DUE: "#dddddd",
    ReturnState.RECEIVED: "#5694ca",
    ReturnState.NOT_ASKED_FOR: "#eeeeee",
}

Chart = Callable[[StackedBars], Any]


def chosen_rows(picture: Picture, asked: Asked) -> tuple[Row, ...]:
    """The rows that the page and its download show."""
    return tuple(row for row in picture.rows if asked.organisation in ("", row.organisation.code))


def layout(picture: Picture, asked: Asked, chart: Chart, *, opens_returns: bool = True) -> Node:
    """The page. `chart` draws: as a picture for the first view, to explore once Dash has started.

    `opens_returns` is whether the reader may open a return; without it there is no link to one.
    """
    rows = chosen_rows(picture, asked)
    return html.Div(
        [
            html.Span(picture.department_name, className="govuk-caption-l"),
            html.H1(f"{TITLE}, {picture.period.label}", className="govuk-heading-l"),
            _filters(picture, asked),
            pieces.paragraph(finding(picture)),
            _figures(picture),
            _table(picture, rows, opens_returns),
            _download(picture, asked),
            *_over_time(picture, chart),
            *_key(),
        ]
    )


def finding(picture: Picture) -> str:
    """What the page says, in a sentence or two."""
    rates = picture.rates
    if not picture.rows:
        return "No organisation owes a return for this period."
    if picture.due_on is None:
        return _without_deadline(rates)
    returns = "return has" if rates.received.denominator == 1 else "returns have"
    parts = [f"{rates.received} {returns} been received, {rates.on_time} on time."]
    if rates.missing:
        names = ", ".join(row.organisation.name for row in picture.rows if row.state is ReturnState.MISSING)
        parts.append(f"Missing: {names}.")
    if rates.not_yet_due and picture.due_on:
        parts.append(f"{rates.not_yet_due} still to come, due {day_in_words(picture.due_on)}.")
    return " ".join(parts)


def _without_deadline(rates: ReportingRates) -> str:
    came, not_asked = rates.received.numerator, rates.counts[ReturnState.NOT_ASKED_FOR]
    received = "1 return has" if came == 1 else f"{came:,} returns have"
    left = f" {not_asked:,} not asked for." if not_asked else ""
    return f"{received} been received. The department set no deadline for this period.{left}"


def _filters(picture: Picture, asked: Asked) -> Node:
    periods = [(period.name, f"{period.label} ({period.name})") for period in picture.periods]
    if picture.period not in picture.periods:
        periods.insert(0, (picture.period.name, picture.period.label))
    bodies = [("", "All organisations")] + [(row.organisation.code, row.organisation.name) for row in picture.rows]
    return pieces.filters(
        ADDRESS,
        pieces.select("Period", "period", periods, picture.period.name),
        pieces.select("Organisation", "organisation", bodies, asked.organisation),
    )


def _figures(picture: Picture) -> Node:
    rates = picture.rates
    told = [row for row in picture.rows if row.completeness is not None]
    whole = sum(row.completeness.numerator == row.completeness.denominator for row in told if row.completeness)
    talk = sum(bool(row.to_talk_about) for row in picture.rows)
    return pieces.figures(
        [
            (
                "Returns received",
                str(rates.received),
                (f"due {day_in_words(picture.due_on)}" if picture.due_on else "no deadline"),
            ),
            ("Received on time", str(rates.on_time), "by the first acceptance"),
            ("All minimum data reported", f"{whole} of {len(told)}" if told else "None yet", "of the returns received"),
            ("Something to talk about", f"{talk} of {len(picture.rows)}", "organisations"),
        ]
    )


def _table(picture: Picture, rows: Sequence[Row], opens_returns: bool) -> Node:
    if not rows:
        return pieces.paragraph("No organisation matches. Choose another period, or all organisations.")
    head: list[Node] = ["Organisation", "Return", "To talk about", "Reported in full"]
    head += [[html.Span(item, className="hub-item"), f" {ITEM_NAMES[item]}"] for item in ITEMS]
    caption = f"Returns and minimum data, {picture.period.label}"
    return pieces.table(
        caption,
        head,
        [_cells(row, opens_returns) for row in rows],
        label=f"{caption}: table, scrolls sideways",
        keep_first=True,
    )


def _cells(row: Row, opens_returns: bool) -> list[Cell]:
    items = {state.item: state for state in row.items}
    return [
        Cell(row.organisation.name),
        Cell(
            [
                pieces.status(row.state.label, STATE_TONES[row.state]),
                pieces.small(row.why, wide=True),
                _return_link(row) if opens_returns else None,
            ]
        ),
        Cell(_talk(row)),
        Cell(str(row.completeness) if row.completeness else "No return", nowrap=True),
        *[Cell(_item(items.get(item))) for item in ITEMS],
    ]


def _talk(row: Row) -> Node:
    if row.to_talk_about:
        return pieces.lines(row.to_talk_about, wide=True)
    return "Nothing from this return" if row.return_id else "Nothing yet"


def _item(state: ItemState | None) -> Node:
    if state is None:
        return "No return"
    return [pieces.status(state.label, ITEM_TONES[state.reported]), pieces.small(state.why)]


def _return_link(row: Row) -> Node:
    if row.return_id is None:
        return None
    corrected = row.version is not None and row.version > 1
    version = f"Read version {row.version}, corrected" if corrected else "Read the return"
    return html.Div(pieces.link(version, f"/returns/{row.return_id}", f"of {row.organisation.name}"))


def _download(picture: Picture, asked: Asked) -> Node:
    query = Asked(picture.period, asked.organisation).query()
    return pieces.paragraph(pieces.link("Download this table (CSV)", f"{ADDRESS}.csv?{query}"))


def _over_time(picture: Picture, chart: Chart) -> list[Node]:
    shown = [each for each in picture.trend if each.rates.received.denominator]
    if not shown:
        return []
    return [
        pieces.heading("Returns over time"),
        chart(_bars(shown)),
        pieces.table(
            "Returns by period",
            ["Period", "Expected", *[state.label for state in ReturnState]],
            [_period_cells(each) for each in reversed(shown)],
            label="Returns by period: table, scrolls sideways",
        ),
    ]


def _counts(each: PeriodRates) -> Mapping[ReturnState, int]:
    return each.rates.counts


def _period_cells(each: PeriodRates) -> list[Cell]:
    counts = [Cell(f"{count:,}", numeric=True) for count in _counts(each).values()]
    return [Cell(each.period.label), Cell(f"{each.rates.received.denominator:,}", numeric=True), *counts]


def _bars(shown: Sequence[PeriodRates]) -> StackedBars:
    late = sum(each.rates.late for each in shown)
    missing = sum(each.rates.missing for each in shown)
    owed = sum(each.rates.received.denominator for each in shown)
    counted = "1 return" if owed == 1 else f"{owed:,} returns"
    periods = "1 period" if len(shown) == 1 else f"{len(shown)} periods"
    finding = f"Of {counted} in {periods}, {late} came late and {_are(missing)} missing"
    return StackedBars(
        finding=finding,
        categories=tuple(_short(each) for each in shown),
        series=tuple(
            Series(state.label, tuple(_counts(each)[state] for each in shown), STATE_COLOURS[state])
            for state in ReturnState
        ),
        unit="returns",
    )


def _are(count: int) -> str:
    return f"{count} is" if count == 1 else f"{count} are"


def _short(each: PeriodRates) -> str:
    years, _, quarter = each.period.name.partition("-Q")
    return f"Q{quarter} {years}" if quarter else years


def _key() -> list[Node]:
    return [
        pieces.heading("What the words mean", "s"),
        pieces.bullets(
            [
                "Reported: the return has a value for the item, for each thing that the item asks about.",
                "Partly: some of them are there, as the numbers say.",
                "Not reported: there is no value, or the body gives a reason why it has none.",
                "Nothing to report: the item cannot arise, for example no action where nothing went wrong.",
            ]
        ),
        pieces.paragraph(
            "M1 to M8 are the minimum data that a parent department should see from each related organisation, at "
            "least once a year and preferably every quarter. A gap is a reason to talk, not a mark."
        ),
    ]
