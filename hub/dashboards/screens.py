"""The screens: one address, two lives. Every screen answers at once and without JavaScript with the page itself.

Where there are charts, a reader can ask to explore them: then Dash takes the place of the first life when it has drawn
the same page. Both lives come from the same layout. The tables of a screen can be downloaded beside it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Any
from urllib.parse import parse_qsl, urldefrag, urlencode, urlsplit

from dash import Dash, Input, Output, State, dcc, html, no_update
from dash import __version__ as dash_version
from flask import Flask, Response, has_request_context, request
from orjson import Fragment
from plotly.io import json
from werkzeug.exceptions import BadRequest

from hub.auth.permissions import Viewer
from hub.dashboards import downloads
from hub.dashboards.drawings import drawn
from hub.dashboards.kept_pages import DrawnPage, KeptPages
from hub.dashboards.reading import Reading, permit
from hub.dashboards.screen_list import SCREENS
from hub.dashboards.shown import EXPLORE, Screen
from hub.dashboards.written_lives import first_life, second_life
from hub.errors import nothing_here
from hub.frame import Page, asset, made_of_dash, page_parts

PREFIX = "/oversight/"
SHOWN = "data-address"  # which address the page was drawn for
FORMS = {".csv": (downloads.CSV, downloads.csv_of), ".ods": (downloads.ODS, downloads.ods_of)}
TO_EXPLORE = {screen.address: screen for screen in SCREENS if screen.address.startswith(PREFIX)}


class TwoLives(Dash):
    """A Dash app whose index is the server-rendered page in the frame of every other page."""

    def __init__(self, reading: Reading, **options: Any) -> None:
        self._reading, self.pages = reading, KeptPages(reading)
        super().__init__(__name__, **options)

    def interpolate_index(self, **parts: str) -> str:  # type: ignore[override]  # Dash calls it by name
        """The document of a page: frame, first life, and what Dash needs to start the second."""
        screen = TO_EXPLORE.get(request.path)
        if screen is None or EXPLORE not in request.args:
            raise nothing_here()
        viewer = self._reading.viewer()
        permit(viewer, screen.area)
        first = first_life(self.pages, screen, viewer, request.args, _asked(), drawn)
        own = _programs("second_life.js", "plotly.js")
        scripts = f"<footer hidden>{parts['config']}</footer>{own}{parts['scripts']}{parts['renderer']}"
        return page_parts(_page(self._reading, viewer, first)).document(
            f'<div id="react-entry-point">{first.text}</div>', head=parts["css"], scripts=scripts
        )

    def _generate_scripts_html(self) -> str:
        """Dash's programs, from the file that was made of those our pages need; of another Dash, as it sends them."""
        if made_of_dash() != dash_version:
            return str(super()._generate_scripts_html())
        return _programs("dash-renderer.js") if has_request_context() else ""  # at the start Dash asks what to serve


def _programs(*names: str) -> str:
    return "".join(f'<script src="{asset(name)}"></script>' for name in names)


def install(app: Flask, reading: Reading) -> TwoLives:
    """Add the screens to an application."""
    json.config.default_engine = "orjson"  # the other engine takes most of the time of a callback
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
    for screen in SCREENS:
        _first_life(app, reading, screen, dash)
        for form in FORMS:
            _files(app, reading, screen, form)
    _expect_own_callbacks(app, dash, reading)
    dash.layout = lambda: _begun(dash.pages)
    _follow_the_address(dash)
    return dash


def _page(reading: Reading, viewer: Viewer, shown: DrawnPage) -> Page:
    return replace(reading.page(shown.title, viewer), wide=shown.wide)


def _first_life(app: Flask, reading: Reading, screen: Screen, dash: TwoLives) -> None:
    def page() -> str:
        if EXPLORE in request.args and screen.address in TO_EXPLORE:
            return str(dash.index())  # type: ignore[no-untyped-call]
        viewer = reading.viewer()
        permit(viewer, screen.area)
        draw = partial(drawn, explore=_to_explore(screen)) if screen.address in TO_EXPLORE else drawn
        shown = first_life(dash.pages, screen, viewer, request.args, _asked(), draw)
        return page_parts(_page(reading, viewer, shown)).document(shown.text)

    app.add_url_rule(screen.address, f"screen {screen.address}", page, methods=["GET"])


def _asked() -> str:
    return request.query_string.decode("latin-1")


def _to_explore(screen: Screen) -> str:
    return f"{screen.address}?{urlencode([*request.args.items(), (EXPLORE, 'yes')])}"


def _files(app: Flask, reading: Reading, screen: Screen, form: str) -> None:
    def file() -> Response:
        viewer = reading.viewer()
        permit(viewer, screen.area)
        shown = screen.shown(reading, viewer, request.args)
        named = request.args.get("table") or (shown.tables[0].name if shown.tables else "")
        table = next((each for each in shown.tables if each.name == named), None)
        if table is None:
            raise nothing_here()
        mimetype, written = FORMS[form]
        response = Response(written(table), mimetype=mimetype)
        name = f"{shown.file}{form}" if table is shown.tables[0] else f"{shown.file}-{table.name}{form}"
        response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
        return response

    if screen.files:
        app.add_url_rule(f"{screen.address}{form}", f"file {screen.address}{form}", file, methods=["GET"])


def _begun(pages: KeptPages) -> Any:
    """What Dash shows first: the page that its address asks for, so that nothing flickers when Dash takes over.

    The browser names that address in the Referer of this request; without it the page comes with the first callback.
    """
    came_from = request.headers.get("Referer", "") if has_request_context() else ""  # Dash tries it once at the start
    known = _path_of(came_from) in TO_EXPLORE
    first = _explorable(pages, came_from) if known else html.P("Loading the page", className="govuk-body")
    shown: dict[str, Any] = {SHOWN: came_from if known else ""}
    return html.Div([dcc.Location(id="address", refresh=False), html.Div(first, id="page", **shown)])


def _path_of(address: str) -> str:
    try:
        return urlsplit(address).path
    except ValueError:
        return ""  # no browser sends such a thing; whoever does gets the page by the callback, or not at all


def _explorable(pages: KeptPages, address: str) -> Fragment:
    screen = TO_EXPLORE.get(_path_of(address))
    if screen is None:
        raise nothing_here()
    viewer = pages.reading.viewer()
    permit(viewer, screen.area)
    return second_life(pages, screen, viewer, _query_of(address), urlsplit(address).query)


def _query_of(address: str) -> Mapping[str, str]:
    told = parse_qsl(urlsplit(address).query, keep_blank_values=True)
    return dict(reversed(told))  # the first of a name counts, and one that is left empty, as in the first life


def _follow_the_address(dash: TwoLives) -> None:
    @dash.callback(Output("page", "children"), Input("address", "href"), State("page", SHOWN))
    def show(address: str, shown: str) -> Any:
        """The page of the address, unless it is there: drawing it again would lose the reader's place and choices."""
        asked = urldefrag(address).url if isinstance(address, str) else ""
        return no_update if asked == shown else _explorable(dash.pages, asked)


def _expect_own_callbacks(app: Flask, dash: TwoLives, reading: Reading) -> None:
    @app.before_request
    def known_callback() -> None:
        """What a page of another version asks, or nobody's page, is a bad request and not a failure of the hub."""
        if request.path == f"{PREFIX}_dash-update-component":
            reading.viewer()  # nobody who is signed out learns even this much
            asked = request.get_json(silent=True)
            if not isinstance(asked, dict) or asked.get("output") not in dash.callback_map:
                raise BadRequest("This page has changed since it was opened. Load it again.")
