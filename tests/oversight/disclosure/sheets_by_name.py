"""Sheets of returns written by the names of their places, and masks read by them."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from hub.contract.period import Period
from hub.contract.sheet import places
from hub.oversight.disclosure.cells import Mask, Sheets
from hub.oversight.disclosure.rule import hidden
from hub.oversight.panel import panel_of

PLACES = places()
AT = {name: at for at, name in enumerate(PLACES)}
Told = Mapping[str, float]


def sheet(told: Told) -> Sheets:
    """One return; what is not named was not said. A subject may be named by its code alone."""
    made = np.full(len(PLACES), np.nan)
    for name, value in told.items():
        made[AT[name if name in AT else f"subject:{name}"]] = value
    return made


def sheets(*told: Told) -> Sheets:
    return np.stack([sheet(each) for each in told])


def protected(sheets: Sheets, mask: Mask) -> Sheets:
    """The sheets as whatever forum and board are given is computed from."""
    packed = [
        ("body", period.name, one.astype("<f8").tobytes()) for period, one in zip(_periods(sheets), sheets, strict=True)
    ]
    return panel_of(["body"], _periods(sheets), packed).without(mask[None]).sheets[0]


def _periods(sheets: Sheets) -> list[Period]:
    return [Period.quarter(2000 + at // 4, at % 4 + 1) for at in range(len(sheets))]


def hidden_names(*versions: Told, threshold: int = 5) -> set[str]:
    """What is hidden of the last version of a return, without subjects that are not listed."""
    *earlier, last = (sheet(each) for each in versions)
    (mask,) = hidden(last[None], [(0, each) for each in earlier], threshold)
    return {PLACES[at] for at in np.flatnonzero(mask & ~np.isnan(last))}


def names(mask: Mask) -> list[str]:
    return [PLACES[at] for at in np.flatnonzero(mask)]
