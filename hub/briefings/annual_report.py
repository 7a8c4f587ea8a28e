"""The section of an annual report on complaints that reached the Ombudsman, and on compensation: a paper of its own.

Reads one picture, made for a board, since an annual report is published. Computes nothing and decides nothing.
"""

from __future__ import annotations

from hub.briefings.material import Material
from hub.briefings.paper import Bullets, Heading, Paper, bullets
from hub.briefings.sections import section_27
from hub.oversight.reporting import day_in_words
from hub.oversight.section_27 import financial_year

TITLE = "Complaints to the Ombudsman, and compensation"


def annual_report_section(material: Material) -> Paper:
    """The paper. Every year in it is stated: that of compensation is the last financial year that had ended."""
    picture, notes = material.picture, material.notes()
    year = financial_year(picture)
    blocks = (
        *section_27.context(material, notes),
        Heading("Figures"),
        *section_27.tables(material, notes),
        Heading("How good the figures are"),
        _quality(material),
    )
    return Paper(
        title=TITLE,
        organisation=picture.department_name,
        subtitle=f"Section for the annual report, {year.label}",
        day=material.board,
        facts=(
            ("Financial year", year.label),
            ("From returns up to", picture.period.label),
            ("Figures as they stood on", day_in_words(picture.today)),
        ),
        blocks=blocks,
        notes=notes.all(),
    )


def _quality(material: Material) -> Bullets:
    disclosure = material.picture.meaning.disclosure
    return bullets(
        [
            "Organisations tell these figures themselves, and state the year of the Ombudsman's cases.",
            *([disclosure.in_words()] if disclosure else []),
        ]
    )
