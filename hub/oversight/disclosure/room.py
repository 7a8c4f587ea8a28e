"""How many parts of a total must be hidden, so that what is left over tells nothing about any of them.

Whoever sees the total and the shown parts knows what the hidden ones are together. Looks at one table of each return;
which cells are small, and what versions show, is decided beside it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hub.oversight.disclosure.cells import Mask

Numbers = NDArray[np.float64]
Order = NDArray[np.intp]
NEVER = 2.0**60  # the rank of what is hidden last, if all is: zeros, and what is no number; past every count


@dataclass(frozen=True, slots=True)
class Table:
    """The parts of one total in many returns.

    Shapes: `values`, `counts` and `slack` are returns x parts. Missing: what is not a number has the value 0 and is
    not among `counts`. `slack` is how much larger each part could be for all that is shown, and `least_slack` how much
    of it the hidden parts need together, for each return; None where a part may be as large as it likes.
    """

    values: Numbers
    counts: Mask
    slack: Numbers | None = None
    least_slack: Numbers | None = None


def with_partners(table: Table, must: Mask, threshold: int) -> tuple[Mask, Mask]:
    """The parts to hide where these must be, and in which returns all of them, zeros too.

    The next smallest are hidden with them until there is room. Where even all that are not zero leave too little, the
    zeros are hidden too, so that nobody knows how many there are to share.
    """
    hidden, whole = must.copy(), np.zeros(len(must), dtype=np.bool_)
    (rows,) = np.nonzero(must.any(axis=1))
    if rows.size:
        hidden[rows], whole[rows] = _chosen(_rows_of(table, rows), must[rows], threshold)
    return hidden, whole


def _chosen(table: Table, must: Mask, threshold: int) -> tuple[Mask, Mask]:
    rank = np.where(must, -1.0, np.where(table.counts & (table.values > 0), table.values, NEVER))
    order = np.argsort(rank, axis=1, kind="stable")
    several = np.arange(1, must.shape[1] + 1)
    ranks = np.take_along_axis(rank, order, axis=1)
    enough = (ranks < NEVER) & (several >= must.sum(axis=1)[:, None])
    enough &= _leave_room(_running(table.values, order), ranks, threshold)
    if table.slack is not None and table.least_slack is not None:
        enough &= _running(table.slack, order) >= table.least_slack[:, None]
    fits = enough.any(axis=1)
    chosen = np.zeros_like(must)
    np.put_along_axis(chosen, order, several <= (enough.argmax(axis=1) + 1)[:, None], axis=1)
    return np.where(fits[:, None], chosen, table.counts), ~fits


def _leave_room(together: Numbers, ranks: Numbers, threshold: int) -> Mask:
    """Whether so many parts, hidden, leave each of them open. Shapes: returns x how many, the smallest first.

    Two or more, together enough for one to be threshold - 1 and each other 1, with one to spare. And if one of them
    is 1, the others need not be as large as the smallest that is shown: else who knows that the next smallest are
    hidden would know that it is not 1.
    """
    several = np.arange(1, together.shape[1] + 1)
    smallest_shown = np.full_like(ranks, NEVER)
    smallest_shown[:, :-1] = ranks[:, 1:]
    open_below = together - 1 < (several - 1) * np.maximum(smallest_shown, 0.0)
    return np.asarray((together >= threshold + several - 1) & open_below)


def _rows_of(table: Table, rows: Order) -> Table:
    if table.slack is None or table.least_slack is None:
        return Table(table.values[rows], table.counts[rows])
    return Table(table.values[rows], table.counts[rows], table.slack[rows], table.least_slack[rows])


def _running(values: Numbers, order: Order) -> Numbers:
    return np.cumsum(np.take_along_axis(values, order, axis=1), axis=1)
