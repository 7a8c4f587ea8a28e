"""The page of one return, and the forms on it: a form is sent to the page itself, which then says what was done.

What cannot be done is said above the same page, with what was written still in its form; nothing was changed then.
"""

from __future__ import annotations

from dataclasses import replace

from flask import Blueprint, Flask, Response, flash, redirect, request
from flask.typing import ResponseReturnValue

from hub.auth.permissions import Area, Viewer
from hub.contract.period import Period
from hub.dashboards.acts import Acting, Sent, do
from hub.dashboards.forms import Refusal, done, drawn, form_id, refused
from hub.dashboards.markup import markup
from hub.dashboards.pages import compliance, return_page, shared_services
from hub.dashboards.pages.return_page import offered
from hub.dashboards.reading import Reading, ReturnRead, permit
from hub.errors import Conflict, InputRefused
from hub.frame import Link, page_parts

NOT_ENTERED = ("csrf_token", "act", "subject")
REFUSED, IN_THE_WAY = 422, 409
READ = 200


def install(app: Flask, reading: Reading, acting: Acting) -> None:
    """Add the page to an application."""
    pages = Blueprint("return_pages", __name__, template_folder="templates")

    @pages.get("/returns/<return_id>")
    def read_return(return_id: str) -> Response:
        viewer = reading.viewer()
        permit(viewer, Area.RETURNS)
        return _page(reading, viewer, reading.return_(viewer, return_id))

    @pages.post("/returns/<return_id>")
    def act_on_return(return_id: str) -> ResponseReturnValue:
        viewer, sent = reading.viewer(), _sent(return_id)
        try:
            flash(do(acting, viewer, sent))
        except (InputRefused, Conflict) as error:
            return _page(reading, viewer, reading.return_(viewer, return_id), _refusal(error, sent))
        return redirect(offered.address(return_id), 303)

    app.register_blueprint(pages)


def _sent(return_id: str) -> Sent:
    told = request.form
    entered = {name: value for name, value in told.items() if name not in NOT_ENTERED}
    return Sent(return_id, told.get("act", ""), told.get("subject", ""), entered)


def _refusal(error: InputRefused | Conflict, sent: Sent) -> Refusal:
    return Refusal(
        form=form_id(sent.act, sent.subject),
        message=error.message,
        what_to_do=error.what_to_do,
        entered=sent.entered,
        field=str(error.facts.get("field", "")),
        status=REFUSED if isinstance(error, InputRefused) else IN_THE_WAY,
    )


def _page(reading: Reading, viewer: Viewer, read: ReturnRead, refusal: Refusal | None = None) -> Response:
    forms = {name: form.with_refusal(refusal) for name, form in offered.forms(read.kept, read.life, viewer).items()}
    nodes = {name: drawn(form) for name, form in forms.items()}
    layout = return_page.with_life(
        read.kept, read.return_, read.organisation_name, read.versions, read.life, nodes, read.entry,
        marks=read.marks,
        services=shared_services.section(read.services, read.service_names),
    )  # fmt: skip
    title = f"{'Error: ' if refusal else ''}{read.organisation_name}, {read.kept.period.label}"
    page = replace(reading.page(title, viewer), back=_back(read.kept.period))
    notices = refused(refusal, forms.get(refusal.form)) if refusal else done()
    document = page_parts(page).document(notices + markup(layout))
    return Response(document, refusal.status if refusal else READ, mimetype="text/html")


def _back(period: Period) -> Link:
    return Link(f"{compliance.TITLE}, {period.label}", compliance.address(period))
