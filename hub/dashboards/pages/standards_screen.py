"""The screen Four steps: what it reads for somebody, and the table that can be downloaded."""

from __future__ import annotations

from hub.auth.permissions import Area, Viewer
from hub.dashboards.drawings import Draw
from hub.dashboards.markup import Node
from hub.dashboards.pages import standards
from hub.dashboards.paging import Paging
from hub.dashboards.reading import Reading
from hub.dashboards.shown import Query, Screen, Shown


def _shown(reading: Reading, viewer: Viewer, query: Query) -> Shown:
    picture, paging = reading.picture(viewer, None), Paging.from_query(query)
    names = {row.organisation.code: row.organisation.name for row in picture.rows}
    bodies = reading.standards(viewer, [*names])

    def layout(_draw: Draw) -> Node:
        return standards.layout(picture, bodies, names, paging)

    table = standards.standards_table(bodies, names, picture.department_name)
    return Shown(standards.TITLE, layout, file=f"four-steps-{picture.department}", tables=(table,), wide=True)


SCREEN = Screen(standards.ADDRESS, Area.ORGANISATIONS, _shown, files=True)
