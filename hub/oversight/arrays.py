"""Arrays as values: their types, and how one is closed to changes before it crosses a floor.

Computes nothing. Missing: NaN wherever a number is not there, never 0.
"""

from __future__ import annotations

from typing import TypeVar

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Places = NDArray[np.int32]  # of points in a line; half the size, and there are many
Codes = NDArray[np.int8]  # of a small enumeration
Bools = NDArray[np.bool_]
Numbers = TypeVar("Numbers", Floats, Ints, Places, Codes, Bools)


def closed(array: Numbers) -> Numbers:
    """The same array, which nobody can change through this name any more."""
    array.flags.writeable = False
    return array


def floats(given: ArrayLike) -> Floats:
    """Numbers as floats. Missing: NaN, and None becomes NaN."""
    return np.asarray(given, dtype=np.float64)


def one_for_each(given: ArrayLike | None, count: int, otherwise: float = np.nan) -> Floats:
    """One number for each of so many things: as given, or the same for all. Missing: None is `otherwise` for all."""
    return np.broadcast_to(floats(otherwise if given is None else given), (count,))
