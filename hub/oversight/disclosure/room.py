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


@dataclass(frozen=True, slots=True)
class Table:
    """The parts of one total in many returns.

    Shapes: `values`, `number` and `slack` are returns x parts. Missing: what is not a number has the value 0 and is no
    `number`. `slack` is how much larger each part could be for all that is shown, and `least_slack` how much of it
    the hidden parts need together, for each return; None where a part may be as large as it likes.
    """

    values: Numbers
    number: Mask
    slack: Numbers | None = None
    least_slack: Numbers | None = None


def with_partners(table: Table, small: Mask, threshold: int) -> tuple[Mask, Mask]:
    """The parts to hide where these must be, and in which returns all of them, zeros too.

    The next smallest are hidden with them until there are two or more, and enough together for each to be anything
    from 1 to threshold - 1 while the others are at least 1. Where even all that are not zero leave too little room,
    the zeros are hidden too, so that nobody knows how many there are to share.
    """
    hidden, whole = small.copy(), np.zeros(len(small), dtype=np.bool_)
    (rows,) = np.nonzero(small.any(axis=1))
    if not rows.size:
        return hidden, whole
    values, number, must = table.values[rows], table.number[rows], small[rows]
    rank = np.where(must, -1.0, np.where(number & (values > 0), values, np.inf))
    order = np.argsort(rank, axis=1, kind="stable")
    several = np.arange(1, values.shape[1] + 1)
    enough = several >= np.maximum(must.sum(axis=1), 2)[:, None]
    enough &= np.take_along_axis(rank, order, axis=1) < np.inf
    enough &= _running(values, order) >= threshold + several - 2
    if table.slack is not None and table.least_slack is not None:
        enough &= _running(table.slack[rows], order) >= table.least_slack[rows, None]
    fits = enough.any(axis=1)
    chosen = np.zeros_like(must)
    np.put_along_axis(chosen, order, several <= (enough.argmax(axis=1) + 1)[:, None], axis=1)
    hidden[rows], whole[rows] = np.where(fits[:, None], chosen, number), ~fits
    return hidden, whole


def _running(values: Numbers, order: NDArray[np.intp]) -> Numbers:
    return np.cumsum(np.take_along_axis(values, order, axis=1), axis=1)
