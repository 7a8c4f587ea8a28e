"""The agenda says the same in all four forms, whatever somebody wrote on it, and none of that does anything."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time

import pytest
from test_forms import bare, of_docx, of_html, of_odt, of_pdf

from hub.briefings.agenda import agenda_paper
from hub.briefings.paper import Paper, text_of
from hub.briefings.render import FORMS
from hub.meetings import Arranged, Item, Level, Meeting, Section, Topic, Unseen
from hub.oversight.forum.agenda import agenda_of

HOSTILE = (
    "<script>alert(1)</script> & <b>bold</b>",
    '#read("secret") $x^2$ *strong* _low_ `code` @label // no',
    '=HYPERLINK("http://example.org")',
    "\u202eright to left\u202c and \u200bnothing",
    "{{ template }} ]]> --> %PDF",
)
AT = datetime(2026, 10, 22, 9, tzinfo=UTC)
MEETING = Meeting(
    "1", "0b3e-1", Arranged(Level.SENIOR, date(2026, 11, 12), time(23, 30), 60, HOSTILE[0], ("a", "b")), 1, 1, AT,
    cancelled_why=HOSTILE[1],
)  # fmt: skip
READ_BACK = {".html": of_html, ".pdf": of_pdf, ".docx": of_docx, ".odt": of_odt}


def _about(text: str, version: int) -> Topic:
    returns = (("a", "2026-27-Q1", version),)
    return Topic("", Section.MEMBERS, text, f"{text} 12\n{text}", text, ("a",), "a", 2, returns)


def hostile_agenda() -> Paper:
    """An item for each hostile text, in every place of words, with returns behind it."""
    items = [
        Item(str(at), "1", _about(text, at + 1), None, at, False, None, "sponsor", AT)
        for at, text in enumerate(HOSTILE)
    ]
    return agenda_paper(agenda_of(HOSTILE[2], MEETING, items, [Unseen(9, 1, None)], {"a": HOSTILE[3], "b": "Lights"}))


@pytest.mark.parametrize("form", sorted(FORMS))
def test_every_form_of_an_agenda_holds_all_of_its_words_in_their_order(form: str) -> None:
    paper = hostile_agenda()
    read: Callable[[bytes], str] = READ_BACK[form]
    told, at = bare(read(FORMS[form].written(paper))), 0
    for text in text_of(paper):
        found = told.find(bare(text), at if form != ".pdf" else 0)
        assert found >= 0, text
        at = found


def test_times_go_past_midnight_and_minutes_add_up() -> None:
    words = list(text_of(hostile_agenda()))
    assert "12 November 2026, 23:30 to 00:30" in words
    assert "Items about other organisations" in words
    assert any("version 5" in text for text in words)
