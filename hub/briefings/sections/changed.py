"""What changed more than chance explains: in words, and each as a chart against the organisation's own past."""

from __future__ import annotations

from collections.abc import Iterator

from hub.briefings.material import Material
from hub.briefings.notes import Notes
from hub.briefings.paper import Block, Bullets, Chart, Heading, Words, bullets, paragraph, words
from hub.charts.of_measures import time_chart
from hub.oversight.measures.book import MEASURES
from hub.oversight.over_time import changed
from hub.oversight.questions import Changed, changes

NOTHING = "No measure of any organisation changed more than chance explains."
MOST_DRAWN = 6  # charts of change; of more the words alone


def section(material: Material, notes: Notes) -> Iterator[Block]:
    """What changed, with how many changes chance alone would give."""
    found = changes(material.picture)
    yield Heading("What changed")
    if not found:
        yield paragraph(NOTHING)
        return
    yield _told(material, notes, found)
    for one in found[:MOST_DRAWN]:
        yield from _drawn(material, notes, one)
    if len(found) > MOST_DRAWN:
        yield paragraph(f"The first {MOST_DRAWN} are drawn, in the order of the list.")


def _told(material: Material, notes: Notes, found: tuple[Changed, ...]) -> Bullets:
    names, told, every = material.names(), list[Words](), material.all_past()
    for measure in MEASURES:
        of_it = [one for one in found if one.measure is measure]
        for one in of_it:
            said = f"{names[one.organisation]}, {measure.name[:1].lower()}{measure.name[1:]}: {one.says}"
            told.append(notes.said(said, material.past_of(one.organisation)))
        if of_it:
            told.append(notes.said(f"{measure.name}: {changed(material.picture.meaning, measure).says}", every))
    return bullets(told)


def _drawn(material: Material, notes: Notes, one: Changed) -> Iterator[Chart]:
    body = list(material.names()).index(one.organisation)
    spec = time_chart(material.picture, one.measure, body)
    if spec:
        points = notes.said(
            "Each point is of one return, in its version that counts.", material.past_of(one.organisation)
        )
        yield Chart(spec, "Chart over time", (words(points), *map(words, one.measure.caveats)))
