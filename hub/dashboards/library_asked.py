"""What somebody looks for in the learning library, read from the address of its page: so the address holds it.

Says what is wrong with what was entered; what is found is read elsewhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from hub.dashboards.library_read import Wanted
from hub.errors import nothing_here
from hub.oversight.learning.before_after import Verdict
from hub.store.looked_for import looked_for

WORDS, ORGANISATION, SUBJECT, EFFECT, PAGE = "words", "organisation", "subject", "effect", "page"
LONGEST = 200  # characters
ON_A_PAGE = 20  # pieces
MOST_DIGITS = 4
EFFECTS = {  # in the order of how much they say
    "improved": Verdict.IMPROVED,
    "no_signal": Verdict.NO_SIGNAL,
    "worse": Verdict.WORSE,
    "too_few": Verdict.TOO_FEW,
}


@dataclass(frozen=True, slots=True)
class LibraryAsked:
    """What was entered, what that means, and what is wrong with it.

    Shapes: `entered` by the names of the fields; pages are counted from 1.
    Missing: `fault` is empty where nothing is wrong with the words.
    """

    entered: Mapping[str, str]
    wanted: Wanted
    page: int
    fault: str = ""

    @classmethod
    def from_query(cls, query: Mapping[str, str]) -> LibraryAsked:
        """The search of an address. Raises: NotFound for a page or a kind of evidence that is none."""
        entered = {name: query.get(name, "").strip() for name in (WORDS, ORGANISATION, SUBJECT, EFFECT)}
        if entered[EFFECT] not in ("", *EFFECTS):
            raise nothing_here()
        page, words = _page(query.get(PAGE, "") or "1"), looked_for(entered[WORDS][:LONGEST])
        wanted = Wanted(
            most=ON_A_PAGE,
            first=(page - 1) * ON_A_PAGE,
            words=words,
            organisation=entered[ORGANISATION],
            subject=entered[SUBJECT],
            verdict=EFFECTS.get(entered[EFFECT]),
        )
        return cls(entered, wanted, page, _fault(entered[WORDS], found=bool(words)))

    @property
    def narrows(self) -> bool:
        """Whether anything is looked for."""
        return any(self.entered.values())

    def query(self, page: int = 1) -> str:
        """The same search as an address has it, for one of its pages."""
        chosen = {**self.entered, PAGE: "" if page == 1 else str(page)}
        return urlencode({name: value for name, value in chosen.items() if value})


def _fault(entered: str, *, found: bool) -> str:
    if len(entered) > LONGEST:
        return f"Enter at most {LONGEST} characters to search for"
    if entered and not found:
        return "Enter a word with letters or numbers, other than common ones such as “the” or “of”"
    return ""


def _page(told: str) -> int:
    if not (told.isascii() and told.isdigit() and len(told) <= MOST_DIGITS and int(told)):
        raise nothing_here()
    return int(told)
