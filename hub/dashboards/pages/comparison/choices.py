"""What the page Comparison is asked for: a measure, a period, an organisation. What is none is an error."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from hub.dashboards.asked import Asked
from hub.errors import nothing_here
from hub.oversight.measures.book import MEASURES
from hub.oversight.measures.record import Measure

ADDRESS = "/oversight/comparison"
TITLE = "Comparison"
FIRST = "went-wrong"
BY_CODE = {measure.code: measure for measure in MEASURES}


@dataclass(frozen=True, slots=True)
class Choices:
    """The choices in an address. Missing: the page of panels is 1 where none is named; the rest as in `Asked`."""

    asked: Asked
    measure: Measure
    page: int = 1

    @classmethod
    def from_query(cls, query: Mapping[str, str]) -> Choices:
        """The choices of a query. Raises: NotFound for a measure, a period or a page that is none."""
        measure, page = BY_CODE.get(query.get("measure", FIRST)), query.get("page", "1")
        if measure is None or not page.isascii() or not page.isdigit() or not 0 < int(page) < 10**6:
            raise nothing_here()
        return cls(Asked.from_query(query), measure, int(page))


def query_of(period: str, measure: str, organisation: str = "", page: int = 1) -> str:
    """An address's query for these choices."""
    told = {"measure": measure, "period": period, "organisation": organisation, "page": str(page) if page > 1 else ""}
    return urlencode({name: value for name, value in told.items() if value})


def address(period: str, measure: str, organisation: str = "", page: int = 1) -> str:
    """Where the page shows these choices."""
    return f"{ADDRESS}?{query_of(period, measure, organisation, page)}"
