"""M3, where something went wrong, with the outcomes and the time that it took."""

from __future__ import annotations

from hub.contract.model import Missing, Outcomes, Return, Timescale
from hub.dashboards import pieces
from hub.dashboards.markup import Node
from hub.dashboards.pages.return_page.titles import title
from hub.dashboards.pages.return_page.words import cell_in_words, status_in_words

WITHIN_TIME = "Closed within the time promised to the complainant"


def section(return_: Return) -> list[Node]:
    """How often something went wrong, how complaints ended, and whether in the time promised."""
    outcomes, timescale = return_.went_wrong.outcomes, return_.timescale
    rows: list[tuple[str, Node]] = [("Something went wrong in", cell_in_words(return_.went_wrong.count))]
    if isinstance(outcomes, Outcomes):
        rows += [
            ("Upheld in full", cell_in_words(outcomes.upheld)),
            ("Upheld in part", cell_in_words(outcomes.partly_upheld)),
            ("Not upheld", cell_in_words(outcomes.not_upheld)),
        ]
    if isinstance(timescale, Timescale):
        kept = f"{cell_in_words(timescale.within)} of {cell_in_words(timescale.promised)}"
        rows.append((WITHIN_TIME, kept))
    elif isinstance(timescale, Missing):
        rows.append((WITHIN_TIME, status_in_words(timescale)))
    return [title("M3"), pieces.facts(rows)]
