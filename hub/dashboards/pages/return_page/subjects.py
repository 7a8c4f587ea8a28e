"""M2, what complaints are about."""

from __future__ import annotations

from hub.contract.model import Return
from hub.dashboards import pieces, tables
from hub.dashboards.markup import Node
from hub.dashboards.pages.return_page.titles import title
from hub.dashboards.pages.return_page.words import NOT_GIVEN, cell_in_words, label, status_in_words


def section(return_: Return) -> list[Node]:
    """The subjects, as the list calls them and as the body does."""
    subjects = return_.subjects
    if not isinstance(subjects, tuple):
        return [title("M2"), pieces.paragraph(status_in_words(subjects) if subjects else NOT_GIVEN)]
    if not subjects:
        return [title("M2"), pieces.paragraph("No subjects: there were no complaints.")]
    rows = [
        [
            tables.Cell(label("subjects", entry.subject)),
            tables.Cell(entry.local_label),
            tables.Cell(cell_in_words(entry.count), numeric=True),
            tables.Cell(cell_in_words(entry.went_wrong), numeric=True),
        ]
        for entry in subjects
    ]
    head = ["Subject", "In the body's own words", "Complaints", "Something went wrong"]
    return [title("M2"), tables.table("Complaints by subject", head, rows)]
