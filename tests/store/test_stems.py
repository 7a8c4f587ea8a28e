"""Words lose their endings as by Porter's rules: those of SQLite's own stemmer, which was written by others."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.contract.published import published
from hub.store.stems import porter, stem

ENDINGS = (
    *("ational", "ization", "iveness", "logi", "bli", "ed", "ing", "ies", "sses", "eed", "y", "e", "ll", "ion"),
    *("ement", "ness", "ful"),
)
made_up = st.builds(
    str.__add__, st.text("aeioubdlnstwxz", max_size=7).map(lambda told: told + "b"), st.sampled_from(ENDINGS)
)


def as_sqlite_has_them(words: list[str]) -> list[str]:
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute("CREATE VIRTUAL TABLE texts USING fts5 (word, tokenize = 'porter ascii')")
        connection.execute("CREATE VIRTUAL TABLE terms USING fts5vocab (texts, 'instance')")
        connection.executemany("INSERT INTO texts (rowid, word) VALUES (?, ?)", enumerate(words))
        return [term for (term,) in connection.execute("SELECT term FROM terms ORDER BY doc")]


def test_the_words_of_every_published_return_have_the_stems_that_sqlite_gives_them() -> None:
    texts = [file.read_text("utf-8").lower() for file in sorted((published("fixtures") / "demo").rglob("*.json"))]
    words = sorted({*re.findall("[a-z]+", " ".join(texts))})
    assert len(words) > 2_500
    assert [porter(word) for word in words] == as_sqlite_has_them(words)


@given(st.lists(made_up, min_size=1, max_size=20))
def test_so_have_words_that_nobody_wrote(words: list[str]) -> None:
    assert [porter(word) for word in words] == as_sqlite_has_them(words)


@pytest.mark.parametrize(
    "family",
    [
        "delay delays delayed delaying",
        "apology apologies apologise apologised apologising apologize",
        "organise organised organisation organisations organization",
        "explain explains explained explaining",
        "happy happiness",
    ],
)
def test_words_of_a_family_have_one_stem(family: str) -> None:
    assert len({stem(word) for word in family.split()}) == 1


@pytest.mark.parametrize("word", ["is", "a1", "2026", "ŵy", ""])
def test_what_is_no_english_word_stays_as_it_is(word: str) -> None:
    assert stem(word) == word
