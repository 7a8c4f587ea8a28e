"""What a person looks for, as they entered it: words, “phrases”, beginnings* and -words that must not be there.

Whatever is entered means something or nothing; no sign of it reaches an engine's own language.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from hub.store.stems import stem
from hub.store.words import Word, places, words

QUOTES = '"\N{LEFT DOUBLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}'
NOT = "-\N{MINUS SIGN}\N{EN DASH}"
PART = re.compile(
    rf"(?P<not>(?<!\S)[{NOT}])?(?:[{QUOTES}](?P<phrase>[^{QUOTES}]*)[{QUOTES}]?|(?P<word>[^\s{QUOTES}]+))"
)
MOST_TERMS, LONGEST_PHRASE = 32, 32
ENDINGS = (
    *("able", "al", "ally", "ance", "ation", "ations", "ed", "ence", "er", "ers", "es", "ful", "ible", "ies", "ing"),
    *("ings", "ion", "ions", "ise", "ised", "ism", "ity", "ive", "ly", "ment", "ments", "ness", "ous", "s", "y"),
)
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Term:
    """One word, or several that stand one after another, as stems.

    Missing: `begins` is empty, unless it is how one word begins: then `stems` are those of longer words which begin so
    although their stems do not.
    """

    stems: tuple[str, ...]
    begins: str = ""

    def length_at(self, words_there: Sequence[Word]) -> int:
        """How many words it is where some words begin. Missing: 0 where it is not."""
        stems = tuple(its_stem for _, its_stem in words_there[: 1 if self.begins else len(self.stems)])
        if self.begins:
            return int(any(one.startswith(self.begins) or one in self.stems for one in stems))
        return len(stems) if stems == self.stems else 0


@dataclass(frozen=True, slots=True)
class LookedFor:
    """What must be there, all of it, and what must not, none of it."""

    wanted: tuple[Term, ...] = ()
    unwanted: tuple[Term, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.wanted or self.unwanted)

    def found_in(self, text: str) -> list[Span]:
        """Where a text has what is wanted: beginnings and ends, in order, none across another."""
        there = [(word, begin, end) for begin, end, several in places(text) for word in several]
        only_words = [word for word, _, _ in there]
        found: list[Span] = []
        for at, (_, begin, _) in enumerate(there):
            longest = max((term.length_at(only_words[at : at + LONGEST_PHRASE]) for term in self.wanted), default=0)
            if longest:
                _add(found, (begin, there[at + longest - 1][2]))
        return found


def _add(found: list[Span], span: Span) -> None:
    if found and span[0] < found[-1][1]:
        found[-1] = found[-1][0], max(found[-1][1], span[1])
    else:
        found.append(span)


ANYTHING = LookedFor()


def looked_for(entered: str) -> LookedFor:
    """What somebody looks for. Missing: nothing where no word is left that could be looked for."""
    wanted: list[Term] = []
    unwanted: list[Term] = []
    for part in PART.finditer(entered):
        if term := _term(part["phrase"], part["word"]):
            (unwanted if part["not"] else wanted).append(term)
    return LookedFor(tuple(dict.fromkeys(wanted))[:MOST_TERMS], tuple(dict.fromkeys(unwanted))[:MOST_TERMS])


def _term(phrase: str | None, word: str | None) -> Term | None:
    """A written word of several parts, such as follow-up, is a phrase."""
    found = words((phrase if word is None else word) or "")
    if not found:
        return None
    if word is not None and word.endswith("*") and len(found) == 1:
        return Term(_longer(found[0][0]), begins=found[0][0])
    return Term(tuple(its_stem for _, its_stem in found[:LONGEST_PHRASE]))


def _longer(beginning: str) -> tuple[str, ...]:
    """The stems of words of which this is so much that it goes into their ending, as “answeri” does."""
    ends = {
        ending[shared:]
        for ending in ENDINGS
        for shared in range(1, len(ending) + 1)
        if beginning.endswith(ending[:shared])
    }
    return tuple(sorted({stem(beginning + end) for end in ends}))


def fts5(terms: Sequence[Term], together: str) -> str:
    """Terms in the words of FTS5; `together` is AND or OR."""
    return f" {together} ".join(_each(terms, '"{}"', " + ", '"{}" *', " OR "))


def tsquery(terms: Sequence[Term], together: str) -> str:
    """Terms in the words of PostgreSQL; `together` is & or |."""
    return f" {together} ".join(_each(terms, "'{}'", " <-> ", "'{}':*", " | "))


def _each(terms: Sequence[Term], one: str, then: str, beginning: str, either: str) -> Iterator[str]:
    for term in terms:
        stems = [one.format(its_stem) for its_stem in term.stems]
        told = either.join([beginning.format(term.begins), *stems]) if term.begins else then.join(stems)
        yield f"({told})"
