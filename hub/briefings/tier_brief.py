"""The brief for a meeting with an independent tier: one organisation, what three found about it, and what to ask.

Reads one picture and the tier's reports, made for their reader. Computes nothing and decides nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

from hub.briefings.notes import Notes
from hub.briefings.paper import Block, Bullets, Heading, Paper, Room, bullets, paragraph
from hub.briefings.sections import tier_findings, tier_learning, tier_met
from hub.briefings.tier_material import TierMaterial
from hub.oversight.reporting import day_in_words
from hub.oversight.spc.breaks import Break
from hub.oversight.tier_questions import TierQuestion, tier_questions, x_of_n
from hub.oversight.written import how_many

TITLE = "Independent-tier brief"
LINES_UNDER_A_QUESTION, LINES_OF_NOTES = 3, 6
NOTHING_TO_ASK = "The figures raise no question this time. Ask what they do not show: who does not complain, and why."


def tier_brief(material: TierMaterial) -> Paper:
    """The paper for the lead who meets the tier."""
    notes, picture = material.notes(), material.picture
    asked = tier_questions(picture, material.beside, material.reports, material.meetings, material.on)
    blocks = tuple(_blocks(material, asked, notes))
    return Paper(
        title=TITLE,
        organisation=picture.department_name,
        subtitle=f"{material.name} and its {material.tier}",
        day=material.on,
        facts=(
            ("For the meeting on", day_in_words(material.on)),
            ("Organisation", material.name),
            ("Independent tier", material.tier),
            ("Period", picture.period.label),
            ("Figures as they stood on", day_in_words(picture.today)),
        ),
        blocks=blocks,
        notes=notes.all(),
    )


def _blocks(material: TierMaterial, asked: tuple[TierQuestion, ...], notes: Notes) -> Iterator[Block]:
    yield Heading("In short")
    yield _in_short(material, asked, notes)
    yield from tier_findings.section(material, notes)
    yield from tier_findings.cases_section(material, notes)
    yield from tier_findings.views_section(material, notes)
    yield from tier_learning.section(material, notes)
    yield from tier_met.section(material)
    yield from _questions(material, asked, notes)
    yield Heading("Notes of the meeting")
    for label in ("Views heard", "Evidence examined", "What is to follow, whose it is, and by when"):
        yield Room(label, LINES_OF_NOTES)
    yield from _quality(material)


def _in_short(material: TierMaterial, asked: tuple[TierQuestion, ...], notes: Notes) -> Bullets:
    latest, overdue = material.reports[:1], tier_met.overdue(material)
    share = latest[0].figures.upheld if latest else None
    said = (
        f"The tier upheld, in full or in part, {x_of_n(share)} cases that ended with a finding, "
        f"{latest[0].figures.period.label}."
        if share
        else "No share of the tier's cases can be shown."
    )
    return bullets(
        [
            notes.said(said, material.of_the_latest()),
            tier_findings.DIFFER[material.beside.differ],
            f"{how_many(len(asked), 'question', 'questions')} to ask.".capitalize(),
            f"{how_many(len(overdue), 'follow-up', 'follow-ups')} of earlier meetings past their day.".capitalize(),
        ]
    )


def _questions(material: TierMaterial, asked: tuple[TierQuestion, ...], notes: Notes) -> Iterator[Block]:
    yield Heading("What to ask")
    if not asked:
        yield paragraph(NOTHING_TO_ASK)
    for one in asked:
        returns = material.of_own_finding() if one.of_report else material.past()
        places = [*(returns if one.of_returns else []), *(material.of_the_latest() if one.of_report else [])]
        yield Heading(one.asks, 2)
        yield bullets([notes.said(text, places) for text in one.evidence])
        yield Room("Answer", LINES_UNDER_A_QUESTION)


def _quality(material: TierMaterial) -> Iterator[Block]:
    disclosure = material.picture.meaning.disclosure
    hidden = sum(one.figures.hidden for one in material.reports)
    yield Heading("How good the figures are")
    yield bullets(
        [
            *([disclosure.in_words()] if disclosure else []),
            *([f"Of the tier's reports, {how_many(hidden, 'figure is', 'figures are')} not shown."] if hidden else []),
            *[f"{material.name}: {one.says}" for one in _breaks(material)],
            "A complaint that the organisation closed in one period may be a case of the tier in a later one.",
        ]
    )


def _breaks(material: TierMaterial) -> Iterator[Break]:
    yield from material.picture.meaning.breaks[[one is material.row for one in material.picture.rows].index(True)]
