"""What a body reported before: the periods that the queries across periods compare a return with.

Values only; `hub.store` fills them. Holds no rule: what counts as a change is `checks`.
"""

from __future__ import annotations

from dataclasses import dataclass

from hub.contract.model import Return
from hub.contract.period import Period

MOST_EARLIER = 12  # three years of quarters: as many points as limits need to be more than trial limits


@dataclass(frozen=True, slots=True)
class Earlier:
    """What the current return of one earlier period gives of the figures that are judged against a body's own past.

    Units: mean days to the end of an early resolution, and of a closer look.
    Missing: None where that return holds no number.
    """

    period: Period
    received: int | None
    early_days: float | None = None
    closer_days: float | None = None


@dataclass(frozen=True, slots=True)
class History:
    """The body's own earlier returns, as they are current on the day of judging.

    Shapes: `earlier` is newest first, of the same kind of period, all before this one, at most `MOST_EARLIER`.
    Missing: `previous` is None when the body has no current return for the period just before this one.
    """

    earlier: tuple[Earlier, ...] = ()
    previous: Return | None = None
