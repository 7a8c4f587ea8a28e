"""How counts are added and compared: what is not a number makes a sum unknown, and rounding is given room.

Arithmetic only; which counts belong together is for the rooms beside this one.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from hub.contract.findings import Finding, Place, pointer
from hub.contract.model import Cell, Return, number

ROOM_PER_ROUNDED_CELL = 0.5  # of the rounding base: a figure rounded to 5 is at most 2.5 away


class Named(NamedTuple):
    """A count with the words and the place (the parts of its pointer) that a finding gives it."""

    words: str
    cell: Cell
    place: Place


def room(return_: Return, cells: int) -> float:
    """How far apart rounding at source can have driven a comparison of so many cells."""
    base = return_.counting_rules.rounding_base
    return 0 if base == 1 else cells * base * ROOM_PER_ROUNDED_CELL


def each_within_the_next(return_: Return, code: str, *chain: Named) -> Iterator[Finding]:
    """A finding wherever a count is more than the next one that is known, of which it is a part."""
    known = [(link, value) for link in chain if (value := number(link.cell)) is not None]
    for (part, fewer), (whole, more) in pairwise(known):
        if fewer > more + room(return_, 2):
            yield Finding(
                code,
                f"“{part.words[0].upper()}{part.words[1:]}” is {fewer}, more than “{whole.words}”, which is {more}.",
                "Correct whichever of the two is wrong: the first is a part of the second.",
                (pointer(*part.place), pointer(*whole.place)),
                {part.words: fewer, whole.words: more},
            )
