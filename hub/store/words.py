"""Texts as words that can be looked for: small letters, no accents, no endings, the commonest words left out.

Both what is kept and what is looked for go through here, so that they meet whichever engine keeps them. What comes out
is letters and digits alone: no word can be taken for a sign of an engine's own language.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from hub.store.stems import stem

COMMON = frozenset(
    {
        *("a", "an", "and", "are", "as", "at", "be", "been", "but", "by", "for", "from", "had", "has", "have", "he"),
        *("her", "his", "i", "in", "is", "it", "its", "of", "on", "or", "our", "she", "that", "the", "their", "them"),
        *("they", "this", "to", "was", "we", "were", "which", "who", "with", "you", "your"),
    }
)
ACCENTS = "\u0300-\u036f"
APOSTROPHES = "'\N{RIGHT SINGLE QUOTATION MARK}"
WORD = re.compile(rf"(?:[^\W_]|[{ACCENTS}])+(?:[{APOSTROPHES}](?:[^\W_]|[{ACCENTS}])+)*")
WITHOUT = re.compile(f"[{ACCENTS}{APOSTROPHES}]")
PLAIN = re.compile(r"[^\W_]+")
LONGEST_WORD = 40  # characters; what is longer is cut, since an engine refuses some length or other
LAST_PLACE = 16_383  # that a tsvector knows; nobody looks for a phrase so far on
MOST_REMEMBERED = 100_000  # words
BETWEEN = "\N{PILCROW SIGN}"  # stands between texts, so that no phrase is found across: no word has it
PLAIN_ENGLISH = bytes(ord(chr(code).lower()) if chr(code).isalnum() else 32 for code in range(128)).ljust(256)
Word = tuple[str, str]  # as it is written, in small letters, and its stem


class _Stems(dict[str, str]):
    """The stem of each word that was met, empty for a common one: a text of a thousand words has few new ones."""

    def __missing__(self, word: str) -> str:
        if len(self) >= MOST_REMEMBERED:
            self.clear()
        found = self[word] = "" if word in COMMON else stem(word[:LONGEST_WORD])
        return found


_stems = _Stems()


def words(text: str) -> list[Word]:
    """Each word of a text that is looked for, in order."""
    return [(word[:LONGEST_WORD], found) for word in _plain(text) if (found := _stems[word])]


def places(text: str) -> Iterator[tuple[int, int, list[Word]]]:
    """Where each written word begins and ends, and which words it is: nearly always one."""
    for found in WORD.finditer(text):
        yield found.start(), found.end(), words(found.group())


def for_sqlite(texts: Iterable[str]) -> str:
    """Texts as FTS5 keeps them: their stems in order."""
    return f" {BETWEEN} ".join(
        [" ".join([found for word in _plain(text) if (found := _stems[word])]) for text in texts]
    )


def for_postgresql(texts: Iterable[str]) -> str:
    """The same as a `tsvector` is written: stems with their places."""
    at: dict[str, list[str]] = {}
    for place, found in enumerate(for_sqlite(texts).split()[:LAST_PLACE], 1):
        if found != BETWEEN:
            at.setdefault(found, []).append(str(place))
    return " ".join([f"'{found}':{','.join(places_of_it)}" for found, places_of_it in at.items()])


def _plain(text: str) -> list[str]:
    """The words of a text; of one in English letters alone in a third of the time."""
    if text.isascii():
        return text.encode().translate(PLAIN_ENGLISH, b"'").decode().split()
    return PLAIN.findall(WITHOUT.sub("", unicodedata.normalize("NFKD", text)).casefold())
