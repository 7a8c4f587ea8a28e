"""The screen Start: what it reads for somebody."""

from __future__ import annotations

from hub.auth.permissions import Area, Viewer
from hub.dashboards.elsewhere import missing_returns
from hub.dashboards.markup import Node
from hub.dashboards.pages import start
from hub.dashboards.pages.before_them import before_them
from hub.dashboards.reading import Reading
from hub.dashboards.shown import Query, Screen, Shown


def _shown(reading: Reading, viewer: Viewer, _: Query) -> Shown:
    page = _page(reading, viewer)
    return Shown(start.TITLE, lambda _draw: page)


def _page(reading: Reading, viewer: Viewer) -> Node:
    desk = reading.desk(viewer) if viewer.may(Area.RETURNS) else None
    if not viewer.may(Area.COMPLIANCE):
        return start.layout(viewer, None, (), before_them(viewer, desk, None))
    picture = reading.picture(viewer, None)
    missing = missing_returns(picture, lambda period: reading.picture(viewer, period))
    standings = reading.standings(viewer, picture.period)
    withdrawn = reading.withdrawn(viewer, [picture.period, *(period for period, _ in missing)])
    return start.layout(viewer, picture, missing, before_them(viewer, desk, picture, standings, withdrawn), withdrawn)


SCREEN = Screen(start.ADDRESS, Area.START, _shown)
