"""Overdispersion: how much more bodies differ than chance explains, and the spread between them that accounts for it.

Source: Spiegelhalter 2005, the additive form; winsorised so that a few wild bodies do not hide themselves.
"""

from __future__ import annotations

import numpy as np

from hub.oversight.arrays import Floats, Ints

LOWEST, HIGHEST = 0.1, 0.9  # of the z-scores: those beyond are brought to these percentiles


def phi_and_tau2(z: Floats, weights: Floats, bodies: Ints) -> tuple[Floats, Floats]:
    """How many times more the bodies differ than chance alone has them differ, and the variance between them.

    Shapes: `z` and `weights` are [measures, bodies], NaN where a body is not compared; the rest are [measures].
    Missing: NaN for a measure with no body; the variance is 0 where bodies differ no more than chance has them differ.
    """
    count = np.where(bodies > 0, bodies, np.nan)
    phi = np.nansum(winsorised(z, bodies) ** 2, axis=1) / count
    total, squares = np.nansum(weights, axis=1), np.nansum(weights**2, axis=1)
    free = total - np.divide(squares, total, out=np.zeros_like(total), where=total > 0)
    tau2 = np.divide(count * phi - (count - 1), free, out=np.zeros_like(total), where=(phi > 1) & (free > 0))
    return phi, tau2


def winsorised(z: Floats, bodies: Ints) -> Floats:
    """The scores of each measure, the outermost brought in to its 10th and 90th percentiles."""
    ordered = np.sort(z, axis=1)  # NaN last
    return np.clip(z, _percentile(ordered, bodies, LOWEST), _percentile(ordered, bodies, HIGHEST))


def _percentile(ordered: Floats, bodies: Ints, share: float) -> Floats:
    """Between the two scores on either side, as type 7 has it. Shapes: [measures, 1]."""
    if not ordered.shape[1]:
        return np.full((ordered.shape[0], 1), np.nan)
    place = np.maximum(bodies - 1, 0)[:, None] * share
    below = np.floor(place).astype(np.int64)
    above = np.minimum(below + 1, np.maximum(bodies - 1, 0)[:, None])
    low, high = np.take_along_axis(ordered, below, axis=1), np.take_along_axis(ordered, above, axis=1)
    percentile: Floats = low + (place - below) * (high - low)
    return percentile
