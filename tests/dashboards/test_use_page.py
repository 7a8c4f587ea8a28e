"""What became of a return: told to whoever sent it, with nobody else's name and no small count of anybody else."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from demo_pictures import demo_pictures, demo_settings
from people_under_test import NOTHING_HERE, HubWithPeople
from permits import TERN
from reading_pages import read_html

from hub.auth.permissions import Role, Viewer
from hub.dashboards.drawings import drawn
from hub.dashboards.markup import markup
from hub.dashboards.pages.use.choices import Choices
from hub.dashboards.pages.use.layout import TOO_FEW, layout
from hub.dashboards.pages.use.peers import enough, own_row, peers_chart
from hub.oversight.among_others import compared
from hub.scope import Scope
from hub.store.database import Database
from hub.uses import Uses

DEPARTMENT, OWN = "ferries-and-foreshores", "causeway-tolls"
SENDER = Viewer("sender", Role.SENDER, Scope(DEPARTMENT, frozenset({OWN})))


def _page(**query: str) -> tuple[str, str]:
    """The text of the page, and all of its HTML with its drawing."""
    choices, database = Choices.from_query(query), Database(demo_settings().database)
    try:
        read = Uses(database, demo_pictures()).of(SENDER, OWN, choices.asked.period)
    finally:
        database.close()
    among = next(iter(compared(read.forum.meaning, choices.measure)))
    body = [row.organisation.code for row in read.forum.rows].index(OWN)
    table, spec = own_row(read, choices.measure, among, body), peers_chart(read, choices.measure, among)
    assert spec is not None
    assert {point.name for point in spec.points} == {"Causeway Tolls Office", "another organisation"}
    places = [(point.size, point.value) for point in spec.points[1:]]
    assert places == sorted(places)  # in the order of their names each could be named
    html = str(markup(layout(read, choices, {OWN: "Causeway Tolls Office"}, {"beside": table}, drawn)))
    others = [row.organisation.name for row in read.forum.rows if row.organisation.code != OWN]
    assert len(others) > 5
    assert not [name for name in others if name in html]
    return read_html(html).text, html


def test_an_organisation_is_told_what_the_board_may_ask_and_how_it_stands() -> None:
    text, _ = _page(period="2026-27-Q2")
    assert "Promised timescale kept: what makes it differ from other organisations?" in text
    assert "Higher than chance explains: 100% (100 of 100)" in text
    assert "Promised timescale kept of Causeway Tolls Office: higher than chance explains, 100% (100 of 100)" in text
    assert "Yours is made from 1 return: version 1 of 1." in text


def test_nobody_else_is_named_in_the_page_or_in_its_drawing() -> None:
    for measure in ("timescale-kept", "went-wrong", "minimum-data"):
        _page(period="2026-27-Q2", measure=measure)


def test_among_fewer_than_five_one_could_tell_which_is_which() -> None:
    one = compared(demo_pictures().of(Scope(DEPARTMENT), None).meaning, Choices.from_query({}).measure)[0]
    for bodies, tells in ((4, False), (5, True)):
        funnels = replace(one.funnels, bodies=np.full_like(one.funnels.bodies, bodies))
        assert enough(replace(one, funnels=funnels)) is tells
    assert not enough(None)


def test_of_few_organisations_none_is_shown_beside_the_others(hub: HubWithPeople) -> None:
    page = read_html(hub.page("body", "/use"))
    assert TOO_FEW in page.text
    assert hub.browser("body").get("/use.csv").status_code == 404


def test_another_organisation_and_no_organisation_are_the_same(hub: HubWithPeople) -> None:
    for code in (TERN, "nobody"):
        answer = hub.browser("body").get(f"/use?organisation={code}")
        assert (answer.status_code, NOTHING_HERE in answer.get_data(as_text=True)) == (404, True)


def test_an_organisation_is_told_which_paper_used_its_return_in_which_version() -> None:
    issued = "Board pack for 21 May 2026, with version 1 of your return"
    assert issued in _page(period="2025-26-Q4")[0]
    assert "No paper that was issued used this return." in _page(period="2026-27-Q2")[0]
