"""A figure of a body in a cell: so many of so many, or why there is none."""

from __future__ import annotations

import numpy as np

from hub.contract.model import Missing
from hub.oversight.disclosure.suppressed import Suppressed
from hub.oversight.measures.latest import Latest, WhyNot
from hub.oversight.written import percent

NOT_SHOWN, NOTHING = "Not shown", "Nothing reported"
WHY = {
    Missing.NOT_APPLICABLE: "Does not apply",
    Missing.NOT_COLLECTED: "Not collected",
    Missing.NOT_AVAILABLE: "Not available",
    Missing.SUPPRESSED_AT_SOURCE: "Not shown by the organisation",
}


def share_of(latest: Latest, body: int) -> str:
    """`12 of 40 (30%)`, or why there is no figure."""
    some, of = latest.numerator[body], latest.denominator[body]
    if not np.isfinite(some) or not np.isfinite(of):
        return why_not(latest.why_not[body])
    return x_of_n(int(some), int(of))


def x_of_n(some: int, of: int) -> str:
    """`12 of 40 (30%)`. Missing: without a share of none."""
    return f"{some:,} of {of:,} ({percent(some / of)})" if of else f"{some:,} of {of:,}"


def count(value: float, hidden: bool) -> str:
    """A count, or why there is none."""
    return f"{int(value):,}" if np.isfinite(value) else (NOT_SHOWN if hidden else NOTHING)


def why_not(reason: WhyNot) -> str:
    """Why there is no figure."""
    if isinstance(reason, Suppressed):
        return NOT_SHOWN
    return WHY.get(reason, NOTHING) if reason is not None else NOTHING
