"""What others found beside what the organisations found, and what to ask the independent tier."""

from __future__ import annotations

from collections.abc import Iterator

from hub.briefings.material import Material
from hub.briefings.notes import Notes
from hub.briefings.paper import Block, Heading, Look, Said, Table, Words, bullets, paragraph, words
from hub.oversight.questions import OUTSIDE, OWN, Findings, findings, questions
from hub.oversight.reporting import Rate
from hub.oversight.written import percent

ABOUT_BOTH = (
    "Who goes to the Ombudsman is not everybody who complains, and the Ombudsman's year can differ. "
    "A difference beyond chance is a question to both; agreement is no proof."
)
NOTHING_TO_ASK = "The figures raise no question this time. Ask what they do not show: who does not complain, and why."
NO_FIGURE, DIFFER = "No figure that can be shown", {True: "Yes, beyond chance", False: "No", None: "Cannot be said"}


def findings_section(material: Material, notes: Notes) -> Iterator[Block]:
    """Own findings beside the Ombudsman's."""
    yield Heading("What the organisations found, and what others found")
    yield paragraph(Said(ABOUT_BOTH, Look.QUIET))
    yield Table(
        "Something went wrong, as the organisation found; upheld, as the Ombudsman found",
        ("Organisation", "Own finding", "The Ombudsman", "Do they differ?", "Independent tier"),
        tuple(
            tuple(map(words, _row(material, notes, one, row.organisation.independent_tier)))
            for row, one in zip(material.picture.rows, findings(material.picture), strict=True)
        ),
        shares=(2, 2, 2, 1.3, 1.7),
    )


def _row(material: Material, notes: Notes, one: Findings, tier: str) -> Iterator[Words]:
    body = list(material.names()).index(one.organisation)
    latest = material.picture.meaning.latest
    yield material.names()[one.organisation]
    for rate, period, measure in ((one.own, one.own_period, OWN), (one.ombudsman, one.its_period, OUTSIDE)):
        place = (one.organisation, latest[measure.code].periods[body].name)
        yield notes.said(f"{_share(rate)}, {period}", [place]) if rate else Said(NO_FIGURE, Look.QUIET)
    yield DIFFER[one.differ]
    yield tier or "None"


def _share(rate: Rate) -> str:
    return f"{rate} ({percent(rate.numerator / rate.denominator)})"


def questions_section(material: Material, notes: Notes) -> Iterator[Block]:
    """What to ask, organisation by organisation in the order of their names, each with its reason."""
    asked = questions(material.picture)
    yield Heading("What to ask")
    if not asked:
        yield paragraph(NOTHING_TO_ASK)
    for row in material.picture.rows:
        of_it = [one for one in asked if one.organisation == row.organisation.code]
        if of_it:
            tier = row.organisation.independent_tier
            yield Heading(row.organisation.name, 2)
            yield paragraph(f"Independent tier: {tier}." if tier else "It has no independent tier.")
            yield bullets(
                [
                    [Said(f"{one.asks} ", Look.STRONG), notes.said(one.because, material.past_of(one.organisation))]
                    for one in of_it
                ]
            )
