"""Themes of the period as the forum decided about them, and learning that has evidence of effect."""

from __future__ import annotations

from collections.abc import Iterator

from hub.briefings.material import Material
from hub.briefings.notes import Notes
from hub.briefings.paper import Block, Heading, Look, Said, bullets, paragraph
from hub.contract.codelists import codelist
from hub.oversight.learning.before_after import Verdict
from hub.oversight.learning.effect_words import effect_words
from hub.oversight.themes.decided import Heading as Told
from hub.oversight.written import listed

NO_THEMES = "No theme crosses organisations in this period."
NO_EFFECT = "No learning has figures yet that show an improvement."


def section(material: Material, notes: Notes) -> Iterator[Block]:
    """What crosses organisations."""
    yield Heading("Themes")
    if not material.themes.told:
        yield paragraph(notes.said(NO_THEMES, material.all_past()))
    for one in material.themes.told:
        yield from _theme(material, notes, one)


def _theme(material: Material, notes: Notes, one: Told) -> Iterator[Block]:
    names = material.names()
    yield Heading(one.title, 2)
    places = [place for code in one.organisations for place in material.past_of(code)]
    of = listed([names.get(code, code) for code in one.organisations])
    yield paragraph([Said(f"{one.standing.label}.", Look.STRONG), " ", notes.said(f"In it: {of}.", places)])
    yield bullets([notes.said(f"{theme.kind.label}. {theme.why}", places) for theme in one.themes])
    helps = list(dict.fromkeys(names.get(remedy.organisation, remedy.organisation) for remedy in one.remedies))
    if helps:
        yield paragraph(f"Has evidence of effect on it, and could be asked: {listed(helps)}.")


def effect_section(material: Material, notes: Notes) -> Iterator[Block]:
    """Learning of which figures show an improvement."""
    labels = {code: entry.label for code, entry in codelist("subjects").items()}
    names, kind = material.names(), material.picture.period.kind
    worked = [one for one in material.picture.meaning.effects if one.verdict is Verdict.IMPROVED]
    yield Heading("Learning with evidence of effect")
    yield (
        bullets(
            [
                [
                    Said(f"{names[one.organisation]}: ", Look.STRONG),
                    notes.said(effect_words(one, labels, kind), material.past_of(one.organisation)),
                ]
                for one in worked
            ]
        )
        if worked
        else paragraph(NO_EFFECT)
    )
