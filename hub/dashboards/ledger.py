"""The addresses of the audit ledger: its page, and the same as a file. What stands in it is read by `hub.joined`."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import replace

from flask import Blueprint, Flask, Response, request

from hub.auth.permissions import Area
from hub.dashboards.downloads import guarded
from hub.dashboards.forms import searched
from hub.dashboards.markup import markup
from hub.dashboards.pages import ledger as page
from hub.dashboards.pages.ledger_words import in_words
from hub.dashboards.reading import Reading, permit
from hub.dashboards.searching import Search
from hub.frame import page_parts
from hub.store.entries import Told
from hub.store.moments import moment_text

FAULTY, READ = 422, 200
COLUMNS = (
    "entry", "at", "who", "role", "origin", "what", "in_words", "object", "version", "department", "organisation",
    "why", "hash",
)  # fmt: skip


def install(app: Flask, reading: Reading) -> None:
    """Add the page and the file to an application."""
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
        told = () if search.faults else reading.whole_ledger(viewer, search.sought)
        response = Response(_lines(told), FAULTY if search.faults else READ, mimetype="text/csv")
        response.headers["Content-Disposition"] = 'attachment; filename="ledger.csv"'
        return response

    app.register_blueprint(pages)


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
