"""English words without their endings, so that who looks for “delay” finds “delayed” and “delays”.

Knows no text and no query. Stems are made here and not by a database's own rules, so that both engines find the same.

Source: M. F. Porter, An algorithm for suffix stripping, Program 14 (1980), with the author's two later changes
(`bli` and `logi`); before it, British `-ise` is taken as `-ize`.
"""

from __future__ import annotations

import re

SHORTEST = 3  # letters; shorter words have no ending
BRITISH = re.compile(r"is(e|ed|es|er|ers|ing|ation|ations)$")
LETTERS = re.compile(r"[a-z]+")
Endings = tuple[tuple[str, str], ...]

STEP_2: Endings = (
    ("ational", "ate"), ("tional", "tion"), ("enci", "ence"), ("anci", "ance"), ("izer", "ize"), ("bli", "ble"),
    ("alli", "al"), ("entli", "ent"), ("eli", "e"), ("ousli", "ous"), ("ization", "ize"), ("ation", "ate"),
    ("ator", "ate"), ("alism", "al"), ("iveness", "ive"), ("fulness", "ful"), ("ousness", "ous"), ("aliti", "al"),
    ("iviti", "ive"), ("biliti", "ble"), ("logi", "log"),
)  # fmt: skip
STEP_3: Endings = (
    ("icate", "ic"), ("ative", ""), ("alize", "al"), ("iciti", "ic"), ("ical", "ic"), ("ful", ""), ("ness", ""),
)  # fmt: skip
STEP_4: Endings = tuple(
    (ending, "")
    for ending in (
        "al", "ance", "ence", "er", "ic", "able", "ible", "ant", "ement", "ment", "ent", "ion", "ou", "ism", "ate",
        "iti", "ous", "ive", "ize",
    )
)  # fmt: skip
RESTORED = ("at", "bl", "iz")  # after -ed and -ing: these had an e


def stem(word: str) -> str:
    """A word without its endings; what is no English word of three letters or more stays as it is.

    Shapes: in small letters, and so is what it gives.
    """
    return porter(BRITISH.sub(r"iz\1", word))


def porter(word: str) -> str:
    """A word without its endings, British ones not regarded."""
    if len(word) < SHORTEST or LETTERS.fullmatch(word) is None:
        return word
    word = _past_and_present(_plural(word))
    if word.endswith("y") and _has_vowel(word[:-1]):
        word = f"{word[:-1]}i"
    word = _without(STEP_3, _without(STEP_2, word, 0), 0)
    return _last_letters(_without(STEP_4, word, 1))


def _plural(word: str) -> str:
    if word.endswith(("sses", "ies")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


def _past_and_present(word: str) -> str:
    if word.endswith("eed"):
        return word[:-1] if _measure(word[:-3]) > 0 else word
    for ending in ("ed", "ing"):
        if word.endswith(ending):
            before = word[: -len(ending)]
            return _mended(before) if _has_vowel(before) else word
    return word


def _mended(word: str) -> str:
    """What is left of a word that lost its -ed or -ing, as a word again."""
    if word.endswith(RESTORED):
        return f"{word}e"
    if _ends_double(word) and word[-1] not in "lsz":
        return word[:-1]
    return f"{word}e" if _measure(word) == 1 and _ends_short(word) else word


def _without(endings: Endings, word: str, more_than: int) -> str:
    """A word without the longest of these endings, where enough comes before it."""
    fitting = [pair for pair in endings if word.endswith(pair[0])]
    if not fitting:
        return word
    ending, instead = max(fitting, key=lambda pair: len(pair[0]))
    before = word[: -len(ending)]
    if ending == "ion" and not before.endswith(("s", "t")):
        return word
    return f"{before}{instead}" if _measure(before) > more_than else word


def _last_letters(word: str) -> str:
    if word.endswith("e"):
        before = word[:-1]
        measure = _measure(before)
        if measure > 1 or (measure == 1 and not _ends_short(before)):
            word = before
    return word[:-1] if word.endswith("ll") and _measure(word[:-1]) > 1 else word


def _kinds(word: str) -> str:
    """The letters as consonants, c, and vowels, v: y is a vowel after a consonant."""
    kinds = ""
    for letter in word:
        vowel = letter in "aeiou" or (letter == "y" and kinds.endswith("c"))
        kinds += "v" if vowel else "c"
    return kinds


def _measure(word: str) -> int:
    """How often consonants follow vowels."""
    return _kinds(word).count("vc")


def _has_vowel(word: str) -> bool:
    return "v" in _kinds(word)


def _ends_double(word: str) -> bool:
    return len(word) > 1 and word[-1] == word[-2] and _kinds(word)[-1] == "c"


def _ends_short(word: str) -> bool:
    """Whether it ends with consonant, vowel, consonant, the last none of w, x and y."""
    return _kinds(word).endswith("cvc") and word[-1] not in "wxy"
