"""One return as a row of numbers at fixed places, so that many returns are read as one table.

A projection of `Figures`, packed at ingest. Says nothing about what the numbers mean: that is `hub.oversight.measures`.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from functools import cache

from hub.contract.build import STATEMENTS
from hub.contract.codelists import codelist
from hub.contract.figures import CELLS, OMBUDSMAN, Figures
from hub.contract.minimum_data import Reported
from hub.contract.model import Amount, AmountCell, Cell, Count, Mark, Missing
from hub.contract.period import Period

NAN = float("nan")  # nothing was said
STATUS_NUMBERS = {status: -1.0 - place for place, status in enumerate(Missing)}  # counts are never below zero
GROUPS = ("complainants", "complained_about", "investigators")
MULTIPLE = "multiple"
COUNTED = {"counted": 1.0, "not_counted": 0.0}
MONTHS = 12
PLACES = (
    *CELLS,
    *("early_days", "closer_days", "compensation"),
    *(f"ombudsman_{name}" for name in OMBUDSMAN),
    *(f"{group}_{member}" for group in GROUPS for member in ("responses", "satisfied")),
    *("items_reported", "items_asked", "rounding_base", "multiple_coding"),
    *STATEMENTS,
    *(f"month_{number}" for number in range(1, MONTHS + 1)),
)
"""The places before the subjects, in order. Subjects follow in the order of their published list, which only grows."""


@cache
def subjects() -> tuple[str, ...]:
    """The codes of the subjects, in the order of their places."""
    return tuple(codelist("subjects"))


@cache
def places() -> tuple[str, ...]:
    """What stands at each place: `received`, `month_1`, `subject:delay`, `wrong:delay`.

    Subjects and what went wrong in each alternate, so that a longer list adds to the end.
    """
    return (*PLACES, *(f"{what}:{code}" for code in subjects() for what in ("subject", "wrong")))


@cache
def _packing() -> struct.Struct:
    return struct.Struct(f"<{len(places())}d")


def sheet_of(figures: Figures, period: Period) -> bytes:
    """The row of one return.

    Units: eight bytes a place, little-endian floats; counts below 2**53 are exact.
    Missing: a status is its number below zero (`STATUS_NUMBERS`), what was not said is NaN; none of them is 0.
    """
    return _packing().pack(*_numbers(figures, period))


def marks_of(figures: Figures) -> dict[str, Mark]:
    """What a return says is less than final, by the place of the figure in a sheet."""
    cells = {
        **{name: getattr(figures, name) for name in CELLS},
        **{f"ombudsman_{name}": cell for name, cell in figures.ombudsman.items()},
        **{
            f"{group}_{member}": cell
            for group, told in figures.feedback.items()
            for member, cell in zip(("responses", "satisfied"), told, strict=True)
        },
    }
    return {name: cell.mark for name, cell in cells.items() if isinstance(cell, Count) and cell.mark}


def _numbers(figures: Figures, period: Period) -> Iterator[float]:
    for name in CELLS:
        yield _number(getattr(figures, name))
    for amount in (figures.early_days, figures.closer_days, figures.compensation):
        yield _number(amount)
    for name in OMBUDSMAN:
        yield _number(figures.ombudsman.get(name))
    for group in GROUPS:
        for cell in figures.feedback.get(group, (None, None)):
            yield _number(cell)
    asked = [item for item in figures.minimum_data if item.reported is not Reported.NOT_APPLICABLE]
    yield sum(item.reported is Reported.FULLY for item in asked)
    yield len(asked)
    yield figures.rounding_base
    yield NAN if figures.subject_coding is None else float(figures.subject_coding == MULTIPLE)
    for rule in STATEMENTS:
        yield COUNTED.get(figures.rules.get(rule, ""), NAN)
    for month in period.months:
        yield _number(figures.monthly.get(month))
    yield from [NAN] * (MONTHS - len(period.months))
    for code in subjects():
        status = figures.without_a_count.get(code)
        count, wrong = figures.subjects.get(code, (NAN if status is None else STATUS_NUMBERS[status], NAN))
        yield count
        yield NAN if wrong is None else wrong


def _number(cell: Cell | AmountCell) -> float:
    if isinstance(cell, Count | Amount):
        return cell.value
    return NAN if cell is None else STATUS_NUMBERS[cell]
