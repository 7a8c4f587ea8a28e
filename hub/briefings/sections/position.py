"""What came, and where each organisation stands: its return, its minimum data, the four steps, the Standards."""

from __future__ import annotations

from collections.abc import Iterator

from hub.briefings.material import Material
from hub.briefings.notes import Notes
from hub.briefings.paper import Block, Heading, Look, Said, Table, Words, paragraph, words
from hub.oversight.picture import Row
from hub.oversight.reporting import Rate, ReturnState, day_in_words
from hub.oversight.standards import BodyStandards
from hub.oversight.written import listed

NOT_SAID = "Nothing recorded"
NO_RETURN = "No return"
NOT_SHOWN = "Not shown"


def came(material: Material, notes: Notes) -> Said:
    """How many returns came, and in time, in a sentence."""
    rates, due = material.picture.rates, material.picture.due_on
    if not rates.received.denominator:
        return Said("No organisation owes a return for this period.")
    on_time = f", {rates.on_time} on time" if rates.on_time.denominator else ""
    to_come = f" {rates.not_yet_due:,} still to come, due {day_in_words(due)}." if rates.not_yet_due and due else ""
    told = f"{rates.received} returns came{on_time}.{to_come}"
    return notes.said(told, material.of_the_period())


def missing(material: Material) -> str:
    """Whose return is missing. Missing: empty where none is."""
    names = [row.organisation.name for row in material.picture.rows if row.state is ReturnState.MISSING]
    return f"Missing: {listed(names)}." if names else ""


def section(material: Material, notes: Notes) -> Iterator[Block]:
    """Where each organisation stands."""
    yield Heading("Where each organisation stands")
    yield paragraph([came(material, notes), f" {missing(material)}" if missing(material) else ""])
    record = material.record_of_standards()
    yield Table(
        f"Returns, minimum data and the Complaint Standards, {material.picture.period.label}",
        ("Organisation", "Return", "Minimum data", "Steps 0 to 4 done", "Standards adopted", "What is due"),
        tuple(
            tuple(map(words, _row(row, body, notes, material.picture.period.name, record)))
            for row, body in zip(material.picture.rows, material.standards, strict=True)
        ),
        shares=(2.2, 1.7, 1.2, 1.1, 1.6, 2.6),
    )
    yield paragraph(
        Said(
            "A return that is missing, or a step that is not done, is a reason to talk and not a mark. "
            "Organisations stand in the order of their names.",
            Look.QUIET,
        )
    )


def _row(row: Row, body: BodyStandards, notes: Notes, period: str, record: str) -> Iterator[Words]:
    place = [(row.organisation.code, period)]
    yield row.organisation.name
    yield notes.said(row.state.label, place)
    yield notes.said(_minimum_data(row), place)
    yield notes.recorded(str(body.done), record)
    yield notes.recorded(body.adoption.adoption.label if body.adoption else NOT_SAID, record)
    yield " ".join(body.due()) or "Nothing"


def _minimum_data(row: Row) -> str:
    if row.return_id is None:
        return NO_RETURN
    return str(row.completeness) if row.completeness else NOT_SHOWN


def with_minimum_data(material: Material) -> Rate:
    """How many returns report all of the minimum data that can arise, of those of which it can be told."""
    told = [row.completeness for row in material.picture.rows if row.completeness]
    return Rate(sum(one.numerator == one.denominator for one in told), len(told))
