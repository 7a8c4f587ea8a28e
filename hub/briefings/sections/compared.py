"""Comparisons that allow for chance: funnels of the measures that a board asks for first. Never a ranking."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from hub.briefings.material import Material
from hub.briefings.notes import Notes
from hub.briefings.paper import Block, Chart, Heading, Look, Said, bullets, paragraph, words
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
    yield from _counting(material)


def _shown() -> list[Measure]:
    return [measure for measure in MEASURES if measure.code in SHOWN]


def _of_measure(material: Material, notes: Notes, measure: Measure) -> Iterator[Block]:
    for one in compared(material.picture.meaning, measure):
        spec = funnel_chart(material.picture, measure, one)
        if spec:
            beside = (words(_number(material, notes, measure, one)), *(words(text) for text in one.says[2:]))
            yield Chart(spec, "Funnel", (*beside, *map(words, measure.caveats)))


def _number(material: Material, notes: Notes, measure: Measure, one: Compared) -> Said:
    there = np.isfinite(one.funnels.wholes[one.row])
    parts, wholes = one.funnels.parts[one.row][there].sum(), one.funnels.wholes[one.row][there].sum()
    latest = material.picture.meaning.latest[measure.code]
    rows = material.picture.rows
    places = [(rows[at].organisation.code, latest.periods[at].name) for at in np.flatnonzero(there).tolist()]
    return notes.said(
        f"{len(places):,} organisations compared: {parts:,.0f} {measure.what}, of {wholes:,.0f} {measure.of}.", places
    )


def _counting(material: Material) -> Iterator[Block]:
    told = material.picture.meaning.comparability
    says = [
        f"{row.organisation.name}: {remark}"
        for row in material.picture.rows
        for remark in told.of(row.organisation.code)
    ]
    if says or told.divided:
        yield Heading("Who counts otherwise", 2)
        yield bullets([*told.divided, *says])
