"""Which confirmed failings a picture tells of, and from which places: those that it knows, with two bodies or more.

Decides nothing about a failing: a person confirmed it. Reads no text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from hub.contract.period import Period
from hub.oversight.themes.theme import Confirmed

Piece = tuple[str, str, str]  # organisation, name of a period, id of a piece of learning


def known_in(confirmed: Iterable[Confirmed], periods: Sequence[Period]) -> tuple[Confirmed, ...]:
    """Those that a picture of these periods can know, without places of before them. Shapes: the oldest period first.

    One that rests on a later return, or on one of a longer period that had not ended, is not known yet.
    """
    names, end = {period.name for period in periods}, periods[-1].end
    past = (one for one in confirmed if all(Period.named(name).end <= end for _, name, _ in one.learning))
    return from_places(past, lambda piece: piece[1] in names)


def from_places(confirmed: Iterable[Confirmed], kept: Callable[[Piece], bool]) -> tuple[Confirmed, ...]:
    """Failings with the places that are kept. What is left of one body alone is none that several have."""
    left = ((one, tuple(filter(kept, one.learning))) for one in confirmed)
    return tuple(
        replace(one, learning=places)
        for one, places in left
        if len(_bodies(places)) > 1 or (places and len(_bodies(one.learning)) == 1)
    )


def _bodies(places: Iterable[Piece]) -> set[str]:
    return {organisation for organisation, *_ in places}
