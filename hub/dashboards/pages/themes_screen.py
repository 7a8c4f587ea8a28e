"""The screen Themes: what it reads for somebody, and which tables can be downloaded."""

from __future__ import annotations

from hub.auth.permissions import Area, Viewer
from hub.dashboards import html
from hub.dashboards.forms import done
from hub.dashboards.pages.themes.choices import ADDRESS, TITLE, Choices
from hub.dashboards.pages.themes.listed import layout, organisations_shown, subjects_shown
from hub.dashboards.pages.themes.numbers import heat_table, themes_table
from hub.dashboards.reading import Reading
from hub.dashboards.shown import Query, Screen, Shown
from hub.oversight.heat import heat_map


def _shown(reading: Reading, viewer: Viewer, query: Query) -> Shown:
    choices = Choices.from_query(query)
    read = reading.themes(viewer, choices.period)
    picture, heat, names = read.picture, heat_map(read.picture.meaning), read.names
    subjects, organisations = subjects_shown(choices, heat, read.decided), organisations_shown(choices, heat)
    return Shown(
        TITLE,
        lambda _draw: html.Div([done(), layout(read, choices, heat, names)]),
        file=f"themes-{picture.department}-{picture.period.name}",
        tables=(themes_table(picture, read.decided, names), heat_table(picture, heat, organisations, subjects, names)),
        wide=True,
    )


SCREEN = Screen(ADDRESS, Area.THEMES, _shown, files=True)
