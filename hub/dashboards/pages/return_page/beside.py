"""What a return says beside the minimum data: the Ombudsman's findings, and what this body counts."""

from __future__ import annotations

from hub.contract.model import Missing, Recommendations, Return
from hub.dashboards import pieces
from hub.dashboards.markup import Node
from hub.dashboards.pages.return_page.asked_for import Row, those_asked
from hub.dashboards.pages.return_page.words import NOT_GIVEN, cell_in_words, status_in_words

STATEMENTS = {
    "oral_complaints": "Oral complaints",
    "resolved_on_the_spot": "Complaints resolved on the spot",
    "letters_from_mps": "Letters from MPs",
    "requests_for_service": "Requests for service",
}
SAID = {
    "counted": "counted",
    "not_counted": "not counted",
    "not_applicable": "does not apply",
    "not_available": "not stated",
}


def ombudsman(return_: Return) -> list[Node]:
    """What the Ombudsman found about this body. Missing: nothing when the return has no such part."""
    found = return_.ombudsman
    if isinstance(found, Missing):
        return [pieces.heading("The Ombudsman's findings"), pieces.paragraph(status_in_words(found))]
    if found is None:
        return []
    return [
        pieces.heading(f"The Ombudsman's findings, {found.year}"),
        pieces.facts(
            [
                *those_asked(return_, [("/ombudsman/referred", "Referred", cell_in_words(found.referred))]),
                ("Accepted for investigation", cell_in_words(found.accepted)),
                ("Reported on", cell_in_words(found.reported)),
                ("Upheld in full", cell_in_words(found.upheld)),
                ("Upheld in part", cell_in_words(found.partly_upheld)),
                ("Not upheld", cell_in_words(found.not_upheld)),
                *_recommendations(return_, found.recommendations),
            ]
        ),
    ]


def _recommendations(return_: Return, told: Recommendations | Missing | None) -> list[Row]:
    if not isinstance(told, Recommendations):
        words = status_in_words(told) if told else NOT_GIVEN
        return those_asked(return_, [("/ombudsman/recommendations", "Recommendations", words)])
    return [
        ("Recommendations complied with", cell_in_words(told.complied)),
        ("Recommendations not complied with", cell_in_words(told.not_complied)),
    ]


def counting_rules(return_: Return) -> list[Node]:
    """What this body counts as a complaint: it decides whether two bodies can be compared."""
    rules = return_.counting_rules
    rows: list[tuple[str, Node]] = [
        ("Subjects per complaint", "one" if rules.subject_coding == "primary" else "several")
    ]
    rows += [(STATEMENTS[name], SAID[said]) for name, said in rules.statements]
    if rules.rounding_base > 1:
        rows.append(("Rounded at source", f"to the nearest {rules.rounding_base}"))
    if rules.explanation:
        rows.append(("Explanation", rules.explanation))
    return [pieces.heading("What this body counts"), pieces.facts(rows)]
