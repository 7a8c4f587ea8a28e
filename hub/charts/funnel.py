"""A funnel: bodies by size, with the limits that chance gives at each size. As SVG and as a plotly figure.

A chart is told what to show and what it says; it computes nothing and orders nobody. Marks differ by shape as well as
by colour, because nothing may rest on colour alone.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

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
    below,
    document,
    grid,
    letters,
    mark,
    path,
    round_values,
)
from hub.oversight.arrays import Floats
from hub.oversight.once import once_for_each

WIDTH, HEIGHT = 960, 440
NARROW_WIDTH, NARROW_HEIGHT = 320, 400
LETTER = 8.0  # about as wide as one of them
HIGH = 13.0  # a line of them
HALO = f' stroke="{PAPER}" stroke-width="3" paint-order="stroke"'  # so that a line behind a name does not strike it out
DASHES = {"95": "2 3", "998": "7 4"}
Box = tuple[float, float, float, float]
Way = tuple[float, float, str]  # where a name stands, and which of its ends is there
LINES = {"lower_998": "998", "lower_95": "95", "upper_95": "95", "upper_998": "998"}
PLOTLY_DASHES = {"95": "dot", "998": "dash"}


class Lies(Mark):
    """Where a body lies, by the shape and colour of its mark, and the word for it in the key."""

    WITHIN = ("circle", "#aed1ee", "within the limits")
    BEYOND = ("diamond", ORANGE, "beyond the 95% limits")
    FAR_BEYOND = ("square", INK, "beyond the 99.8% limits")


@dataclass(frozen=True, slots=True)
class Point:
    """One body. Units: `size` and `value` are those of the axes.

    `named` is whether its name may stand beside its mark, `chosen` whether it must.
    """

    name: str
    size: float
    value: float
    lies: Lies
    named: bool
    chosen: bool
    says: str


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class FunnelChart:
    """A funnel.

    Shapes: `sizes` and the lines have one number for each place of the curves; `lines` by `lower_998`, `lower_95`,
    `upper_95`, `upper_998`.
    Units: `write` writes a value of the upright axis; sizes are counts. No value is above `most`.
    Missing: `of_all` is the same chart with other names, or none, where there is one: all else is drawn once for both.
    """

    finding: str
    across: str
    up: str
    points: tuple[Point, ...]
    centre: float
    centre_name: str
    sizes: tuple[float, ...]
    lines: dict[str, tuple[float, ...]]
    write: Callable[[float], str]
    most: float = math.inf
    of_all: FunnelChart | None = None

    @property
    def highest(self) -> float:
        """The highest value that must be seen; limits of the smallest bodies may run out of the drawing."""
        values = [point.value for point in self.points]
        middle = sorted(self.lines["upper_998"])[len(self.sizes) // 2] if self.sizes else self.centre
        return min(max([*values, middle, self.centre]) * 1.05, self.most)


def wide(spec: FunnelChart) -> str:
    """The funnel as one SVG document."""
    return _kept(spec, WIDTH, HEIGHT)


def narrow(spec: FunnelChart) -> str:
    """The same for a narrow screen."""
    return _kept(spec, NARROW_WIDTH, NARROW_HEIGHT)


def _kept(spec: FunnelChart, width: int, height: int) -> str:
    """The drawing; that in which nobody was chosen is asked for again and again, and is made once."""
    return _drawing(spec, width, height) if spec.of_all else _of_nobody(spec, width, height)


@once_for_each
def _of_nobody(spec: FunnelChart, width: int, height: int) -> str:
    return _drawing(spec, width, height)


def _drawing(spec: FunnelChart, width: int, height: int) -> str:
    plane, drawn, taken = _without_names(spec.of_all or spec, width, height)
    names = _names(plane, [point for point in spec.points if point.named], taken)
    return document(plane, spec.finding, drawn + names, 15 if width == WIDTH else 13)


@once_for_each
def _without_names(spec: FunnelChart, width: int, height: int) -> tuple[Plane, str, Floats]:
    """All but the names, and the boxes of the marks. Shapes: [marks, left and top and right and bottom]."""
    lies = [one for one in Lies if any(point.lies is one for point in spec.points)]
    values, sizes = (
        round_values(0, spec.highest),
        round_values(0, max(spec.sizes, default=1), 3 if width < WIDTH else 8),
    )
    rows = key.rows_of(_key(spec, lies), width)
    plane = Plane(width, height, 56, 30, 10 + key.height(rows), 58, 0, sizes[-1], 0, values[-1])
    inside = [(size, number) for number, size in enumerate(spec.sizes)]
    curves = "".join(
        path([(plane.x(size), plane.y(line[at])) for size, at in inside], QUIET, 1.4, DASHES[LINES[name]])
        for name, line in spec.lines.items()
    )
    centre = path([(plane.left, plane.y(spec.centre)), (plane.x(sizes[-1]), plane.y(spec.centre))], BLUE, 1.8)
    places = [_place(plane, point) for point in spec.points]
    marks = "".join(mark(at, one.lies.shape, 5.5, one.lies.colour) for at, one in zip(places, spec.points, strict=True))
    drawn = (
        key.drawn(rows)
        + grid(plane, values, spec.write)
        + below(plane, sizes, lambda value: f"{value:,.0f}")
        + letters((plane.left, height - 10), spec.across)
        + curves
        + centre
        + marks
    )
    return plane, drawn, np.array([_box((x - 6, y + 6), 12, "start") for x, y in places]).reshape(-1, 4)


def _place(plane: Plane, point: Point) -> At:
    return plane.x(point.size), plane.y(point.value)


def _names(plane: Plane, named: Sequence[Point], marks: Floats) -> str:
    """The names beside their marks. Those that stand out are always written; others where there is room."""
    ordered = sorted(named, key=lambda one: (not _stands_out(one), one.name))
    inside = [[*_stands(plane, point)] for point in ordered]
    free = iter(~_touch(np.array([box for each in inside for _, box in each]).reshape(-1, 4), marks))
    written: list[Box] = []
    parts = []
    for point, ways in zip(ordered, inside, strict=True):
        room = [one for one, is_free in zip(ways, [next(free) for _ in ways], strict=True) if is_free]
        clear = (one for one in room if not any(_overlap(one[1], other) for other in written))
        chosen = next(clear, ways[0] if ways and _stands_out(point) else None)
        if chosen:
            (x, y, anchor), box = chosen
            written.append(box)
            parts.append(letters((x, y), point.name, anchor, HALO))
    return "".join(parts)


def _stands(plane: Plane, point: Point) -> Iterator[tuple[Way, Box]]:
    """Where its name may stand within the plane, the best place first, with the box that it takes there."""
    room = LETTER * len(point.name)
    for way in _ways(plane, point):
        box = _box(way[:2], room, way[2])
        if _inside(plane, box):
            yield way, box


def _ways(plane: Plane, point: Point) -> Sequence[Way]:
    """Where a name may stand, the best place first; above or below its mark it may seem to be another's."""
    x, y = _place(plane, point)
    beside = ((x + 10, y + 5, "start"), (x - 10, y + 5, "end"))
    return (*beside, (x, y - 11, "middle"), (x, y + 22, "middle")) if _stands_out(point) else beside


