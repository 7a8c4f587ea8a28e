"""A chart with everything that belongs beside it: what it is of, where from, what to mind, its table, its files.

Knows no measure and no page.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from hub.dashboards import data_tables, html, pieces
from hub.dashboards.data_tables import DataTable
from hub.dashboards.drawings import Draw, Spec
from hub.dashboards.markup import Node
from hub.dashboards.paging import FIRST_PAGE, Paging, pages

CSV, ODS = "csv", "ods"
ROWS = "rows"  # which page of a table is asked for


@dataclass(frozen=True, slots=True)
class Beside:
    """What belongs to a chart.

    Shapes: `says` is its verdict in sentences; `number` is how much it is made of, `sources` which returns it comes
    from; `caveats` are what to mind. `address` is that of the page, `query` what was asked of it, without the table.
    Missing: `paging` is None where no part of the table was asked for.
    """

    says: Sequence[str]
    number: str
    sources: str
    caveats: Sequence[str]
    table: DataTable
    address: str
    query: str
    paging: Paging | None = None


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
            twin(beside),
            files(beside.table, beside.address, beside.query),
        ],
        id=beside.table.name,
        className="hub-charted",
    )


def twin(beside: Beside) -> Node:
    """The same numbers as a table, behind a word that opens it; it is open for who turns its pages."""
    table, paging = beside.table, beside.paging or FIRST_PAGE
    shown = replace(table, rows=paging.of(table.rows))
    way = pages(paging, len(table.rows), lambda page: _page(beside, page), "rows")
    return html.Details(
        [
            html.Summary(html.Span(f"Show the table: {_small(table.caption)}", className="govuk-details__summary-text"),
                         className="govuk-details__summary"),
            html.Div([data_tables.drawn(shown), *way], className="govuk-details__text hub-twin"),
        ],
        className="govuk-details",
        open=beside.paging is not None,
    )  # fmt: skip


def paging_of(table: str, query: Mapping[str, str]) -> Paging | None:
    """Which part of a table an address asks for. Missing: None where it asks for none of it."""
    return Paging.from_query(query, ROWS) if query.get("table") == table and ROWS in query else None


def _page(beside: Beside, page: str) -> str:
    asked = f"table={beside.table.name}&{ROWS}={page}{'&' if beside.query else ''}{beside.query}"
    return f"{beside.address}?{asked}#{beside.table.name}"


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
