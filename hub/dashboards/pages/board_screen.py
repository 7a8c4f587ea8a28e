"""The screen Board: what it reads for somebody, and which table can be downloaded."""

from __future__ import annotations

from hub.auth.permissions import Area, Viewer
from hub.dashboards.asked import Asked
from hub.dashboards.pages.board.layout import ADDRESS, TITLE, findings_table, layout, themes_shown
from hub.dashboards.paging import Paging
from hub.dashboards.reading import Reading
from hub.dashboards.shown import Query, Screen, Shown
from hub.oversight.questions import changes, findings, questions


def _shown(reading: Reading, viewer: Viewer, query: Query) -> Shown:
    read, paging = reading.themes(viewer, Asked.from_query(query).period), Paging.from_query(query)
    picture, themes = read.picture, themes_shown(read.decided)
    table = findings_table(picture, findings(picture))
    page = layout(viewer, picture, changes(picture), questions(picture), table, themes, paging)
    return Shown(
        TITLE, lambda _: page, file=f"findings-{picture.department}-{picture.period.name}", tables=(table,), wide=True
    )


SCREEN = Screen(ADDRESS, Area.BOARD, _shown, files=True)