def _box(at: At, room: float, anchor: str) -> Box:
    left = at[0] - {"start": 0.0, "middle": room / 2, "end": room}[anchor]
    return left, at[1] - HIGH, left + room, at[1] + 2


def _inside(plane: Plane, box: Box) -> bool:
    return box[0] >= plane.left - 4 and box[2] <= plane.width and box[1] >= plane.top - HIGH


def _overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _touch(boxes: Floats, others: Floats) -> NDArray[np.bool_]:
    """Which of the boxes touches one of the others. Shapes: each [boxes, left and top and right and bottom]."""
    left, top, right, bottom = (edge[:, None] for edge in boxes.T)
    its_left, its_top, its_right, its_bottom = others.T
    overlap = (left < its_right) & (its_left < right) & (top < its_bottom) & (its_top < bottom)
    return np.asarray(overlap.any(axis=1))


def _key(spec: FunnelChart, lies: Sequence[Lies]) -> list[key.Entry]:
    return [
        *(key.Entry(mark((12, 0), one.shape, 5.5, one.colour), one.label) for one in lies),
        key.Entry(path([(2, 0), (26, 0)], BLUE, 1.8), spec.centre_name),
        key.Entry(path([(2, 0), (26, 0)], QUIET, 1.4, DASHES["95"]), "95% limits"),
        key.Entry(path([(2, 0), (26, 0)], QUIET, 1.4, DASHES["998"]), "99.8% limits"),
    ]


