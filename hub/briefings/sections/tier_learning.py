"""Learning that one organisation promised, and the evidence of its effect; no words of its returns."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from hub.briefings.notes import Notes
from hub.briefings.paper import Block, Heading, Look, Said, bullets, paragraph
from hub.briefings.tier_material import TierMaterial
from hub.contract.codelists import codelist
from hub.oversight.learning.before_after import Verdict
from hub.oversight.learning.effect_words import effect_words
from hub.oversight.learning.words import body_words
from hub.oversight.written import how_many

NOTHING = "No return of the organisation tells of learning or actions yet."
NO_EFFECT = "No learning has figures yet that say whether it had an effect."


def section(material: TierMaterial, notes: Notes) -> Iterator[Block]:
    """What was promised, what stands out, and what figures say became of it."""
    yield Heading("Learning promised, and evidence of effect")
    learning = material.picture.meaning.learning[[row is material.row for row in material.picture.rows].index(True)]
    if not (learning.loops or learning.plans):
        yield paragraph(NOTHING)
        return
    said = [
        f"Actions done: {learning.done}. Overdue: {len(learning.overdue):,} of {len(learning.plans):,}.",
        *body_words(replace(learning, repeated=())),
    ]
    yield bullets([notes.said(text, material.past()) for text in dict.fromkeys(said)])
    yield from _effects(material, notes)


def _effects(material: TierMaterial, notes: Notes) -> Iterator[Block]:
    labels = {code: entry.label for code, entry in codelist("subjects").items()}
    own = [one for one in material.picture.meaning.effects if one.organisation == material.organisation]
    told = [one for one in own if one.verdict is not Verdict.TOO_FEW]
    yield Heading("Evidence of effect", 2)
    if not told:
        yield paragraph(NO_EFFECT)
    else:
        kind = material.picture.period.kind
        yield bullets(
            [
                [
                    Said(f"Learning {one.loop.id}: ", Look.STRONG),
                    notes.said(effect_words(one, labels, kind), material.past()),
                ]
                for one in told
            ]
        )
    waiting = len(own) - len(told)
    if waiting:
        have = how_many(waiting, "piece of learning has", "pieces of learning have")
        yield paragraph(f"{have} too few figures yet.")
