"""The words behind a theme are those of the document that holds them, and of no other."""

from __future__ import annotations

from dataclasses import replace

import pytest

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


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (True, [{"identified": "Slow post.", "used": "Sent by courier."}, {"what": "A courier was hired."}, {}]),
        (False, [{}]),
        (None, [{}, {}, {}]),
    ],
    ids=["consent", "no consent", "not asked"],
)
def test_other_bodies_read_learning_and_its_actions_only_with_consent(
    said: bool | None, told: list[dict[str, str]]
) -> None:
    learning = {"id": "L1", "identified": "Slow post.", "used": "Sent by courier.", "actions": ["A1"]}
    document = {
        "learning": [learning | ({} if said is None else {"may_be_shared": said})],
        "actions": [{"id": "A1", "what": "A courier was hired."}, {"id": "A2", "what": "An action by itself."}],
    }
    learnt, named, alone = (
        Place("harbours", "2026-27-Q2", *one)
        for one in ((Part.LEARNING, "L1"), (Part.ACTIONS, "A1"), (Part.ACTIONS, "A2"))
    )
    found = quoted((learnt, named, alone), {("harbours", "2026-27-Q2"): document}, to_others=True)
    assert [dict(one.says) for one in found] == told
    assert all(one.not_asked is not bool(one.says) for one in found)
    assert all(one.says for one in quoted((learnt, named, alone), {("harbours", "2026-27-Q2"): document}))


def test_a_challenge_is_raised_for_other_bodies_and_read_by_them() -> None:
    assert quoted((HARD,), DOCUMENTS, to_others=True) == quoted((HARD,), DOCUMENTS)
