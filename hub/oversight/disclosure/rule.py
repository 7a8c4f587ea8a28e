"""What forum and board are not shown of the returns: one rule, in one place.

A protected audience is given nothing that was computed from a hidden cell: whoever makes something for it computes on
a panel `without` them. So no figure ties two bodies together, and each return is judged by itself with its own earlier
versions. Computes no measure.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from hub.oversight.disclosure.cells import HIDDEN_WITH, ITEMS, ITEMS_FROM, NOT_GIVEN, Mask, Sheets
from hub.oversight.disclosure.versions import hidden_over_versions

Earlier = Sequence[tuple[int, Sheets]]
Rows = NDArray[np.intp]


def hidden(sheets: Sheets, earlier: Earlier, threshold: int) -> Mask:
    """Which cells of these returns a protected audience is not shown.

    Shapes: `sheets` is returns x places, as `hub.contract.sheet.places` tells them, and so is what is given back.
    `earlier` has the row of a return and the sheet of an earlier version of it, the oldest first.
    Missing: a status, and what was not said, is not hidden; only a subject that is not listed is, with a list that is.
    """
    mask = np.zeros(sheets.shape, dtype=np.bool_)
    for rows, versions in _by_number_of_versions(sheets, earlier):
        mask[rows] = hidden_over_versions([*versions, sheets[rows]], threshold)
    mask[:, NOT_GIVEN] = sheets[:, NOT_GIVEN] >= 0
    mask[:, ITEMS] = mask[:, ITEMS_FROM].any(axis=1, keepdims=True) & (sheets[:, ITEMS] >= 0)
    for what, count in HIDDEN_WITH:
        mask[:, what] = mask[:, count] & (sheets[:, what] >= 0)
    return mask


def _by_number_of_versions(sheets: Sheets, earlier: Earlier) -> Iterator[tuple[Rows, list[Sheets]]]:
    """The rows of returns with the same number of versions, and their earlier versions one after the other."""
    before: dict[int, list[Sheets]] = {}
    for row, sheet in earlier:
        before.setdefault(row, []).append(sheet)
    uncorrected = np.ones(len(sheets), dtype=np.bool_)
    uncorrected[list(before)] = False
    yield np.flatnonzero(uncorrected), []
    for number in sorted({len(versions) for versions in before.values()}):
        rows = [row for row, versions in before.items() if len(versions) == number]
        yield np.array(rows), [np.stack([before[row][at] for row in rows]) for at in range(number)]
