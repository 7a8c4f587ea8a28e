"""What a place of a return can hold: a count, an amount or a text; or the reason why there is none.

A value that was left out, or that could not be read, is None. None of them is ever 0.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Missing(StrEnum):
    """Why there is no value."""

    NOT_COLLECTED = "not_collected"
    NOT_APPLICABLE = "not_applicable"
    NOT_AVAILABLE = "not_available"
    SUPPRESSED_AT_SOURCE = "suppressed_at_source"


class Mark(StrEnum):
    """How firm a value is, where the body says that it is less than final."""

    ESTIMATED = "estimated"
    PROVISIONAL = "provisional"


@dataclass(frozen=True, slots=True)
class Count:
    """A number of things. Zero means zero."""

    value: int
    mark: Mark | None = None


@dataclass(frozen=True, slots=True)
class Amount:
    """A quantity that may have a fraction: mean days, pounds. Zero means zero."""

    value: float


Cell = Count | Missing | None
AmountCell = Amount | Missing | None
Said = str | Missing | None  # a text or a day, where the body may also say why there is none
STATUSES = frozenset(status.value for status in Missing)


def number(cell: Cell) -> int | None:
    """The number in a cell, or None when it holds none."""
    return cell.value if isinstance(cell, Count) else None


def quantity(cell: AmountCell) -> float | None:
    """The number in a cell that may have a fraction, or None when it holds none."""
    return cell.value if isinstance(cell, Amount) else None


def told(said: Said) -> str | None:
    """The text or the day that was given; None when there is a status in its place, or nothing."""
    return None if isinstance(said, Missing) else said


def total_of(cells: Iterable[Cell]) -> int | None:
    """The sum of some cells; None when one of them holds no number."""
    total = 0
    for cell in cells:
        if not isinstance(cell, Count):
            return None
        total += cell.value
    return total
