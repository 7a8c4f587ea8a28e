"""What people thought of how complaints were handled: three groups, each organisation by itself."""

from __future__ import annotations

from collections.abc import Iterator

from hub.briefings.material import Material
from hub.briefings.notes import Notes
from hub.briefings.paper import Block, Heading, Look, Said, Table, Words, bullets, paragraph, words
from hub.oversight.compliance import STATUS_WORDS
from hub.oversight.disclosure.suppressed import SUPPRESSED
from hub.oversight.measures.book import MEASURES
from hub.oversight.measures.record import Measure
from hub.oversight.reporting import Rate
from hub.oversight.written import capital, percent

GROUPS = tuple(measure for measure in MEASURES if measure.code.startswith("satisfied-"))
NOT_SHOWN, NOTHING_SAID = "Not shown", "Nothing reported"


def section(material: Material, notes: Notes) -> Iterator[Block]:
    """Feedback on complaint handling, by group."""
    yield Heading("Feedback on how complaints are handled")
    yield bullets([_heard(material, notes, measure) for measure in GROUPS])
    yield Table(
        f"Satisfied of those who answered, {material.picture.period.label}",
        ("Organisation", *(capital(measure.name.removeprefix("Satisfied: ")) for measure in GROUPS)),
        tuple(
            tuple(map(words, (row.organisation.name, *(_told(material, notes, measure, at) for measure in GROUPS))))
            for at, row in enumerate(material.picture.rows)
        ),
        shares=(2.4, 1.8, 1.8, 1.8),
    )
    yield paragraph(Said(" ".join(dict.fromkeys(words for one in GROUPS for words in one.caveats)), Look.QUIET))


def _heard(material: Material, notes: Notes, measure: Measure) -> Said:
    """How many organisations told what a group thinks."""
    latest = material.picture.meaning.latest[measure.code]
    told = [row for row, value in zip(material.picture.rows, latest.value.tolist(), strict=True) if value == value]
    heard = Rate(len(told), len(material.picture.rows))
    who = measure.name.removeprefix("Satisfied: ")
    places = [(row.organisation.code, material.picture.period.name) for row in told]
    return notes.said(f"{heard} organisations tell, with figures that can be shown, what {who} thought.", places)


def _told(material: Material, notes: Notes, measure: Measure, at: int) -> Words:
    latest = material.picture.meaning.latest[measure.code]
    satisfied, answered, why = latest.numerator[at], latest.denominator[at], latest.why_not[at]
    if satisfied == satisfied and answered == answered and answered:
        said = f"{Rate(int(satisfied), int(answered))} ({percent(satisfied / answered)})"
        return notes.said(said, [(material.picture.rows[at].organisation.code, latest.periods[at].name)])
    if why is SUPPRESSED:
        return Said(NOT_SHOWN, Look.QUIET)
    return Said(capital(STATUS_WORDS[why].removeprefix("the body says it ")) if why else NOTHING_SAID, Look.QUIET)
