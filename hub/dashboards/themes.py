"""The page of one theme, and the forms on it: a form is sent to the page itself, which then says what was done.

What cannot be done is said above the same page, with what was written still in its form; nothing was changed then.
"""

from __future__ import annotations

from dataclasses import replace

from flask import Blueprint, Flask, Response, flash, redirect, request
from flask.typing import ResponseReturnValue

from hub.auth.permissions import Area, Viewer
from hub.contract.period import Period
from hub.dashboards.forms import Refusal
from hub.dashboards.pages.themes import offered, one
from hub.dashboards.pages.themes.choices import ADDRESS, AFTER, TITLE, Choices, address, theme_address
from hub.dashboards.reading import Reading, ThemesRead, permit
from hub.dashboards.sent import refusal_of, sent_to, with_forms
from hub.dashboards.theme_acts import Deciding, do
from hub.errors import Conflict, InputRefused, nothing_here
from hub.frame import Link


def install(app: Flask, reading: Reading, deciding: Deciding) -> None:
    """Add the page to an application."""
    pages = Blueprint("theme_pages", __name__, template_folder="templates")

    @pages.get(f"{ADDRESS}/<key>")
    def read_theme(key: str) -> Response:
        viewer = _viewer(reading)
        return _page(reading, viewer, key)

    @pages.post(f"{ADDRESS}/<key>")
    def decide(key: str) -> ResponseReturnValue:
        viewer, period, sent = _viewer(reading), _period(), sent_to(key)
        read = reading.themes_to_decide(viewer, period)
        if not _is_there(read, key):
            raise nothing_here()
        try:
            said, go_on = do(deciding, viewer, read, sent, request.args.get(AFTER))
        except (InputRefused, Conflict) as error:
            return _page(reading, viewer, key, refusal_of(error, sent))
        flash(said)
        shown, then = read.picture.period, reading.themes_to_decide(viewer, period)
        return redirect(theme_address(go_on, shown) if _is_there(then, go_on) else address(shown), 303)

    app.register_blueprint(pages)


def _viewer(reading: Reading) -> Viewer:
    """Who looks. Raises: NotFound for who may not."""
    viewer = reading.viewer()
    permit(viewer, Area.THEMES)
    return viewer


def _period() -> Period | None:
    """The period that the address names. Raises: NotFound for what is none."""
    return Choices.from_query(request.args).period


def _is_there(read: ThemesRead, key: str) -> bool:
    """Whether there is a theme of this key, or one that waits for the agenda."""
    return read.decided.of(key) is not None or any(item.seen.theme == key for item in read.agenda)


def _page(reading: Reading, viewer: Viewer, key: str, refusal: Refusal | None = None) -> Response:
    read = reading.themes(viewer, _period())
    if not _is_there(read, key):
        raise nothing_here()
    quoted = reading.quoted(viewer, read.picture, one.themes_quoted(read, key))
    opens, period = viewer.may(Area.ORGANISATIONS), read.picture.period
    page = replace(
        reading.page(f"{one.title(read, key)}, {period.label}", viewer),
        back=Link(f"{TITLE}, {period.label}", address(period)),
        wide=True,
    )
    return with_forms(
        page,
        offered.forms(read, key, viewer),
        lambda forms: one.layout(read, key, quoted, forms, opens_organisations=opens),
        refusal,
    )
