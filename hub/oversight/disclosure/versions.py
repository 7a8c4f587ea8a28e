"""What must be hidden of a return, with every version of it that was ever shown.

What was hidden stays hidden. A table in which something is hidden is shown again only while the hidden parts are the
same and together as many as before: else the difference of two versions would tell.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from hub.oversight.disclosure.cells import BREAKDOWNS, BY_SUBJECT, WRONG_BY_SUBJECT, Breakdown, Mask, Sheets
from hub.oversight.disclosure.one_version import Bounds, bounds, counted, hidden_alone, hide_under_hidden_totals


@dataclass(frozen=True, slots=True)
class Shown:
    """What was hidden of the versions so far of some returns.

    Shapes: `alone` is what each version needed by itself, and `hidden` all that was hidden, both returns x places and
    of any version; `together` is, for each table of parts, how many the hidden ones were in the last version.
    """

    alone: Mask
    hidden: Mask
    together: Sheets
    bounds: Bounds


def hidden_over_versions(versions: Sequence[Sheets], threshold: int) -> Mask:
    """What to hide of the last of these versions. Shapes: each version is returns x places, the oldest comes first."""
    first, *later = versions
    told = bounds(first)
    alone = hidden_alone(first, np.zeros(first.shape, dtype=np.bool_), told, threshold)
    shown = Shown(alone, alone, _together(first, alone), told)
    for sheets in later:
        shown = _next_shown(shown, sheets, threshold)
    return shown.hidden & counted(versions[-1])


def _next_shown(before: Shown, sheets: Sheets, threshold: int) -> Shown:
    now = bounds(sheets)
    told = Bounds(np.minimum(now.subject, before.bounds.subject), np.maximum(now.wrong, before.bounds.wrong))
    alone = hidden_alone(sheets, before.alone, told, threshold)
    together = _together(sheets, alone)
    hidden = alone | before.hidden
    for at, table in enumerate(BREAKDOWNS):
        differs = (alone != before.alone)[:, table.parts].any(axis=1) | (together[:, at] != before.together[:, at])
        touched = (alone | before.alone)[:, table.parts].any(axis=1)
        _close(hidden, table, touched & differs)
    _close(hidden, BY_SUBJECT, _subjects_bound_what_went_wrong(before, told, threshold))
    hide_under_hidden_totals(hidden, counted(sheets), BREAKDOWNS)
    return Shown(alone | before.alone, hidden, together, told)


def _close(hidden: Mask, table: Breakdown, rows: Mask) -> None:
    hidden[:, table.total] |= rows
    hidden[:, table.parts] |= rows[:, None]


def _together(sheets: Sheets, hidden: Mask) -> Sheets:
    told = np.where(hidden & (sheets >= 0), sheets, 0.0)
    return np.stack([told[:, table.parts].sum(axis=1) for table in BREAKDOWNS], axis=1)


def _subjects_bound_what_went_wrong(before: Shown, told: Bounds, threshold: int) -> Mask:
    """Whether a subject that is now told as fewer would bound, from above, what an earlier version hid under it."""
    hid = before.alone[:, WRONG_BY_SUBJECT.parts]
    slack = np.where(hid, np.maximum(told.subject - told.wrong, 0.0), 0.0)
    tight = hid & (told.wrong < threshold) & ~before.alone[:, BY_SUBJECT.parts]
    tight &= slack.sum(axis=1, keepdims=True) - slack < told.wrong - 1
    fewer = (told.subject < before.bounds.subject).any(axis=1)
    return np.asarray(fewer & tight.any(axis=1))
