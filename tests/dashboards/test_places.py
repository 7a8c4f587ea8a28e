"""A question is about a place that people know by its name, and that is in the document."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from permits import ROOT, full_return

from hub.dashboards.pages.places import NOT_ASKED_ABOUT, WHOLE, Places

RETURNS = sorted([*ROOT.glob("fixtures/versions/*.json"), *ROOT.glob("fixtures/demo/returns/*/2026-27-Q1.json")])
PARTS = st.text(st.sampled_from("a~/é01 "), max_size=4)


def _places(document: dict[str, Any]) -> Places:
    return Places.of(document, document["contract"], document["contract_version"])


def _at(document: Any, pointer: str) -> Any:
    """What RFC 6901 says that a pointer points at."""
    for part in pointer.split("/")[1:]:
        name = part.replace("~1", "/").replace("~0", "~")
        document = document[int(name)] if isinstance(document, list) else document[name]
    return document


@pytest.mark.parametrize("file", RETURNS, ids=lambda file: f"{file.parent.name}-{file.stem}")
def test_every_place_that_is_offered_is_in_the_document_and_has_words(file: Path) -> None:
    document = json.loads(file.read_bytes())
    places = _places(document).asked_about()
    assert {place.pointer.split("/")[1] for place in places} == set(document) - NOT_ASKED_ABOUT
    for place in places:
        _at(document, place.pointer)
        assert place.words.startswith(place.part)
        assert not set(place.words) & {"/", "_", "~"} or place.pointer.count("/") > 1
    assert len({place.pointer for place in places}) == len(places)


def test_there_are_returns_to_try_this_on() -> None:
    assert len(RETURNS) > 8


@pytest.mark.parametrize(("pointer", "words"), [
    ("", WHOLE),
    ("/received/total", "Complaints received, Total"),
    ("/received/monthly/1/count", "Complaints received, By month, 2026-05, Complaints"),
    ("/actions/0/due", "Actions, A1, Due"),
    ("/subjects/0", "Subjects, Delay"),
    ("/learning/0/sharing/0/where", "Learning, L1, How it is shared with service users, website, Where"),
    ("/nowhere", "nowhere"),
    ("/actions/99/due", "Actions, number 100, Due"),
])  # fmt: skip
def test_a_place_goes_by_the_names_that_people_know(pointer: str, words: str) -> None:
    assert _places(full_return()).in_words(pointer) == words


@given(st.lists(PARTS, max_size=4).map(lambda parts: "".join(f"/{part}" for part in parts)))
def test_any_pointer_has_some_words(pointer: str) -> None:
    assert isinstance(_places(full_return()).in_words(pointer), str)
