"""What people said of how their complaints were handled: of each organisation, so many of those who answered."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from hub.briefings.material import Material
from hub.briefings.notes import Notes
from hub.briefings.paper import Block, Heading, Look, Said, Table, Words, paragraph, words
from hub.briefings.sections.figured import share_of
from hub.oversight.measures.book import MEASURES
from hub.oversight.reporting import Rate

GROUPS = {
    "satisfied-complainants": "People who complained",
    "satisfied-complained-about": "Colleagues complained about",
    "satisfied-investigators": "Colleagues who investigated",
}
ASKED = [measure for measure in MEASURES if measure.code in GROUPS]
HOW = "Organisations ask in different words and at different times, so shares are not compared between them."
OF_THEM = "Satisfied with how complaints were handled, of those who answered"


def section(material: Material, notes: Notes) -> Iterator[Block]:
    """Feedback of all three groups."""
    yield Heading("Feedback")
    yield paragraph(_heard(material, notes))
    yield paragraph(Said(HOW, Look.QUIET))
    rows = material.picture.rows
    yield Table(
        OF_THEM,
        ("Organisation", *(GROUPS[measure.code] for measure in ASKED)),
        tuple(tuple(map(words, _row(material, notes, body))) for body in range(len(rows))),
        shares=(2, 1.6, 1.6, 1.6),
    )


def _heard(material: Material, notes: Notes) -> Said:
    latest = material.picture.meaning.latest[ASKED[0].code]
    heard = Rate(int(np.isfinite(latest.denominator).sum()), len(material.picture.rows))
    return notes.said(f"{heard} organisations tell how people who complained saw it.", material.latest_of(*ASKED[:1]))


def _row(material: Material, notes: Notes, body: int) -> Iterator[Words]:
    organisation = material.picture.rows[body].organisation
    yield organisation.name
    for measure in ASKED:
        latest = material.picture.meaning.latest[measure.code]
        said = share_of(latest, body) + material.marked(measure, organisation.code)
        yield notes.said(said, [(organisation.code, latest.periods[body].name)])
