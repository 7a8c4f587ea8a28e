"""Shared subjects: what rose in several bodies in the same period, though it may stand out in none of them.

Two looks, and how often chance alone would give as much is known for each: so many bodies that are clearly above their
own past, or more bodies that lean the same way. What rises in one body is `emerging`.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import bdtrc

from hub.oversight.arrays import Bools, Floats, Ints, closed
from hub.oversight.themes.discovery import FALSE_DISCOVERIES, discoveries, either
from hub.oversight.themes.emerging import Emerging

FEWEST_BODIES = 3  # a theme is of several bodies
BEYOND = 0.05  # chance that a body's own past gives as much: clearly above it
LEANING = 0.2  # the same, of bodies that no test by itself would name


@dataclass(frozen=True, slots=True)
class Shared:
    """Which subjects are shared.

    Shapes: `members` is [bodies, subjects]; everything else [subjects].
    Units: `judged` bodies could be tested, `above` of them are above their own past; `by_chance` is how many would be
    if nothing had changed. `q` is Benjamini and Hochberg's over the subjects.
    Missing: `q` is NaN where too few bodies could be tested.
    """

    shared: Bools
    members: Bools
    judged: Ints
    above: Ints
    by_chance: Floats
    q: Floats

    @property
    def tested(self) -> int:
        """How many subjects could be tested."""
        return int(np.isfinite(self.q).sum())


def shared(found: Emerging) -> Shared:
    """Which subjects rose beyond the bodies' own past in three of them or more."""
    judged = np.isfinite(found.p_rose).sum(axis=0)
    clear, leaning = (_as_many(found.p_rose, judged, chance) for chance in (BEYOND, LEANING))
    q = discoveries(np.where(judged >= FEWEST_BODIES, either(clear, leaning), np.nan))
    is_shared = (q <= FALSE_DISCOVERIES) & np.isfinite(q)
    bound = np.where(clear <= leaning, BEYOND, LEANING)
    members = found.p_rose <= bound
    return Shared(
        closed(is_shared),
        closed(members),
        closed(judged),
        closed(members.sum(axis=0)),
        closed(judged * bound),
        closed(q),
    )


def _as_many(chances: Floats, judged: Ints, bound: float) -> Floats:
    """The chance that so many bodies are at or below a bound; 1 where they are too few for a theme."""
    members = (chances <= bound).sum(axis=0)
    found: Floats = bdtrc(np.maximum(members - 1, 0), np.maximum(judged, 1), bound)
    return np.where(members >= FEWEST_BODIES, found, 1.0)
