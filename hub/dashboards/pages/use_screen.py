"""The screen What became of it: what it reads for an organisation, and which table can be downloaded."""

from __future__ import annotations

from hub.auth.permissions import Area, Viewer
from hub.dashboards.pages.use.choices import ADDRESS, TITLE, Choices
from hub.dashboards.pages.use.layout import layout
from hub.dashboards.pages.use.peers import among_peers, enough, own_row
from hub.dashboards.reading import Reading
from hub.dashboards.shown import Query, Screen, Shown
from hub.errors import nothing_here
from hub.oversight.among_others import compared


def _shown(reading: Reading, viewer: Viewer, query: Query) -> Shown:
    choices = Choices.from_query(query)
    bodies = reading.own_bodies(viewer)
    code = choices.asked.organisation or next(iter(bodies), "")
    if code not in bodies:
        raise nothing_here()
    read = reading.use(viewer, code, choices.asked.period)
    among = next(iter(compared(read.forum.meaning, choices.measure)), None)
    body = among_peers(read, among)
    tables = (own_row(read, choices.measure, among, body),) if among and enough(among) and body is not None else ()
    return Shown(
        f"{TITLE}: {bodies[code]}",
        lambda draw: layout(read, choices, bodies, {table.name: table for table in tables}, draw),
        file=f"{choices.measure.code}-{code}-{read.own.period.name}",
        tables=tables,
    )


SCREEN = Screen(ADDRESS, Area.USE, _shown, files=True)
