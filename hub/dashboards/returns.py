"""The page of one return, and the forms on it: a form is sent to the page itself, which then says what was done.

What cannot be done is said above the same page, with what was written still in its form; nothing was changed then.
"""

from __future__ import annotations

from dataclasses import replace

import orjson
from flask import Blueprint, Flask, Response, flash, redirect
from flask.typing import ResponseReturnValue

from hub.auth.permissions import Area, Viewer
from hub.contract.period import Period
from hub.dashboards.acts import Acting, do
from hub.dashboards.forms import Refusal
from hub.dashboards.markup import Node
from hub.dashboards.pages import compliance, return_page, shared_services
from hub.dashboards.pages.return_page import offered
from hub.dashboards.reading import Reading, ReturnRead, permit
from hub.dashboards.sent import refusal_of, sent_to, with_forms
from hub.errors import Conflict, InputRefused
from hub.frame import Link


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
        viewer, sent = reading.viewer(), sent_to(return_id)
        try:
            flash(do(acting, viewer, sent))
        except (InputRefused, Conflict) as error:
            return _page(reading, viewer, reading.return_(viewer, return_id), refusal_of(error, sent))
        return redirect(offered.address(return_id), 303)

    @pages.get("/returns/<return_id>/receipt.json")
    def download_receipt(return_id: str) -> Response:
        viewer = reading.viewer()
        permit(viewer, Area.RETURNS)
        return _receipt(reading.return_(viewer, return_id))

    app.register_blueprint(pages)


def _page(reading: Reading, viewer: Viewer, read: ReturnRead, refusal: Refusal | None = None) -> Response:
    def layout(forms: dict[str, Node]) -> Node:
        return return_page.with_life(
            read.kept, read.return_, read.organisation_name, read.versions, read.life, forms, read.entry,
            marks=read.marks,
            services=shared_services.section(read.services, read.service_names),
        )  # fmt: skip

    title = f"{read.organisation_name}, {read.kept.period.label}"
    page = replace(reading.page(title, viewer), back=_back(read.kept.period))
    return with_forms(page, offered.forms(read.kept, read.life, viewer), layout, refusal)


def _receipt(read: ReturnRead) -> Response:
    """The receipt as the sender was given it, to be kept and shown to anybody."""
    name = f"receipt-{read.kept.organisation}-{read.kept.period.name}-version-{read.kept.version}.json"
    answer = Response(orjson.dumps(read.receipt, option=orjson.OPT_INDENT_2), mimetype="application/json")
    answer.headers.set("Content-Disposition", "attachment", filename=name)
    return answer


def _back(period: Period) -> Link:
    return Link(f"{compliance.TITLE}, {period.label}", compliance.address(period))
