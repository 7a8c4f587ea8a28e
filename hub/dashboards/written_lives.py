"""A screen for one reader, written for either life: as HTML that needs no program, or as what Dash shows.

Both are kept alike while all that they were drawn from says the same. Knows no address and no route.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import orjson
from flask import g, session

from hub.auth.permissions import Viewer
from hub.dashboards.drawings import Draw, explorable
from hub.dashboards.kept_pages import DrawnPage, KeptPages
from hub.dashboards.markup import markup
from hub.dashboards.reading import Reading
from hub.dashboards.shown import Query, Screen, Shown

FORM_TOKEN, JUST_DONE = "csrf_token", "_flashes"  # where flask-wtf and flask have what is of one reader alone
FIRST, SECOND = "first", "second"
AS_PLOTLY = orjson.OPT_NON_STR_KEYS | orjson.OPT_SERIALIZE_NUMPY
ESCAPED = ((b"<", b"\\u003c"), (b">", b"\\u003e"), (b"/", b"\\u002f"))  # as Dash does, which then leaves it as it is


def first_life(pages: KeptPages, screen: Screen, viewer: Viewer, query: Query, asked: str, draw: Draw) -> DrawnPage:
    """The page as HTML. Shapes: `asked` is the query as the address has it."""

    def written(shown: Shown) -> DrawnPage:
        return DrawnPage(shown.title, shown.wide, markup(shown.layout(draw)))

    return _kept(pages, (FIRST, screen.address, asked), screen, viewer, query, written)


def second_life(pages: KeptPages, screen: Screen, viewer: Viewer, query: Query, asked: str) -> orjson.Fragment:
    """The page as Dash shows it, where its charts can be explored. Shapes: JSON, to be put into a larger one."""

    def written(shown: Shown) -> DrawnPage:
        return DrawnPage(shown.title, shown.wide, dash_json(shown.layout(explorable)))

    return orjson.Fragment(_kept(pages, (SECOND, screen.address, asked), screen, viewer, query, written).text)


def dash_json(node: Any) -> str:
    """A tree of elements as JSON; plotly's own writing walks through each of them in Python, and takes twenty times
    as long.

    Raises: TypeError for what is neither an element nor JSON.
    """
    told = orjson.dumps(node, default=_component, option=AS_PLOTLY)
    for plain, escaped in ESCAPED:
        told = told.replace(plain, escaped)
    return told.decode()


def _component(element: Any) -> Any:
    return element.to_plotly_json()


def _kept(
    pages: KeptPages,
    asked: tuple[str, str, str],
    screen: Screen,
    viewer: Viewer,
    query: Query,
    written: Callable[[Shown], DrawnPage],
) -> DrawnPage:
    def made(reading: Reading, seen: Viewer) -> DrawnPage:
        return written(screen.shown(reading, seen, query))

    if JUST_DONE in session:
        return made(pages.reading, viewer)
    return pages.of(asked, viewer, made, keep=lambda: FORM_TOKEN not in g)
