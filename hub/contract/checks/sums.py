"""How counts are added and compared: what is not a number makes a sum unknown, and rounding is given room.

Arithmetic only; which counts belong together is for the rooms beside this one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from hub.contract.findings import LONGEST_ECHO, Finding, Place, pointer, printable
from hub.contract.model import Cell, Count, Return, number

ROOM_PER_ROUNDED_CELL = 0.5  # of the rounding base: a figure rounded to 5 is at most 2.5 away


class Named(NamedTuple):
    """A count with the words and the place (the parts of its pointer) that a finding gives it."""

    words: str
    cell: Cell
    place: Place


class Parts(NamedTuple):
    """The parts that a whole is told in.

    Shapes: `named` gives the part at an index its name and its place, which only a finding needs. `excess` is what to
    do when the known ones together are more than the whole; empty where parts may overlap, so that only each by
    itself has a limit.
    """

    words: str
    cells: Sequence[Cell]
    named: Callable[[int], Named]
    excess: str = ""


def sentence(words: str) -> str:
    """Words as they begin a sentence."""
    return words[:1].upper() + words[1:]


def room(return_: Return, cells: int) -> float:
    """How far apart rounding at source can have driven a comparison of so many cells."""
    base = return_.counting_rules.rounding_base
    return 0 if base == 1 else cells * base * ROOM_PER_ROUNDED_CELL


def rising(*cells: Cell) -> bool:
    """Whether each count is at most the next one that is known; then, as nearly always, nothing needs a name."""
    known = [cell.value for cell in cells if isinstance(cell, Count)]
    return known == sorted(known)


def each_within_the_next(return_: Return, code: str, *chain: Named) -> Iterator[Finding]:
    """A finding wherever a count is more than the next one that is known, of which it is a part."""
    known = [(link, value) for link in chain if (value := number(link.cell)) is not None]
    for (part, fewer), (whole, more) in pairwise(known):
        if fewer > more + room(return_, 2):
            yield Finding(
                code,
                f"“{sentence(part.words)}” is {fewer}, more than “{whole.words}”, which is {more}.",
                "Correct whichever of the two is wrong: the first is a part of the second.",
                (pointer(*part.place), pointer(*whole.place)),
                {part.words: fewer, whole.words: more},
            )


def within_the_whole(return_: Return, code: str, parts: Parts, whole: Named) -> Iterator[Finding]:
    """A finding, and only one, when a known part is more than its whole, or the known ones together are.

    Missing: a part that holds no number is left out; without a number for the whole nothing is compared.
    """
    most = number(whole.cell)
    if most is None or sum([cell.value for cell in parts.cells if isinstance(cell, Count)]) <= most:
        return  # as nearly always; what follows has names and places to give
    known = [(index, cell.value) for index, cell in enumerate(parts.cells) if isinstance(cell, Count)]
    over = [(index, value) for index, value in known if value > most + room(return_, 2)]
    sum_ = sum([value for _, value in known])
    if over:
        yield _more_than_the_whole(code, parts, over, whole)
    elif parts.excess and sum_ > most + room(return_, len(known) + 1):
        yield Finding(
            code,
            f"{sentence(parts.words)}, where they are numbers, add up to {sum_}, "
            f"more than “{whole.words}”, which is {most}.",
            parts.excess,
            (*(pointer(*parts.named(index).place) for index, _ in known), pointer(*whole.place)),
            {parts.words: sum_, whole.words: most},
        )


def _more_than_the_whole(code: str, parts: Parts, over: Sequence[tuple[int, int]], whole: Named) -> Finding:
    index, value = max(over, key=lambda entry: entry[1])
    part = parts.named(index).words
    words = ", ".join((parts.words, printable(part[:LONGEST_ECHO]))) if part else parts.words
    return Finding(
        code,
        f"“{sentence(words)}” is {value}, more than “{whole.words}”, which is {number(whole.cell)}.",
        "Correct whichever of the two is wrong: the first is a part of the second.",
        (*(pointer(*parts.named(one).place) for one, _ in over), pointer(*whole.place)),
        {words: value, whole.words: number(whole.cell)},
    )
