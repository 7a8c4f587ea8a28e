"""Who has returned: the state of each body's return, and the rates over bodies.

Words for a state stand here once, so that screen, file and paper say the same. Whether a return is good enough
is `compliance`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class ReturnState(StrEnum):
    """Where a body's return for a period stands. A late one is a fact, never a refusal."""

    ON_TIME = "on_time"
    LATE = "late"
    MISSING = "missing"
    NOT_YET_DUE = "not_yet_due"

    @property
    def label(self) -> str:
        """As people read it."""
        return {
            ReturnState.ON_TIME: "Received on time",
            ReturnState.LATE: "Received late",
            ReturnState.MISSING: "Missing",
            ReturnState.NOT_YET_DUE: "Not yet due",
        }[self]

    @property
    def received(self) -> bool:
        """Whether a return is there."""
        return self in (ReturnState.ON_TIME, ReturnState.LATE)


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

    Source: the reporting rates of DHIS2: expected, actual, on time.
    """

    received: Rate
    on_time: Rate
    late: int
    missing: int
    not_yet_due: int


def state_of(first_accepted_on: date | None, due: date, today: date) -> ReturnState:
    """The state of one return. The first acceptance decides whether it was in time, however often it was corrected.

    Missing: `first_accepted_on` is None when nothing has been accepted.
    """
    if first_accepted_on is not None:
        return ReturnState.ON_TIME if first_accepted_on <= due else ReturnState.LATE
    return ReturnState.NOT_YET_DUE if today <= due else ReturnState.MISSING


def day_in_words(day: date) -> str:
    """`28 October 2026`, as GOV.UK writes dates."""
    return f"{day:%-d %B %Y}"


def _days(count: int) -> str:
    return "1 day" if count == 1 else f"{count:,} days"


def reason(state: ReturnState, first_accepted_on: date | None, due: date, today: date) -> str:
    """Why the return is in this state, with the dates."""
    if first_accepted_on is not None:
        came = f"Received {day_in_words(first_accepted_on)}"
        if state is ReturnState.ON_TIME:
            return f"{came}; due {day_in_words(due)}."
        return f"{came}, {_days((first_accepted_on - due) // timedelta(days=1))} after it was due."
    if state is ReturnState.NOT_YET_DUE:
        return f"Due {day_in_words(due)}."
    return f"Was due {day_in_words(due)}, {_days((today - due) // timedelta(days=1))} ago; nothing received."


def reporting_rates(states: Iterable[ReturnState]) -> ReportingRates:
    """The rates over the bodies that owe a return for the period."""
    states = tuple(states)
    received = sum(state.received for state in states)
    return ReportingRates(
        received=Rate(received, len(states)),
        on_time=Rate(states.count(ReturnState.ON_TIME), len(states)),
        late=states.count(ReturnState.LATE),
        missing=states.count(ReturnState.MISSING),
        not_yet_due=states.count(ReturnState.NOT_YET_DUE),
    )
