"""How organisations see themselves: their last self-assessments, counted and never averaged."""

from __future__ import annotations

from collections.abc import Iterator

from hub.briefings.material import Assessed, Material
from hub.briefings.notes import Notes
from hub.briefings.paper import Block, Heading, Look, Said, Table, Words, paragraph, words
from hub.oversight.assessment import AssessmentTold
from hub.oversight.reporting import Rate, day_in_words
from hub.oversight.written import how_many

NONE = "No self-assessment came yet."
HOW = (
    "Each organisation scored itself, by the framework that it chose: scores are counted, and nothing is compared "
    "between organisations. A low score with a plan is worth more than a high one without evidence."
)


def section(material: Material, notes: Notes) -> Iterator[Block]:
    """The last self-assessment of each organisation by each framework."""
    codes = [row.organisation.code for row in material.picture.rows]
    sent = Rate(sum(bool(material.assessments.get(code)) for code in codes), len(codes))
    yield Heading("How organisations see themselves")
    record = f"Self-assessments, as they stood on {day_in_words(material.picture.today)}."
    yield paragraph(notes.recorded(f"{sent} organisations sent a self-assessment.", record))
    told = [(code, one) for code in codes for one in material.assessments.get(code, ())]
    if not told:
        return
    yield paragraph(Said(HOW, Look.QUIET))
    names = material.names()
    yield Table(
        "Self-assessments, the last by each framework",
        ("Organisation", "Framework", "Completed", "Low scores", "Evidence", "Since the one before"),
        tuple(tuple(map(words, _row(names[code], one, notes))) for code, one in told),
        shares=(2, 2.2, 1.4, 1.4, 1.8, 1.6),
    )


def _row(name: str, assessed: Assessed, notes: Notes) -> Iterator[Words]:
    one = assessed.told
    yield name
    yield notes.recorded(
        one.framework.title, f"Self-assessment of {name} by {one.framework.title}, version {assessed.version}."
    )
    yield _completed(one)
    scored = sum(count for spread in one.spread for _, count in spread.counts)
    yield f"{len(one.lows):,} of {scored:,} statements"
    yield _evidence(one)
    yield _since(one)


def _completed(one: AssessmentTold) -> str:
    day = one.assessment.completed
    told = day_in_words(day) if day else "No day given"
    return f"{told}. Its review is due." if one.review_due else told


def _evidence(one: AssessmentTold) -> str:
    dated, undated = one.evidence.dated, one.evidence.undated
    if not dated and not undated:
        return "None named"
    oldest = f", the oldest of {day_in_words(one.evidence.oldest)}" if one.evidence.oldest else ""
    return f"{dated:,} of {dated + undated:,} statements with evidence name its day{oldest}"


def _since(one: AssessmentTold) -> str:
    if one.former_completed is None:
        return "The first one"
    rose = sum(change.rose for change in one.changes)
    return f"{how_many(len(one.changes), 'score', 'scores')} changed, of them {rose:,} rose"
