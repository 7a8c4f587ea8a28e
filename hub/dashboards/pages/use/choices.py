"""What the page What became of it is asked for: an organisation of the reader's, a period, a measure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from hub.dashboards.asked import Asked
from hub.errors import nothing_here
from hub.oversight.measures.book import MEASURES
from hub.oversight.measures.record import Kind, Measure

ADDRESS = "/use"
TITLE = "What became of it"
FIRST = "timescale-kept"
SHARES = {measure.code: measure for measure in MEASURES if measure.kind is Kind.SHARE}


@dataclass(frozen=True, slots=True)
class Choices:
    """The choices in an address. Missing: as in `Asked`."""

    asked: Asked
    measure: Measure

    @classmethod
    def from_query(cls, query: Mapping[str, str]) -> Choices:
        """The choices of a query. Raises: NotFound for a measure or a period that is none."""
        measure = SHARES.get(query.get("measure", FIRST))
        if measure is None:
            raise nothing_here()
        return cls(Asked.from_query(query), measure)


def query_of(period: str, measure: str, organisation: str) -> str:
    """An address's query for these choices."""
    return urlencode({"measure": measure, "period": period, "organisation": organisation})
