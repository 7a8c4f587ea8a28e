"""The screen Board: what it reads for somebody, and which table can be downloaded."""

from __future__ import annotations

from hub.auth.permissions import Area, Viewer
from hub.contract.codelists import codelist
from hub.dashboards.asked import Asked
from hub.dashboards.pages.board.layout import ADDRESS, TITLE, findings_table, layout
from hub.dashboards.reading import Reading
from hub.dashboards.shown import Query, Screen, Shown
from hub.oversight.questions import changes, findings, questions


def _shown(reading: Reading, viewer: Viewer, query: Query) -> Shown:
    picture = reading.picture(viewer, Asked.from_query(query).period)
    table = findings_table(picture, findings(picture))
    subjects = {code: entry.label for code, entry in codelist("subjects").items()}
    page = layout(viewer, picture, changes(picture), questions(picture), table, subjects)
    return Shown(
        TITLE, lambda _: page, file=f"findings-{picture.department}-{picture.period.name}", tables=(table,), wide=True
    )


SCREEN = Screen(ADDRESS, Area.BOARD, _shown, files=True)
