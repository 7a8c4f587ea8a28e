"""Where the series of a panel break: rebases that were recorded, other counting rules, mergers and splits.

Finds them in the sheets and the register; what a break is and says is `spc.breaks`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from hub.contract.period import Period
from hub.contract.sheet import RULES
from hub.oversight.arrays import Bools, closed
from hub.oversight.comparison.comparability import COUNTED, MULTIPLE, NOT_COUNTED, PRIMARY, SUBJECT_CODING
from hub.oversight.marks import Bearings
from hub.oversight.panel import Panel
from hub.oversight.spc.breaks import Break, counting_breaks, lineage_breaks, starts

CODING = "multiple_coding"  # the place of a sheet that tells how subjects are coded
STATED = (*RULES, CODING)
WAYS = {CODING: (PRIMARY, MULTIPLE)}  # what 0 and 1 stand for; of all others it is not counted, counted


def statements(panel: Panel, body: int, column: int) -> dict[str, str]:
    """What a body says of its counting in a period, by name. Missing: what it does not say is not there."""
    told = {}
    for place in STATED:
        number = panel.of(place)[body, column]
        if np.isfinite(number):
            told[SUBJECT_CODING if place == CODING else place] = WAYS.get(place, (NOT_COUNTED, COUNTED))[int(number)]
    return told


def breaks_of(panel: Panel, rebases: Iterable[Break], bearings: Bearings) -> tuple[tuple[Break, ...], ...]:
    """The breaks of each body, in the order of their days."""
    recorded: dict[str, list[Break]] = {}
    for one in rebases:
        recorded.setdefault(one.organisation, []).append(one)
    told_of = {code for event in bearings.events for code in (event.organisation, event.other)}
    changed = _counts_otherwise(panel)
    return tuple(
        tuple(
            sorted(
                [
                    *recorded.get(code, ()),
                    *(counting_breaks(code, _stated(panel, row)) if changed[row] else ()),
                    *(lineage_breaks(code, bearings.events, bearings.names) if code in told_of else ()),
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


def _stated(panel: Panel, body: int) -> list[tuple[Period, Mapping[str, str]]]:
    return [(period, statements(panel, body, column)) for column, period in enumerate(panel.periods)]


def _counts_otherwise(panel: Panel) -> Bools:
    """The bodies that do not say the same in every period in which they say something."""
    said = np.stack([panel.of(place) for place in STATED])
    high, low = np.nan_to_num(said, nan=-1.0).max(axis=2), np.nan_to_num(said, nan=2.0).min(axis=2)
    return np.asarray((high > low).any(axis=0))
