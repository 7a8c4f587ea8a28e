"""The map of subjects by organisation, as a table: each cell says in words and figures what its colour repeats."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from hub.dashboards import html, pieces
from hub.dashboards.markup import Node
from hub.dashboards.pages.themes.numbers import said, share
from hub.dashboards.pages.themes.said import Names
from hub.dashboards.tables import Cell, dense_table
from hub.oversight.disclosure.suppressed import SUPPRESSED_WORDS
from hub.oversight.heat import Heat, HeatCell, HeatMap
from hub.oversight.themes.decided import subject_label

COLUMNS = 6  # subjects side by side; more make another table


def heat_tables(heat: HeatMap, organisations: Sequence[str], subjects: Sequence[str], names: Names) -> Iterator[Node]:
    """The map of these organisations and subjects, so many of the subjects at a time as fit."""
    parts = [subjects[at : at + COLUMNS] for at in range(0, len(subjects), COLUMNS)]
    for number, part in enumerate(parts, 1):
        caption = "Subjects by organisation" + (f", part {number} of {len(parts)}" if len(parts) > 1 else "")
        head = ["Organisation", *(subject_label(code) for code in part)]
        rows = [
            [Cell(names.get(code, code)), *(Cell(_drawn(cell)) for cell in heat.cells([code], part))]
            for code in organisations
        ]
        yield html.Div(dense_table(caption, head, rows), className="hub-heat-map")


def _drawn(cell: HeatCell) -> Node:
    if cell.heat is Heat.HIDDEN:
        return html.Span(
            [pieces.quiet(cell.heat.label), html.Span(f": {SUPPRESSED_WORDS}", className="govuk-visually-hidden")]
        )
    if cell.now is None:
        return pieces.quiet(cell.heat.label)
    words = html.Strong(said(cell)) if cell.heat.stands_out else pieces.quiet(said(cell))
    before = pieces.small(f"before: {share(cell.before)}") if cell.before else None
    tone = f" hub-heat--{cell.heat.value}" if cell.heat.stands_out else ""
    return html.Span([words, share(cell.now), before], className=f"hub-heat{tone}")
