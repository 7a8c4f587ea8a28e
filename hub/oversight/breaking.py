"""Where the series of a panel break: rebases that were recorded, other counting rules, mergers and splits.

Finds them in the sheets and the register; what a break is and says is `spc.breaks`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from hub.contract.build import STATEMENTS
from hub.contract.period import Period
from hub.oversight.arrays import Bools, Floats, closed
from hub.oversight.comparison.comparability import COUNTED, MULTIPLE, NOT_COUNTED, PRIMARY, SUBJECT_CODING
from hub.oversight.marks import Bearings
from hub.oversight.panel import Panel
from hub.oversight.spc.breaks import Break, counting_breaks, lineage_breaks, starts

CODING = "multiple_coding"  # the place of a sheet that tells how subjects are coded
STATED = (*STATEMENTS, CODING)
WAYS = (*((rule, (NOT_COUNTED, COUNTED)) for rule in STATEMENTS), (SUBJECT_CODING, (PRIMARY, MULTIPLE)))  # for 0 and 1
UNSAID = -1


class Stated:
    """What the bodies of a panel say of their counting, in every period."""

    def __init__(self, panel: Panel) -> None:
        self._periods = panel.periods
        said = np.stack([panel.of(place) for place in STATED], axis=2)
        self.changed = _otherwise(said)
        self._said = np.nan_to_num(said, nan=UNSAID).astype(np.int8).tolist()

    def in_period(self, body: int, column: int) -> dict[str, str]:
        """By name. Missing: what a body does not say is not there."""
        return {name: ways[way] for (name, ways), way in zip(WAYS, self._said[body][column], strict=True) if way >= 0}

    def over_time(self, body: int) -> list[tuple[Period, Mapping[str, str]]]:
        """In every period, the oldest first."""
        return [(period, self.in_period(body, column)) for column, period in enumerate(self._periods)]


def _otherwise(said: Floats) -> Bools:
    """The bodies that do not say the same in every period in which they say something."""
    high, low = np.nan_to_num(said, nan=-1.0).max(axis=1), np.nan_to_num(said, nan=2.0).min(axis=1)
    return np.asarray((high > low).any(axis=1))


def breaks_of(
    panel: Panel, stated: Stated, rebases: Iterable[Break], bearings: Bearings
) -> tuple[tuple[Break, ...], ...]:
    """The breaks of each body, in the order of their days. What begins after the panel is not known in it yet."""
    end = panel.periods[-1].end
    recorded: dict[str, list[Break]] = {}
    for one in rebases:
        recorded.setdefault(one.organisation, []).append(one)
    happened = [event for event in bearings.events if event.on < end]
    told_of = {code for event in happened for code in (event.organisation, event.other)}
    return tuple(
        tuple(
            sorted(
                [
                    *(one for one in recorded.get(code, ()) if one.on < end),
                    *(counting_breaks(code, stated.over_time(row)) if stated.changed[row] else ()),
                    *(lineage_breaks(code, happened, bearings.names) if code in told_of else ()),
                ],
                key=lambda one: one.on,
            )
        )
        for row, code in enumerate(panel.bodies)
    )


def starts_of(panel: Panel, breaks: Sequence[Sequence[Break]], measure: str = "", by_subject: bool = False) -> Bools:
    """Where the series of a measure begin anew: bodies x periods."""
    applies = [
        [one for one in of_it if one.measure in ("", measure) and (by_subject or not one.subjects_only)]
        for of_it in breaks
    ]
    mask = np.zeros(panel.came.shape, dtype=bool)
    broken = [row for row, of_it in enumerate(applies) if of_it]
    if broken:
        mask[broken] = starts([applies[row] for row in broken], [period.end for period in panel.periods])
    return closed(mask)
