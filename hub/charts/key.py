"""The key of a chart: small drawings with their words, in as many rows as the width needs. Knows no chart."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from hub.charts.plane import letters

ROW = 24
LETTER = 8  # about as wide as one
BESIDE = 44  # the drawing and the room around it


class Entry(NamedTuple):
    """What the key explains: a drawing 30 wide around the height 0, and its words."""

    drawing: str
    words: str

    @property
    def room(self) -> float:
        """How wide it is."""
        return BESIDE + LETTER * len(self.words)


Rows = Sequence[Sequence[Entry]]


def rows_of(entries: Sequence[Entry], width: float) -> Rows:
    """The entries in rows that are no wider than this."""
    rows: list[list[Entry]] = []
    used = width
    for entry in entries:
        if used + entry.room > width or not rows:
            rows.append([])
            used = 0.0
        rows[-1].append(entry)
        used += entry.room
    return rows


def height(rows: Rows) -> float:
    """How high they are."""
    return ROW * len(rows)


def drawn(rows: Rows) -> str:
    """The key as SVG, from the top left."""
    return "".join(
        f'<g transform="translate({sum(before.room for before in row[:at]):.0f} {ROW * number + ROW / 2:g})">'
        f"{entry.drawing}{letters((32, 5), entry.words)}</g>"
        for number, row in enumerate(rows)
        for at, entry in enumerate(row)
    )
