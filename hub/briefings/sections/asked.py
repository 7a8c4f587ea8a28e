"""What others found beside what the organisations found, and what to ask the independent tier."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from hub.briefings.material import Material
from hub.briefings.notes import Notes
from hub.briefings.paper import Block, Heading, Look, Place, Said, Table, Words, bullets, paragraph, words
from hub.oversight.measures.book import MEASURES
from hub.oversight.measures.record import Measure
from hub.oversight.questions import OUTSIDE, OWN, Evidence, Findings, Question, findings, questions
from hub.oversight.reporting import Rate
from hub.oversight.tier import TierFigures
from hub.oversight.tier_questions import apart
from hub.oversight.written import percent

ABOUT_BOTH = (
    "Who goes to the Ombudsman is not everybody who complains, and the Ombudsman's year can differ. "
    "A difference beyond chance is a question to both; agreement is no proof."
)
NOTHING_TO_ASK = "The figures raise no question this time. Ask what they do not show: who does not complain, and why."
NO_FIGURE, DIFFER = "No figure that can be shown", {True: "Yes, beyond chance", False: "No", None: "Cannot be said"}
NO_REPORT = "No report has come"


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of the pack, with its reason, and where the figures of that come from."""

    organisation: str
    asks: str
    because: str
    places: Sequence[Place]


def asked(material: Material) -> tuple[Asked, ...]:
    """What to ask, organisation by organisation in the order of their names; what others found comes first."""
    told = questions(material.picture)
    return tuple(
        one
        for code in material.names()
        for one in (
            *_of_tiers(material, code),
            *(
                Asked(code, one.asks, one.because + _not_final(material, one), material.past_of(code))
                for one in told
                if one.organisation == code
            ),
        )
    )


def _of_tiers(material: Material, code: str) -> Iterator[Asked]:
    question = apart(material.beside(code))
    if question:
        places = [material.latest_in(OWN, code), *material.report_of(code)]
        yield Asked(code, question.asks, " ".join(question.evidence) + _not_final_in(material, code, (OWN,)), places)


def _not_final(material: Material, one: Question) -> str:
    if one.evidence is Evidence.OTHERS_FINDINGS:
        return _not_final_in(material, one.organisation, (OWN, OUTSIDE))
    return _not_final_in(material, one.organisation, [each for each in MEASURES if each.code == one.measure])


def _not_final_in(material: Material, code: str, measures: Iterable[Measure]) -> str:
    """What the organisation says is less than final of the figures of a question. Missing: empty where nothing is."""
    marked = [(one.name, material.marked(one, code)) for one in measures]
    return "".join(f" {name}: the organisation marks the figure as {mark[2:]}." for name, mark in marked if mark)


def findings_section(material: Material, notes: Notes) -> Iterator[Block]:
    """Own findings beside the Ombudsman's, and those of the independent tiers."""
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
    bodies = [row.organisation for row in material.picture.rows]
    tiers = {body.code: body.independent_tier for body in bodies if body.independent_tier}
    if tiers:
        yield Table(
            "Something went wrong, as the organisation found; upheld in full or in part, as its tier found",
            ("Organisation", "Own finding", "Independent tier", "What the tier found", "Do they differ?"),
            tuple(tuple(map(words, _beside_tier(material, notes, code, tier))) for code, tier in tiers.items()),
            shares=(2, 2, 1.7, 2, 1.3),
        )


def _row(material: Material, notes: Notes, one: Findings, tier: str) -> Iterator[Words]:
    body = list(material.names()).index(one.organisation)
    latest = material.picture.meaning.latest
    yield material.names()[one.organisation]
    for rate, period, measure in ((one.own, one.own_period, OWN), (one.ombudsman, one.its_period, OUTSIDE)):
        place = (one.organisation, latest[measure.code].periods[body].name)
        mark = material.marked(measure, one.organisation)
        yield notes.said(f"{_share(rate)}{mark}, {period}", [place]) if rate else Said(NO_FIGURE, Look.QUIET)
    yield DIFFER[one.differ]
    yield tier or "None"


def _beside_tier(material: Material, notes: Notes, code: str, tier: str) -> Iterator[Words]:
    told, name = material.beside(code), material.names()[code]
    own, place = told.findings.own, material.latest_in(OWN, code)
    yield name
    mark = material.marked(OWN, code)
    yield (
        notes.said(f"{_share(own)}{mark}, {told.findings.own_period}", [place]) if own else Said(NO_FIGURE, Look.QUIET)
    )
    yield tier
    yield _found_by(told.tier, material, notes, code)
    yield DIFFER[told.differ]


def _found_by(tier: TierFigures | None, material: Material, notes: Notes, code: str) -> Said:
    if tier is None:
        return Said(NO_REPORT, Look.QUIET)
    said = f"{_share(tier.upheld)}, {tier.period.label}" if tier.upheld else f"{NO_FIGURE}, {tier.period.label}"
    return notes.said(said, material.report_of(code))


def _share(rate: Rate) -> str:
    return f"{rate} ({percent(rate.numerator / rate.denominator)})"


def questions_section(material: Material, notes: Notes) -> Iterator[Block]:
    """What to ask, organisation by organisation in the order of their names, each with its reason."""
    all_of_them = asked(material)
    yield Heading("What to ask")
    if not all_of_them:
        yield paragraph(NOTHING_TO_ASK)
    for row in material.picture.rows:
        of_it = [one for one in all_of_them if one.organisation == row.organisation.code]
        if of_it:
            tier = row.organisation.independent_tier
            yield Heading(row.organisation.name, 2)
            yield paragraph(f"Independent tier: {tier}." if tier else "It has no independent tier.")
            yield bullets([[Said(f"{one.asks} ", Look.STRONG), notes.said(one.because, one.places)] for one in of_it])
