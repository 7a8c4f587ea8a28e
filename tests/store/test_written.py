"""What somebody wrote about a return is kept as it can be read, or refused with what to do."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.errors import InputRefused
from hub.store import written

HOLDS_NOBODY = st.text(st.characters(codec="utf-8", categories=["L", "M", "N", "P", "S", "Zs", "Cf"]), max_size=12)


@pytest.mark.parametrize("keep", [written.text, written.text_or_nothing, written.line_or_nothing])
@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("Dr Tern", "seems to hold a person's title and name"),
        ("AB123456C, ann.tern@example.org", "an e-mail address and a National Insurance number"),
        ("\u3164", "can be seen"),
        ("\u3164\u115f \u2800\ufe0f\u0301", "can be seen"),
        ("\u200d\u2060\ue000", "can be seen"),
        ("Head\u202e", "direction of writing"),
        ("\u2067x", "direction of writing"),
        ("Head\u200f", "direction of writing"),
    ],
)
def test_every_kind_of_words_is_looked_at(keep: object, words: str, said: str) -> None:
    assert callable(keep)
    with pytest.raises(InputRefused) as refused:
        keep("why", words)
    assert said in f"{refused.value} {refused.value.what_to_do}"
    assert words not in f"{refused.value} {refused.value.what_to_do}"


@given(HOLDS_NOBODY)
def test_what_is_kept_can_be_seen_and_what_is_seen_is_kept(words: str) -> None:
    try:
        kept = written.text_or_nothing("why", words)
    except InputRefused:
        kept = ""
    seen = [
        one for one in words if unicodedata.category(one)[0] in "LNPS" and one not in "\u115f\u1160\u3164\uffa0\u2800"
    ]
    assert not kept or (seen and kept == words.strip())
    assert bool(written.of_a_document(words)) == bool(seen)
