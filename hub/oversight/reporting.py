"""Who has returned: the state of each body's return, and the rates over bodies.

Words for a state stand here once, so that screen, file and paper say the same. Whether a return is good enough
is `compliance`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

ONE_DAY = timedelta(days=1)
MONTHS = (  # in English wherever the hub runs, and found sooner than strftime writes them
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


class ReturnState(StrEnum):
    """Where a body's return for a period stands. A late one is a fact, never a refusal.

    The last two are of periods without a deadline, for which nothing can be late or missing.
    """

    ON_TIME = "on_time"
    LATE = "late"
    MISSING = "missing"
    NOT_YET_DUE = "not_yet_due"
    RECEIVED = "received"
    NOT_ASKED_FOR = "not_asked_for"

    @property
    def label(self) -> str:
        """As people read it."""
        return {
            ReturnState.ON_TIME: "Received on time",
            ReturnState.LATE: "Received late",
            ReturnState.MISSING: "Missing",
            ReturnState.NOT_YET_DUE: "Not yet due",
            ReturnState.RECEIVED: "Received",
            ReturnState.NOT_ASKED_FOR: "Not asked for",
        }[self]


CAME = (ReturnState.ON_TIME, ReturnState.LATE, ReturnState.RECEIVED)
DUE_ON_A_DAY = (ReturnState.ON_TIME, ReturnState.LATE, ReturnState.MISSING, ReturnState.NOT_YET_DUE)


@dataclass(frozen=True, slots=True)
class Rate:
    """So many of so many. Keeps both numbers: a share without them is not shown anywhere."""

    numerator: int
    denominator: int

    @property
    def fraction(self) -> float | None:
        """Units: 0 to 1. Missing: None when there is nothing to be a share of."""
        return self.numerator / self.denominator if self.denominator else None

    def __str__(self) -> str:
        return f"{self.numerator:,} of {self.denominator:,}"


@dataclass(frozen=True, slots=True)
class ReportingRates:
    """How many of the expected returns came, and how many of them in time.

    Shapes: `counts` has every state, 0 where no return is in it.
    Source: the reporting rates of DHIS2: expected, actual, on time.
    """

    counts: Mapping[ReturnState, int]

    @property
    def received(self) -> Rate:
        """How many came, of those that have a deadline or came without one. What was not asked for is left out."""
        return Rate(self._count(CAME), self._count((*DUE_ON_A_DAY, ReturnState.RECEIVED)))

    @property
    def on_time(self) -> Rate:
        """How many came in time, of those that have a deadline."""
        return Rate(self.counts[ReturnState.ON_TIME], self._count(DUE_ON_A_DAY))

    @property
    def late(self) -> int:
        """How many came after their deadline."""
        return self.counts[ReturnState.LATE]

    @property
    def missing(self) -> int:
        """How many did not come by their deadline, nor since."""
        return self.counts[ReturnState.MISSING]

    @property
    def not_yet_due(self) -> int:
        """How many may still come in time."""
        return self.counts[ReturnState.NOT_YET_DUE]

    def _count(self, states: Iterable[ReturnState]) -> int:
        return sum(self.counts[state] for state in states)


def state_of(first_accepted_on: date | None, due: date | None, today: date) -> ReturnState:
    """The state of one return. The first acceptance decides whether it was in time, however often it was corrected.

    Missing: `first_accepted_on` is None when nothing has been accepted, `due` when the period has no deadline.
    """
    if due is None:
        return ReturnState.NOT_ASKED_FOR if first_accepted_on is None else ReturnState.RECEIVED
    if first_accepted_on is not None:
        return ReturnState.ON_TIME if first_accepted_on <= due else ReturnState.LATE
    return ReturnState.NOT_YET_DUE if today <= due else ReturnState.MISSING


def day_in_words(day: date) -> str:
    """`28 October 2026`, as GOV.UK writes dates."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def _days(count: int) -> str:
    return "1 day" if count == 1 else f"{count:,} days"


def reason(first_accepted_on: date | None, due: date | None, today: date) -> str:
    """Why the return is in the state that `state_of` gives for the same days. Missing: as there."""
    if first_accepted_on is None:
        return _nothing_came(due, today)
    came = f"Received {day_in_words(first_accepted_on)}"
    if due is None:
        return f"{came}; the department set no deadline for this period."
    if first_accepted_on <= due:
        return f"{came}; due {day_in_words(due)}."
    return f"{came}, {_days((first_accepted_on - due) // ONE_DAY)} after it was due."


def _nothing_came(due: date | None, today: date) -> str:
    if due is None:
        return "The department set no deadline for this period; nothing received."
    if today <= due:
        return f"Due {day_in_words(due)}."
    return f"Was due {day_in_words(due)}, {_days((today - due) // ONE_DAY)} ago; nothing received."


def reporting_rates(states: Iterable[ReturnState]) -> ReportingRates:
    """The rates over the bodies that report for the period."""
    counted = Counter(states)
    return ReportingRates({state: counted[state] for state in ReturnState})
