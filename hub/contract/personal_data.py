"""Which kinds of personal data a text seems to hold: never what it holds, only the kind and how often.

Finds what identifies or reaches a person and could stand in a narrative. A public telephone line, a mailbox of an
office and a person named by one letter are not meant. What is found is asked about; nothing is refused.
"""

from __future__ import annotations

import re
import unicodedata
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
    "M(?:rs?|s|iss|x|RS?|S|X)",  # not MISS, which more often is a verb
    "D(?:r|ame|R)",
    "Prof(?:essor)?",
    "Sir",
    "L(?:ady|ord)",
    "Rev(?:erend|d)?",
    "C(?:llr|ouncillor|LLR)",
)
_OFFICES = "Advocate|Chancellor|Chief|Justice|Lieutenant|Mayor|President|Privy|Speaker|Provost"
# MR, MS and DR also stand for ways of looking into bodies, for makers of programs and for disaster recovery.
_THINGS = (
    r"Scan(?:s|ners?|ning)?|Imag(?:es?|ing)|Access|Azure|Dynamics|Excel|Exchange|Forms|Office|Outlook|PowerPoint"
    r"|Project|SharePoint|SQL|Teams|Windows|Word|Plan(?:s|ning)?|Sites?|Tests?|And|For|The|Not|Was|With"
)
_NO_NAME = rf"(?!(?i:{_OFFICES}|{_THINGS})\b)"
_NAME = re.compile(
    rf"\b(?:{'|'.join(_TITLES)})\b\.?\s+(?:"
    rf"(?:[A-Z]\.?\s*){{0,3}}{_NO_NAME}[A-ZÀ-ÖØ-Þ](?:['’][A-ZÀ-ÖØ-Þ])?[a-zß-öø-ÿ]+"
    rf"|(?:[A-Z](?:\.\s*|\s+)){{0,3}}{_NO_NAME}(?=[A-ZÀ-ÖØ-Þ'’-]{{3}})[A-ZÀ-ÖØ-Þ]+(?:['’-][A-ZÀ-ÖØ-Þ]+)*\b)"
)
_TITLED = tuple(re.compile(rf"{title}\b\.?\s+[A-ZÀ-ÖØ-Þ]") for title in _TITLES)
# Numbers are looked for in what remains when small letters and signs are left out; each then begins with a digit.
_NUMBERED = re.compile(rb"\d(?:[A-Z]{2}|\d ?\d\d ?\d\d ?[A-D]|(?: ?\d){9})")
_KEPT = frozenset(b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ \n")
_LEFT_OUT = bytes(sorted(frozenset(range(256)) - _KEPT))


# Unicode's format characters, and the marks that only choose how the character before them looks.
_UNSEEN = re.compile(
    "[\xad\u034f\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\ufe00-\ufe0f\ufeff\ufff0-\ufffb\U000110bd\U000110cd\U00013430-\U0001343f\U0001bca0-\U0001bca3"
    "\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
_SPACES = frozenset("\u1680\u2028\u2029")  # of Unicode's spaces those that NFKC leaves
_HYPHEN = "\u2010"
_HYPHENS = frozenset(
    "\u058a\u05be\u1400\u1806\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2e17\u2e1a\u2e3a\u2e3b\u2e40\u2e5d\u301c\u3030"
    "\u30a0\ufe31\ufe32\ufe58\ufe63\uff0d\U00010ead"
)
# Between two figures or two letters it is a hyphen; between a word and a number it only parts them.
_JOINS = re.compile(rf"{_HYPHEN}(?:(?<=[\d)].)(?=[\d(])|(?<=[^\W\d].)(?=[^\W\d]))")
_ASCII = bytes(range(128))
_PLAIN = frozenset("£€‘’“”•°éèêëáàâäíîïóôöúûüçñÉÈÁÓÖÜ")  # beyond ASCII, often met, and nothing else in disguise


def plain(text: str) -> str:
    """A text as it looks: Unicode's compatible forms as one (NFKC), nothing unseen, plain spaces and hyphens.

    What only looks like a letter, and is one of another script, stays.
    """
    if text.isascii():
        return text
    beyond = frozenset(text.encode("utf-8", "replace").translate(None, _ASCII).decode())
    if beyond <= _PLAIN:
        return text
    for hyphen in beyond & _HYPHENS:
        text = text.replace(hyphen, _HYPHEN)
    for space in beyond & _SPACES:
        text = text.replace(space, " ")
    if not beyond <= _PLAIN | _HYPHENS | _SPACES:
        text = unicodedata.normalize("NFKC", _UNSEEN.sub("", text))
    return _JOINS.sub("-", text)


def _numbered(texts: str) -> object:
    return _NUMBERED.search(texts.encode("utf-8", "replace").translate(None, _LEFT_OUT))


def _addressed(texts: str) -> object:
    return "@" in texts


_CLUES: tuple[Clue, ...] = (_addressed, _numbered, *(titled.search for titled in _TITLED))


def clues_in(texts: str) -> list[Clue]:
    """What in many texts, on a line each, is worth a closer look.

    A clue looks at a text that is `plain`. `kinds_in` finds nothing in a text in which no clue finds anything.
    """
    seen = plain(texts)
    return [clue for clue in _CLUES if clue(seen)]


def kinds_in(text: str) -> dict[Kind, int]:
    """What a text seems to hold, and how many times each kind."""
    text = plain(text)
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
