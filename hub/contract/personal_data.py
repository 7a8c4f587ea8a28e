"""Which kinds of personal data a text seems to hold: never what it holds, only the kind and how often.

Finds what identifies or reaches a person and could stand in a narrative. A public telephone line, a mailbox of an
office and a person named by one letter are not meant. What is found is asked about; nothing is refused.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from enum import StrEnum

Clue = Callable[[str], object]
WEIGHTS = range(10, 1, -1)  # of the first nine digits of an NHS number
NHS_MODULUS = 11
MOST_LETTERS = 64  # before the @ of an address; looking for more takes long and finds nothing


class Kind(StrEnum):
    """What a text seems to hold, in the words of a finding."""

    EMAIL = "an e-mail address"
    PHONE = "a telephone number"
    NHS_NUMBER = "an NHS number"
    NI_NUMBER = "a National Insurance number"
    POSTCODE = "a postcode"
    NAME = "a person's title and name"


_EMAIL = re.compile(rf"(?<![\w.+-])([\w.+'-]{{1,{MOST_LETTERS}}})@[\w-]+(?:\.[\w-]+)+")
_OFFICE = re.compile(
    r"(?:^|[._+-])(?:complaints?|contact|customer|enquir(?:y|ies)|feedback|help|helpdesk|info|information|inbox|mailbox"
    r"|media|office|post|press|queries|relations|services?|support|team)(?:$|[._+-])",
    re.IGNORECASE,
)
# Numbers that ring with one person, or may: 03, 08 and 09 are lines of offices. A digit may follow two separators.
_NEXT = r"(?:[ \u00a0().-]{0,2}\d)"
_PHONE = re.compile(
    rf"(?<![\w.,/£#+-])(?:(?:\+44|0044)[ \u00a0]?(?:\(0\))?(?:[ \u00a0]?[27]\d{_NEXT}{{8}}|[ \u00a0]?1\d{_NEXT}{{7,8}})"
    rf"|\(?0(?:[27]\d\)?{_NEXT}{{8}}|1\d\)?{_NEXT}{{7,8}}))(?![\w/%])"
)
_TEN_DIGITS = re.compile(r"(?<![\w.,/£#+-])[1-9]\d\d([ \u00a0-]?)\d{3}\1\d{4}(?![\w/%])")
_NI_NUMBER = re.compile(
    r"\b(?:QQ|(?!BG|GB|KN|NK|NT|TN|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]) ?\d\d ?\d\d ?\d\d ?[A-D]\b"
)
_POSTCODE = re.compile(
    r"\b(?:GIR ?0AA|[A-PR-UWYZ](?:\d\d?|[A-HK-Y]\d\d?|\d[A-HJKPSTUW]|[A-HK-Y]\d[ABEHMNPRVWXY])"
    r" ?\d[ABD-HJLNP-UW-Z]{2})\b"
)
# By their first letters: a pattern that begins with one letter jumps from one such letter to the next.
_TITLES = (
    "M(?:rs?|s|iss|x)",
    "D(?:r|ame)",
    "Prof(?:essor)?",
    "Sir",
    "L(?:ady|ord)",
    "Rev(?:erend|d)?",
    "C(?:llr|ouncillor)",
)
_OFFICES = "Advocate|Chancellor|Chief|Justice|Lieutenant|Mayor|President|Privy|Speaker|Provost"
_NAME = re.compile(
    rf"\b(?:{'|'.join(_TITLES)})\b\.?\s+(?:[A-Z]\.?\s*){{0,3}}(?!(?:{_OFFICES})\b)"
    r"[A-ZÀ-ÖØ-Þ](?:['’][A-ZÀ-ÖØ-Þ])?[a-zß-öø-ÿ]+"
)
_TITLED = tuple(re.compile(rf"{title}\b\.?\s+[A-ZÀ-ÖØ-Þ]") for title in _TITLES)
# Numbers are looked for in what remains when small letters and signs are left out; each then begins with a digit.
_NUMBERED = re.compile(rb"\d(?:[A-Z]{2}|\d ?\d\d ?\d\d ?[A-D]|(?: ?\d){9})")
_KEPT = frozenset(b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ \n")
_LEFT_OUT = bytes(sorted(frozenset(range(256)) - _KEPT))


def _numbered(texts: str) -> object:
    return _NUMBERED.search(texts.encode("utf-8", "replace").translate(None, _LEFT_OUT))


def _addressed(texts: str) -> object:
    return "@" in texts


_CLUES: tuple[Clue, ...] = (_addressed, _numbered, *(titled.search for titled in _TITLED))


def clues_in(texts: str) -> list[Clue]:
    """What in many texts, on a line each, is worth a closer look.

    `kinds_in` finds nothing in a text in which no clue finds anything.
    """
    return [clue for clue in _CLUES if clue(texts)]


def kinds_in(text: str) -> dict[Kind, int]:
    """What a text seems to hold, and how many times each kind."""
    found: Counter[Kind] = Counter()
    found[Kind.EMAIL] = sum(not _OFFICE.search(match[1]) for match in _EMAIL.finditer(text))
    found[Kind.PHONE] = len(_PHONE.findall(text))
    found[Kind.NHS_NUMBER] = sum(is_nhs_number(match[0]) for match in _TEN_DIGITS.finditer(text))
    found[Kind.NI_NUMBER] = len(_NI_NUMBER.findall(text))
    found[Kind.POSTCODE] = len(_POSTCODE.findall(text))
    found[Kind.NAME] = len(_NAME.findall(text))
    return {kind: found[kind] for kind in Kind if found[kind]}


def is_nhs_number(written: str) -> bool:
    """Whether ten digits, however they are grouped, end in the check digit of an NHS number.

    Source: NHS Data Dictionary, NHS NUMBER: modulus 11.
    """
    *digits, check = (int(character) for character in written if character.isdigit())
    return -sum(weight * digit for weight, digit in zip(WEIGHTS, digits, strict=True)) % NHS_MODULUS == check
