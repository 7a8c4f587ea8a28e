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
    MULTIPLE_CODING,
    WRONG_BY_SUBJECT,
    Breakdown,
    Columns,
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

    @property
    def slack(self) -> Sheets:
        """How many more may have gone wrong in each subject, for all that was told."""
        return np.maximum(self.subject - self.wrong, 0.0)


@dataclass(frozen=True, slots=True)
class Told:
    """What one version of many returns tells.

    Shapes: `counts` says which cells count people, and `values` what they count, both returns x places. Missing: what
    is not a number has the value 0 and is not among `counts`. `primary` says where each complaint has one subject.
    """

    values: Sheets
    counts: Mask
    primary: Mask

    @property
    def bounds(self) -> Bounds:
        """The bounds that this version gives."""
        return Bounds(self.values[:, BY_SUBJECT.parts], self.values[:, WRONG_BY_SUBJECT.parts])

    def small(self, threshold: int) -> Mask:
        """Which counts are from 1 to threshold - 1. Zero is not one of them."""
        return (self.values > 0) & (self.values < threshold)


@dataclass(frozen=True, slots=True)
class Hiding:
    """What is told while it is decided what is hidden. Shapes: as for `Told`; `hidden` alone changes, and grows."""

    told: Told
    hidden: Mask
    threshold: int

    def hide(self, columns: Columns | int, where: Mask) -> None:
        """Hides cells that are numbers. Shapes: `where` is returns, or returns x columns."""
        self.hidden[:, columns] |= where & self.told.counts[:, columns]


def told(sheets: Sheets) -> Told:
    """What these sheets tell. Missing: a status, and what was not said, counts nobody.

    A subject that a list of subjects leaves out counts none: to see which are left out would tell how many are not.
    """
    counts = np.zeros(sheets.shape, dtype=np.bool_)
    counts[:, COUNTS] = sheets[:, COUNTS] >= 0
    for each in (BY_SUBJECT, WRONG_BY_SUBJECT):
        listed = counts[:, each.parts].any(axis=1, keepdims=True)
        counts[:, each.parts] |= listed & np.isnan(sheets[:, each.parts])
    return Told(np.where(counts & (sheets > 0), sheets, 0.0), counts, sheets[:, MULTIPLE_CODING] == 0)


def hidden_alone(told: Told, already: Mask, bounds: Bounds, threshold: int) -> Mask:
    """What must be hidden: what is small or was hidden already, and what would give it away.

    Shapes: `already` is returns x places. `bounds` are those of all versions.
    """
    hidden = told.counts & (told.small(threshold) | already)
    hiding = Hiding(told, hidden, threshold)
    hide_under_hidden_totals(hidden, told.counts, BREAKDOWNS)
    for each in (BY_SUBJECT, BY_MONTH, BY_OUTCOME):
        _hide_partners(hiding, each)
    _hide_other_way_of_handling(hiding)
    hiding.hide(WRONG_BY_SUBJECT.parts, hidden[:, BY_SUBJECT.total, None])
    _hide_what_went_wrong(hiding, bounds)
    return hidden


def hide_under_hidden_totals(hidden: Mask, counts: Mask, breakdowns: tuple[Breakdown, ...]) -> None:
    """Hides all parts of a hidden total, zeros too: how many are not zero would tell how much it is at least."""
    for each in breakdowns:
        hidden[:, each.parts] |= hidden[:, each.total, None] & counts[:, each.parts]


def _hide_partners(hiding: Hiding, of: Breakdown) -> None:
    """Hides what must be hidden of a table with its small parts."""
    must = hiding.hidden[:, of.parts] & ~hiding.hidden[:, of.total, None]
    table = Table(hiding.told.values[:, of.parts], hiding.told.counts[:, of.parts])
    found, _ = with_partners(table, must, hiding.threshold)
    hiding.hide(of.parts, found)


def _hide_other_way_of_handling(hiding: Hiding) -> None:
    """Early resolution and a closer look are together at most all that was closed: a large one bounds a small one."""
    total = BY_HANDLING.total
    closed = np.where(hiding.told.counts[:, total], hiding.told.values[:, total], np.inf)
    for one, other in (BY_HANDLING.parts, BY_HANDLING.parts[::-1]):
        shown = hiding.told.values[:, other]
        hiding.hide(other, hiding.hidden[:, one] & (shown > 0) & (closed - shown < hiding.threshold))


def _hide_what_went_wrong(hiding: Hiding, bounds: Bounds) -> None:
    """Hides partners of small parts; and the total, where even all parts, hidden, would leave one of them too little.

    In a subject at most as many went wrong as were received, so that parts which cannot grow leave no room to others.
    """
    parts, total = WRONG_BY_SUBJECT.parts, WRONG_BY_SUBJECT.total
    subjects_hidden = hiding.hidden[:, BY_SUBJECT.parts]
    hiding.hide(parts, subjects_hidden & (hiding.told.values[:, parts] > 0))
    must = hiding.hidden[:, parts] & ~hiding.hidden[:, total, None]
    least = _least_slack(hiding, bounds, must)
    table = Table(hiding.told.values[:, parts], hiding.told.counts[:, parts], bounds.slack, least)
    found, whole = with_partners(table, must, hiding.threshold)
    hiding.hide(parts, found)
    pressed = _pressed_by_others(bounds, must & ~(subjects_hidden & hiding.told.primary[:, None]), hiding.threshold)
    hiding.hide(total, whole & pressed)
    hide_under_hidden_totals(hiding.hidden, hiding.told.counts, (WRONG_BY_SUBJECT,))


def _pressed_by_others(bounds: Bounds, of: Mask, threshold: int) -> Mask:
    """Whether one of these small parts of what went wrong could not be as little as 1: others cannot grow for it."""
    others = bounds.slack.sum(axis=1, keepdims=True) - bounds.slack
    return np.asarray((of & (bounds.wrong < threshold) & (others < bounds.wrong - 1)).any(axis=1))


def _least_slack(hiding: Hiding, bounds: Bounds, must: Mask) -> Sheets:
    """How far the hidden parts of what went wrong must be able to grow, so that each small one may be 1.

    Where each complaint has one subject, parts whose subjects are hidden too can take from each other.
    """
    subjects_hidden = hiding.hidden[:, BY_SUBJECT.parts]
    both = must & subjects_hidden
    freely = both & (both.sum(axis=1, keepdims=True) > 1) & hiding.told.primary[:, None]
    tight = must & ~freely & (bounds.wrong < hiding.threshold)
    least: Sheets = np.where(tight, bounds.wrong - 1 + bounds.slack, 0.0).max(axis=1)
    return np.maximum(least, _slack_for_subjects(hiding, subjects_hidden & ~must, both))


def _slack_for_subjects(hiding: Hiding, without: Mask, both: Mask) -> Sheets:
    """How far they must be able to grow, so that a small hidden subject in which nothing went wrong may be larger.

    It takes from subjects that are hidden with it, and what went wrong in those must find another place.
    """
    subject = hiding.told.values[:, BY_SUBJECT.parts]
    concerned = (without & (subject > 0) & (subject < hiding.threshold)).any(axis=1) & both.any(axis=1)
    spare = np.where(without, np.maximum(subject - 1, 0.0), 0.0).sum(axis=1)
    needed: Sheets = np.where(concerned, hiding.threshold - 2 - spare, 0.0)
    return needed
