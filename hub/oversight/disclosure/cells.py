"""Which places of a sheet count people, and which of them are parts of which total.

Only where things stand; what is hidden is decided beside it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from hub.contract.figures import OMBUDSMAN
from hub.contract.sheet import GROUPS, MONTHS, places, subjects

Sheets: TypeAlias = NDArray[np.float64]
Mask: TypeAlias = NDArray[np.bool_]
Columns: TypeAlias = NDArray[np.intp]

_AT = {name: column for column, name in enumerate(places())}


def columns(*names: str) -> Columns:
    """Where these places stand in a sheet."""
    return np.array([_AT[name] for name in names], dtype=np.intp)


@dataclass(frozen=True, slots=True, eq=False)
class Breakdown:
    """A total and the parts it is told in, which anybody can add up."""

    total: int
    parts: Columns


def _breakdown(total: str, *parts: str) -> Breakdown:
    return Breakdown(_AT[total], columns(*parts))


BY_SUBJECT = _breakdown("received", *(f"subject:{code}" for code in subjects()))
BY_MONTH = _breakdown("received", *(f"month_{number}" for number in range(1, MONTHS + 1)))
WRONG_BY_SUBJECT = _breakdown("went_wrong", *(f"wrong:{code}" for code in subjects()))
BY_HANDLING = _breakdown("closed", "early_count", "closer_count")
BY_OUTCOME = _breakdown("ombudsman_reported", "ombudsman_upheld", "ombudsman_partly_upheld", "ombudsman_not_upheld")
BREAKDOWNS = (BY_SUBJECT, BY_MONTH, WRONG_BY_SUBJECT, BY_HANDLING, BY_OUTCOME)

PROMISED = columns("promised", "within")
"""Each at most all that was closed."""

MULTIPLE_CODING = _AT["multiple_coding"]
"""0 where each complaint has one subject, so that the subjects add up to all that was received."""

NOT_GIVEN = columns("brought_forward", "carried_forward")
"""What was open on a day is given to no protected audience, of any size: with received and closed it tells too much."""

COUNTS = columns(
    *("received", "closed", "went_wrong", "early_count", "closer_count", "promised", "within"),
    *("referred", "complied", "not_complied", "payments"),
    *(f"ombudsman_{name}" for name in OMBUDSMAN),
    *(f"{group}_{member}" for group in GROUPS for member in ("responses", "satisfied")),
    *(f"month_{number}" for number in range(1, MONTHS + 1)),
    *(f"{what}:{code}" for code in subjects() for what in ("subject", "wrong")),
)
"""The places that count people, each of which may be too small to show."""

ITEMS = columns("items_reported", "items_asked")
ITEMS_FROM = columns("received", "went_wrong")
"""How many minimum-data items are reported, and the counts that say whether an item can arise at all."""

HIDDEN_WITH = tuple(
    (_AT[what], _AT[count])
    for what, count in (("early_days", "early_count"), ("closer_days", "closer_count"), ("compensation", "payments"))
)
"""Means and amounts, each with the count that it is of."""
