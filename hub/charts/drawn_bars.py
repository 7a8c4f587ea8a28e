"""Stacked bars as SVG, at once and without JavaScript: upright for a page or a paper, lying for a narrow screen.

It draws what `bars` describes and decides nothing of what is shown.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from hub.charts.bars import BAR_SHARE, FONT, GRID, HEIGHT, INK, PAPER, WIDTH, Series, StackedBars, bar_share, step

SIZE = 15  # of the letters
LETTER = 9  # about as wide as one of them, so that a key never runs out of the drawing
KEY_LINE = 26
LYING_WIDTH, LYING_ROW = 320, 30
SHAPES = {
    "/": '<path d="M-2,2 l4,-4 M0,8 l8,-8 M6,10 l4,-4" stroke="{ink}" stroke-width="1.2"/>',
    ".": '<circle cx="4" cy="4" r="1.4" fill="{ink}"/>',
    "x": '<path d="M0,0 l8,8 M8,0 l-8,8" stroke="{ink}" stroke-width="1"/>',
    "-": '<path d="M0,4 h8" stroke="{ink}" stroke-width="1"/>',
    "|": '<path d="M4,0 v8" stroke="{ink}" stroke-width="1"/>',
}


@dataclass(frozen=True, slots=True)
class Frame:
    """A drawing's size and the room around its bars. Units: those of its view box."""

    width: float
    height: float
    left: float
    right: float
    top: float
    bottom: float

    @property
    def across(self) -> float:
        """The room for bars from left to right."""
        return self.width - self.left - self.right

    @property
    def down(self) -> float:
        """The room for bars from top to bottom."""
        return self.height - self.top - self.bottom


def upright(spec: StackedBars) -> str:
    """The chart as one SVG document with standing bars, its finding as its title."""
    frame = upright_frame(spec)
    scale = frame.down / max(spec.highest, 1)
    return _document(spec, frame, _grid_across(spec, frame, scale) + _standing(spec, frame, scale))


def lying(spec: StackedBars) -> str:
    """The same chart for a narrow screen: one bar below the other, the names before them."""
    frame = lying_frame(spec)
    scale = frame.across / max(spec.highest, 1)
    return _document(spec, frame, _grid_down(spec, frame, scale) + _lying(spec, frame, scale))


def upright_frame(spec: StackedBars) -> Frame:
    """The frame of `upright`."""
    return Frame(WIDTH, HEIGHT, 48, 8, 18 + KEY_LINE * _key_lines(spec, WIDTH), 64)


def lying_frame(spec: StackedBars) -> Frame:
    """The frame of `lying`, as high as its bars need."""
    names = max((len(category) for category in spec.categories), default=0)
    top, bottom = 10 + KEY_LINE * _key_lines(spec, LYING_WIDTH), 48
    height = top + LYING_ROW * len(spec.categories) + bottom
    return Frame(LYING_WIDTH, height, min(LETTER * names, LYING_WIDTH / 2), 12, top, bottom)


def _document(spec: StackedBars, frame: Frame, drawing: str) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {frame.width} {frame.height}" role="img" '
        f'width="{frame.width}" height="{frame.height}" '
        f'font-family="{FONT}" font-size="{SIZE}" fill="{INK}"><title>{escape(spec.finding)}</title>'
        f'<defs>{_patterns(spec)}</defs><rect width="{frame.width}" height="{frame.height}" fill="{PAPER}"/>'
        f"{_key(spec, frame.width)}{drawing}"
        f'<text x="{frame.left}" y="{frame.height - 6}">{escape(spec.unit)}</text></svg>'
    )


def _patterns(spec: StackedBars) -> str:
    return "".join(
        f'<pattern id="p{index}" width="8" height="8" patternUnits="userSpaceOnUse">'
        f'<rect width="8" height="8" fill="{series.colour}"/>'
        f"{SHAPES[series.pattern].format(ink=INK) if series.pattern else ''}</pattern>"
        for index, series in enumerate(spec.series)
    )


def _key_places(spec: StackedBars, width: float) -> Iterator[tuple[int, int, Series]]:
    """Where each entry of the key stands: how far from the left, in which line."""
    x = line = 0
    for series in spec.series:
        room = 26 + LETTER * len(series.name)
        if x and x + room > width:
            x, line = 0, line + 1
        yield x, line, series
        x += room + 12


def _key_lines(spec: StackedBars, width: float) -> int:
    return max((line for _, line, _ in _key_places(spec, width)), default=0) + 1


def _key(spec: StackedBars, width: float) -> str:
    return "".join(
        f'<rect x="{x + 1}" y="{4 + KEY_LINE * line}" width="18" height="18" fill="url(#p{index})" stroke="{INK}"/>'
        f'<text x="{x + 26}" y="{19 + KEY_LINE * line}">{escape(series.name)}</text>'
        for index, (x, line, series) in enumerate(_key_places(spec, width))
    )


def _marks(spec: StackedBars) -> range:
    return range(0, spec.highest + 1, step(spec.highest))


def _grid_across(spec: StackedBars, frame: Frame, scale: float) -> str:
    lines = []
    for value in _marks(spec):
        y = frame.height - frame.bottom - value * scale
        lines.append(
            f'<line x1="{frame.left}" x2="{frame.width - frame.right}" y1="{y:.1f}" y2="{y:.1f}" stroke="{GRID}"/>'
            f'<text x="{frame.left - 8}" y="{y + 5:.1f}" text-anchor="end">{value:,}</text>'
        )
    return "".join(lines)


def _grid_down(spec: StackedBars, frame: Frame, scale: float) -> str:
    below = frame.height - frame.bottom
    return "".join(
        f'<line x1="{x:.1f}" x2="{x:.1f}" y1="{frame.top}" y2="{below}" stroke="{GRID}"/>'
        f'<text x="{x:.1f}" y="{below + 18}" text-anchor="middle">{value:,}</text>'
        for value, x in ((value, frame.left + value * scale) for value in _marks(spec))
    )


def _bar(index: int, x: float, y: float, width: float, height: float) -> str:
    return (
        f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}" '
        f'fill="url(#p{index})" stroke="{INK}" stroke-width="0.8"/>'
    )


def _standing(spec: StackedBars, frame: Frame, scale: float) -> str:
    room, share = frame.across / max(len(spec.categories), 1), bar_share(spec, frame.across)
    parts = []
    for place, category in enumerate(spec.categories):
        x, y = frame.left + room * (place + (1 - share) / 2), frame.height - frame.bottom
        for index, series in enumerate(spec.series):
            if count := series.values[place]:
                y -= count * scale
                parts.append(_bar(index, x, y, room * share, count * scale))
        first, _, second = category.partition(" ")
        middle, below = x + room * share / 2, frame.height - frame.bottom
        parts.append(
            f'<text x="{middle:.1f}" y="{below + 20}" text-anchor="middle">{escape(first)}</text>'
            f'<text x="{middle:.1f}" y="{below + 38}" text-anchor="middle">{escape(second)}</text>'
        )
    return "".join(parts)


def _lying(spec: StackedBars, frame: Frame, scale: float) -> str:
    parts = []
    for place, category in enumerate(spec.categories):
        x, y = frame.left, frame.top + LYING_ROW * (place + (1 - BAR_SHARE) / 2)
        parts.append(f'<text x="0" y="{y + 16:.1f}">{escape(category)}</text>')
        for index, series in enumerate(spec.series):
            if count := series.values[place]:
                parts.append(_bar(index, x, y, count * scale, LYING_ROW * BAR_SHARE))
                x += count * scale
    return "".join(parts)
