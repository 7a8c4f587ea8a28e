"""Learning in other words may tell of one failing: suggested with what is alike; only a person confirms it."""

from __future__ import annotations

import sys

import pytest
from demo_department import CODES, LAST, QUARTERS, current
from hypothesis import given
from hypothesis import strategies as st

from hub.errors import SettingWrong
from hub.oversight.themes.likeness import NEAR, Text, suggested

PAPERS = {("vessel-licensing", "L18"), ("crossings-inspectorate", "L18"), ("pilotage-examinations", "L14")}


def learnt(quarter: str = LAST) -> list[Text]:
    return [
        Text(code, quarter, one["id"], one.get("subject", ""), f"{one['identified']} {one['used']}")
        for code in CODES
        for one in (current(code, quarter) or {"learning": []})["learning"]
    ]


def test_the_failing_that_is_told_in_three_sets_of_words_is_suggested_first() -> None:
    first, *others = suggested(learnt())
    assert {(text.organisation, text.id) for text in first.texts} == PAPERS
    assert first.subject == "record-error"
    assert (first.bodies, round(first.near, 2)) == (3, 0.13)
    assert len(others) == 5
    assert first.near > NEAR


def test_every_suggestion_is_of_several_bodies_and_one_subject() -> None:
    for quarter in QUARTERS[-4:]:
        for group in suggested(learnt(quarter)):
            assert group.bodies > 1
            assert {text.subject for text in group.texts} == {group.subject}
            assert 0 < group.near <= 1


def test_words_in_common_are_told_without_their_endings() -> None:
    one = Text("harbours", LAST, "L1", "delay", "Moorings were allocated twice because the ledger was copied by hand.")
    other = Text("lights", LAST, "L4", "delay", "A mooring was given away: the ledger had not been copied.")
    (group,) = suggested([other, one])
    assert group.words == ("copied", "ledger", "moorings")


def test_texts_of_one_body_or_of_two_subjects_are_never_put_together() -> None:
    same = "The ledger of moorings was copied by hand."
    alone = [Text("harbours", LAST, id_, "delay", same) for id_ in ("L1", "L2")]
    assert suggested(alone) == ()
    assert suggested([alone[0], Text("lights", LAST, "L4", "money", same)]) == ()


@given(st.permutations(learnt()))
def test_the_order_in_which_texts_come_does_not_matter(texts: list[Text]) -> None:
    assert suggested(texts) == suggested(learnt())


@pytest.mark.parametrize("text", ["", " ", "…"])
def test_a_text_without_words_is_like_nothing(text: str) -> None:
    assert suggested([Text("harbours", LAST, "L1", "", text), Text("lights", LAST, "L1", "", text)]) == ()


def test_nothing_to_compare_is_no_suggestion() -> None:
    assert suggested([]) == ()


def test_without_the_library_a_sentence_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sklearn.feature_extraction.text", None)
    with pytest.raises(SettingWrong, match="scikit-learn, is not installed") as refused:
        suggested(learnt())
    assert refused.value.what_to_do.endswith("own environment: .venv/bin/pip install 'oversight-hub[text]'.")
