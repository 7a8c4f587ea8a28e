"""The addresses of the audit ledger: its page, and the same as a file. What stands in it is read by `hub.joined`."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import partial

from flask import Blueprint, Flask, Response, request

from hub.auth.permissions import Area, Viewer
from hub.dashboards.downloads import guarded
from hub.dashboards.forms import searched
from hub.dashboards.markup import markup
from hub.dashboards.pages import ledger as page
from hub.dashboards.pages.ledger_words import in_words
from hub.dashboards.reading import Reading, permit
from hub.dashboards.searching import Search
from hub.errors import TooManyRequests
from hub.frame import page_parts
from hub.places import Held, Place, Places
from hub.store.entries import Told
from hub.store.moments import moment_text

FAULTY, READ = 422, 200
RETRY_AFTER = 10  # seconds
COLUMNS = (
    "entry", "at", "who", "role", "origin", "what", "in_words", "object", "version", "department", "organisation",
    "why", "hash",
)  # fmt: skip


def install(app: Flask, reading: Reading, files: Places) -> None:
    """Add the page and the file to an application.

    Shapes: each file that is being read has one of the places of `files`: it holds a thread until its reader has all.
    """
    pages = Blueprint("ledger_pages", __name__, template_folder="templates")

    @pages.get(page.ADDRESS)
    def read_ledger() -> Response:
        viewer = reading.viewer()
        permit(viewer, Area.LEDGER)
        search = Search.from_query(request.args)
        read = reading.ledger(viewer, search.sought, search.before)
        form = searched(page.search_form(search, read.organisations))
        frame = replace(reading.page(f"Error: {page.TITLE}" if search.faults else page.TITLE, viewer), wide=True)
        document = page_parts(frame).document(markup(page.layout(search, read, form)))
        return Response(document, FAULTY if search.faults else READ, mimetype="text/html")

    @pages.get(f"{page.ADDRESS}.csv")
    def ledger_csv() -> Response:
        viewer = reading.viewer()
        permit(viewer, Area.LEDGER)
        search = Search.from_query(request.args)
        lines = [_line(COLUMNS)] if search.faults else _file(reading, files, viewer, search)
        response = Response(lines, FAULTY if search.faults else READ, mimetype="text/csv")
        response.headers["Content-Disposition"] = 'attachment; filename="ledger.csv"'
        return response

    app.register_blueprint(pages)


def _file(reading: Reading, files: Places, viewer: Viewer, search: Search) -> Iterable[str]:
    """The file, in one of the places while it is read. Raises: TooManyRequests."""
    told = reading.whole_ledger(viewer, search.sought)
    if files.take(viewer.name) is not Place.TAKEN:
        raise _too_many_files()
    return Held(_lines(told), partial(files.give_back, viewer.name))


def _too_many_files() -> TooManyRequests:
    return TooManyRequests(
        "Too many files of the ledger are being read at the same time.",
        "Wait until one of yours has come, then try again.",
        retry_after=RETRY_AFTER,
        reason="files",
    )


def _lines(told: Iterable[Told]) -> Iterator[str]:
    """The file, line by line: of a long ledger only a page is in memory."""
    yield _line(COLUMNS)
    for entry in told:
        yield _line(_cells(entry))


def _line(cells: Iterable[str]) -> str:
    file = io.StringIO()
    csv.writer(file, lineterminator="\r\n").writerow([guarded(cell) for cell in cells])
    return file.getvalue()


def _cells(told: Told) -> list[str]:
    version = "" if told.version is None else str(told.version)
    done = [told.what, in_words(told), told.object, version, told.department or "", told.organisation or ""]
    return [str(told.seq), moment_text(told.at), told.who, told.role, told.origin, *done, told.why, told.hash]
