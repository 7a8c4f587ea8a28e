"""One address, two lives: a Dash page whose address also answers, at once and without JavaScript, with the page itself.

Both lives come from the same layout. The second takes the place of the first when Dash has drawn it; a browser without
JavaScript, or a slow one, keeps the first.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from urllib.parse import parse_qsl, urldefrag, urlsplit

from dash import Dash, Input, Output, State, dcc, html, no_update
from flask import Flask, Response, has_request_context, request
from plotly.io import json
from werkzeug.exceptions import BadRequest

from hub.auth.permissions import Area, Viewer
from hub.dashboards import downloads
from hub.dashboards.asked import Asked
from hub.dashboards.drawings import drawn, explorable
from hub.dashboards.elsewhere import Read, missing_returns, other_kind
from hub.dashboards.markup import Node, markup
from hub.dashboards.pages import compliance, start
from hub.dashboards.pages.before_them import before_them
from hub.dashboards.pages.over_time import Chart
from hub.dashboards.pages.states import NO_STANDINGS
from hub.dashboards.pages.taken_back import NO_WITHDRAWALS
from hub.dashboards.reading import Reading, permit
from hub.errors import nothing_here
from hub.frame import Page, asset, page_parts

PREFIX = "/oversight/"
SHOWN = "data-address"  # which address the page was drawn for


class TwoLives(Dash):
    """A Dash app whose index is the server-rendered page in the frame of every other page."""

    def __init__(self, reading: Reading, **options: Any) -> None:
        self._reading = reading
        super().__init__(__name__, **options)

    def interpolate_index(self, **parts: str) -> str:  # type: ignore[override]  # Dash calls it by name
        """The document of a page: frame, first life, and what Dash needs to start the second."""
        if request.path != compliance.ADDRESS:
            raise nothing_here()
        viewer = self._reading.viewer()
        asked = Asked.from_query(request.args)
        page = _page(self._reading, viewer, wide=True)
        first = markup(_compliance(self._reading, viewer, asked, drawn))
        own = "".join(f'<script src="{asset(name)}"></script>' for name in ("second_life.js", "plotly.js"))
        scripts = f"<footer hidden>{parts['config']}</footer>{own}{parts['scripts']}{parts['renderer']}"
        return page_parts(page).document(
            f'<div id="react-entry-point">{first}</div>', head=parts["css"], scripts=scripts
        )


def install(app: Flask, reading: Reading) -> TwoLives:
    """Add the screens to an application."""
    json.config.default_engine = "orjson"  # the other engine takes most of the time of a callback
    _plain_pages(app, reading)
    dash = TwoLives(
        reading,
        server=app,
        url_base_pathname=PREFIX,
        serve_locally=True,
        compress=False,
        update_title="",
        title="Oversight hub",
        enable_mcp=False,
        use_async=False,  # else it turns asynchronous wherever some other package has brought asgiref along
    )
    _expect_own_callbacks(app, dash, reading)
    dash.layout = lambda: _second_life(reading)
    _follow_the_address(dash, reading)
    return dash


def _page(reading: Reading, viewer: Viewer, *, wide: bool = False, title: str = compliance.TITLE) -> Page:
    return replace(reading.page(title, viewer), wide=wide)


def _compliance(reading: Reading, viewer: Viewer, asked: Asked, chart: Chart) -> Node:
    permit(viewer, Area.COMPLIANCE)
    picture = reading.picture(viewer, asked.period)
    other, opens = other_kind(picture, _read(reading, viewer)), viewer.may(Area.RETURNS)
    return compliance.layout(
        picture,
        asked,
        chart,
        other=other,
        opens_returns=opens,
        standings=reading.standings(viewer, picture.period) if opens else NO_STANDINGS,
        withdrawn=reading.withdrawn(viewer, [picture.period]) if opens else NO_WITHDRAWALS,
    )


def _start(reading: Reading, viewer: Viewer) -> Node:
    desk = reading.desk(viewer) if viewer.may(Area.RETURNS) else None
    if not viewer.may(Area.COMPLIANCE):
        return start.layout(viewer, None, (), before_them(viewer, desk, None))
    picture = reading.picture(viewer, None)
    missing = missing_returns(picture, _read(reading, viewer))
    standings = reading.standings(viewer, picture.period)
    withdrawn = reading.withdrawn(viewer, [picture.period, *(period for period, _ in missing)])
    return start.layout(viewer, picture, missing, before_them(viewer, desk, picture, standings, withdrawn), withdrawn)


def _read(reading: Reading, viewer: Viewer) -> Read:
    return lambda period: reading.picture(viewer, period)


def _asked_by(address: str) -> Asked:
    try:
        choices = parse_qsl(urlsplit(address).query)
    except ValueError as fault:
        raise nothing_here() from fault
    return Asked.from_query(dict(reversed(choices)))  # the first of a name counts, as in the first life


def _second_life(reading: Reading) -> Any:
    """What Dash shows first: the page that its address asks for, so that nothing flickers when Dash takes over.

    The browser names that address in the Referer of this request; without it the page comes with the first callback.
    """
    came_from = request.headers.get("Referer", "") if has_request_context() else ""  # Dash tries it once at the start
    known = _path_of(came_from) == compliance.ADDRESS
    first = _explorable(reading, came_from) if known else html.P("Loading the page", className="govuk-body")
    shown: dict[str, Any] = {SHOWN: came_from if known else ""}
    return html.Div([dcc.Location(id="address", refresh=False), html.Div(first, id="page", **shown)])


def _path_of(address: str) -> str:
    try:
        return urlsplit(address).path
    except ValueError:
        return ""  # no browser sends such a thing; whoever does gets the page by the callback, or not at all


def _explorable(reading: Reading, address: str) -> Node:
    return _compliance(reading, reading.viewer(), _asked_by(address), explorable)


def _follow_the_address(dash: TwoLives, reading: Reading) -> None:
    @dash.callback(Output("page", "children"), Input("address", "href"), State("page", SHOWN))
    def show(address: str, shown: str) -> Node:
        """The page of the address, unless it is there: drawing it again would lose the reader's place and choices."""
        asked = urldefrag(address).url if isinstance(address, str) else ""
        return no_update if asked == shown else _explorable(reading, asked)


def _expect_own_callbacks(app: Flask, dash: TwoLives, reading: Reading) -> None:
    @app.before_request
    def known_callback() -> None:
        """What a page of another version asks, or nobody's page, is a bad request and not a failure of the hub."""
        if request.path == f"{PREFIX}_dash-update-component":
            reading.viewer()  # nobody who is signed out learns even this much
            asked = request.get_json(silent=True)
            if not isinstance(asked, dict) or asked.get("output") not in dash.callback_map:
                raise BadRequest("This page has changed since it was opened. Load it again.")


def _plain_pages(app: Flask, reading: Reading) -> None:
    @app.get(start.ADDRESS)
    def start_page() -> str:
        viewer = reading.viewer()
        main = markup(_start(reading, viewer))
        return page_parts(_page(reading, viewer, title=start.TITLE)).document(main)

    @app.get(f"{compliance.ADDRESS}.csv")
    def compliance_csv() -> Response:
        viewer, asked = reading.viewer(), Asked.from_query(request.args)
        permit(viewer, Area.COMPLIANCE)
        picture = reading.picture(viewer, asked.period)
        standings, withdrawn = reading.standings(viewer, picture.period), reading.withdrawn(viewer, [picture.period])
        response = Response(downloads.compliance_csv(picture, asked, standings, withdrawn), mimetype="text/csv")
        name = f"compliance-{picture.department}-{picture.period.name}.csv"
        response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
        return response
