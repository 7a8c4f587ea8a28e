"""Stacked bars: how a whole is made up, period after period.

A chart is told what to show and what it says; it counts nothing. Series differ by pattern and by name as well as by
colour, because nothing may rest on colour alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import cycle
from typing import Any
from xml.sax.saxutils import escape

FONT = "Arial, Helvetica, sans-serif"
INK, GRID, PAPER = "#0b0c0c", "#cecece", "#ffffff"
PATTERNS = ("", "/", ".", "x")


@dataclass(frozen=True, slots=True)
class Series:
    """One part of the whole: its name, its count in each category, its colour."""

    name: str
    values: tuple[int, ...]
    colour: str


@dataclass(frozen=True, slots=True)
class StackedBars:
    """A chart of counts.

    Shapes: every series has one value for each category.
    Units: `unit` names what is counted, in the plural.
    """

    finding: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    unit: str

    @property
    def highest(self) -> int:
        """The height of the highest bar."""
        return max((sum(values) for values in zip(*(s.values for s in self.series), strict=True)), default=0)


WIDTH, HEIGHT = 960, 340
LEFT, RIGHT, TOP, BOTTOM = 48, 8, 44, 64
BAR_SHARE = 0.7  # of the room that a category has


def _step(highest: int) -> int:
    """A round distance between grid lines (1, 2, 5, 10, 20, ...) that gives at most five of them."""
    size = 1
    while True:
        for step in (size, 2 * size, 5 * size):
            if highest <= 5 * step:
                return step
        size *= 10


def _patterns(spec: StackedBars) -> str:
    shapes = {
        "/": '<path d="M-2,2 l4,-4 M0,8 l8,-8 M6,10 l4,-4" stroke="{ink}" stroke-width="1.2"/>',
        ".": '<circle cx="4" cy="4" r="1.4" fill="{ink}"/>',
        "x": '<path d="M0,0 l8,8 M8,0 l-8,8" stroke="{ink}" stroke-width="1"/>',
    }
    return "".join(
        f'<pattern id="p{index}" width="8" height="8" patternUnits="userSpaceOnUse">'
        f'<rect width="8" height="8" fill="{series.colour}"/>'
        f"{shapes[pattern].format(ink=INK) if pattern else ''}</pattern>"
        for index, (series, pattern) in enumerate(zip(spec.series, cycle(PATTERNS), strict=False))
    )


def _legend(spec: StackedBars) -> str:
    parts, x = [], LEFT
    for index, series in enumerate(spec.series):
        parts.append(
            f'<rect x="{x}" y="8" width="18" height="18" fill="url(#p{index})" stroke="{INK}"/>'
            f'<text x="{x + 26}" y="23">{escape(series.name)}</text>'
        )
        x += 26 + 9 * len(series.name) + 28
    return "".join(parts)


def _grid(spec: StackedBars, scale: float) -> str:
    lines = []
    for value in range(0, spec.highest + 1, _step(spec.highest)):
        y = HEIGHT - BOTTOM - value * scale
        lines.append(
            f'<line x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y:.1f}" y2="{y:.1f}" stroke="{GRID}"/>'
            f'<text x="{LEFT - 8}" y="{y + 5:.1f}" text-anchor="end">{value:,}</text>'
        )
    return "".join(lines)


def _bars(spec: StackedBars, scale: float) -> str:
    room = (WIDTH - LEFT - RIGHT) / max(len(spec.categories), 1)
    parts = []
    for place, category in enumerate(spec.categories):
        x, y = LEFT + room * (place + (1 - BAR_SHARE) / 2), float(HEIGHT - BOTTOM)
        for index, series in enumerate(spec.series):
            if count := series.values[place]:
                height = count * scale
                y -= height
                parts.append(
                    f'<rect x="{x:.1f}" y="{y:.1f}" width="{room * BAR_SHARE:.1f}" height="{height:.1f}" '
                    f'fill="url(#p{index})" stroke="{INK}" stroke-width="0.8"/>'
                )
        first, _, second = category.partition(" ")
        middle = x + room * BAR_SHARE / 2
        parts.append(
            f'<text x="{middle:.1f}" y="{HEIGHT - BOTTOM + 20}" text-anchor="middle">{escape(first)}</text>'
            f'<text x="{middle:.1f}" y="{HEIGHT - BOTTOM + 38}" text-anchor="middle">{escape(second)}</text>'
        )
    return "".join(parts)


def svg(spec: StackedBars) -> str:
    """The chart as one SVG document, with its finding as its title."""
    scale = (HEIGHT - TOP - BOTTOM) / max(spec.highest, 1)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
        f'font-family="{FONT}" font-size="15" fill="{INK}"><title>{escape(spec.finding)}</title>'
        f'<defs>{_patterns(spec)}</defs><rect width="{WIDTH}" height="{HEIGHT}" fill="{PAPER}"/>'
        f"{_grid(spec, scale)}{_legend(spec)}{_bars(spec, scale)}"
        f'<text x="{LEFT}" y="{HEIGHT - 6}">{escape(spec.unit)}</text></svg>'
    )


def plotly_figure(spec: StackedBars) -> dict[str, Any]:
    """The chart as a plotly figure, a plain dict: building `go.Figure` costs hundreds of times as much."""
    return {
        "data": [
            {
                "type": "bar",
                "name": series.name,
                "x": list(spec.categories),
                "y": list(series.values),
                "marker": {
                    "color": series.colour,
                    "line": {"color": INK, "width": 0.8},
                    "pattern": {"shape": pattern, "fgcolor": INK, "bgcolor": series.colour, "size": 6},
                },
                "hovertemplate": "%{y} " + series.name.lower() + "<extra>%{x}</extra>",
            }
            for series, pattern in zip(spec.series, cycle(PATTERNS), strict=False)
        ],
        "layout": {
            "barmode": "stack",
            "font": {"family": FONT, "size": 15, "color": INK},
            "legend": {"orientation": "h", "x": 0, "y": 1.02, "yanchor": "bottom", "traceorder": "normal"},
            "margin": {"l": LEFT, "r": RIGHT, "t": TOP, "b": BOTTOM // 2},
            "height": HEIGHT,
            "paper_bgcolor": PAPER,
            "plot_bgcolor": PAPER,
            "xaxis": {"type": "category", "fixedrange": True},
            "yaxis": {
                "title": {"text": spec.unit},
                "gridcolor": GRID,
                "dtick": _step(spec.highest),
                "fixedrange": True,
            },
        },
    }
