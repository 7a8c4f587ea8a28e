"""What somebody wrote about a return, as it can be kept: explanations, questions, reasons, roles.

Looks at texts only.
"""

from __future__ import annotations

import re
import unicodedata

from hub.contract.fields import LONGEST_LINE, LONGEST_TEXT, NOT_BLANK
from hub.errors import InputRefused

NOT_TEXT = ("Cc", "Cs")  # Unicode's categories: control characters, halves of characters
OF_A_TEXT = "\n\t"


def text(field: str, told: str) -> str:
    """A text of several lines, without the space around it. Raises: InputRefused."""
    return _kept(field, told.replace("\r\n", "\n"), LONGEST_TEXT, OF_A_TEXT)


def text_or_nothing(field: str, told: str) -> str:
    """As `text`, where nothing need be said. Raises: InputRefused."""
    return text(field, told) if re.search(NOT_BLANK, told) else ""


def line_or_nothing(field: str, told: str) -> str:
    """A single line, where nothing need be said. Raises: InputRefused."""
    return _kept(field, told, LONGEST_LINE, "") if re.search(NOT_BLANK, told) else ""


def of_a_document(told: str) -> str:
    """A text that the contract has accepted; a character that no database keeps is shown to have been there."""
    return "".join(one if _is_text(one, OF_A_TEXT) else "\N{REPLACEMENT CHARACTER}" for one in told).strip()


def _kept(field: str, told: str, longest: int, besides: str) -> str:
    stripped = told.strip()
    if len(stripped) > longest or re.search(NOT_BLANK, stripped) is None:
        raise _refused(field, f"Write 1 to {longest:,} characters.")
    if not all(_is_text(one, besides) for one in stripped):
        raise _refused(field, "Take out the control characters." if besides else "Write it on one line.")
    return stripped


def _is_text(character: str, besides: str) -> bool:
    return character in besides or unicodedata.category(character) not in NOT_TEXT


def _refused(field: str, what_to_do: str) -> InputRefused:
    return InputRefused(f"What was written in “{field}” cannot be kept.", what_to_do, field=field)
