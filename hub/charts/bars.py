"""Stacked bars: how a whole is made up, period after period.

A chart is told what to show and what it says; it counts nothing. Series differ by pattern and by name as well as by
colour, because nothing may rest on colour alone. The same chart is drawn by `drawn_bars`, for pages and papers.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

FONT = "Arial, Helvetica, sans-serif"
INK, GRID, PAPER = "#0b0c0c", "#cecece", "#ffffff"
PATTERNS = ("", "/", ".", "x", "-", "|")  # as plotly names them
WIDTH, HEIGHT = 960, 340
BAR_SHARE, WIDEST_BAR = 0.7, 90  # of the room that a category has, and in all
MARGIN = {"l": 48, "r": 8, "t": 44, "b": 32}


@dataclass(frozen=True, slots=True)
class Series:
    """One part of the whole: its name, its count in each category, its colour, its pattern (one of `PATTERNS`)."""

    name: str
    values: tuple[int, ...]
    colour: str
    pattern: str = ""


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


def step(highest: int) -> int:
    """A round distance between grid lines (1, 2, 5, 10, 20, ...) that gives at most five of them."""
    size = 1
    while True:
        for distance in (size, 2 * size, 5 * size):
            if highest <= 5 * distance:
                return distance
        size *= 10


def bar_share(spec: StackedBars, across: float) -> float:
    """How much of a category's room its bar takes, so that few bars are not broad ones. Units: 0 to 1."""
    return min(BAR_SHARE, WIDEST_BAR * max(len(spec.categories), 1) / across)


def plotly_figure(spec: StackedBars) -> dict[str, Any]:
    """The chart as a plotly figure, a plain dict: building `go.Figure` costs hundreds of times as much."""
    return {
        "data": [_trace(spec, series) for series in spec.series],
        "layout": {
            "barmode": "stack",
            "bargap": 1 - bar_share(spec, WIDTH - MARGIN["l"] - MARGIN["r"]),
            "font": {"family": FONT, "size": 15, "color": INK},
            "showlegend": True,
            "legend": {"orientation": "h", "x": 0, "y": 1.02, "yanchor": "bottom", "traceorder": "normal"},
            "margin": MARGIN,
            "height": HEIGHT,
            "paper_bgcolor": PAPER,
            "plot_bgcolor": PAPER,
            "xaxis": {"type": "category", "fixedrange": True, "tickangle": 0, "automargin": True},
            "yaxis": {
                "title": {"text": spec.unit},
                "gridcolor": GRID,
                "dtick": step(spec.highest),
                "fixedrange": True,
            },
        },
    }


def _trace(spec: StackedBars, series: Series) -> dict[str, Any]:
    return {
        "type": "bar",
        "name": series.name,
        "x": [category.replace(" ", "<br>", 1) for category in spec.categories],
        "y": list(series.values),
        "marker": {
            "color": series.colour,
            "line": {"color": INK, "width": 0.8},
            "pattern": {"shape": series.pattern, "fgcolor": INK, "bgcolor": series.colour, "size": 8, "solidity": 0.15},
        },
        "hovertemplate": "%{y} " + series.name.lower() + "<extra>%{x}</extra>",
    }
