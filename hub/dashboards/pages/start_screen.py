"""The screen Start: what it reads for somebody."""

from __future__ import annotations

from hub.auth.permissions import OF_AN_ORGANISATION, Area, Role, Viewer
from hub.dashboards.elsewhere import missing_returns
from hub.dashboards.markup import Node
from hub.dashboards.pages import needs, start, to_talk_to
from hub.dashboards.pages.before_them import before_them
from hub.dashboards.pages.forum import at_start as forum_at_start
from hub.dashboards.pages.needs import Waiting
from hub.dashboards.pages.themes import at_start as themes_at_start
from hub.dashboards.reading import Reading
from hub.dashboards.shown import Query, Screen, Shown

MOST_WHOLE = 4  # organisations that one person acts for and whose dues are read whole; of more, numbers are told


def _shown(reading: Reading, viewer: Viewer, _: Query) -> Shown:
    page = _page(reading, viewer)
    return Shown(start.TITLE, lambda _draw: page)


def _page(reading: Reading, viewer: Viewer) -> Node:
    """The page; somebody whose role has no pages of figures finds nothing that waits."""
    themes = reading.themes(viewer, None) if viewer.may(Area.THEMES) else None
    forum = reading.forum(viewer) if viewer.may(Area.FORUM) else None
    meets = forum_at_start.section(forum) if forum else []
    tiers = reading.tiers(viewer).lines if viewer.may(Area.TIER) else ()
    if not viewer.may(Area.COMPLIANCE):
        waiting = Waiting(picture=themes.picture if themes else None, themes=themes, forum=forum, tiers=tiers)
        shared = themes_at_start.section(themes) if themes and viewer.role is Role.FORUM else []
        return start.layout(viewer, None, (), [*needs.section(viewer, waiting), *meets, *shared])
    desk, picture = reading.desk(viewer), reading.picture(viewer, None)
    missing = missing_returns(picture, lambda period: reading.picture(viewer, period))
    standings = reading.standings(viewer, picture.period)
    withdrawn = reading.withdrawn(viewer, [picture.period, *(period for period, _ in missing)])
    codes = [row.organisation.code for row in picture.rows]
    acts_for = sorted(reading.own_bodies(viewer)) if viewer.role in OF_AN_ORGANISATION else []
    whole = [reading.organisation(viewer, code) for code in acts_for] if len(acts_for) <= MOST_WHOLE else []
    bodies = () if acts_for else reading.standards(viewer, codes)
    waiting = Waiting(picture, missing, reading.unexplained(viewer), desk, bodies, themes, whole, forum, tiers)
    own = before_them(viewer, desk, picture, standings, withdrawn)
    talks = to_talk_to.section(waiting) if bodies else start.to_talk_about(picture)
    return start.layout(viewer, picture, missing, [*needs.section(viewer, waiting), *meets, *own], withdrawn, talks)


SCREEN = Screen(start.ADDRESS, Area.START, _shown)
