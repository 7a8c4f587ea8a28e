"""What the page Themes is asked for: a period, and the subjects of its map. What is none is an error."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from hub.contract.codelists import codelist
from hub.contract.period import Period
from hub.dashboards.asked import Asked
from hub.dashboards.paging import FIRST_PAGE, Paging
from hub.errors import nothing_here

ADDRESS = "/oversight/themes"
TITLE = "Themes"
AFTER = "after"
REMEDIES = "remedies"  # where they stand on the page of a theme
OF_THEMES, ALL = "", "all"


@dataclass(frozen=True, slots=True)
class Choices:
    """The choices in an address.

    Missing: `period` is None where none was asked for; `subject` is a code, OF_THEMES or ALL; the map begins
    with its first page where none is named.
    """

    period: Period | None = None
    subject: str = OF_THEMES
    paging: Paging = FIRST_PAGE

    @classmethod
    def from_query(cls, query: Mapping[str, str]) -> Choices:
        """The choices of a query. Raises: NotFound for a period, a subject or a page that is none."""
        subject = query.get("subject", OF_THEMES)
        if subject not in (OF_THEMES, ALL, *codelist("subjects")):
            raise nothing_here()
        return cls(Asked.from_query(query).period, subject, Paging.from_query(query))


def query_of(period: Period, subject: str = OF_THEMES, page: str = "1") -> str:
    """An address's query for these choices."""
    told = {"period": period.name, "subject": subject, "page": "" if page == "1" else page}
    return urlencode({name: value for name, value in told.items() if value})


def address(period: Period) -> str:
    """Where the themes of a period are."""
    return f"{ADDRESS}?{query_of(period)}"


def theme_address(key: str, period: Period, after: str | None = None) -> str:
    """Where one theme of a period is, and where its forms are sent: `after` the last decision that its page knows.

    Missing: `after` is empty where there is no decision, None for an address that is only read.
    """
    known = "" if after is None else f"&{urlencode({AFTER: after})}"
    return f"{ADDRESS}/{quote(key, safe=':')}?{query_of(period)}{known}"
