"""What of one version of each return must be hidden, as if it were the only one.

Each return by itself: nothing here looks at another body or period. What an earlier version showed is `versions`.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from hub.oversight.disclosure.cells import (
    BREAKDOWNS,
    BY_HANDLING,
    BY_MONTH,
    BY_OUTCOME,
    BY_SUBJECT,
    COUNTS,
    WRONG_BY_SUBJECT,
    Breakdown,
    Mask,
    Sheets,
)
from hub.oversight.disclosure.room import Table, with_partners


@dataclass(frozen=True, slots=True)
class Bounds:
    """The least that each subject was ever told to be, and the most that ever went wrong in it.

    Shapes: both are returns x subjects, 0 where nothing was told.
    """

    subject: Sheets
    wrong: Sheets


def counted(sheets: Sheets) -> Mask:
    """Which cells count people: not a status, not unsaid, not another kind of number.

    A subject that a list of subjects leaves out counts none: to see which are left out would tell how many are not.
    """
    found = np.zeros(sheets.shape, dtype=np.bool_)
    found[:, COUNTS] = sheets[:, COUNTS] >= 0
    for each in (BY_SUBJECT, WRONG_BY_SUBJECT):
        listed = found[:, each.parts].any(axis=1, keepdims=True)
        found[:, each.parts] |= listed & np.isnan(sheets[:, each.parts])
    return found


def small(sheets: Sheets, threshold: int) -> Mask:
    """Which counts are from 1 to threshold - 1. Zero is not one of them."""
    return counted(sheets) & (sheets > 0) & (sheets < threshold)


def bounds(sheets: Sheets) -> Bounds:
    """The bounds that one version gives."""
    counts = counted(sheets)
    told = np.where(counts, sheets, 0.0)
    return Bounds(told[:, BY_SUBJECT.parts], told[:, WRONG_BY_SUBJECT.parts])


def hidden_alone(sheets: Sheets, already: Mask, bounds: Bounds, threshold: int) -> Mask:
    """What must be hidden: what is small or was hidden already, and what would give it away.

    Shapes: `already` is returns x places.
    """
    counts = counted(sheets)
    values = np.where(counts, sheets, 0.0)
    hidden = counts & (small(sheets, threshold) | already)
    hide_under_hidden_totals(hidden, counts, BREAKDOWNS)
    whole = _hide_partners(hidden, values, counts, BY_SUBJECT, threshold)
    _hide_partners(hidden, values, counts, BY_MONTH, threshold)
    _hide_partners(hidden, values, counts, BY_OUTCOME, threshold)
    _hide_other_way_of_handling(hidden, sheets, counts, threshold)
    hidden[np.ix_(whole | hidden[:, BY_SUBJECT.total], WRONG_BY_SUBJECT.parts)] = True
    hidden &= counts
    _hide_what_went_wrong(hidden, values, counts, bounds, threshold)
    return hidden


def hide_under_hidden_totals(hidden: Mask, counts: Mask, breakdowns: tuple[Breakdown, ...]) -> None:
    """Hides all parts of a hidden total, zeros too: how many are not zero would tell how much it is at least."""
    for each in breakdowns:
        hidden[:, each.parts] |= hidden[:, each.total, None] & counts[:, each.parts]


def _hide_partners(hidden: Mask, values: Sheets, counts: Mask, of: Breakdown, threshold: int) -> Mask:
    open_total = ~hidden[:, of.total, None]
    table = Table(values[:, of.parts], counts[:, of.parts])
    found, whole = with_partners(table, hidden[:, of.parts] & open_total, threshold)
    hidden[:, of.parts] |= found
    return whole


def _hide_other_way_of_handling(hidden: Mask, sheets: Sheets, counts: Mask, threshold: int) -> None:
    """Early resolution and a closer look are together at most all that was closed: a large one bounds a small one."""
    closed = np.where(counts[:, BY_HANDLING.total], sheets[:, BY_HANDLING.total], np.inf)
    for one, other in (BY_HANDLING.parts, BY_HANDLING.parts[::-1]):
        shown = np.where(counts[:, other], sheets[:, other], 0.0)
        hidden[:, other] |= hidden[:, one] & (shown > 0) & (closed - shown < threshold)


def _hide_what_went_wrong(hidden: Mask, values: Sheets, counts: Mask, bounds: Bounds, threshold: int) -> None:
    parts, total = WRONG_BY_SUBJECT.parts, WRONG_BY_SUBJECT.total
    wrong, subjects_hidden = values[:, parts], hidden[:, BY_SUBJECT.parts]
    hidden[:, parts] |= subjects_hidden & (wrong > 0)
    slack = np.maximum(bounds.subject - bounds.wrong, 0.0)
    open_total = ~hidden[:, total]
    must = hidden[:, parts] & open_total[:, None]
    table = Table(wrong, counts[:, parts], slack, _least_slack(values, must, subjects_hidden, slack, bounds, threshold))
    found, whole = with_partners(table, must, threshold)
    hidden[:, parts] |= found
    tight = must & ~subjects_hidden & (bounds.wrong < threshold)
    tight &= slack.sum(axis=1, keepdims=True) - slack < bounds.wrong - 1
    hidden[:, total] |= counts[:, total] & whole & tight.any(axis=1)
    hide_under_hidden_totals(hidden, counts, (WRONG_BY_SUBJECT,))


def _least_slack(
    values: Sheets, must: Mask, subjects_hidden: Mask, slack: Sheets, bounds: Bounds, threshold: int
) -> Sheets:
    """How far hidden parts of what went wrong must be able to grow, so that a small one can be as little as 1.

    A part is at most its subject. Where two of them and their subjects are hidden, they can take from each other.
    """
    both = must & subjects_hidden
    freely = both & (both.sum(axis=1, keepdims=True) > 1)
    tight = must & ~freely & (bounds.wrong < threshold)
    least = np.where(tight, bounds.wrong - 1 + slack, 0.0).max(axis=1)
    subject = values[:, BY_SUBJECT.parts]
    without = subjects_hidden & ~must
    small_without = without & (subject > 0) & (subject < threshold)
    concerned = small_without.any(axis=1) & both.any(axis=1)
    spare = np.where(without, np.maximum(subject - 1, 0.0), 0.0).sum(axis=1)
    needed: Sheets = np.maximum(least, np.where(concerned, threshold - 2 - spare, 0.0))
    return needed
