"""What may be registered: codes, names and days that returns, pages and papers can carry.

Looks at values only; whether somebody of that code or name is there already is for `hub.store.register`.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from datetime import date

from hub.contract.fields import CODE, LONGEST_LINE, LONGEST_PATTERN, NOT_BLANK
from hub.errors import SettingWrong
from hub.store.registered import RelatedOrganisation

LONGEST_NAME = LONGEST_LINE  # characters: as long as a line of a return
UNPRINTABLE = ("Cc", "Cs", "Cn", "Zl", "Zp")  # Unicode's categories: control characters, line ends, no characters
TURNS_THE_LINE = ("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI")  # shows a text in another order
# Unicode lets these be printed, and nobody sees them: Default_Ignorable_Code_Point, and the empty cell of braille.
NOT_SEEN = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2065\u2800\u3164\ufe00-\ufe0f\uffa0\U000e0000-\U000e0fff]"
)
LOOK_ALIKE = {"LATIN", "GREEK", "CYRILLIC", "ARMENIAN", "CHEROKEE", "COPTIC"}  # alphabets, some of whose letters do


def code(noun: str, told: str) -> str:
    """A code as the contract's documents may hold it. Raises: SettingWrong."""
    if len(told) > LONGEST_PATTERN or re.fullmatch(CODE.removesuffix("$"), told) is None:
        raise SettingWrong(
            f"{told!r} cannot be the code of {noun}.",
            f"Use lower-case words and numbers with hyphens between them, at most {LONGEST_PATTERN} characters.",
        )
    return told


def name(noun: str, told: str) -> str:
    """A name without the space around it. Raises: SettingWrong."""
    stripped = told.strip()
    if len(stripped) > LONGEST_NAME or re.search(NOT_BLANK, stripped) is None or not all(map(_shows, stripped)):
        raise _not_a_name(noun, told)
    return stripped


def sign_in_name(told: str) -> str:
    """A name that can be typed to sign in, and that nobody takes for another: nothing in it that is not seen.

    Raises: SettingWrong.
    """
    stripped = name("a person", told)
    if not stripped.isprintable() or NOT_SEEN.search(stripped):
        raise _not_a_name("a person", told)
    if (plain := unicodedata.normalize("NFKC", stripped)) != stripped:
        raise SettingWrong(f"{told!r} cannot be the name of a person: {plain!r} looks the same.", f"Use {plain!r}.")
    if len(alphabets := LOOK_ALIKE & {unicodedata.name(letter, "").partition(" ")[0] for letter in stripped}) > 1:
        listed = " and ".join(map(str.capitalize, sorted(alphabets)))
        raise SettingWrong(
            f"{told!r} cannot be the name of a person: it has letters of {listed} that look alike.",
            "Use the letters of one alphabet.",
        )
    return stripped


def taken_for(sign_in_name: str) -> str:
    """What a sign-in name is to a reader: two that give the same are not told apart."""
    return " ".join(unicodedata.normalize("NFKC", sign_in_name.casefold()).split())


def days(opened_on: date | None, closed_on: date | None) -> None:
    """See that nothing closes before it opened. Raises: SettingWrong."""
    if opened_on is not None and closed_on is not None and closed_on < opened_on:
        raise SettingWrong(
            f"It cannot close on {closed_on}: it opened on {opened_on}.", "Correct whichever of the two days is wrong."
        )


def organisation(told: RelatedOrganisation) -> RelatedOrganisation:
    """An organisation with its names stripped. Raises: SettingWrong."""
    noun, tier = "an organisation", told.independent_tier
    code(noun, told.code)
    if told.successor is not None:
        code("a successor", told.successor)
    if told.successor == told.code:
        raise SettingWrong(f"{told.code!r} cannot be its own successor.", "Name the body that took over.")
    days(told.opened_on, told.closed_on)
    ombudsman = None if told.ombudsman is None else name("an ombudsman", told.ombudsman)
    return replace(
        told,
        ombudsman=ombudsman,
        name=name(noun, told.name),
        kind=name("a kind of organisation", told.kind),
        independent_tier=None if tier is None else name("an independent tier", tier),
    )


def _shows(character: str) -> bool:
    category, direction = unicodedata.category(character), unicodedata.bidirectional(character)
    return category not in UNPRINTABLE and direction not in TURNS_THE_LINE


def _not_a_name(noun: str, told: str) -> SettingWrong:
    return SettingWrong(
        f"{told!r} cannot be the name of {noun}.", f"Use 1 to {LONGEST_NAME} characters that can be printed."
    )
