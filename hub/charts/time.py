"""One series over time with its limits: a small panel among others, or a chart of its own. SVG and plotly.

A chart is told what to show and what it says; it computes nothing. A point with a signal has a shape of its own.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from hub.charts import key
from hub.charts.plane import (
    BLUE,
    FONT,
    GRID,
    INK,
    ORANGE,
    PAPER,
    QUIET,
    At,
    Mark,
    Plane,
    document,
    grid,
    letters,
    mark,
    path,
    round_values,
)
from hub.oversight.once import once_for_each

WIDTH, HEIGHT = 960, 360
NARROW_WIDTH, NARROW_HEIGHT = 320, 260
PANEL_WIDTH, PANEL_HEIGHT = 320, 170
LIMIT_DASH = "6 4"
FEWEST_LABELS = 2


class Means(Mark):
    """What a point means, by shape, colour and word."""

    CHANCE = ("circle", "#aed1ee", "what chance gives")
    BETTER = ("up", BLUE, "better than chance explains")
    WORSE = ("down", ORANGE, "worse than chance explains")
    CHANGED = ("diamond", INK, "a change that chance does not explain")


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class TimeChart:
    """A series over time.

    Shapes: one entry for each point in time; `begins` are the places where a new baseline begins, after the first.
    Units: `lowest` and `highest` are what the upright axis shows, the same for panels that stand together.
    Missing: NaN for a point that was not given, and for limits where there are none.
    """

    finding: str
    unit: str
    labels: tuple[str, ...]
    values: tuple[float, ...]
    centre: tuple[float, ...]
    lower: tuple[float, ...]
    upper: tuple[float, ...]
    means: tuple[Means, ...]
    begins: tuple[int, ...]
    lowest: float
    highest: float
    write: Callable[[float], str]


def wide(spec: TimeChart) -> str:
    """The chart as one SVG document."""
    return _drawing(spec, WIDTH, HEIGHT, 15)


def narrow(spec: TimeChart) -> str:
    """The same for a narrow screen."""
    return _drawing(spec, NARROW_WIDTH, NARROW_HEIGHT, 13)


@once_for_each
def panel(spec: TimeChart) -> str:
    """The same as a small panel, one of several: without a key."""
    return _drawing(spec, PANEL_WIDTH, PANEL_HEIGHT, 13, keyed=False)


def _drawing(spec: TimeChart, width: int, height: int, size: int, *, keyed: bool = True) -> str:
    there = [one for one in Means if any(one is each for each in _shown(spec))]
    rows = key.rows_of(_key(there), width) if keyed else []
    last = max(len(spec.labels) - 1, 1)
    values = round_values(spec.lowest, spec.highest, 5 if keyed else 3)
    left = 14 + size * 0.55 * max(len(spec.write(value)) for value in values)
    plane = Plane(
        width, height, left, 14, 10 + key.height(rows), 52 if keyed else 30, -0.3, last + 0.3, values[0], values[-1]
    )
    marks = "".join(
        mark((plane.x(at), plane.y(value)), means.shape, 4.5, means.colour)
        for at, (value, means) in enumerate(zip(spec.values, spec.means, strict=True))
        if not math.isnan(value)
    )
    return document(
        plane,
        spec.finding,
        key.drawn(rows)
        + grid(plane, values, spec.write)
        + _labels(spec, plane, size)
        + "".join(path(line, colour, 1.4, dash) for line, colour, dash in _lines(spec, plane))
        + path([(plane.x(at), plane.y(value)) for at, value in enumerate(spec.values)], INK, 1.3)
        + marks
        + (letters((0, height - 6), spec.unit) if keyed else ""),
        size,
    )


def _shown(spec: TimeChart) -> Iterator[Means]:
    for value, means in zip(spec.values, spec.means, strict=True):
        if not math.isnan(value):
            yield means


def _lines(spec: TimeChart, plane: Plane) -> Iterator[tuple[list[At], str, str]]:
    for places, line, colour, dashed in _baselines(spec):
        points = [(plane.x(at), math.nan if math.isnan(line[at]) else plane.y(line[at])) for at in places]
        yield points, colour, LIMIT_DASH if dashed else ""


def _baselines(spec: TimeChart) -> Iterator[tuple[range, tuple[float, ...], str, bool]]:
    """Average and limits of each baseline: where it runs, its values, their colour, whether it is dashed."""
    lines = (spec.centre, BLUE, False), (spec.lower, QUIET, True), (spec.upper, QUIET, True)
    for first, end in pairwise([0, *spec.begins, len(spec.labels)]):
        for line, colour, dashed in lines:
            yield range(first, end), line, colour, dashed


def _labels(spec: TimeChart, plane: Plane, size: int) -> str:
    """As many names under the plane as have room, the last among them."""
    room = size * 0.6 * max((len(label) for label in spec.labels), default=1) + 12
    most = max(FEWEST_LABELS, int((plane.width - plane.left - plane.right) // room))
    every = max(1, math.ceil(len(spec.labels) / most))
    last = len(spec.labels) - 1
    y = plane.height - plane.bottom + 18
    parts = []
    for at in range(last, -1, -every):
        x = plane.x(at)
        anchor = "end" if x + room / 2 > plane.width else "middle" if x - room / 2 >= 0 else "start"
        parts.append(letters((plane.width if anchor == "end" else x, y), spec.labels[at], anchor))
    return "".join(parts)


def _key(there: list[Means]) -> list[key.Entry]:
    return [
        *(key.Entry(mark((12, 0), one.shape, 4.5, one.colour), one.label) for one in there),
        key.Entry(path([(2, 0), (26, 0)], BLUE, 1.4), "average"),
        key.Entry(path([(2, 0), (26, 0)], QUIET, 1.4, LIMIT_DASH), "limits of chance"),
    ]


def plotly_figure(spec: TimeChart) -> dict[str, Any]:
    """The chart as a plotly figure, a plain dict."""
    labels, axis = list(spec.labels), {"gridcolor": GRID, "zeroline": False, "automargin": True}
    values = round_values(spec.lowest, spec.highest)
    return {
        "data": [*_plotly_lines(spec), _plotly_values(spec)],
        "layout": {
            "font": {"family": FONT, "size": 15, "color": INK},
            "showlegend": False,
            "margin": {"l": 60, "r": 10, "t": 10, "b": 50},
            "height": HEIGHT,
            "hovermode": "closest",
            "paper_bgcolor": PAPER,
            "plot_bgcolor": PAPER,
            "xaxis": {**axis, "type": "category", "categoryorder": "array", "categoryarray": labels},
            "yaxis": {
                **axis, "title": {"text": spec.unit}, "tickvals": values, "range": [values[0], values[-1]],
                "ticktext": [spec.write(value) for value in values],
            },
        },
    }  # fmt: skip


def _plotly_lines(spec: TimeChart) -> Iterator[dict[str, Any]]:
    for places, line, colour, dashed in _baselines(spec):
        yield {
            "type": "scatter",
            "mode": "lines",
            "x": [spec.labels[at] for at in places],
            "y": _given(line[places.start : places.stop]),
            "line": {"color": colour, "width": 1.4, "dash": "dash" if dashed else "solid"},
            "hoverinfo": "skip",
        }


PLOTLY_SHAPES = {"circle": "circle", "up": "triangle-up", "down": "triangle-down", "diamond": "diamond"}


def _plotly_values(spec: TimeChart) -> dict[str, Any]:
    told = [spec.write(value) if value == value else "" for value in spec.values]
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "x": list(spec.labels),
        "y": _given(spec.values),
        "line": {"color": INK, "width": 1.3},
        "customdata": [[value, one.label] for value, one in zip(told, spec.means, strict=True)],
        "hovertemplate": "%{x}: %{customdata[0]}, %{customdata[1]}<extra></extra>",
        "marker": {
            "symbol": [PLOTLY_SHAPES[one.shape] for one in spec.means], "size": 10,
            "color": [one.colour for one in spec.means], "line": {"color": INK, "width": 1},
        },
    }  # fmt: skip


def _given(values: tuple[float, ...]) -> list[float | None]:
    return [None if math.isnan(value) else value for value in values]
