"""How organisations assess their own complaint handling: what each sent last, and where its score is low."""

from __future__ import annotations

from collections.abc import Iterator

from hub.briefings.material import Material
from hub.briefings.paper import Block, Heading, Look, Said, Table, Words, paragraph, words
from hub.oversight.assessment import AssessmentTold
from hub.oversight.reporting import Rate, day_in_words
from hub.oversight.written import how_many, listed

NONE_SENT = "No organisation has sent a self-assessment."
SCORES_ARE_OWN = (
    "Scores are the organisation's own, and different frameworks are not compared. A low score with a plan is candour, "
    "not failure."
)


def section(material: Material) -> Iterator[Block]:
    """Every organisation's last self-assessment."""
    yield Heading("Self-assessment")
    names, rows = material.names(), material.picture.rows
    sent = [row.organisation.code for row in rows if material.assessments.get(row.organisation.code)]
    if not sent:
        yield paragraph(NONE_SENT)
        return
    yield paragraph(f"{Rate(len(sent), len(rows))} organisations sent one. {_not_sent(material, sent)}".rstrip())
    yield Table(
        "The last self-assessment of each organisation that sent one",
        ("Organisation", "Framework", "Completed", "Statements with a low score", "To be repeated by"),
        tuple(tuple(map(words, _row(names[code], one))) for code in sent for one in material.assessments[code]),
        shares=(2, 2.2, 1.4, 2.4, 1.4),
    )
    yield paragraph(Said(SCORES_ARE_OWN, Look.QUIET))


def _not_sent(material: Material, sent: list[str]) -> str:
    without = [name for code, name in material.names().items() if code not in sent]
    return f"None came from {listed(without)}." if without else ""


def _row(name: str, one: AssessmentTold) -> Iterator[Words]:
    assessment = one.assessment
    yield name
    yield one.framework.title
    yield day_in_words(assessment.completed) if assessment.completed else "Not stated"
    planned = sum(bool(low.planned) for low in one.lows)
    low = how_many(len(one.lows), "statement", "statements")
    yield f"{low[:1].upper()}{low[1:]}; the plan names {Rate(planned, len(one.lows))}." if one.lows else "None"
    review = assessment.review
    yield "Not stated" if review is None else f"{day_in_words(review)}{': due' if one.review_due else ''}"
