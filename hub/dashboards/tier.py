"""The pages about independent tiers, the forms on them, and the brief as a file.

What cannot be recorded is said above the same page, with what was written still in its form; nothing was changed then.
"""

from __future__ import annotations

from dataclasses import replace

from flask import Blueprint, Flask, Response, flash, redirect, request
from flask.typing import ResponseReturnValue

from hub.auth.permissions import Area, TierAct, Viewer
from hub.contract.period import Period
from hub.dashboards.addresses import tier_address
from hub.dashboards.asked import Asked
from hub.dashboards.forms import Refusal
from hub.dashboards.markup import markup
from hub.dashboards.pages.papers.places import job_address
from hub.dashboards.pages.tier import listed, offered, one
from hub.dashboards.paper_files import answered
from hub.dashboards.paper_read import Ask, Wanted
from hub.dashboards.reading import Reading, permit
from hub.dashboards.sent import refusal_of, sent_to, with_forms
from hub.dashboards.tier_acts import Meeting, do
from hub.errors import Conflict, InputRefused, nothing_here
from hub.frame import Link, page_parts
from hub.issued import Kind

SUFFIXES = frozenset(suffix for suffix, _ in one.FORMS)


def install(app: Flask, reading: Reading, meeting: Meeting, ask: Ask) -> None:
    """Add the pages to an application. `ask` lets a paper be made."""
    pages = Blueprint("tier_pages", __name__, template_folder="templates")

    @pages.get(listed.ADDRESS)
    def list_tiers() -> str:
        viewer = _viewer(reading)
        page = reading.page(listed.TITLE, viewer)
        return page_parts(replace(page, wide=True)).document(markup(listed.layout(reading.tiers(viewer))))

    @pages.get(f"{listed.ADDRESS}/<code>")
    def read_tier(code: str) -> Response:
        return _page(reading, _viewer(reading), code)

    @pages.post(f"{listed.ADDRESS}/<code>")
    def record(code: str) -> ResponseReturnValue:
        viewer, sent = _viewer(reading), sent_to(code)
        if sent.act == TierAct.ISSUE:
            return redirect(job_address(ask(viewer, _to_issue(reading, viewer, code))), 303)
        try:
            flash(do(meeting, viewer, sent, request.args.get(offered.AFTER, "")))
        except (InputRefused, Conflict) as error:
            return _page(reading, viewer, code, refusal_of(error, sent))
        return redirect(f"{tier_address(code)}#meetings", 303)

    @pages.get(f"{listed.ADDRESS}/<code>/brief<suffix>")
    def brief(code: str, suffix: str) -> Response:
        viewer = _viewer(reading)
        if suffix not in SUFFIXES:
            raise nothing_here()
        return answered(reading.tier_brief(viewer, code, _period(), suffix), shown=suffix == ".html")

    app.register_blueprint(pages)


def _viewer(reading: Reading) -> Viewer:
    """Who looks. Raises: NotFound for who may not."""
    viewer = reading.viewer()
    permit(viewer, Area.TIER)
    return viewer


def _to_issue(reading: Reading, viewer: Viewer, code: str) -> Wanted:
    """The brief as its page offers it. Raises: NotFound for who may not issue it."""
    if not viewer.does(TierAct.ISSUE) or TierAct.ISSUE not in offered.forms(
        read := reading.tier(viewer, code, _period()), viewer
    ):
        raise nothing_here()
    return Wanted("issue", Kind.BRIEF, read.period.name, read.brief_for, about=code)


def _period() -> Period | None:
    """The period that the address names. Raises: NotFound for what is none."""
    return Asked.from_query(request.args).period


def _page(reading: Reading, viewer: Viewer, code: str, refusal: Refusal | None = None) -> Response:
    read = reading.tier(viewer, code, _period())
    page = reading.page(f"{read.line.name} and its independent tier", viewer)
    return with_forms(
        replace(page, back=Link(listed.TITLE, listed.ADDRESS)),
        offered.forms(read, viewer),
        lambda forms: one.layout(read, forms),
        refusal,
    )
