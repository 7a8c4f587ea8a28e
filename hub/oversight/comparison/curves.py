"""The limits of a funnel as curves: where a body of any size would have them. For drawing; flags nobody.

Source: the same limits as in `shares` and `counts`, at sizes that no body has.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from hub.oversight.arrays import Floats, closed
from hub.oversight.comparison.counts import count_limits, root_limits
from hub.oversight.comparison.funnels import Funnels, Limits
from hub.oversight.comparison.shares import arcsine_limits, share_limits

POINTS = 60


@dataclass(frozen=True, slots=True, eq=False)
class Curves:
    """Limits at sizes from small to large. Shapes: [points]. Units: those of the funnel's wholes and values."""

    sizes: Floats
    lower_998: Floats
    lower_95: Floats
    upper_95: Floats
    upper_998: Floats


def curves(funnels: Funnels, row: int, of_counts: bool) -> Curves | None:
    """The limits in use of one funnel, from its smallest body to its largest. Missing: None where nothing is compared.

    Shapes: sizes are denser where bodies are small, since the limits bend there.
    """
    wholes = funnels.wholes[row]
    there = wholes[np.isfinite(wholes)]
    if not there.size:
        return None
    sizes = np.geomspace(max(there.min() * 0.8, 1e-6), there.max() * 1.05, POINTS)
    if not of_counts:
        sizes = np.unique(np.maximum(np.round(sizes), 1.0))
    limits = _limits(funnels, row, sizes, of_counts)
    return Curves(closed(sizes), *(closed(np.ravel(line)) for line in limits))


def _limits(funnels: Funnels, row: int, sizes: Floats, of_counts: bool) -> tuple[Floats, Floats, Floats, Floats]:
    centre, tau2 = funnels.centre[row : row + 1], funnels.tau2[row : row + 1]
    made: Limits
    if funnels.adjusted[row]:
        spread = 0.5 / np.sqrt(sizes)[None, :]
        made = root_limits(spread, tau2) if of_counts else arcsine_limits(centre, spread, tau2)
    else:
        made = count_limits(sizes) if of_counts else share_limits(sizes, np.full(sizes.shape, float(centre[0])))
    return made.lower_998, made.lower_95, made.upper_95, made.upper_998
