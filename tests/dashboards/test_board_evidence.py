"""The page Board: what changed and what to ask, each with its evidence, and findings beside each other in words."""

from __future__ import annotations

import re

from demo_pictures import of_demo
from reading_pages import Read, read_html

from hub.auth.permissions import Role, Viewer
from hub.dashboards.data_tables import drawn
from hub.dashboards.markup import markup
from hub.dashboards.pages.board.layout import NOT_REPORTED, findings_table, layout, themes_shown
from hub.oversight.disclosure.audience import Audience
from hub.oversight.questions import Evidence, changes, findings, questions
from hub.oversight.themes.decided import decided
from hub.scope import Scope

DEPARTMENT, PERIOD = "ferries-and-foreshores", "2026-27-Q2"
LEAD = Viewer("board", Role.BOARD, Scope(DEPARTMENT))
SPONSOR = Viewer("sponsor", Role.SPONSOR, Scope(DEPARTMENT))


def _page(viewer: Viewer) -> Read:
    picture = of_demo(PERIOD, Audience.BOARD)
    themes = themes_shown(decided(picture.meaning.themes, picture.period, ()))
    table = findings_table(picture, findings(picture))
    return read_html(str(markup(layout(viewer, picture, changes(picture), questions(picture), table, themes))))


def test_every_question_of_a_board_lead_has_evidence_that_a_board_lead_may_open() -> None:
    asked, page = questions(of_demo(PERIOD, Audience.BOARD)), _page(LEAD)
    assert {one.evidence for one in asked} == set(Evidence) - {Evidence.RETURN}
    assert page.text.count("|for: ") == len(asked)
    learning = {one.organisation for one in asked if one.evidence is Evidence.LEARNING}
    assert {link for link in page.links if link.startswith("/learning")} == {
        f"/learning?organisation={code}" for code in learning
    }
    assert "#findings" in page.links
    assert not [link for link in page.links if link.startswith(("/organisations", "/oversight/compliance"))]


def test_a_sponsor_is_led_to_the_learning_of_the_organisation_itself() -> None:
    assert "/organisations/lampkeepers-pensions#learning" in _page(SPONSOR).links


def test_no_figure_is_left_out_of_the_findings_without_a_word() -> None:
    table = findings_table(of_demo(PERIOD, Audience.BOARD), findings(of_demo(PERIOD, Audience.BOARD)))
    rows = {str(row[0]): row for row in table.rows}
    assert rows["Foreshore Commission"][1] == rows["Foreshore Commission"][5] == NOT_REPORTED
    assert rows["Pilotage Examinations Council"][5] == NOT_REPORTED
    assert rows["Crossings Inspectorate"][5:7] == (16, 21)
    told = str(markup(drawn(table)))
    assert re.search(r"numeric[^>]*>728<", told)  # numbers stand under each other, whatever stands beside them
    assert re.search(r"numeric[^>]*>17<", told)
    assert all(row[1] is not None and row[5] is not None for row in table.rows)
