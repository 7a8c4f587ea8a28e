"""Values of the measures that learning names, as forum and board may have them.

A body chooses what it measures, so a value may be any count of its return. Where one of those is hidden, no value that
may count people is shown. What is withheld is still there: no loop breaks for it, and no target is missed by it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from hub.contract.narrative import Narrative
from hub.contract.period import Period
from hub.oversight.disclosure.cells import COUNTS
from hub.oversight.learning.body import BodyLearning
from hub.oversight.learning.loop import Loop
from hub.oversight.material import Material
from hub.oversight.panel import Panel

NOT_OF_PEOPLE = frozenset(
    {
        *("%", "per cent", "percent", "percentage", "percentage points", "per hundred"),
        *("minute", "minutes", "hour", "hours", "week", "weeks", "month", "months", "year", "years"),
        *("day", "days", "working day", "working days", "calendar day", "calendar days"),
        *("£", "pound", "pounds", "pounds sterling", "gbp"),
    }
)
Told = Sequence[tuple[Period, Narrative]]


def counts_people(unit: str | None) -> bool:
    """Whether a measure in this unit may count people: all but those that are known not to."""
    return " ".join((unit or "").lower().replace(".", " ").split()) not in NOT_OF_PEOPLE


def with_shown_values(
    learning: Sequence[BodyLearning], panel: Panel, material: Material, smallest_shown: int
) -> Iterator[BodyLearning]:
    """What bodies learn, without the values that are withheld. Shapes: in the order of the panel's bodies."""
    in_full = panel.came & ~panel.hidden[:, :, COUNTS].any(axis=2)
    for row, body in enumerate(learning):
        counted = _counted(material.narratives.get(body.organisation, ()))
        whole = frozenset(panel.periods[at].start for at in np.flatnonzero(in_full[row]).tolist())
        always = bool((in_full[row] | ~panel.came[row]).all())
        loops = (
            _shown(one, always, {period for period, _ in one.values if period.start in whole}, smallest_shown)
            if one.id in counted
            else one
            for one in body.loops
        )
        yield replace(body, loops=tuple(loops))


def _counted(told: Told) -> frozenset[str]:
    """The learning of which any return names a measure that may count people."""
    return frozenset(
        one.id
        for _, narrative in told
        for one in narrative.learning or ()
        if one.measure is not None and counts_people(one.measure.unit)
    )


def _shown(loop: Loop, always: bool, whole: set[Period], smallest_shown: int) -> Loop:
    """A value is of the return that tells it; a baseline may be of any before, so that all must be shown in full."""
    measure = loop.measure
    if measure is None:
        return loop
    values = tuple(
        (period, value) for period, value in loop.values if period in whole and not 0 < value < smallest_shown
    )
    shown = {period for period, _ in values}
    withheld = tuple(period for period, _ in loop.values if period not in shown)
    baseline, latest = measure.baseline, measure.latest
    no_baseline = baseline is not None and (not always or 0 < baseline < smallest_shown)
    last = loop.values[-1][0] if loop.values else None
    measure = measure._replace(baseline=None if no_baseline else baseline, latest=latest if last in shown else None)
    return loop._replace(measure=measure, values=values, withheld=withheld, baseline_withheld=no_baseline)
