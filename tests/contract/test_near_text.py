"""Near text: a copy is found with how near it is, and what is new is not taken for one."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.contract.near_text import FEWEST_WORDS, NEAR, Words, nearest

FORM = "Renewals wait because the form asks for a photograph twice"
WORDS = st.sampled_from(["form", "asks", "the", "photograph", "renewals", "wait", "twice", "12", "a", "of"])
texts = st.lists(WORDS, max_size=30).map(" ".join)


def how_near(text: str, *others: str) -> tuple[int, int, int] | None:
    found = nearest(Words(text), [Words(other) for other in others])
    return tuple(found) if found else None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (FORM, (10, 10, 0)),
        (FORM.upper().replace(" ", "\n "), (10, 10, 0)),
        (FORM.replace("twice", "again"), (9, 10, 0)),
        (FORM.replace("twice", "three times"), (9, 11, 0)),
        ("Licences wait because the form wants a photograph twice", None),
        ("Nobody had told the counter that fees had changed", None),
        ("", None),
    ],
)
def test_a_copy_is_found_with_the_number_of_its_words(text: str, found: tuple[int, int, int] | None) -> None:
    assert how_near(text, FORM) == found


def test_of_several_the_nearest_is_named() -> None:
    assert how_near(FORM, FORM.replace("twice", "again"), FORM, "Something else") == (10, 10, 1)


def test_texts_of_a_few_words_are_alike_by_chance() -> None:
    few = " ".join(["word"] * (FEWEST_WORDS - 1))
    assert how_near(few, few) is None
    assert how_near(f"{few} word", f"{few} word") == (FEWEST_WORDS, FEWEST_WORDS, 0)


@given(text=texts, others=st.lists(texts, max_size=4))
def test_nearness_is_what_counting_by_hand_gives(text: str, others: list[str]) -> None:
    ours, shares = text.split(), []
    for other in others:
        theirs = Counter(other.split())
        shared = sum(min(times, theirs[word]) for word, times in Counter(ours).items())
        longer = max(len(ours), theirs.total())
        if len(ours) >= FEWEST_WORDS and shared >= NEAR * longer:
            shares.append(shared / longer)
    found = how_near(text, *others)
    assert (found[0] / found[1] if found else None) == max(shares, default=None)
