"""What a form holds of a text: no letters that no reader could show, and none that turn round how others are read."""

from __future__ import annotations

from unicodedata import category

KEPT = "\t\n"
NOT_LETTERS = frozenset("\ufffe\uffff")
TURN = frozenset(map(chr, (*range(0x202A, 0x202F), *range(0x2066, 0x206A))))  # embeddings, overrides and isolates


def printable(text: str) -> str:
    """The text without these. Words that are written from right to left stay so: their letters say it themselves."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(letter for letter in text if letter in KEPT or not _is_left_out(letter))


def _is_left_out(letter: str) -> bool:
    return letter in TURN or letter in NOT_LETTERS or category(letter) in ("Cc", "Cs")
