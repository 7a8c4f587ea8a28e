"""What somebody looks for in the ledger, read from the address of its page: so the address holds it.

Says what is wrong with what was entered; what is found is read elsewhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from hub.errors import nothing_here
from hub.store.entries import Sought

WORDS = ("who", "what", "organisation", "object")
DAYS = ("from", "to")
BEFORE = "before"
MOST_DIGITS = 18  # of an entry's number
Query = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Search:
    """What was entered, what that means, and what is wrong with it.

    Shapes: `entered` and `faults` are by the names of the fields.
    Missing: `before` is None for the newest page.
    """

    entered: Query
    sought: Sought
    faults: Query
    before: int | None = None

    @classmethod
    def from_query(cls, query: Query) -> Search:
        """The search of an address. Raises: NotFound for a page that is none."""
        entered = {name: query.get(name, "").strip() for name in (*WORDS, *DAYS)}
        days, faults = dict[str, date | None](), dict[str, str]()
        for name in DAYS:
            try:
                days[name] = date.fromisoformat(entered[name]) if entered[name] else None
            except ValueError:
                days[name] = None
                faults[name] = f"“{entered[name][:40]}” is not a day. Enter one such as 2026-04-01"
        if days["from"] and days["to"] and days["from"] > days["to"]:
            faults["to"] = "This day is before the first one. Enter the same day or a later one"
        words = {name: entered[name] for name in WORDS}
        sought = Sought(**words, first=days["from"], last=days["to"])
        return cls(entered, sought, faults, _number(query.get(BEFORE, "")))

    def query(self, before: int | None = None) -> str:
        """The same search as an address has it, for the page of what came before an entry."""
        chosen = {**self.entered, BEFORE: "" if before is None else str(before)}
        return urlencode({name: value for name, value in chosen.items() if value})


def _number(told: str) -> int | None:
    if told and not (told.isascii() and told.isdigit() and len(told) <= MOST_DIGITS):
        raise nothing_here()
    return int(told) if told else None
