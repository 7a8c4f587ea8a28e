"""The page of one theme: why it is one, what its organisations wrote, who may have a remedy, and what was decided.

Organisations stand in the order of their names; nothing here sorts by a value.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from hub.contract.codelists import codelist
from hub.contract.period import Period
from hub.dashboards import data_tables, html, pieces
from hub.dashboards.addresses import organisation_address
from hub.dashboards.markup import Node
from hub.dashboards.pages.themes.choices import REMEDIES
from hub.dashboards.pages.themes.numbers import bodies_table
from hub.dashboards.pages.themes.said import (
    TONES,
    Names,
    by_whom,
    called,
    decision_sentence,
    standing_sentences,
    where_sent,
)
from hub.dashboards.reading import ThemesRead
from hub.oversight.learning.effect_words import effect_words
from hub.oversight.themes.decided import Heading, name_of
from hub.oversight.themes.quoted import Quoted
from hub.oversight.themes.theme import Part, Place, Remedy, Theme
from hub.oversight.written import listed

MOST_TEXTS = 60  # side by side on one page
PARTS = {Part.LEARNING: "Learning", Part.CHALLENGES: "Challenge", Part.ACTIONS: "Action"}
SAYS = {
    "identified": "What was learnt",
    "used": "How it was used",
    "challenge": "The challenge",
    "help_wanted": "Help that is wanted",
    "what": "What is done",
}
NOT_NOW = "It is not a theme in this period. Choose the period that it was sent from to see what it was about."
NOT_ASKED = "It was not asked whether others may be told of it: ask first."
NO_WORDS = "None of these organisations wrote about it in the last year, or none that may be shared."
NOT_ASKED_OF = "wrote about it, in returns that do not ask whether other organisations may read it. Ask there."


def layout(
    read: ThemesRead, key: str, quoted: Sequence[Quoted], forms: Mapping[str, Node], *, opens_organisations: bool
) -> Node:
    """The page. Shapes: `forms` are drawn, by their ids.

    `opens_organisations` is whether the reader may open the page of an organisation; else none is linked.
    """
    heading = read.decided.of(key)
    return html.Div(
        [
            html.Span(f"Theme, {read.picture.period.label}", className="govuk-caption-l"),
            html.H1(title(read, key), className="govuk-heading-l"),
            *(_told(heading, read, quoted, opens_organisations) if heading else (pieces.paragraph(NOT_NOW),)),
            *_waiting(read, key, read.names),
            *_decisions(read, heading),
            *((pieces.heading("Decide"), *forms.values()) if forms else ()),
        ]
    )


def title(read: ThemesRead, key: str) -> str:
    """What the theme is called."""
    heading = read.decided.of(key)
    return heading.title if heading else called(key)


def themes_quoted(read: ThemesRead, key: str) -> Sequence[Theme]:
    """The themes whose words the page shows."""
    heading = read.decided.of(key)
    return heading.themes if heading else ()


def _told(heading: Heading, read: ThemesRead, quoted: Sequence[Quoted], opens: bool) -> Iterator[Node]:
    names, by_place = read.names, {one.place: one for one in quoted}
    yield html.P(pieces.status(heading.standing.label, TONES[heading.standing]), className="govuk-body")
    yield from map(pieces.paragraph, standing_sentences(heading, names))
    if read.picture.meaning.disclosure:
        yield pieces.paragraph(read.picture.meaning.disclosure.in_words())
    for number, theme in enumerate(heading.themes, 1):
        yield pieces.heading("Why it is a theme" if number == 1 else f"With it: {name_of(theme)}")
        yield pieces.paragraph(f"{theme.kind.label}. {theme.why}")
        caption = f"Organisations in it, {name_of(theme)}"
        yield data_tables.drawn(bodies_table(f"bodies-{number}", caption, theme.bodies, names))
    yield from _words(heading, names, by_place)
    yield from _remedies(heading, read, by_place, opens)


def _words(heading: Heading, names: Names, by_place: Mapping[Place, Quoted]) -> Iterator[Node]:
    yield pieces.heading("In their own words")
    there = [by_place[place] for place in heading.places if place in by_place]
    told = [one for one in there if one.says]
    not_asked = dict.fromkeys(names.get(one.place.organisation, "") for one in there if one.not_asked)
    if not told and not not_asked:
        yield pieces.paragraph(NO_WORDS)
    if not_asked:
        yield pieces.paragraph(f"{listed(list(not_asked))} {NOT_ASKED_OF}")
    if not told:
        return
    if len(told) > MOST_TEXTS:
        yield pieces.paragraph(f"The first {MOST_TEXTS} of {len(told)} texts, by organisation.")
    yield html.Div([_text(one, names) for one in told[:MOST_TEXTS]], className="hub-side-by-side")


def _text(one: Quoted, names: Names) -> Node:
    place = one.place
    where = f"{PARTS[place.part]} {place.id}, {Period.named(place.period).label}"
    return html.Section(
        [
            html.H3(
                [names.get(place.organisation, place.organisation), pieces.small(where)], className="govuk-heading-s"
            ),
            *_said(one),
        ],
        className="hub-post",
    )


def _said(one: Quoted) -> Iterator[Node]:
    for name, words in one.says.items():
        yield html.P([html.Strong(f"{SAYS[name]}: "), words], className="govuk-body hub-said")


def _remedies(heading: Heading, read: ThemesRead, by_place: Mapping[Place, Quoted], opens: bool) -> Iterator[Node]:
    yield html.H2("Remedies to borrow", className="govuk-heading-m", id=REMEDIES)
    if not heading.remedies:
        yield pieces.paragraph(
            "No other organisation has evidence of effect on this subject yet. Look again when more returns are in."
        )
    for remedy in heading.remedies:
        yield _remedy(remedy, read, by_place, opens)


def _remedy(remedy: Remedy, read: ThemesRead, by_place: Mapping[Place, Quoted], opens: bool) -> Node:
    loop, name = remedy.effect.loop, read.names.get(remedy.organisation, remedy.organisation)
    labels = {code: entry.label for code, entry in codelist("subjects").items()}
    quoted = by_place.get(Place(remedy.organisation, loop.last.name, Part.LEARNING, loop.id))
    asked = [] if remedy.consent else [pieces.paragraph(NOT_ASKED)]
    return html.Section(
        [
            html.H3([name, pieces.small(f"Learning {loop.id}, {loop.last.label}")], className="govuk-heading-s"),
            *(_said(quoted) if quoted else ()),
            pieces.paragraph(effect_words(remedy.effect, labels, read.picture.period.kind)),
            *asked,
            pieces.paragraph(_evidence(remedy.organisation, name)) if opens else None,
        ],
        className="hub-talk",
    )


def _evidence(code: str, name: str) -> Node:
    return pieces.link("What it learnt, with its actions and measures", f"{organisation_address(code)}#learning", name)


def _waiting(read: ThemesRead, key: str, names: Names) -> Iterator[Node]:
    for item in read.agenda:
        if item.seen.theme == key:
            presenter = f" Suggested to begin: {names.get(item.presenter, item.presenter)}." if item.presenter else ""
            yield pieces.heading("Sent to the agenda")
            yield html.P(item.wording, className="govuk-body hub-said")
            yield pieces.paragraph(f"Sent {by_whom(item)}.{presenter} {where_sent(item)}")


def _decisions(read: ThemesRead, heading: Heading | None) -> Iterator[Node]:
    keys = {theme.key for theme in heading.themes} if heading else set()
    taken = [one for one in read.decisions if one.seen.theme in keys]
    if taken:
        yield pieces.heading("What was decided")
        yield pieces.bullets([_decision(one.seen.theme, decision_sentence(one), heading) for one in reversed(taken)])


def _decision(key: str, sentence: str, heading: Heading | None) -> str:
    return sentence if heading and key == heading.key else f"{called(key)}: {sentence}"
