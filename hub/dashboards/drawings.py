"""Charts on a screen: a picture at once, something to explore once Dash has started."""

from __future__ import annotations

import base64
from typing import Any

from dash import dcc, html

from hub.charts.bars import HEIGHT, WIDTH, StackedBars, plotly_figure
from hub.charts.drawn_bars import LYING_WIDTH, lying, lying_frame, upright
from hub.dashboards.markup import Node

NARROW = "(max-width: 48em)"  # as hub.css has it


def drawn(spec: StackedBars) -> Node:
    """A chart as a picture: at once, and without JavaScript; on a narrow screen its bars lie."""
    return _figure(
        spec,
        [
            html.Picture(
                [
                    html.Source(media=NARROW, srcSet=_address(lying(spec))),
                    _picture(spec, upright(spec), WIDTH, HEIGHT),
                ]
            )
        ],
    )


def explorable(spec: StackedBars) -> Any:
    """The same chart, to explore; on a narrow screen, where nothing can be pointed at, it stays a picture."""
    graph = dcc.Graph(
        figure=plotly_figure(spec),
        config={"displayModeBar": False, "responsive": True},
        style={"height": f"{HEIGHT}px"},
    )
    picture = _picture(spec, lying(spec), LYING_WIDTH, round(lying_frame(spec).height))
    return _figure(spec, [html.Div(graph, className="hub-where-wide"), html.Div(picture, className="hub-where-narrow")])


def _picture(spec: StackedBars, drawing: str, width: int, height: int) -> Node:
    return html.Img(src=_address(drawing), alt=spec.finding, width=str(width), height=str(height))


def _address(drawing: str) -> str:
    return f"data:image/svg+xml;base64,{base64.b64encode(drawing.encode()).decode()}"


def _figure(spec: StackedBars, drawing: list[Node]) -> Node:
    return html.Figure([html.Figcaption(spec.finding), *drawing], className="hub-chart")