def plotly_figure(spec: FunnelChart) -> dict[str, Any]:
    """The funnel as a plotly figure, a plain dict."""
    lines = [
        _line(list(spec.sizes), list(line), f"{'95%' if LINES[name] == '95' else '99.8%'} limits", name)
        for name, line in spec.lines.items()
    ]
    across = [0, max(spec.sizes, default=1)]
    centre = {
        "type": "scatter", "mode": "lines", "x": across, "y": [spec.centre] * 2, "name": spec.centre_name,
        "line": {"color": BLUE, "width": 2}, "hoverinfo": "skip",
    }  # fmt: skip
    bodies = [_bodies(spec, one) for one in Lies if any(point.lies is one for point in spec.points)]
    axis = {"gridcolor": GRID, "zeroline": False, "automargin": True, "rangemode": "tozero"}
    values = round_values(0, spec.highest)
    ticks = {"tickvals": values, "ticktext": [spec.write(value) for value in values], "range": [0, values[-1]]}
    return {
        "data": [*lines, centre, *bodies],
        "layout": {
            "font": {"family": FONT, "size": 15, "color": INK},
            "showlegend": True,
            "legend": {"orientation": "h", "x": 0, "y": 1.02, "yanchor": "bottom"},
            "margin": {"l": 60, "r": 10, "t": 60, "b": 50},
            "height": HEIGHT,
            "hovermode": "closest",
            "paper_bgcolor": PAPER,
            "plot_bgcolor": PAPER,
            "xaxis": {**axis, "title": {"text": spec.across}},
            "yaxis": {**axis, "title": {"text": spec.up}, **ticks},
        },
    }


def _line(across: list[float], up: list[float], label: str, name: str) -> dict[str, Any]:
    line = {"color": QUIET, "width": 1.4, "dash": PLOTLY_DASHES[LINES[name]]}
    first = name.startswith("lower")
    return {
        "type": "scatter", "mode": "lines", "x": across, "y": up, "name": label, "showlegend": first, "line": line,
        "hoverinfo": "skip",
    }  # fmt: skip


SYMBOLS = {"circle": "circle", "diamond": "diamond", "square": "square"}


def _stands_out(point: Point) -> bool:
    return point.chosen or point.lies is not Lies.WITHIN


def _bodies(spec: FunnelChart, lies: Lies) -> dict[str, Any]:
    points = [point for point in spec.points if point.lies is lies]
    return {
        "type": "scatter",
        "mode": "markers+text",
        "name": lies.label,
        "x": [point.size for point in points],
        "y": [point.value for point in points],
        "text": [point.name if _stands_out(point) else "" for point in points],
        "textposition": "middle right",
        "customdata": [[point.name, point.says] for point in points],
        "hovertemplate": "%{customdata[0]}: %{customdata[1]}<extra></extra>",
        "marker": {
            "symbol": SYMBOLS[lies.shape], "size": 11, "color": lies.colour, "line": {"color": INK, "width": 1},
        },
    }  # fmt: skip
