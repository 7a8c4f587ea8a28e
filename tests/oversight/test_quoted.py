"""The words behind a theme are those of the document that holds them, and of no other."""

from __future__ import annotations

from dataclasses import replace

from hub.oversight.themes.quoted import Quoted, places_of, quoted
from hub.oversight.themes.theme import Direction, Kind, Part, Place, Theme

LEARNT = Place("harbours", "2026-27-Q2", Part.LEARNING, "L2")
HARD = Place("lights", "2026-27-Q2", Part.CHALLENGES, "C1")
DOCUMENTS = {
    ("harbours", "2026-27-Q2"): {
        "learning": [
            {"id": "L1", "identified": "Another matter.", "used": "Otherwise."},
            {
                "id": "L2",
                "identified": "Papers were asked for twice.",
                "used": "One list of papers.",
                "subject": "delay",
            },
        ],
    },
    ("lights", "2026-27-Q2"): {
        "challenges": [{"id": "C1", "challenge": "Lamps are far apart.", "help_wanted": "not_applicable"}],
        "learning": "not_collected",
    },
}
THEME = Theme("shared:delay", Kind.SHARED, "delay", Direction.RISING, (), "", (LEARNT, HARD), ())


def test_the_words_of_a_place_are_its_own() -> None:
    assert quoted((LEARNT, HARD), DOCUMENTS) == (
        Quoted(LEARNT, {"identified": "Papers were asked for twice.", "used": "One list of papers."}),
        Quoted(HARD, {"challenge": "Lamps are far apart.", "help_wanted": "not_applicable"}),
    )


def test_a_place_whose_document_or_entry_is_not_there_is_left_out() -> None:
    gone = replace(LEARNT, period="2020-21-Q1")
    unknown = replace(LEARNT, id="L9")
    told_as_a_status = replace(HARD, part=Part.LEARNING)
    assert quoted((gone, unknown, told_as_a_status), DOCUMENTS) == ()


def test_a_place_of_two_themes_is_asked_for_once() -> None:
    assert places_of((THEME, replace(THEME, places=(HARD,)))) == (LEARNT, HARD)
