"""What must be hidden of a return, with every version of it that was ever shown.

What was hidden stays hidden. A table in which something is hidden is shown again only while the hidden parts are the
same and together as many as before, and leave their total the same room: else the difference of two versions would
tell.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from hub.oversight.disclosure.cells import (
    BREAKDOWNS,
    BY_HANDLING,
    BY_MONTH,
    BY_OUTCOME,
    BY_SUBJECT,
    PROMISED,
    WRONG_BY_SUBJECT,
    Breakdown,
    Mask,
    Sheets,
    columns,
)
from hub.oversight.disclosure.one_version import (
    Bounds,
    Told,
    hidden_alone,
    hide_under_hidden_totals,
    told,
)

LINKED = ((BY_SUBJECT, BY_MONTH, WRONG_BY_SUBJECT, BY_HANDLING), (BY_OUTCOME,))
"""Tables that bound each other: in a subject no more went wrong than were received, in all no more than were closed."""
BOUND_BELOW = (PROMISED, columns())
"""Counts outside these tables that are at most a total in them: shown, they say how many it is at least."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What was hidden of the versions so far of some returns.

    Shapes: `alone` is what each version needed by itself, and `hidden` all that was hidden, both returns x places and
    of any version; `together` is, for each table of parts, how many the hidden ones were in the last version, and
    `room` how many more its total was than all parts, fewer than none where a complaint has several subjects.
    """

    alone: Mask
    hidden: Mask
    together: Sheets
    room: Sheets
    bounds: Bounds


def hidden_over_versions(versions: Sequence[Sheets], threshold: int) -> Mask:
    """What to hide of the last of these versions. Shapes: each version is returns x places, the oldest comes first."""
    first, *later = (told(sheets) for sheets in versions)
    alone = hidden_alone(first, np.zeros(first.counts.shape, dtype=np.bool_), first.bounds, threshold)
    shown = Shown(alone, alone, _together(first, alone), _room(first), first.bounds)
    for now in later:
        shown = _next_shown(shown, now, threshold)
    return shown.hidden & (later or [first])[-1].counts


def _next_shown(before: Shown, now: Told, threshold: int) -> Shown:
    subject, wrong = now.bounds.subject, now.bounds.wrong
    bounds = Bounds(np.minimum(subject, before.bounds.subject), np.maximum(wrong, before.bounds.wrong))
    alone = hidden_alone(now, before.alone, bounds, threshold)
    last = Shown(alone | before.alone, alone | before.hidden, _together(now, alone), _room(now), bounds)
    for linked, below in zip(LINKED, BOUND_BELOW, strict=True):
        differ = np.any([_differ(before, alone, last, table) for table in linked], axis=0)
        for table in linked:
            last.hidden[:, table.total] |= differ
            last.hidden[:, table.parts] |= differ[:, None]
        last.hidden[:, below] |= differ[:, None]
    hide_under_hidden_totals(last.hidden, now.counts, BREAKDOWNS)
    return last


def _differ(before: Shown, alone: Mask, last: Shown, table: Breakdown) -> Mask:
    """Whether parts of a table are hidden, and other cells of it than before, or in another proportion to it."""
    at, columns = BREAKDOWNS.index(table), np.append(table.parts, table.total)
    other = (alone != before.alone)[:, columns].any(axis=1)
    other |= (last.together != before.together)[:, at] | (last.room != before.room)[:, at]
    return np.asarray(other & (alone | before.alone)[:, table.parts].any(axis=1))


def _room(told: Told) -> Sheets:
    rooms = [told.values[:, table.total] - told.values[:, table.parts].sum(axis=1) for table in BREAKDOWNS]
    return np.stack(rooms, axis=1)


def _together(told: Told, hidden: Mask) -> Sheets:
    values = np.where(hidden, told.values, 0.0)
    return np.stack([values[:, table.parts].sum(axis=1) for table in BREAKDOWNS], axis=1)
