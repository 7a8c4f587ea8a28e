"""Where returns stand is told of every return; names of many are there when somebody asks for them."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from pictures import Q1, came, department, reader
from reading_pages import read_html

from hub.contract.circumstances import Organisation
from hub.contract.life_cycle import Arrival, standing
from hub.dashboards import html
from hub.dashboards.markup import markup
from hub.dashboards.pages.where_returns_stand import MOST_AT_ONCE, section

CAME = standing(Arrival(True, datetime(2026, 7, 20, tzinfo=UTC), "clerk", "", ()), (), {})


@pytest.mark.parametrize(("count", "folded"), [(MOST_AT_ONCE, False), (MOST_AT_ONCE + 1, True)])
def test_the_names_of_many_returns_are_behind_a_line_that_says_how_many(count: int, folded: bool) -> None:
    bodies = [Organisation(f"body-{number}", f"Body {number}") for number in range(count)]
    read = reader(department(*bodies), *(came(body, Q1, date(2026, 7, 20)) for body in bodies))
    rows = read(Q1).rows
    told = str(markup(html.Div(section(rows, {row.return_id: CAME for row in rows}))))
    page = read_html(told)
    assert f"{count} of {count} returns" in page.text
    assert [link for link in page.links if link.startswith("/returns/")] == [
        f"/returns/{row.return_id}" for row in rows
    ]
    assert (f"Show these {count} returns: accepted, not signed off" in page.text) is folded
