"""What the page Comparison is asked for: a measure, a period, an organisation. What is none is an error."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlencode

from hub.dashboards.asked import Asked
from hub.dashboards.charted import paging_of
from hub.dashboards.paging import Paging
from hub.errors import nothing_here
from hub.oversight.measures.book import MEASURES
from hub.oversight.measures.record import Measure

ADDRESS = "/oversight/comparison"
TITLE = "Comparison"
FIRST = "went-wrong"
ON_A_PAGE = 12  # panels, as many as a screen has room for
MOST_REMEMBERED = 4_096  # addresses; a page for a board has hundreds
PANELS = Paging(size=ON_A_PAGE)
BY_CODE = {measure.code: measure for measure in MEASURES}


@dataclass(frozen=True, slots=True)
class Choices:
    """The choices in an address: `paging` is of the panels, `of_table` of the table that is named.

    Missing: the first page, and no table, where none is named; the rest as in `Asked`.
    """

    asked: Asked
    measure: Measure
    paging: Paging = PANELS
    table: str = ""
    of_table: Paging | None = None

    @classmethod
    def from_query(cls, query: Mapping[str, str]) -> Choices:
        """The choices of a query. Raises: NotFound for a measure, a period or a page that is none."""
        measure = BY_CODE.get(query.get("measure", FIRST))
        if measure is None:
            raise nothing_here()
        paging, table = Paging.from_query(query, size=ON_A_PAGE), query.get("table", "")
        return cls(Asked.from_query(query), measure, paging, table, paging_of(table, query))


@lru_cache(MOST_REMEMBERED)
def query_of(period: str, measure: str, organisation: str = "", page: str = "1") -> str:
    """An address's query for these choices."""
    told = {"measure": measure, "period": period, "organisation": organisation, "page": "" if page == "1" else page}
    return urlencode({name: value for name, value in told.items() if value})


def address(period: str, measure: str, organisation: str = "", page: str = "1") -> str:
    """Where the page shows these choices."""
    return f"{ADDRESS}?{query_of(period, measure, organisation, page)}"
