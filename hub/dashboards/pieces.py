"""The pieces of a screen, as GOV.UK draws them, in Dash components. They know nothing of complaints."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dash import dcc, html

from hub.charts.bars import HEIGHT, WIDTH, StackedBars, plotly_figure, svg
from hub.dashboards.markup import Node

TONES = {"plain": "", "quiet": " govuk-tag--grey", "attention": " govuk-tag--yellow", "ask": " govuk-tag--orange"}


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table: what it shows, and whether that is a number."""

    content: Node
    numeric: bool = False
    nowrap: bool = False


def status(text: str, tone: str) -> Node:
    """A state in words; the colour repeats it and never replaces it."""
    return html.Strong(text, className=f"govuk-tag{TONES[tone]} hub-status")


def small(content: Node, *, wide: bool = False) -> Node:
    """A reason, in smaller letters, on a line of its own."""
    return html.Span(content, className="hub-reason hub-reason--wide" if wide else "hub-reason")


def link(text: str, address: str, hidden: str = "") -> Node:
    """A link; `hidden` completes its words for those who hear the page."""
    more = [html.Span(f" {hidden}", className="govuk-visually-hidden")] if hidden else []
    return html.A([text, *more], href=address, className="govuk-link")


def figures(rows: Sequence[tuple[str, str, str]]) -> Node:
    """A few figures at the head of a screen: what is counted, the figure, a note."""
    return html.Dl(
        [
            html.Div(
                [
                    html.Dt(counted, className="hub-figures__counted"),
                    html.Dd(figure, className="hub-figures__figure"),
                    html.Dd(note, className="hub-figures__note") if note else None,
                ],
                className="hub-figures__one",
            )
            for counted, figure, note in rows
        ],
        className="hub-figures",
    )


def table(
    caption: str, head: Sequence[Node], rows: Sequence[Sequence[Cell]], label: str, *, keep_first: bool = False
) -> Node:
    """A table that scrolls inside its own region; the first cell of each row is its header.

    `keep_first` keeps those headers in sight while a wide table scrolls.
    """
    numeric = [index for index, cell in enumerate(rows[0]) if cell.numeric] if rows else []
    return html.Div(
        html.Table(
            [
                html.Caption(
                    html.Span(caption, className="hub-caption"),
                    className="govuk-table__caption govuk-table__caption--m",
                ),
                html.Thead(
                    html.Tr(
                        [_heading(text, index in numeric) for index, text in enumerate(head)],
                        className="govuk-table__row",
                    ),
                    className="govuk-table__head",
                ),
                html.Tbody([_row(row) for row in rows], className="govuk-table__body"),
            ],
            className="govuk-table",
        ),
        className="hub-scrolling hub-keep-first" if keep_first else "hub-scrolling",
        role="region",
        tabIndex=0,
        **_aria_label(label),
    )


def _aria_label(label: str) -> dict[str, Any]:
    return {"aria-label": label}


def _heading(text: Node, numeric: bool) -> Node:
    more = " govuk-table__header--numeric" if numeric else ""
    return html.Th(text, scope="col", className=f"govuk-table__header{more}")


def _row(row: Sequence[Cell]) -> Node:
    first, *others = row
    return html.Tr(
        [html.Th(first.content, scope="row", className="govuk-table__header"), *[_cell(cell) for cell in others]],
        className="govuk-table__row",
    )


def _cell(cell: Cell) -> Node:
    numeric = " govuk-table__cell--numeric" if cell.numeric else ""
    nowrap = " hub-nowrap" if cell.nowrap else ""
    return html.Td(cell.content, className=f"govuk-table__cell{numeric}{nowrap}")


def select(label: str, name: str, options: Sequence[tuple[str, str]], chosen: str) -> Node:
    """A native list to choose from; its choice becomes part of the address."""
    return html.Div(
        [
            html.Label(label, htmlFor=name, className="govuk-label"),
            html.Select(
                [html.Option(text, value=value, selected=value == chosen or None) for value, text in options],
                id=name,
                name=name,
                className="govuk-select",
            ),
        ],
        className="govuk-form-group",
    )


def filters(address: str, *choices: Node) -> Node:
    """A form that asks for the same page with other choices, by GET."""
    button = html.Button("Show", type="submit", className="govuk-button govuk-button--secondary")
    return html.Form([*choices, button], method="get", action=address, className="hub-filters")


def drawn(spec: StackedBars) -> Node:
    """A chart as a picture: at once, and without JavaScript."""
    encoded = base64.b64encode(svg(spec).encode()).decode()
    return _figure(
        spec,
        html.Img(src=f"data:image/svg+xml;base64,{encoded}", alt=spec.finding, width=str(WIDTH), height=str(HEIGHT)),
    )


def explorable(spec: StackedBars) -> Any:
    """The same chart, to explore."""
    graph = dcc.Graph(
        figure=plotly_figure(spec),
        config={"displayModeBar": False, "responsive": True},
        style={"height": f"{HEIGHT}px"},
    )
    return _figure(spec, graph)


def _figure(spec: StackedBars, drawing: Node) -> Node:
    """A drawing under its finding; where it is wider than the screen it scrolls in its own frame, like a table."""
    frame = html.Div(
        drawing,
        className="hub-figure-frame",
        role="region",
        tabIndex=0,
        **_aria_label(f"{spec.finding}: chart, scrolls sideways"),
    )
    return html.Figure([html.Figcaption(spec.finding), frame], className="hub-chart")


def paragraph(content: Node) -> Node:
    """A paragraph of the page."""
    return html.P(content, className="govuk-body")


def heading(text: str, size: str = "m") -> Node:
    """A heading of the second order."""
    return html.H2(text, className=f"govuk-heading-{size}")


def bullets(items: Sequence[Node]) -> Node:
    """A list with bullets."""
    return html.Ul([html.Li(item) for item in items], className="govuk-list govuk-list--bullet")


def lines(texts: Sequence[str], *, wide: bool = False) -> Node:
    """A few lines of text in a cell; `wide` gives sentences the room to be read."""
    more = " hub-reasons--wide" if wide else ""
    return html.Ul([html.Li(text) for text in texts], className=f"hub-reasons{more}")


def facts(rows: Sequence[tuple[str, Node]]) -> Node:
    """A list of names and values."""
    return html.Dl(
        [
            html.Div(
                [
                    html.Dt(name, className="govuk-summary-list__key"),
                    html.Dd(value, className="govuk-summary-list__value"),
                ],
                className="govuk-summary-list__row",
            )
            for name, value in rows
        ],
        className="govuk-summary-list",
    )
