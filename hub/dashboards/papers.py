"""The pages of papers, issued or being made, the files, and the forms that ask for a paper.

A paper is made beside the web: whoever asks is led to a page that says how far it is.
"""

from __future__ import annotations

from dataclasses import replace

from flask import Blueprint, Flask, Response, redirect
from flask.typing import ResponseReturnValue

from hub.auth.permissions import PaperAct, Viewer
from hub.dashboards.forms import Refusal
from hub.dashboards.forum_read import PaperFile
from hub.dashboards.markup import markup
from hub.dashboards.pages.papers import listed, making, one
from hub.dashboards.pages.papers.places import ADDRESS, AREAS, FORMS, ISSUED, TITLE, home, issued_address, job_address
from hub.dashboards.paper_read import PaperDesk, PapersRead, Wanted
from hub.dashboards.reading import Reading, permit
from hub.dashboards.sent import Sent, refusal_of, sent_to, with_forms
from hub.errors import Conflict, InputRefused, nothing_here
from hub.frame import Link, page_parts
from hub.issued import Issued, Kind
from hub.store.issued import expect_day
from hub.store.paper_jobs import PaperJob

KINDS = {kind.value: kind for kind in listed.OFFERED}


def install(app: Flask, reading: Reading, desk: PaperDesk) -> None:
    """Add the pages to an application."""
    pages = Blueprint("paper_pages", __name__, template_folder="templates")

    @pages.get(ADDRESS)
    def read_papers() -> Response:
        viewer = _viewer(reading, Kind.PACK)
        return _papers(reading, viewer, desk.listed(viewer))

    @pages.post(ADDRESS)
    def ask_for_paper() -> ResponseReturnValue:
        viewer, sent = _viewer(reading, Kind.PACK), sent_to("")
        if sent.act not in [*PaperAct] or not viewer.does(PaperAct(sent.act)):
            raise nothing_here()
        read = desk.listed(viewer)
        try:
            wanted = _wanted(sent, read)
        except (InputRefused, Conflict) as error:
            return _papers(reading, viewer, read, refusal_of(error, sent))
        return redirect(job_address(desk.ask(viewer, wanted)), 303)

    @pages.get(f"{ISSUED}/<number>")
    def read_paper(number: str) -> str:
        viewer, paper, corrected = _one(reading, desk, number)
        page = replace(reading.page(one.title(paper), viewer), back=home(paper.kind, paper.about))
        return page_parts(page).document(markup(one.layout(paper, corrected)))

    @pages.get(f"{ISSUED}/<number>/paper.<form>")
    def read_file(number: str, form: str) -> Response:
        viewer, paper, _ = _one(reading, desk, number)
        return _file(desk.file(viewer, paper.id, f".{form}"))

    @pages.get(f"{ISSUED}/<number>/since")
    def read_since(number: str) -> Response:
        viewer, paper, _ = _one(reading, desk, number)
        body = desk.since(viewer, paper.id)
        title = f"What changed since number {paper.id}"
        page = replace(reading.page(title, viewer), back=Link(one.title(paper), issued_address(number)))
        return with_forms(page, one.since_forms(paper, viewer), lambda drawn: one.since_layout(body, drawn), None)

    @pages.post(f"{ISSUED}/<number>/since")
    def ask_for_since(number: str) -> ResponseReturnValue:
        (viewer, paper, _), sent = _one(reading, desk, number), sent_to(number)
        if sent.act != PaperAct.WRITE or not viewer.does(PaperAct.WRITE) or sent.entry("suffix") not in FORMS:
            raise nothing_here()
        wanted = Wanted("since", paper.kind, paper.period, paper.day, sent.entry("suffix"), paper.id, paper.about)
        return redirect(job_address(desk.ask(viewer, wanted)), 303)

    @pages.get(f"{ISSUED}/making/<job>")
    def read_job(job: str) -> Response:
        viewer, found = _job(reading, desk, job)
        page = replace(reading.page(making.title(found), viewer), back=making.back(found))
        response = Response(page_parts(page).document(markup(making.layout(found))), mimetype="text/html")
        if making.goes_on(found):
            response.headers["Refresh"] = str(making.SECONDS)
        return response

    @pages.get(f"{ISSUED}/making/<job>/file")
    def read_made(job: str) -> Response:
        viewer, found = _job(reading, desk, job)
        return _file(desk.made(viewer, found.id))

    app.register_blueprint(pages)


def _viewer(reading: Reading, kind: Kind) -> Viewer:
    """Who looks. Raises: NotFound for who may not read papers of this kind."""
    viewer = reading.viewer()
    permit(viewer, AREAS[kind])
    return viewer


def _one(reading: Reading, desk: PaperDesk, number: str) -> tuple[Viewer, Issued, bool]:
    """Who looks, an issued paper, and whether a return was corrected since. Raises: NotFound for who may not."""
    paper, corrected = desk.one(reading.viewer(), number)
    return _viewer(reading, paper.kind), paper, corrected


def _job(reading: Reading, desk: PaperDesk, job: str) -> tuple[Viewer, PaperJob]:
    """Who looks, and what they asked for. Raises: NotFound for who did not."""
    found = desk.job(reading.viewer(), job)
    return _viewer(reading, Kind(found.asked["kind"])), found


def _papers(reading: Reading, viewer: Viewer, read: PapersRead, refusal: Refusal | None = None) -> Response:
    page = replace(reading.page(TITLE, viewer), back=Link("Board", "/board"))
    return with_forms(page, listed.forms(read, viewer), lambda drawn: listed.layout(read, drawn), refusal)


def _wanted(sent: Sent, read: PapersRead) -> Wanted:
    """What a form asks for. Raises: InputRefused."""
    kind: Kind = sent.choice("kind", KINDS)
    period = sent.entry("period")
    if period not in [each.name for each in read.periods]:
        raise InputRefused("That period is not in the list.", "Choose one of the list", field="period")
    suffix, act = sent.entry("suffix"), "issue" if sent.act == PaperAct.ISSUE else "write"
    if act == "write" and suffix not in FORMS:
        raise InputRefused("That form is not in the list.", "Choose one of the list", field="suffix")
    day = sent.day("day")
    expect_day(day, period, read.today)
    return Wanted(act, kind, period, day, suffix)


def _file(file: PaperFile) -> Response:
    response = Response(file.content, content_type=file.mimetype)
    response.headers["Content-Disposition"] = f'attachment; filename="{file.name}"'
    return response
