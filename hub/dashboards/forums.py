"""The pages of the forum and the forms on them: a form is sent to the page itself, which then says what was done.

What cannot be done is said above the same page, with what was written still in its form; nothing was changed then.
"""

from __future__ import annotations

from dataclasses import replace

from flask import Blueprint, Flask, Response, flash, redirect, request
from flask.typing import ResponseReturnValue

from hub.auth.permissions import Area, ForumAct, Viewer
from hub.dashboards.addresses import AFTER, ITEM, meeting_address
from hub.dashboards.addresses import FORUM as ADDRESS
from hub.dashboards.forms import Refusal
from hub.dashboards.forum_acts import Leading, do, expect_said
from hub.dashboards.pages.forum import listed, offered, one
from hub.dashboards.pages.forum.places import CALENDAR, PAPERS, TITLE
from hub.dashboards.pages.papers.places import job_address
from hub.dashboards.paper_files import answered
from hub.dashboards.paper_read import Ask, Wanted
from hub.dashboards.reading import Reading, permit
from hub.dashboards.sent import refusal_of, sent_to, with_forms
from hub.errors import Conflict, InputRefused, nothing_here
from hub.frame import Link
from hub.issued import Kind
from hub.store.forum_rows import expect_last_seen

MOST_DIGITS = 9


def install(app: Flask, reading: Reading, leading: Leading, ask: Ask) -> None:
    """Add the pages to an application. `ask` lets a paper be made."""
    pages = Blueprint("forum_pages", __name__, template_folder="templates")

    @pages.get(ADDRESS)
    def read_forum() -> Response:
        return _forum(reading, _viewer(reading))

    @pages.post(ADDRESS)
    def arrange() -> ResponseReturnValue:
        viewer, sent = _viewer(reading), sent_to("")
        try:
            said, meeting = do(leading, viewer, sent, None)
        except (InputRefused, Conflict) as error:
            return _forum(reading, viewer, refusal_of(error, sent))
        flash(said)
        return redirect(meeting_address(meeting), 303)

    @pages.get(f"{ADDRESS}/<meeting>")
    def read_meeting(meeting: str) -> Response:
        return _meeting(reading, _viewer(reading), meeting, request.args.get(ITEM, ""))

    @pages.post(f"{ADDRESS}/<meeting>")
    def lead(meeting: str) -> ResponseReturnValue:
        viewer, sent = _viewer(reading), sent_to(meeting)
        try:
            if sent.act == ForumAct.ISSUE:
                return redirect(job_address(ask(viewer, _to_issue(reading, viewer, meeting))), 303)
            said, go_on = do(leading, viewer, sent, _after())
        except (InputRefused, Conflict) as error:
            return _meeting(reading, viewer, meeting, sent.subject, refusal_of(error, sent))
        flash(said)
        return redirect(meeting_address(go_on), 303)

    @pages.get(f"{ADDRESS}/<meeting>/agenda.<form>")
    def read_agenda(meeting: str, form: str) -> Response:
        viewer = _viewer(reading)
        if f".{form}" not in PAPERS:
            raise nothing_here()
        return answered(reading.agenda_file(viewer, meeting, f".{form}"), shown=form == "html")

    @pages.get(f"{ADDRESS}/<meeting>/{CALENDAR}")
    def read_calendar(meeting: str) -> Response:
        return answered(reading.calendar_file(_viewer(reading), meeting))

    app.register_blueprint(pages)


def _viewer(reading: Reading) -> Viewer:
    """Who looks. Raises: NotFound for who may not."""
    viewer = reading.viewer()
    permit(viewer, Area.FORUM)
    return viewer


def _to_issue(reading: Reading, viewer: Viewer, meeting: str) -> Wanted:
    """The agenda as it stands on the page. Raises: NotFound for who may not issue it; Conflict where it is another."""
    if not viewer.does(ForumAct.ISSUE) or not (read := reading.meeting(viewer, meeting)).is_whole:
        raise nothing_here()
    if not read.can_be_issued:
        raise Conflict("This agenda cannot be issued now.", "Let items stand on it, before it is recorded who came.")
    expect_said(_after())
    expect_last_seen(read.agenda.meeting.edits, _after())
    return Wanted("issue", Kind.AGENDA, "", read.agenda.meeting.day, about=meeting)


def _after() -> int | None:
    """How often the meeting was changed, as the page of the form knew."""
    told = request.args.get(AFTER, "")
    return int(told) if told.isascii() and told.isdecimal() and len(told) <= MOST_DIGITS else None


def _forum(reading: Reading, viewer: Viewer, refusal: Refusal | None = None) -> Response:
    read = reading.forum(viewer)
    forms = offered.of_the_forum(read, viewer)
    return with_forms(reading.page(TITLE, viewer), forms, lambda drawn: listed.layout(read, drawn), refusal)


def _meeting(reading: Reading, viewer: Viewer, meeting: str, item: str, refusal: Refusal | None = None) -> Response:
    read = reading.meeting(viewer, meeting)
    page = replace(reading.page(one.title(read), viewer), back=Link(TITLE, ADDRESS))
    forms, may_change = offered.of_a_meeting(read, viewer, item), offered.may_change_items(read, viewer)
    return with_forms(page, forms, lambda drawn: one.layout(read, drawn, may_change), refusal)
