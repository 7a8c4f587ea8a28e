"""What a page tells of periods other than its own: whose returns are missing, and who reports by another kind of them.

Each is read as a picture of its own period, so a page that names a body and the page that it leads to say the same.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from hub.contract.period import Period
from hub.oversight.picture import Picture, Row
from hub.oversight.reporting import ReturnState

Read = Callable[[Period], Picture]


@dataclass(frozen=True, slots=True)
class OtherKind:
    """The bodies that report by another kind of period, and the period in which to look for their returns."""

    period: Period
    names: tuple[str, ...]


def missing_returns(picture: Picture, read: Read) -> tuple[tuple[Period, tuple[Row, ...]], ...]:
    """The rows of the returns that never came, period by period, those of the picture's own kind first, then newest."""
    told = (*reversed(picture.trend), *picture.other_kinds)
    of_each = (picture if each.period == picture.period else read(each.period) for each in told if each.rates.missing)
    return tuple((one.period, _missing(one)) for one in of_each)


def _missing(picture: Picture) -> tuple[Row, ...]:
    return tuple(row for row in picture.rows if row.state is ReturnState.MISSING)


def other_kind(picture: Picture, read: Read) -> OtherKind | None:
    """Who reports by another kind of period, with the latest one of which anything came, else the latest of all.

    Missing: None when everybody reports by the kind of this period.
    """
    if not picture.other_kinds:
        return None
    came = (each.period for each in picture.other_kinds if each.rates.received.numerator)
    period = next(came, picture.other_kinds[0].period)
    return OtherKind(period, tuple(row.organisation.name for row in read(period).rows))
