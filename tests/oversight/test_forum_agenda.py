"""The agenda that is proposed for the demonstration's forum: the planted stories, each with evidence and a why."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest
from demo_pictures import SCOPE, demo_pictures, demo_settings

from hub.forums import Forums
from hub.meetings import Level, Section, Topic
from hub.oversight.disclosure.audience import Audience
from hub.oversight.forum.agenda import agenda_of
from hub.oversight.forum.material import AgendaMaterial, Raised
from hub.oversight.forum.proposed import proposed
from hub.oversight.forum.ranked import ranked
from hub.oversight.themes.theme import Part, Place

ONLINE = "theme:subject:online-service"


def forums() -> Forums:
    return Forums(demo_pictures().database, demo_pictures())


@cache
def material(level: Level = Level.OPERATIONAL) -> AgendaMaterial:
    meetings = forums().read(SCOPE, demo_settings().today()).meetings
    coming = next(one for one in meetings if one.level is level and one.day > demo_settings().today())
    return forums().material(SCOPE, coming.id)


def of_section(section: Section, level: Level = Level.OPERATIONAL) -> list[Topic]:
    return [topic for topic in proposed(material(level)) if topic.section is section]


def test_an_agenda_is_proposed_from_what_the_forum_may_see() -> None:
    assert material().picture.audience is Audience.FORUM


def test_the_theme_that_four_bodies_share_is_there_with_figures_and_a_body_that_solved_it() -> None:
    (online,) = of_section(Section.THEMES)
    assert (online.source, online.title) == (ONLINE, "Getting into an online account")
    assert online.presenter == "islander-grants"
    assert online.says.startswith("Who lets people in by another way when an account does not")
    assert (
        "Ferry Fares and Concessions Office: 715 of 5,712 in 4 periods, 1,021 of 11,474 in the 8 before." in online.says
    )
    assert "Islander Travel Grants Fund has evidence of effect. Improved beyond chance." in online.says
    assert "The forum sent it to the agenda on 21 October 2026. The forum confirmed it. 4 organisations" in online.why
    assert "something went wrong in 1,149 of 2,550 complaints decided" in online.why
    assert ("ferry-fares", "2025-26-Q4", 2) in online.returns


def test_a_theme_that_was_dismissed_is_not_proposed() -> None:
    assert not [topic for topic in proposed(material()) if "subject:delay" in topic.source]


def test_open_actions_return_and_what_is_overdue_is_offered_to_the_level_above() -> None:
    last_time, action = of_section(Section.ARISING)
    assert last_time.says.startswith("1 of 2 actions of that meeting are done.")
    assert "Due 30 September 2026, 43 days before this meeting." in action.says
    (escalate,) = of_section(Section.ESCALATE)
    assert escalate.title == "What to escalate to director level"
    assert "Overdue: Say on every letter how to apply without an online account." in escalate.says


def test_what_the_operational_level_escalated_is_on_the_directors_agenda() -> None:
    (raised,) = of_section(Section.RAISED, Level.DIRECTOR)
    assert raised.why == "The forum at operational level escalated it on 19 August 2026."
    assert not of_section(Section.RAISED)
    assert [topic.title for topic in of_section(Section.ESCALATE, Level.DIRECTOR)] == [
        "What to escalate to senior strategic level"
    ]


def test_learning_is_proposed_where_figures_improved_and_its_body_lets_others_be_told() -> None:
    assert {topic.presenter for topic in of_section(Section.LEARNING)} == {"islander-grants"}
    assert all("Improved beyond chance." in topic.says for topic in of_section(Section.LEARNING))


def test_a_challenge_of_single_returns_is_told_in_its_own_words_with_who_has_an_answer() -> None:
    place = Place("vessel-licensing", "2026-27-Q2", Part.CHALLENGES, "C1")
    raised = Raised(place, "online-service", {"challenge": "Nobody\ngets in.", "help_wanted": "An example."})
    told = replace(material(), challenges=(raised,))
    (challenge,) = [topic for topic in proposed(told) if topic.section is Section.CHALLENGES]
    assert "“Nobody gets in.” Help wanted: “An example.”" in challenge.says
    assert "Islander Travel Grants Fund has evidence of effect on it." in challenge.says
    assert challenge.presenter == "islander-grants"
    assert challenge.returns == (("vessel-licensing", "2026-27-Q2", 1),)


def test_themes_are_ranked_by_breadth_then_change_then_harm() -> None:
    told = material().themes.told
    narrow = replace(told[0], themes=(replace(told[0].themes[0], id="x", bodies=told[0].themes[0].bodies[:3]),))
    both = replace(material(), themes=replace(material().themes, told=(narrow, *told)))
    assert [one.breadth for one in ranked(both)] == [4, 3]


def test_every_item_says_why_it_is_there_and_names_its_source_once() -> None:
    for level in (Level.OPERATIONAL, Level.DIRECTOR):
        topics = proposed(material(level))
        assert all(topic.why and topic.source and topic.title for topic in topics)
        assert len({topic.source for topic in topics}) == len(topics)
        assert list(dict.fromkeys(topic.section for topic in topics)) == sorted(
            {topic.section for topic in topics}, key=list(Section).index
        )


@pytest.mark.parametrize("level", [Level.OPERATIONAL, Level.DIRECTOR])
def test_the_agenda_of_the_demonstration_fills_its_meeting(level: Level) -> None:
    agenda = forums().agenda(SCOPE, material(level).meeting.id)
    assert sum(line.minutes for line in agenda.lines) == agenda.meeting.arranged.minutes
    assert agenda.lines[0].starts_at == agenda.meeting.arranged.starts_at
    assert agenda_of("", agenda.meeting, (), (), {}).lines == ()
