"""The brief of the demonstration: what three found, the planted conflict, what was promised, and what followed."""

from __future__ import annotations

from datetime import date
from functools import cache

import pytest
from demo_pictures import SCOPE, demo_pictures

from hub.briefings.paper import Heading, Paper, Room, Table, in_text, text_of
from hub.briefings.render import FORMS
from hub.errors import NotFound
from hub.oversight.disclosure.audience import Audience
from hub.scope import Scope
from hub.tier_papers import TierPapers

VESSELS, PENSIONS, FARES = "vessel-licensing", "lampkeepers-pensions", "ferry-fares"
CONFLICT = "Why do the organisation and the tier come to different findings?"


@cache
def brief(organisation: str = VESSELS, audience: Audience = Audience.BOARD, own_reports: bool = False) -> Paper:
    made = demo_pictures()
    return TierPapers(made.database, made).brief(SCOPE, organisation, None, None, audience, own_reports=own_reports)


@cache
def words(organisation: str = VESSELS, audience: Audience = Audience.BOARD, own_reports: bool = False) -> str:
    return "\n".join(text_of(brief(organisation, audience, own_reports)))


def rows(paper: Paper, caption: str) -> list[list[str]]:
    (table,) = [one for one in paper.blocks if isinstance(one, Table) and one.caption.startswith(caption)]
    return [[in_text(cell) for cell in row] for row in table.rows]


def test_what_three_found_stands_beside_each_other_with_its_denominators() -> None:
    own, tier, ombudsman = rows(brief(), "What the organisation, its independent tier")
    assert own[1].startswith("263 of 589 (44.7%)[")
    assert tier[1].startswith("33 of 42 (78.6%)[")
    assert ombudsman[1].startswith("11 of 26 (42.3%)[")


def test_the_planted_conflict_is_a_question_with_the_figures_under_it_and_the_other_tier_has_none() -> None:
    assert CONFLICT in words()
    assert "263 of 589 (44.7%), July to September 2026." in words()
    assert CONFLICT not in words(PENSIONS)
    for paper in (brief(), brief(PENSIONS)):
        asked = paper.blocks.index(Heading("What to ask"))
        after = paper.blocks[asked + 1 :]
        rooms = [one for one in after if isinstance(one, Room) and one.label == "Answer"]
        headings = [one for one in after if isinstance(one, Heading) and one.level == 2]
        assert len(rooms) == len(headings) > 0


def test_every_figure_of_the_tier_leads_to_the_report_and_its_version() -> None:
    notes = [note.text for note in brief().notes]
    assert "July to September 2026: report of Independent Licensing Adjudicator, version 1." in notes
    assert any(
        note.startswith("July to September 2026: Vessel and Skipper Licensing Agency, version") for note in notes
    )


def test_what_followed_from_the_last_meeting_is_told_and_what_is_overdue_is_asked() -> None:
    what = rows(brief(), "What is to follow")
    assert [row[3] for row in what] == ["Done on 11 August 2026: Sent as version of May 2026.", "Overdue"]
    assert "What became of what was agreed?" in words()
    assert "No meeting with the tier has been recorded." in words(PENSIONS)


def test_it_is_for_the_next_meeting_unless_a_day_is_named() -> None:
    assert brief().day == date(2026, 11, 5)
    made = demo_pictures()
    other = TierPapers(made.database, made).brief(SCOPE, VESSELS, None, date(2026, 12, 1), Audience.BOARD)
    assert other.day == date(2026, 12, 1)


def test_counts_that_are_not_small_are_shown_to_every_reader() -> None:
    made = demo_pictures()
    for audience, own in ((Audience.BOARD, False), (Audience.BOARD, True), (Audience.SPONSOR, False)):
        paper = TierPapers(made.database, made).brief(SCOPE, PENSIONS, None, None, audience, own_reports=own)
        latest = rows(paper, "Cases of")[0]
        assert latest[1:4] == ["19", "17", "22"]
        assert latest[4:] == ["6", "0", "11", "5", "0"]


def test_no_word_of_a_return_is_in_it() -> None:
    repeated = words() + words(PENSIONS)
    assert "repeats" not in repeated
    assert "Actions done: " in repeated


@pytest.mark.parametrize("organisation", [FARES, "nobody-at-all"])
def test_who_has_no_tier_has_no_brief(organisation: str) -> None:
    with pytest.raises(NotFound):
        brief(organisation)


def test_an_organisation_outside_the_scope_has_no_brief() -> None:
    made = demo_pictures()
    with pytest.raises(NotFound):
        TierPapers(made.database, made).brief(
            Scope(SCOPE.department, frozenset({PENSIONS})), VESSELS, None, None, Audience.BOARD
        )


@pytest.mark.parametrize("suffix", sorted(FORMS))
def test_it_is_written_in_every_form_and_the_same_bytes_each_time(suffix: str) -> None:
    once, again = (FORMS[suffix].written(brief()) for _ in range(2))
    assert once == again
