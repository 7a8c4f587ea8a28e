"""The map of subjects by organisation, as a table: each cell says in words and figures what its colour repeats."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from dash import html

from hub.dashboards import pieces
from hub.dashboards.markup import Node
from hub.dashboards.pages.themes.numbers import said, share
from hub.dashboards.pages.themes.said import Names
from hub.dashboards.tables import Cell, dense_table
from hub.oversight.disclosure.suppressed import SUPPRESSED_WORDS
from hub.oversight.heat import Heat, HeatCell, HeatMap
from hub.oversight.themes.decided import subject_label

MARKS = {Heat.ROSE: "▲", Heat.HIGHER: "△", Heat.LOWER: "▽", Heat.FELL: "▼"}
COLUMNS = 6  # subjects side by side; more make another table


def heat_tables(heat: HeatMap, subjects: Sequence[str], names: Names) -> Iterator[Node]:
    """The map of these subjects, so many of them at a time as fit."""
    parts = [subjects[at : at + COLUMNS] for at in range(0, len(subjects), COLUMNS)]
    for number, part in enumerate(parts, 1):
        caption = "Subjects by organisation" + (f", part {number} of {len(parts)}" if len(parts) > 1 else "")
        head = ["Organisation", *(subject_label(code) for code in part)]
        rows = [
            [Cell(names.get(code, code)), *(Cell(_drawn(heat.cells[code, subject])) for subject in part)]
            for code in heat.organisations
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
    before = [pieces.small(f"before: {share(cell.before)}")] if cell.before else []
    tone = f" hub-heat--{cell.heat.value}" if cell.heat.stands_out else ""
    return html.Span(
        [html.Span([_mark(cell.heat), words]), html.Span(share(cell.now), className="hub-heat__share"), *before],
        className=f"hub-heat{tone}",
    )


def _mark(heat: Heat) -> Node:
    """A sign for who sees it; the words say the same."""
    hidden: dict[str, Any] = {"aria-hidden": "true"}
    return html.Span(f"{MARKS[heat]} ", **hidden) if heat in MARKS else None
