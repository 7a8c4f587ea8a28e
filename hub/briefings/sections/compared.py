"""Comparisons that allow for chance: funnels of the measures that a board asks for first. Never a ranking."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from hub.briefings.material import Material
from hub.briefings.notes import Notes
from hub.briefings.paper import Block, Chart, Heading, Look, Place, Said, bullets, paragraph, words
from hub.charts.of_measures import funnel_chart
from hub.oversight.among_others import Compared, compared
from hub.oversight.measures.book import MEASURES
from hub.oversight.measures.record import Measure

SHOWN = ("answered-in-time", "went-wrong", "ombudsman-upheld", "feedback-heard")
HOW = (
    "Inside the limits, organisations differ by no more than chance gives: who lies above whom there says nothing. "
    "Limits are wider for smaller organisations, and where organisations differ for reasons that no return explains."
)


def section(material: Material, notes: Notes) -> Iterator[Block]:
    """Measures between organisations."""
    yield Heading("Between organisations")
    yield paragraph(Said(HOW, Look.QUIET))
    drawn = [block for measure in _shown() for block in _of_measure(material, notes, measure)]
    yield from drawn or [paragraph("No measure can be compared between these organisations for this period.")]
    yield from _counting(material, notes)


def _shown() -> list[Measure]:
    return [measure for measure in MEASURES if measure.code in SHOWN]


def _of_measure(material: Material, notes: Notes, measure: Measure) -> Iterator[Block]:
    for one in compared(material.picture.meaning, measure):
        spec = funnel_chart(material.picture, measure, one)
        if spec:
            places = _compared(material, measure, one)
            told = (_number(len(places), measure, one), *one.says[2:])
            beside = (words(notes.said(text, places)) for text in told)
            yield Chart(spec, "Funnel", (*beside, *map(words, measure.caveats)))


def _compared(material: Material, measure: Measure, one: Compared) -> list[Place]:
    """The places of the returns that are compared."""
    there = np.isfinite(one.funnels.wholes[one.row])
    rows = material.picture.rows
    return [material.latest_in(measure, rows[at].organisation.code) for at in np.flatnonzero(there).tolist()]


def _number(bodies: int, measure: Measure, one: Compared) -> str:
    there = np.isfinite(one.funnels.wholes[one.row])
    parts, wholes = one.funnels.parts[one.row][there].sum(), one.funnels.wholes[one.row][there].sum()
    return f"{bodies:,} organisations compared: {parts:,.0f} {measure.what}, of {wholes:,.0f} {measure.of}."


def _counting(material: Material, notes: Notes) -> Iterator[Block]:
    told = material.picture.meaning.comparability
    says = [
        notes.said(f"{row.organisation.name}: {remark}", material.past_of(row.organisation.code))
        for row in material.picture.rows
        for remark in told.of(row.organisation.code)
    ]
    if says or told.divided:
        yield Heading("Who counts otherwise", 2)
        yield bullets([*(notes.said(text, material.all_past()) for text in told.divided), *says])
