"""The board pack: what changed, where each organisation stands, what to ask, every figure with its returns.

Reads one picture, made for a board. Computes nothing and decides nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

from hub.briefings.material import Material
from hub.briefings.notes import Notes
from hub.briefings.paper import Block, Bullets, Heading, Paper, Place, Said, bullets, paragraph
from hub.briefings.sections import annual, asked, assessed, changed, compared, feedback, met, position, themes
from hub.contract.model import Mark
from hub.contract.period import Period
from hub.oversight.measures.book import MEASURES
from hub.oversight.questions import changes
from hub.oversight.reporting import day_in_words
from hub.oversight.written import capital, how_many, listed

TITLE = "Board pack"


def board_pack(material: Material) -> Paper:
    """The paper for a board."""
    picture, notes = material.picture, material.notes()
    blocks = tuple(_blocks(material, notes))
    return Paper(
        title=TITLE,
        organisation=picture.department_name,
        subtitle=f"Complaint handling, {picture.period.label}",
        day=material.board,
        facts=(
            ("For the board of", day_in_words(material.board)),
            ("Period", picture.period.label),
            ("Figures as they stood on", day_in_words(picture.today)),
        ),
        blocks=blocks,
        notes=notes.all(),
    )


def annual_report(material: Material) -> Paper:
    """The section of the annual report, as a paper of its own."""
    picture, notes = material.picture, material.notes()
    blocks = tuple(annual.section(material, notes))
    return Paper(
        title="Annual-report section",
        organisation=picture.department_name,
        subtitle=f"Complaints, {picture.period.label}",
        day=material.board,
        facts=(("Figures as they stood on", day_in_words(picture.today)),),
        blocks=blocks,
        notes=notes.all(),
    )


def _blocks(material: Material, notes: Notes) -> Iterator[Block]:
    yield Heading("In short")
    yield _in_short(material, notes)
    yield from changed.section(material, notes)
    yield from asked.questions_section(material, notes)
    yield from asked.findings_section(material, notes)
    yield from position.section(material, notes)
    yield from assessed.section(material, notes)
    yield from compared.section(material, notes)
    yield from themes.section(material, notes)
    yield from themes.effect_section(material, notes)
    yield from feedback.section(material, notes)
    yield from met.forum_section(material, notes)
    yield from met.tier_section(material, notes)
    yield from annual.section(material, notes)
    yield from _quality(material, notes)


def _in_short(material: Material, notes: Notes) -> Bullets:
    picture = material.picture
    found, told = changes(picture), asked.asked(material)
    of, every = {one.organisation for one in told}, material.all_past()
    reports = [place for row in picture.rows for place in material.report_of(row.organisation.code)]
    beyond, across = how_many(len(found), "change", "changes"), how_many(len(material.themes.told), "theme", "themes")
    to_ask, about = how_many(len(told), "question", "questions"), how_many(len(of), "organisation", "organisations")
    return bullets(
        [
            position.came(material, notes),
            notes.said(capital(f"{beyond} beyond chance, in a measure of an organisation."), every),
            notes.said(capital(f"{across} across organisations."), every),
            notes.said(capital(f"{to_ask} to ask, about {about}."), [*every, *reports]),
        ]
    )


def _quality(material: Material, notes: Notes) -> Iterator[Block]:
    picture = material.picture
    yield Heading("How good the figures are")
    disclosure = picture.meaning.disclosure
    yield bullets(
        [
            notes.said(
                f"{position.with_minimum_data(material)} returns report all of the minimum data that can arise.",
                material.of_the_period(),
            ),
            *([notes.said(disclosure.in_words(), material.all_past())] if disclosure else []),
            *(
                notes.said(text, material.past_of(row.organisation.code))
                for row in picture.rows
                for text in _breaks(material, row.organisation.code)
            ),
            *_not_final(material, notes),
        ]
    )
    yield paragraph("Complaints are counted as each organisation counts them; what differs stands beside the charts.")


def _not_final(material: Material, notes: Notes) -> Iterator[Said]:
    """Which of the figures that a paper reads are provisional or estimated, as the organisations say."""
    for code, name in material.names().items():
        found: dict[tuple[Place, Mark], dict[str, None]] = {}
        for measure in MEASURES:
            place = material.latest_in(measure, code)
            marks = material.marks.get(place, {})
            for one in filter(marks.get, (*measure.numerator, *measure.denominator)):
                found.setdefault((place, marks[one]), {})[one.replace("_", " ")] = None
        for (place, mark), figures in found.items():
            of_it = f"{name}, {Period.named(place[1]).label}"
            yield notes.said(f"{of_it}: the organisation marks as {mark.value}: {listed(list(figures))}.", [place])


def _breaks(material: Material, organisation: str) -> Iterator[str]:
    names = material.names()
    for one in material.picture.meaning.breaks[list(names).index(organisation)]:
        yield f"{names[organisation]}: {one.says}"
