"""The screen Comparison: what it reads for somebody, and which tables can be downloaded."""

from __future__ import annotations

from hub.auth.permissions import Area, Viewer
from hub.dashboards.pages.comparison.choices import ADDRESS, TITLE, Choices
from hub.dashboards.pages.comparison.layout import chosen_body, layout
from hub.dashboards.pages.comparison.numbers import between_table, time_table
from hub.dashboards.reading import Reading
from hub.dashboards.shown import Query, Screen, Shown
from hub.oversight.among_others import compared


def _shown(reading: Reading, viewer: Viewer, query: Query) -> Shown:
    choices = Choices.from_query(query)
    picture = reading.picture(viewer, choices.asked.period)
    among, body = compared(picture.meaning, choices.measure), chosen_body(picture, choices)
    tables = [between_table(picture, choices.measure, one, place) for place, one in enumerate(among, 1)]
    if body is not None:
        tables.append(time_table(picture, choices.measure, body))
    by_name = {table.name: table for table in tables}
    return Shown(
        f"{TITLE}: {choices.measure.name}",
        lambda draw: layout(picture, choices, among, by_name, draw),
        file=f"{choices.measure.code}-{picture.department}-{picture.period.name}",
        tables=tuple(tables),
        wide=True,
    )


SCREEN = Screen(ADDRESS, Area.COMPARISON, _shown, files=True)
