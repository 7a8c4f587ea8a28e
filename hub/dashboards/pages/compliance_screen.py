"""The screen Compliance: what it reads for somebody, and which table can be downloaded."""

from __future__ import annotations

from hub.auth.permissions import Area, Viewer
from hub.dashboards.asked import Asked
from hub.dashboards.drawings import Draw
from hub.dashboards.elsewhere import other_kind
from hub.dashboards.markup import Node
from hub.dashboards.pages import compliance
from hub.dashboards.pages.completeness import completeness_table
from hub.dashboards.pages.compliance_table import compliance_table
from hub.dashboards.pages.over_time import returns_table
from hub.dashboards.pages.states import NO_STANDINGS
from hub.dashboards.pages.taken_back import NO_WITHDRAWALS
from hub.dashboards.paging import Paging
from hub.dashboards.reading import Reading
from hub.dashboards.shown import Query, Screen, Shown


def _shown(reading: Reading, viewer: Viewer, query: Query) -> Shown:
    asked, paging = Asked.from_query(query), Paging.from_query(query)
    picture = reading.picture(viewer, asked.period)
    other, opens = other_kind(picture, lambda period: reading.picture(viewer, period)), viewer.may(Area.RETURNS)
    standings = reading.standings(viewer, picture.period) if opens else NO_STANDINGS
    withdrawn = reading.withdrawn(viewer, [picture.period]) if opens else NO_WITHDRAWALS

    bodies = [row.organisation.code for row in picture.rows]
    steps = reading.standards(viewer, bodies) if viewer.may(Area.ORGANISATIONS) else ()

    def layout(draw: Draw) -> Node:
        return compliance.layout(
            picture,
            asked,
            draw,
            other=other,
            opens_returns=opens,
            standings=standings,
            withdrawn=withdrawn,
            steps=steps,
            paging=paging,
        )

    return Shown(
        compliance.TITLE,
        layout,
        file=f"compliance-{picture.department}-{picture.period.name}",
        tables=(
            compliance_table(picture, compliance.chosen_rows(picture, asked), standings, withdrawn),
            completeness_table(picture),
            returns_table(picture),
        ),
        wide=True,
    )


SCREEN = Screen(compliance.ADDRESS, Area.COMPLIANCE, _shown, files=True)
