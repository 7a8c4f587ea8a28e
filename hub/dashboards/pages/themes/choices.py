"""What the page Themes is asked for: a period, and the subjects of its map. What is none is an error."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from hub.contract.codelists import codelist
from hub.contract.period import Period
from hub.dashboards.asked import Asked
from hub.errors import nothing_here

ADDRESS = "/oversight/themes"
TITLE = "Themes"
STANDING_OUT, ALL = "", "all"


@dataclass(frozen=True, slots=True)
class Choices:
    """The choices in an address.

    Missing: `period` is None where none was asked for; `subject` is a code, STANDING_OUT or ALL.
    """

    period: Period | None = None
    subject: str = STANDING_OUT

    @classmethod
    def from_query(cls, query: Mapping[str, str]) -> Choices:
        """The choices of a query. Raises: NotFound for a period or a subject that is none."""
        subject = query.get("subject", STANDING_OUT)
        if subject not in (STANDING_OUT, ALL, *codelist("subjects")):
            raise nothing_here()
        return cls(Asked.from_query(query).period, subject)


def query_of(period: Period, subject: str = STANDING_OUT) -> str:
    """An address's query for these choices."""
    told = {"period": period.name, "subject": subject}
    return urlencode({name: value for name, value in told.items() if value})


def address(period: Period) -> str:
    """Where the themes of a period are."""
    return f"{ADDRESS}?{query_of(period)}"


def theme_address(key: str, period: Period) -> str:
    """Where one theme of a period is, and where its forms are sent."""
    return f"{ADDRESS}/{quote(key, safe=':')}?{query_of(period)}"
