"""A paper with everything that a paper can hold, its texts as hostile as an organisation can send them."""

from __future__ import annotations

from datetime import date

import pytest
from demo_pictures import of_demo

from hub.briefings.paper import Bullets, Chart, Heading, Look, Note, Paper, Room, Said, Table, bullets, paragraph, words
from hub.charts.of_measures import funnel_chart, time_chart
from hub.oversight.among_others import compared
from hub.oversight.measures.book import MEASURES

HOSTILE = (
    "<script>alert(1)</script> & <b>bold</b>",
    '#set page(fill: red) #read("/etc/passwd") $x^2$ *strong* _low_ `code` @label <label> \\ // no',
    '=HYPERLINK("http://example.org")',
    "\u202eright to left\u202c and \u200bnothing",
    "{{ template }} {% raw %} ]]> --> %PDF",
)


def hostile_paper() -> Paper:
    """Every kind of block, with every kind of hostile text in every place of words."""
    picture = of_demo()
    measure = next(one for one in MEASURES if one.code == "went-wrong")
    funnel = funnel_chart(picture, measure, compared(picture.meaning, measure)[0])
    series = time_chart(picture, measure, 0)
    assert funnel
    assert series
    cells = tuple((words(text), words(Said("12", notes=(1, 2)))) for text in HOSTILE)
    return Paper(
        title="Board pack",
        organisation="Department for Ferries and Foreshores",
        subtitle="July to September 2026",
        day=date(2026, 11, 12),
        facts=(("For the board of", "12 November 2026"), ("Said", HOSTILE[0])),
        blocks=(
            Heading("In short"),
            paragraph([Said("Strong words", Look.STRONG), " plain ones ", Said("and quiet ones", Look.QUIET)]),
            *(paragraph(Said(text, notes=(1,))) for text in HOSTILE),
            Heading(HOSTILE[1], 2),
            bullets(HOSTILE),
            Table(HOSTILE[1], ("Organisation", "Number"), cells, (False, True)),
            Chart(funnel, "Funnel", (words(HOSTILE[1]),)),
            Chart(series, "Chart over time"),
            paragraph(["See ", Said("the guide", to="https://example.org/guide?a=1&b=2")]),
            Room("Notes of the meeting", 3),
            Bullets(()),
        ),
        notes=(Note(1, f"July to September 2026: {HOSTILE[0]}, version 1."), Note(2, "Another one.")),
    )


@pytest.fixture(scope="session")
def paper() -> Paper:
    """The hostile paper, made once."""
    return hostile_paper()
