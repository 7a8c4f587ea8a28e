"""The pages of one organisation, and the forms on the first of them: a form is sent to the page itself.

What cannot be recorded is said above the same page, with what was written still in its form; nothing was changed then.
"""

from __future__ import annotations

from dataclasses import replace

from flask import Blueprint, Flask, Response, flash, redirect, request
from flask.typing import ResponseReturnValue

from hub.auth.permissions import Area, Viewer
from hub.contract.period import Period
from hub.dashboards.addresses import organisation_address
from hub.dashboards.forms import Refusal
from hub.dashboards.markup import Node, markup
from hub.dashboards.organisation_acts import Recording, do
from hub.dashboards.pages import compliance, organisation, versions
from hub.dashboards.pages.organisation import offered
from hub.dashboards.paging import Paging
from hub.dashboards.reading import Reading, permit
from hub.dashboards.sent import refusal_of, sent_to, with_forms
from hub.errors import Conflict, InputRefused, nothing_here
from hub.frame import Link, page_parts

MOST_DIGITS = 6  # of a version's number


def install(app: Flask, reading: Reading, recording: Recording) -> None:
    """Add the pages to an application."""
    pages = Blueprint("organisation_pages", __name__, template_folder="templates")

    @pages.get("/organisations/<code>")
    def read_organisation(code: str) -> Response:
        viewer = reading.viewer()
        permit(viewer, Area.ORGANISATIONS)
        return _page(reading, viewer, code)

    @pages.post("/organisations/<code>")
    def record(code: str) -> ResponseReturnValue:
        viewer, sent = reading.viewer(), sent_to(code)
        try:
            flash(do(recording, viewer, sent))
        except (InputRefused, Conflict) as error:
            return _page(reading, viewer, code, refusal_of(error, sent))
        return redirect(organisation_address(code), 303)

    @pages.get("/organisations/<code>/versions/<period>")
    def compare_versions(code: str, period: str) -> str:
        viewer = reading.viewer()
        permit(viewer, Area.ORGANISATIONS)
        return _versions(reading, viewer, code, period)

    app.register_blueprint(pages)


def _page(reading: Reading, viewer: Viewer, code: str, refusal: Refusal | None = None) -> Response:
    read = reading.organisation(viewer, code)
    page = replace(reading.page(read.body.name, viewer), back=Link(compliance.TITLE, compliance.ADDRESS))
    paging = Paging.from_query(request.args)

    def layout(forms: dict[str, Node]) -> Node:
        return organisation.layout(read, forms, paging, opens_tier=viewer.may(Area.TIER))

    return with_forms(page, offered.forms(read, viewer), layout, refusal)


def _versions(reading: Reading, viewer: Viewer, code: str, period: str) -> str:
    read = reading.versions(viewer, code, _period(period), _number("a"), _number("b"))
    page = reading.page(f"{versions.title(read)}, {read.body.name}, {read.period.label}", viewer)
    back = Link(read.body.name, organisation_address(code))
    return page_parts(replace(page, back=back)).document(markup(versions.layout(read)))


def _period(name: str) -> Period:
    try:
        return Period.named(name)
    except ValueError as fault:
        raise nothing_here() from fault


def _number(name: str) -> int:
    told = request.args.get(name, "")
    if not (told.isascii() and told.isdigit() and len(told) <= MOST_DIGITS):
        raise nothing_here()
    return int(told)
