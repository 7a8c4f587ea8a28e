"""Charts on a screen: a picture at once, something to explore once Dash has started; for every kind of chart."""

from __future__ import annotations

import base64
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from dash import dcc

from hub.charts import bars, drawn_bars, funnel, time
from hub.charts.bars import StackedBars
from hub.charts.funnel import FunnelChart
from hub.charts.time import TimeChart
from hub.dashboards import html, pieces
from hub.dashboards.markup import Node

NARROW = "(max-width: 48em)"  # as hub.css has it
Spec = StackedBars | FunnelChart | TimeChart
Draw = Callable[[Spec], Node]


@dataclass(frozen=True, slots=True)
class Drawn:
    """A chart as two pictures. Units: heights are those of the pictures, as wide as `width` and `narrow_width`."""

    wide: str
    narrow: str
    width: int
    height: int
    narrow_width: int
    narrow_height: int


def drawn(spec: Spec, explore: str = "") -> Node:
    """A chart as a picture: at once, and without JavaScript; on a narrow screen another one.

    Missing: without the address at which it can be explored there is no link to it.
    """
    made = _drawn(spec)
    way = html.P(pieces.link("Explore this chart", explore, f": {spec.finding}"), className="govuk-body")
    return _figure(
        spec,
        [
            html.Picture(
                [
                    html.Source(media=NARROW, srcSet=_address(made.narrow)),
                    _picture(spec, made.wide, made.width, made.height),
                ]
            ),
            html.Div(way, className="hub-where-wide hub-not-on-paper") if explore else None,
        ],
    )


def explorable(spec: Spec) -> Any:
    """The same chart, to explore; on a narrow screen, where nothing can be pointed at, it stays a picture."""
    made, (figure, height) = _drawn(spec), _plotly(spec)
    graph = dcc.Graph(
        figure=figure,
        config={"displayModeBar": False, "responsive": True},
        style={"height": f"{height}px"},
    )
    picture = _picture(spec, made.narrow, made.narrow_width, made.narrow_height)
    return _figure(spec, [html.Div(graph, className="hub-where-wide"), html.Div(picture, className="hub-where-narrow")])


def panel(spec: TimeChart) -> Node:
    """A series as a small picture, one among several; it is not for exploring."""
    return _picture(spec, time.panel(spec), time.PANEL_WIDTH, time.PANEL_HEIGHT)


def _drawn(spec: Spec) -> Drawn:
    if isinstance(spec, StackedBars):
        low = round(drawn_bars.lying_frame(spec).height)
        wide, lying = drawn_bars.upright(spec), drawn_bars.lying(spec)
        return Drawn(wide, lying, bars.WIDTH, bars.HEIGHT, drawn_bars.LYING_WIDTH, low)
    made = funnel if isinstance(spec, FunnelChart) else time
    wide, narrow = (
        (funnel.wide(spec), funnel.narrow(spec))
        if isinstance(spec, FunnelChart)
        else (time.wide(spec), time.narrow(spec))
    )
    return Drawn(wide, narrow, made.WIDTH, made.HEIGHT, made.NARROW_WIDTH, made.NARROW_HEIGHT)


def _plotly(spec: Spec) -> tuple[dict[str, Any], int]:
    if isinstance(spec, StackedBars):
        return bars.plotly_figure(spec), bars.HEIGHT
    if isinstance(spec, FunnelChart):
        return funnel.plotly_figure(spec), funnel.HEIGHT
    return time.plotly_figure(spec), time.HEIGHT


def _picture(spec: Spec, drawing: str, width: int, height: int) -> Node:
    return html.Img(src=_address(drawing), alt=spec.finding, width=str(width), height=str(height))


def _address(drawing: str) -> str:
    return f"data:image/svg+xml;base64,{base64.b64encode(drawing.encode()).decode()}"


def _figure(spec: Spec, drawing: list[Node]) -> Node:
    return html.Figure([html.Figcaption(spec.finding), *drawing], className="hub-chart")
