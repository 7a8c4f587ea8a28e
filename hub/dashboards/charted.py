"""A chart with everything that belongs beside it: what it is of, where from, what to mind, its table, its files.

Knows no measure and no page.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from hub.dashboards import data_tables, html, pieces
from hub.dashboards.data_tables import DataTable
from hub.dashboards.drawings import Draw, Spec
from hub.dashboards.markup import Node

CSV, ODS = "csv", "ods"


@dataclass(frozen=True, slots=True)
class Beside:
    """What belongs to a chart.

    Shapes: `says` is its verdict in sentences; `number` is how much it is made of, `sources` which returns it comes
    from; `caveats` are what to mind. `address` is that of the page, `query` what was asked of it, without the table.
    """

    says: Sequence[str]
    number: str
    sources: str
    caveats: Sequence[str]
    table: DataTable
    address: str
    query: str


def charted(draw: Draw, spec: Spec | None, beside: Beside) -> Node:
    """The chart with all of that. Missing: without a chart to draw, all but the drawing."""
    return with_beside([draw(spec)] if spec else [], beside)


def with_beside(drawing: Sequence[Node], beside: Beside) -> Node:
    """What is drawn, of one chart or of several, with what belongs to it."""
    return html.Section(
        [
            *drawing,
            *(pieces.paragraph(sentence) for sentence in beside.says),
            pieces.bullets([beside.number, beside.sources, *beside.caveats]),
            twin(beside.table),
            files(beside.table, beside.address, beside.query),
        ],
        id=beside.table.name,
        className="hub-charted",
    )


def twin(table: DataTable) -> Node:
    """The same numbers as a table, behind a word that opens it."""
    return html.Details(
        [
            html.Summary(html.Span(f"Show the table: {_small(table.caption)}", className="govuk-details__summary-text"),
                         className="govuk-details__summary"),
            html.Div(data_tables.drawn(table), className="govuk-details__text hub-twin"),
        ],
        className="govuk-details",
    )  # fmt: skip


def files(table: DataTable, address: str, query: str) -> Node:
    """Links to the files of exactly this table, and to this place."""
    asked = f"table={table.name}{'&' if query else ''}{query}"
    return html.P(
        [
            pieces.link("Download as CSV", f"{address}.{CSV}?{asked}", f"of {_small(table.caption)}"),
            pieces.link("Download as ODS", f"{address}.{ODS}?{asked}", f"of {_small(table.caption)}"),
            pieces.link("Link to this chart", f"{address}?{query}#{table.name}", f"of {_small(table.caption)}"),
        ],
        className="govuk-body hub-further hub-not-on-paper",
    )


def _small(caption: str) -> str:
    return caption[:1].lower() + caption[1:]
