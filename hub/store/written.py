"""What somebody wrote about a return, as it can be kept: explanations, questions, reasons, roles.

Looks at texts only.
"""

from __future__ import annotations

import re
import unicodedata

from hub.contract.fields import LONGEST_LINE, LONGEST_TEXT, NOT_BLANK
from hub.contract.personal_data import kinds_in
from hub.errors import InputRefused

NOT_TEXT = ("Cc", "Cs")  # Unicode's categories: control characters, halves of characters
OF_A_TEXT = "\n\t"
VISIBLE = ("L", "N", "P", "S")  # letters, numbers, punctuation, symbols
SHOWS_NOTHING = "\u115f\u1160\u3164\uffa0\u2800"  # of these: the fillers of Hangul, Braille without a dot
TURNS_ROUND = (
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # the direction of writing: shows other words than it keeps
)
LONGEST_PLACE = 2_000  # characters: links to meetings online have 250 and more
_ESCAPED = re.compile("%[0-9A-Fa-f]{2}")  # signs in a link: with what follows they look like numbers of people
_TURNS_ROUND = re.compile(f"[{TURNS_ROUND}]")


def text(field: str, told: str) -> str:
    """A text of several lines, without the space around it. Raises: InputRefused."""
    return _kept(field, told.replace("\r\n", "\n"), LONGEST_TEXT, OF_A_TEXT)


def text_or_nothing(field: str, told: str) -> str:
    """As `text`, where nothing need be said. Raises: InputRefused."""
    return text(field, told) if re.search(NOT_BLANK, told) else ""


def line(field: str, told: str) -> str:
    """A single line. Raises: InputRefused."""
    return _kept(field, told, LONGEST_LINE, "")


def line_or_nothing(field: str, told: str) -> str:
    """A single line, where nothing need be said. Raises: InputRefused."""
    return line(field, told) if re.search(NOT_BLANK, told) else ""


def place(field: str, told: str) -> str:
    """Where people meet: a single line, or a link, which is longer than words. Raises: InputRefused."""
    kept = _said(field, told, LONGEST_PLACE, "")
    _expect_nobody(field, _ESCAPED.sub(" ", kept))
    return kept


def of_a_document(told: str) -> str:
    """A text that the contract has accepted, or nothing when nothing of it can be seen.

    A character that no database keeps, or that turns the writing round, is shown to have been there.
    """
    if not is_visible(told):
        return ""
    kept = _TURNS_ROUND.sub("\N{REPLACEMENT CHARACTER}", told)
    return "".join(one if _is_text(one, OF_A_TEXT) else "\N{REPLACEMENT CHARACTER}" for one in kept).strip()


def is_visible(told: str) -> bool:
    """Whether at least one character of a text can be seen."""
    return any(unicodedata.category(one)[0] in VISIBLE and one not in SHOWS_NOTHING for one in told)


def _kept(field: str, told: str, longest: int, besides: str) -> str:
    said = _said(field, told, longest, besides)
    _expect_nobody(field, said)
    return said


def _said(field: str, told: str, longest: int, besides: str) -> str:
    stripped = told.strip()
    if len(stripped) > longest or re.search(NOT_BLANK, stripped) is None:
        raise _refused(field, f"Write 1 to {longest:,} characters.")
    if not all(_is_text(one, besides) for one in stripped):
        raise _refused(field, "Take out the control characters." if besides else "Write it on one line.")
    if _TURNS_ROUND.search(stripped):
        raise _refused(field, "Take out the characters that change the direction of writing.")
    if not is_visible(stripped):
        raise _refused(field, "Write something that can be seen: a letter, a number or a sign.")
    return stripped


def _expect_nobody(field: str, told: str) -> None:
    kinds = kinds_in(told)
    if kinds:
        raise InputRefused(
            f"What was written in “{field}” seems to hold {' and '.join(kinds)}.",
            "Take it out: what is written here is kept, and read by many.",
            field=field,
        )


def _is_text(character: str, besides: str) -> bool:
    return character in besides or unicodedata.category(character) not in NOT_TEXT


def _refused(field: str, what_to_do: str) -> InputRefused:
    return InputRefused(f"What was written in “{field}” cannot be kept.", what_to_do, field=field)
