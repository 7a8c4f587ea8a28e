"""What a return says, in words: cells, statuses, dates, codes. They know nothing of a page."""

from __future__ import annotations

from datetime import date, datetime

from hub.config import UK
from hub.contract.codelists import codelist
from hub.contract.model import Amount, AmountCell, Cell, Count, Missing, Said
from hub.oversight.compliance import STATUS_WORDS
from hub.oversight.reporting import day_in_words

NOT_GIVEN = "Not given"
NOON = 12


def cell_in_words(cell: Cell) -> str:
    """A cell as people read it: `1,204`, `1,204 (estimated)`, or why there is no number."""
    if isinstance(cell, Count):
        return f"{cell.value:,}" + (f" ({cell.mark})" if cell.mark else "")
    return status_in_words(cell) if isinstance(cell, Missing) else NOT_GIVEN


def status_in_words(status: Missing) -> str:
    """Why there is no value: `No value: the body says that it does not collect this`."""
    return f"No value: {STATUS_WORDS[status]}"


def said_in_words(said: Said) -> str:
    """A text of the document, or why there is none."""
    return status_in_words(said) if isinstance(said, Missing) else said or NOT_GIVEN


def date_in_words(text: Said, otherwise: str = NOT_GIVEN) -> str:
    """A date of the document as people read it: `27 May 2026`; or why there is none."""
    if isinstance(text, Missing):
        return status_in_words(text)
    return day_in_words(date.fromisoformat(text)) if text else otherwise


def moment_in_words(moment: datetime) -> str:
    """When something came, as clocks in the United Kingdom showed it: `27 May 2026 at 9:05am`."""
    there = moment.astimezone(UK)
    return f"{day_in_words(there.date())} at {there:%-I:%M}{'am' if there.hour < NOON else 'pm'}"


def value_in_words(value: float | Missing) -> str:
    """A value of a measure, whole: `61.5`, `1,200,000`; or why there is none."""
    if isinstance(value, Missing):
        return status_in_words(value)
    return f"{int(value):,}" if value == int(value) else f"{value:,}"


def money_in_words(cell: AmountCell) -> str:
    """An amount in pounds: `£180`, `£21,400.50`; or why there is none."""
    if not isinstance(cell, Amount):
        return status_in_words(cell) if cell else NOT_GIVEN
    return f"£{cell.value:,.0f}" if cell.value == int(cell.value) else f"£{cell.value:,.2f}"


def month_in_words(month: str) -> str:
    """A month of the document as people read it: `May 2026`."""
    return f"{date.fromisoformat(month + '-01'):%B %Y}"


def sentence(text: str) -> str:
    """The text, with a full stop where it has no end of its own."""
    return text if text.endswith((".", "!", "?")) else f"{text}."


def label(name: str, code: str | None) -> str:
    """What a code of a list is called. Missing: nothing for no code."""
    entry = codelist(name).get(code or "")
    return entry.label if entry else code or ""
