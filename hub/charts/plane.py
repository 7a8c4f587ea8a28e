"""A plane to draw on: where a value lies, round values for a grid, lines and letters as SVG. Knows no chart."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from html import escape

FONT = "Arial, Helvetica, sans-serif"
INK, GRID, PAPER, QUIET = "#0b0c0c", "#cecece", "#ffffff", "#484949"
BLUE, ORANGE = "#1d70b8", "#b54900"
MOST_LINES = 5
Write = Callable[[float], str]
At = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Plane:
    """Where values lie in a drawing.

    Units: `width`, `height` and the margins are those of the view box; x and y are those of what is drawn.
    """

    width: float
    height: float
    left: float
    right: float
    top: float
    bottom: float
    x_from: float
    x_to: float
    y_from: float
    y_to: float

    def x(self, value: float) -> float:
        """How far from the left edge."""
        return self.left + (value - self.x_from) / (self.x_to - self.x_from) * (self.width - self.left - self.right)

    def y(self, value: float) -> float:
        """How far from the top edge; what lies beyond the plane is drawn at its edge."""
        shown = min(max(value, self.y_from), self.y_to)
        share = (shown - self.y_from) / (self.y_to - self.y_from)
        return self.height - self.bottom - share * (self.height - self.top - self.bottom)


class Mark(Enum):
    """What a mark tells, by its shape, its colour and its word: nothing may rest on colour alone."""

    @property
    def shape(self) -> str:
        """The shape of the mark."""
        return str(self.value[0])

    @property
    def colour(self) -> str:
        """Its colour."""
        return str(self.value[1])

    @property
    def label(self) -> str:
        """As a key has it."""
        return str(self.value[2])


def round_values(lowest: float, highest: float, most: int = MOST_LINES) -> list[float]:
    """Round values from one at or below the lowest to one at or above the highest, few enough to be read."""
    span = highest - lowest
    if span <= 0:
        return [lowest, lowest + 1]
    size = 10.0 ** math.floor(math.log10(span / most))
    step = next(size * factor for factor in (1, 2, 5, 10) if span <= size * factor * most)
    first, last = math.floor(lowest / step + 1e-9), math.ceil(highest / step - 1e-9)
    return [round(number * step, 10) for number in range(first, last + 1)]


def document(plane: Plane, title: str, drawing: str, size: int = 15) -> str:
    """One SVG document; its title is what somebody who cannot see it is told."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {plane.width:g} {plane.height:g}" role="img" '
        f'width="{plane.width:g}" height="{plane.height:g}" font-family="{FONT}" font-size="{size}" fill="{INK}">'
        f"<title>{escape(title)}</title>"
        f'<rect width="{plane.width:g}" height="{plane.height:g}" fill="{PAPER}"/>{drawing}</svg>'
    )


def grid(plane: Plane, values: Iterable[float], write: Write) -> str:
    """Lines across, each with its value before it."""
    return "".join(
        f'<line x1="{plane.left:g}" x2="{plane.width - plane.right:g}" y1="{y:.1f}" y2="{y:.1f}" stroke="{GRID}"/>'
        + letters((plane.left - 8, y + 5), write(value), "end")
        for value, y in ((value, plane.y(value)) for value in values)
    )


def below(plane: Plane, values: Iterable[float], write: Write) -> str:
    """Values under the plane, each where it lies."""
    return "".join(
        letters((plane.x(value), plane.height - plane.bottom + 20), write(value), "middle") for value in values
    )


def letters(at: At, text: str, anchor: str = "start", more: str = "") -> str:
    """A piece of text; `more` are further attributes."""
    place = f' text-anchor="{anchor}"' if anchor != "start" else ""
    return f'<text x="{at[0]:.1f}" y="{at[1]:.1f}"{place}{more}>{escape(text)}</text>'


def path(points: Sequence[At], stroke: str, width: float = 1.5, dash: str = "") -> str:
    """A line through points, broken where one is not a number."""
    parts, pen = [], "M"
    for x, y in points:
        if math.isnan(x) or math.isnan(y):
            pen = "M"
            continue
        parts.append(f"{pen}{x:.1f},{y:.1f}")
        pen = "L"
    dashes = f' stroke-dasharray="{dash}"' if dash else ""
    line = f'<path d="{"".join(parts)}" fill="none" stroke="{stroke}" stroke-width="{width:g}"{dashes}/>'
    return line if parts else ""


def mark(at: At, shape: str, size: float, fill: str, stroke: str = INK) -> str:
    """A mark at a point: `circle`, `diamond`, `square`, `up` or `down`."""
    x, y = at
    if shape == "circle":
        return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{size:g}" fill="{fill}" stroke="{stroke}" stroke-width="1.2"/>'
    around = {
        "diamond": ((0, -1.3), (1.3, 0), (0, 1.3), (-1.3, 0)),
        "square": ((-1, -1), (1, -1), (1, 1), (-1, 1)),
        "up": ((0, -1.3), (1.2, 1), (-1.2, 1)),
        "down": ((0, 1.3), (1.2, -1), (-1.2, -1)),
    }[shape]
    corners = " ".join(f"{x + size * right:.1f},{y + size * down:.1f}" for right, down in around)
    return f'<polygon points="{corners}" fill="{fill}" stroke="{stroke}" stroke-width="1.2"/>'
