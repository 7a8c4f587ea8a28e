"""A paper that is kept is the same paper, and its forms the same bytes, wherever they are written again."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_forms import READ, bare

from hub.briefings.kept import as_kept, digest, drawn, of_kept
from hub.briefings.paper import (
    Bullets,
    Heading,
    Look,
    Note,
    Paper,
    Paragraph,
    Room,
    Said,
    Table,
    text_of,
)
from hub.briefings.render import FORMS
from hub.errors import Unavailable

WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
SAID = st.lists(
    st.builds(Said, WORDS, st.sampled_from(Look), st.lists(st.integers(1, 9), max_size=2).map(tuple), WORDS), max_size=3
).map(tuple)
SEVERAL = st.lists(SAID, max_size=3).map(tuple)
TABLES = st.integers(1, 3).flatmap(
    lambda wide: st.builds(
        Table,
        WORDS,
        st.tuples(*[WORDS] * wide),
        st.lists(st.tuples(*[SAID] * wide), max_size=3).map(tuple),
        st.tuples(*[st.booleans()] * wide) | st.just(()),
        st.tuples(*[st.floats(0.5, 9)] * wide) | st.just(()),
    )
)
BLOCKS = (
    st.builds(Heading, WORDS, st.integers(1, 3))
    | st.builds(Paragraph, SAID)
    | st.builds(Bullets, SEVERAL)
    | TABLES
    | st.builds(Room, WORDS, st.integers(0, 9))
)
NOTES = st.builds(
    Note, st.integers(1, 99), WORDS, st.lists(st.tuples(WORDS, WORDS, st.integers(1, 9)), max_size=3).map(tuple)
)
PAPERS = st.builds(
    Paper,
    title=WORDS,
    organisation=WORDS,
    subtitle=WORDS,
    day=st.dates(),
    facts=st.lists(st.tuples(WORDS, WORDS), max_size=3).map(tuple),
    blocks=st.lists(BLOCKS, max_size=6).map(tuple),
    notes=st.lists(NOTES, max_size=3).map(tuple),
)
ELSEWHERE = """
import sys
from hub.briefings.kept import digest, of_kept
from hub.briefings.render import FORMS
paper = of_kept(sys.stdin.buffer.read())
print(*(digest(FORMS[suffix].written(paper)) for suffix in sorted(FORMS)))
"""


@given(PAPERS)
def test_what_is_kept_of_a_paper_is_the_paper(paper: Paper) -> None:
    assert of_kept(as_kept(paper)) == paper
    assert as_kept(of_kept(as_kept(paper))) == as_kept(paper)


def test_its_charts_are_kept_as_they_were_drawn(paper: Paper) -> None:
    again = of_kept(as_kept(paper))
    assert again == drawn(paper)
    assert list(text_of(again)) == list(text_of(paper))


@pytest.mark.parametrize("suffix", sorted(FORMS))
def test_a_form_of_what_was_kept_is_the_form_of_the_paper(paper: Paper, suffix: str) -> None:
    assert FORMS[suffix].written(of_kept(as_kept(paper))) == FORMS[suffix].written(paper)


def test_another_process_in_another_place_on_another_day_writes_the_same_bytes(paper: Paper, tmp_path: Path) -> None:
    raw = as_kept(paper)
    here = [digest(FORMS[suffix].written(paper)) for suffix in sorted(FORMS)]
    for seed, zone, place in (("1", "Pacific/Kiritimati", "C.UTF-8"), ("4242", "America/Lima", "POSIX")):
        settings = {"PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": place, "LANG": place, "PYTHONUTF8": "1"}
        told = subprocess.run(
            [sys.executable, "-c", ELSEWHERE], input=raw, env={**os.environ, **settings}, cwd=tmp_path,
            capture_output=True, check=True,
        ).stdout.decode().split()  # fmt: skip
        assert told == here


def test_what_a_newer_hub_kept_otherwise_is_not_guessed(paper: Paper) -> None:
    with pytest.raises(Unavailable, match="newer hub"):
        of_kept(as_kept(paper).replace(b'"form":1', b'"form":2', 1))


def test_a_paper_is_known_by_its_digest() -> None:
    assert digest(b"") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


@pytest.mark.parametrize("suffix", sorted(FORMS))
def test_a_hundred_kilobytes_of_one_text_are_written_whole(paper: Paper, suffix: str) -> None:
    words = " ".join(f"word{number}<b>#$*" for number in range(7_000))
    assert len(words) > 100_000
    long = replace(paper, blocks=(Paragraph((Said(words),)), Table("t", ("a", "b"), (((Said("x"),), (Said(words),)),))))
    told = bare(READ[suffix](FORMS[suffix].written(of_kept(as_kept(long)))))
    assert told.count("word6999<b>#$*") == 2
