"""The page of one theme, and the forms on it: a form is sent to the page itself, which then says what was done.

What cannot be done is said above the same page, with what was written still in its form; nothing was changed then.
"""

from __future__ import annotations

from dataclasses import replace

from flask import Blueprint, Flask, Response, flash, redirect, request
from flask.typing import ResponseReturnValue

from hub.auth.permissions import Area, Viewer
from hub.contract.period import Period
from hub.dashboards.forms import Refusal, done, drawn, form_id, refused
from hub.dashboards.markup import markup
from hub.dashboards.pages.themes import offered, one
from hub.dashboards.pages.themes.choices import ADDRESS, TITLE, Choices, address, theme_address
from hub.dashboards.reading import Reading, ThemesRead, permit
from hub.dashboards.theme_acts import Deciding, Sent, do
from hub.errors import Conflict, InputRefused, nothing_here
from hub.frame import Link, page_parts

NOT_ENTERED = ("csrf_token", "act", "subject")
REFUSED, IN_THE_WAY, READ = 422, 409, 200


def install(app: Flask, reading: Reading, deciding: Deciding) -> None:
    """Add the page to an application."""
    pages = Blueprint("theme_pages", __name__, template_folder="templates")

    @pages.get(f"{ADDRESS}/<key>")
    def read_theme(key: str) -> Response:
        viewer = _viewer(reading)
        return _page(reading, viewer, key)

    @pages.post(f"{ADDRESS}/<key>")
    def decide(key: str) -> ResponseReturnValue:
        viewer, period, sent = _viewer(reading), _period(), _sent(key)
        read = reading.themes_to_decide(viewer, period)
        if not _is_there(read, key):
            raise nothing_here()
        try:
            said, go_on = do(deciding, viewer, read, sent)
        except (InputRefused, Conflict) as error:
            return _page(reading, viewer, key, _refusal(error, sent))
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


def _sent(key: str) -> Sent:
    told = request.form
    entered = {name: value for name, value in told.items() if name not in NOT_ENTERED}
    return Sent(key, told.get("act", ""), told.get("subject", ""), entered)


def _refusal(error: InputRefused | Conflict, sent: Sent) -> Refusal:
    return Refusal(
        form=form_id(sent.act, sent.subject),
        message=error.message,
        what_to_do=error.what_to_do,
        entered=sent.entered,
        field=str(error.facts.get("field", "")),
        status=REFUSED if isinstance(error, InputRefused) else IN_THE_WAY,
    )


def _page(reading: Reading, viewer: Viewer, key: str, refusal: Refusal | None = None) -> Response:
    read = reading.themes(viewer, _period())
    if not _is_there(read, key):
        raise nothing_here()
    forms = {name: form.with_refusal(refusal) for name, form in offered.forms(read, key, viewer).items()}
    quoted = reading.quoted(viewer, read.picture, one.themes_quoted(read, key))
    nodes, opens = {name: drawn(form) for name, form in forms.items()}, viewer.may(Area.ORGANISATIONS)
    layout = one.layout(read, key, quoted, nodes, opens_organisations=opens)
    period = read.picture.period
    title = f"{'Error: ' if refusal else ''}{one.title(read, key)}, {period.label}"
    page = replace(reading.page(title, viewer), back=Link(f"{TITLE}, {period.label}", address(period)), wide=True)
    notices = refused(refusal, forms.get(refusal.form)) if refusal else done()
    document = page_parts(page).document(notices + markup(layout))
    return Response(document, refusal.status if refusal else READ, mimetype="text/html")
