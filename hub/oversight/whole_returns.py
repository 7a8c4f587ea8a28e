"""How much of the minimum data the returns of each period report: the trend of completeness.

Counts what the panel says; a return of which that is hidden is counted apart.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from hub.contract.period import Period
from hub.oversight.panel import Panel
from hub.oversight.reporting import Rate


@dataclass(frozen=True, slots=True)
class Whole:
    """The returns of one period, by whether they report all of the minimum data that can arise.

    Shapes: `items` are the items reported in full, of those that can arise, over the returns that are shown.
    """

    period: Period
    whole: int
    partly: int
    not_shown: int
    items: Rate

    @property
    def shown(self) -> Rate:
        """How many returns report everything, of those of which that is shown."""
        return Rate(self.whole, self.whole + self.partly)


def whole_returns(panel: Panel) -> tuple[Whole, ...]:
    """Each period of a panel, oldest first."""
    reported, asked = panel.of("items_reported"), panel.of("items_asked")
    known = panel.came & ~np.isnan(reported) & ~np.isnan(asked)
    whole = known & (reported == asked)
    return tuple(
        Whole(
            period,
            int(whole[:, at].sum()),
            int((known & ~whole)[:, at].sum()),
            int((panel.came & ~known)[:, at].sum()),
            Rate(int(reported[known[:, at], at].sum()), int(asked[known[:, at], at].sum())),
        )
        for at, period in enumerate(panel.periods)
    )
