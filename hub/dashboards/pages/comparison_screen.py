"""The screen Comparison: what it reads for somebody, and which tables can be downloaded."""

from __future__ import annotations

from hub.auth.permissions import Area, Viewer
from hub.dashboards.pages.comparison.choices import ADDRESS, TITLE, Choices
from hub.dashboards.pages.comparison.layout import chosen_body, layout
from hub.dashboards.pages.comparison.numbers import between_table, time_table
from hub.dashboards.pages.comparison.panels import panels_of, panels_table
from hub.dashboards.reading import Reading
from hub.dashboards.shown import Query, Screen, Shown
from hub.oversight.among_others import compared
from hub.oversight.picture import Picture


def _shown(reading: Reading, viewer: Viewer, query: Query) -> Shown:
    choices = Choices.from_query(query)
    return of_picture(reading.picture(viewer, choices.asked.period), choices)


def of_picture(picture: Picture, choices: Choices) -> Shown:
    """What the screen shows of a picture."""
    among, body = compared(picture.meaning, choices.measure), chosen_body(picture, choices)
    tables = [between_table(picture, choices.measure, one, place) for place, one in enumerate(among, 1)]
    if body is not None:
        tables.append(time_table(picture, choices.measure, body))
    panels = panels_of(picture, choices)
    if panels.shown:
        tables.append(panels_table(picture, choices.measure, panels))
    by_name = {table.name: table for table in tables}
    return Shown(
        f"{TITLE}: {choices.measure.name}",
        lambda draw: layout(picture, choices, among, panels, by_name, draw),
        file=f"{choices.measure.code}-{picture.department}-{picture.period.name}",
        tables=tuple(tables),
        wide=True,
    )


SCREEN = Screen(ADDRESS, Area.COMPARISON, _shown, files=True)
