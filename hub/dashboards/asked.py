"""What an address asks to see: the filters of a page, read from its query. Unknown words are an error, not a guess."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from hub.contract.period import Period
from hub.errors import nothing_here


@dataclass(frozen=True, slots=True)
class Asked:
    """The choices in an address.

    Missing: `period` is None where none was asked for; an empty `organisation` means all of them.
    """

    period: Period | None = None
    organisation: str = ""

    @classmethod
    def from_query(cls, query: Mapping[str, str]) -> Asked:
        """The choices of a query. Raises: NotFound for a period that is none."""
        name = query.get("period", "")
        try:
            period = Period.named(name) if name else None
        except ValueError as fault:
            raise nothing_here() from fault
        return cls(period, query.get("organisation", ""))

    def query(self) -> str:
        """The same choices as an address has them, without the question mark."""
        chosen = {"period": self.period.name if self.period else "", "organisation": self.organisation}
        return urlencode({name: value for name, value in chosen.items() if value})
