"""Comparison between bodies: the funnel of every measure that can be compared, in one period.

Chooses what is compared with what, and orders no bodies. The limits are `comparison`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from hub.oversight.arrays import Floats, Ints, closed
from hub.oversight.comparison.counts import count_funnels
from hub.oversight.comparison.funnels import Funnels
from hub.oversight.comparison.shares import share_funnels
from hub.oversight.measures.record import Kind
from hub.oversight.measures.values import Values

FEWEST_WITH_ONE_EXPOSURE = 3  # fewer bodies that count the same exposure are no comparison
NO_GROUP = -1


@dataclass(frozen=True, slots=True, eq=False)
class Between:
    """The bodies beside each other, measure by measure.

    Shapes: `funnels` are measures x bodies; `rows` maps the code of a measure to its row there, `rates` that of a rate
    to a funnel for each exposure, by what the exposure counts.
    """

    funnels: Funnels
    rows: Mapping[str, int]
    rates: Mapping[str, Mapping[str, Funnels]]


def between(told: Sequence[Values], exposures: Sequence[str]) -> Between:
    """The funnels of the latest figures. Shapes: `exposures` says what each body's exposure counts, empty for none."""
    shares = [values for values in told if values.measure.kind is Kind.SHARE]
    latest = [values.latest_told() for values in shares]
    some, of = (np.array([pair[part] for pair in latest]) for part in (0, 1))
    groups, names = _groups(exposures)
    return Between(
        share_funnels(some, of),
        MappingProxyType({values.measure.code: row for row, values in enumerate(shares)}),
        MappingProxyType(
            {
                values.measure.code: _by_exposure(*values.latest_told(), groups, names)
                for values in told
                if values.measure.kind is Kind.RATE
            }
        ),
    )


def _groups(exposures: Sequence[str]) -> tuple[Ints, list[str]]:
    """The number of the exposure that each body counts, and what they are. Missing: NO_GROUP for no exposure."""
    plain = [" ".join(exposure.lower().split()) for exposure in exposures]
    names = sorted(set(plain) - {""})
    numbers = {name: number for number, name in enumerate(names)}
    return closed(np.array([numbers.get(one, NO_GROUP) for one in plain], dtype=np.int64)), names


def _by_exposure(counts: Floats, exposure: Floats, groups: Ints, names: Sequence[str]) -> dict[str, Funnels]:
    """A funnel for each exposure that enough bodies count."""
    together = [np.where(groups == number, exposure, np.nan) for number in range(len(names))]
    enough = [
        (name, much)
        for name, much in zip(names, together, strict=True)
        if np.isfinite(much * counts).sum() >= FEWEST_WITH_ONE_EXPOSURE
    ]
    return {name: count_funnels(counts[None, :], much[None, :]) for name, much in enough}
