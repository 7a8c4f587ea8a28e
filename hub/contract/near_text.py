"""How near one text is to another: the share of its words that stand in the other too.

Words without their order, so that the work grows with the texts and not with their square. Judges nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

FEWEST_WORDS = 8  # shorter texts are alike by chance
NEAR = 0.8  # of the words of the longer text
MOST_COMPARED = 30  # texts on either side: nobody writes more of one kind, and the work grows with their product


class Words:
    """A text as words to compare: capitals, spaces and line ends do not count."""

    def __init__(self, text: str) -> None:
        self.listed = text.lower().split()
        self.distinct = frozenset(self.listed)

    @cached_property
    def times(self) -> Counter[str]:
        """How many times each word stands there."""
        return Counter(self.listed)


class Nearness(NamedTuple):
    """So many words of a text that stand in another, of how many in the longer of the two, and which other it is."""

    shared: int
    of: int
    other: int

    @property
    def near(self) -> bool:
        """Whether somebody who read both would call the one a copy of the other."""
        return self.shared >= NEAR * self.of


def nearest(text: Words, others: Sequence[Words]) -> Nearness | None:
    """The one of the others that the text is a near copy of.

    Missing: None when it is near to none, or is too short to tell.
    """
    if len(text.listed) < FEWEST_WORDS:
        return None
    candidates = [at for at, other in enumerate(others) if _can_be_near(text, other)]
    near = [one for at in candidates if (one := Nearness(*_shared(text, others[at]), at)).near]
    return max(near, key=lambda one: one.shared / one.of, default=None)


def _can_be_near(text: Words, other: Words) -> bool:
    """Whether counting is worth while: a word that the other lacks can never be shared. Leaves out nothing near."""
    ours, theirs = len(text.listed), len(other.listed)
    allowed = ours - NEAR * max(ours, theirs)
    return allowed >= 0 and theirs >= NEAR * ours and len(text.distinct - other.distinct) <= allowed


def _shared(text: Words, other: Words) -> tuple[int, int]:
    longer = max(len(text.listed), len(other.listed))
    return (text.times & other.times).total(), longer
