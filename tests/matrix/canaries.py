"""Texts and numbers that belong to one owner alone, so that wherever one of them turns up its owner is known.

An owner is an organisation, a department, a person or a machine client. Knows nothing of the hub.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from hashlib import sha256
from itertools import pairwise
from random import Random

FIRST = "zqx"  # how every mark begins; no word of any language, and no file of the hub, has these letters
LETTERS = 10
LENGTH = len(FIRST) + LETTERS  # of a mark; it ends a code
LEAST, MOST = 10_000_000, 999_999_999  # a canary number has eight or nine digits
SIGNS = '“é” & <b>"it\'s"</b>'  # what HTML, JSON, CSV and addresses each write in a way of their own


def mark(owner: str) -> str:
    """Letters that only what belongs to this owner has in it."""
    digest = sha256(f"canary of {owner}".encode()).digest()[:LETTERS]
    return FIRST + "".join(chr(ord("a") + byte % 26) for byte in digest)


def code(name: str) -> str:
    """The code of an organisation or a department; its mark is not that of its texts, since people ask by it."""
    return f"{name}-{mark(f'code {name}')}"


def text(owner: str, place: str) -> str:
    """A narrative text of an owner, for one place; its mark begins it, as people begin a sentence."""
    return f"{mark(owner).capitalize()} {' '.join(place.replace('_', ' ').split('/'))} {SIGNS}"


@dataclass
class Canaries:
    """Whose each mark, number and id is."""

    owners: dict[str, str] = field(default_factory=dict)
    numbers: dict[int, str] = field(default_factory=dict)
    _drawn: Random = field(default_factory=lambda: Random(20260720))

    def know(self, owner: str, *ids: str) -> None:
        """Learn the mark of an owner, and ids, digests and other marks that are the owner's alone."""
        for told in (mark(owner), *ids):
            assert self.owners.setdefault(told, owner) == owner, f"{told} belongs to {self.owners[told]} too"

    def number(self, owner: str, least: int = LEAST, most: int = MOST) -> int:
        """A number between these two that nobody had before."""
        while True:
            number = self._drawn.randint(least, most)
            if number not in self.numbers:
                return self.take(owner, number)

    def take(self, owner: str, number: int) -> int:
        """This very number. Raises: ValueError when somebody has it."""
        if number in self.numbers or not LEAST <= number <= MOST:
            raise ValueError(f"{number} cannot tell whose it is")
        self.numbers[number] = owner
        return number

    def parts(self, owner: str, whole: int, count: int) -> list[int]:
        """So many numbers that nobody had before and that add up to a whole."""
        while True:
            cuts = sorted(self._drawn.sample(range(1, 100), count - 1))
            ends = [0, *(whole * cut // 100 + self._drawn.randint(0, whole // 200) for cut in cuts), whole]
            parts = [end - start for start, end in pairwise(ends)]
            if len({*parts}) == count and all(part >= LEAST and part not in self.numbers for part in parts):
                return [self.take(owner, part) for part in parts]
