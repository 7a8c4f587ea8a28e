"""Shared themes as items: the evidence, why each is there, and who could begin."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from hub.config import UK
from hub.decisions import AgendaItem
from hub.meetings import Section, Topic
from hub.oversight.forum.material import AgendaMaterial
from hub.oversight.forum.ranked import Ranked, ranked
from hub.oversight.learning.effect_words import effect_words
from hub.oversight.reporting import day_in_words
from hub.oversight.themes.decided import Heading, Standing, name_of, subject_label
from hub.oversight.themes.theme import InTheme, Remedy
from hub.oversight.written import how_many, listed

MOST_THEMES = 4  # as many as a meeting can talk about; those that were sent to the agenda come besides
WEIGHT, WEIGHT_WHEN_SENT = 4, 6
NO_REMEDY = "No organisation has evidence of effect on it yet."
RANKED = "Ranked by how many organisations share it, then by how much it rose, then by how often something went wrong"


def theme_topics(material: AgendaMaterial) -> Iterator[Topic]:
    """The first themes, those that were sent to the agenda, and the others by name."""
    sent = {item.seen.theme: item for item in material.waiting}
    found = ranked(material)
    first = found[:MOST_THEMES]
    chosen = [one for one in found if one in first or _sent(one.heading, sent)]
    for at, one in enumerate(found, start=1):
        if one in chosen:
            yield _topic(material, one, at, len(found), _sent(one.heading, sent))
    keys = {theme.key for one in found for theme in one.heading.themes}
    yield from (_only_sent(material, item) for key, item in sent.items() if key not in keys)
    others = [one for one in found if one not in chosen]
    if others:
        yield _others(material, others, len(found))


def presenter_of(remedies: Sequence[Remedy]) -> str:
    """Who could begin: who has evidence of effect, and lets others be told of it. Missing: empty where nobody."""
    asked = [one.organisation for one in remedies if one.consent]
    not_asked = [one.organisation for one in remedies if one.consent is None]
    return next(iter((*asked, *not_asked)), "")


def _sent(heading: Heading, sent: dict[str, AgendaItem]) -> AgendaItem | None:
    return next((sent[theme.key] for theme in heading.themes if theme.key in sent), None)


def _topic(material: AgendaMaterial, one: Ranked, at: int, of: int, sent: AgendaItem | None) -> Topic:
    heading = one.heading
    presenter = (sent.presenter if sent else "") or presenter_of(heading.remedies)
    told_of = dict.fromkeys((*heading.organisations, *(each.organisation for each in _told(heading.remedies))))
    return Topic(
        source=f"theme:{heading.key}",
        section=Section.THEMES,
        title=heading.title,
        says="\n".join(_says(material, heading, sent)),
        why=_why(one, at, of, sent),
        organisations=tuple(told_of),
        presenter=presenter,
        weight=WEIGHT_WHEN_SENT if sent else WEIGHT,
        returns=material.past_of(*told_of),
    )


def _says(material: AgendaMaterial, heading: Heading, sent: AgendaItem | None) -> Iterator[str]:
    if sent:
        yield sent.wording
    for theme in heading.themes:
        yield theme.why if len(heading.themes) == 1 else f"{name_of(theme)}. {theme.why}"
        if any(body.now for body in theme.bodies):
            yield "How many complaints name it, of all that were received:"
        yield from (_figures(material, body) for body in theme.bodies)
    if not _told(heading.remedies):
        yield NO_REMEDY
    for remedy in _told(heading.remedies):
        yield f"{material.name(remedy.organisation)} has evidence of effect. {remedy_words(material, remedy)}"


def _figures(material: AgendaMaterial, body: InTheme) -> str:
    return f"{material.name(body.organisation)}: {body}."


def remedy_words(material: AgendaMaterial, remedy: Remedy) -> str:
    """What the figures say of what a body learnt."""
    subject = remedy.effect.subject
    labels = {subject: subject_label(subject)} if subject else {}
    return effect_words(remedy.effect, labels, material.picture.period.kind)


def _told(remedies: Sequence[Remedy]) -> list[Remedy]:
    """One of each body that does not keep it to itself."""
    return list({one.organisation: one for one in reversed(remedies) if one.consent is not False}.values())[::-1]


def _why(one: Ranked, at: int, of: int, sent: AgendaItem | None) -> str:
    standing = "The forum confirmed it. " if one.heading.standing is Standing.CONFIRMED else ""
    told = f"The forum sent it to the agenda on {day_in_words(sent.at.astimezone(UK).date())}. " if sent else ""
    return f"{told}{standing}{one.in_words()} Place {at} of {how_many(of, 'theme', 'themes')}. {RANKED}."


def _only_sent(material: AgendaMaterial, item: AgendaItem) -> Topic:
    """A theme that was sent and is none in the figures of this period."""
    subject = item.seen.theme.partition(":")[2]
    return Topic(
        source=f"theme:{item.seen.theme}",
        section=Section.THEMES,
        title=subject_label(subject),
        says=item.wording,
        why=f"The forum sent it to the agenda on {day_in_words(item.at.astimezone(UK).date())}. "
        f"In the figures of {material.picture.period.label} it is no theme.",
        organisations=item.seen.organisations,
        presenter=item.presenter,
        weight=WEIGHT_WHEN_SENT,
    )


def _others(material: AgendaMaterial, others: Sequence[Ranked], of: int) -> Topic:
    organisations = dict.fromkeys(code for one in others for code in one.heading.organisations)
    return Topic(
        source="themes:others",
        section=Section.THEMES,
        title="Other themes, by name",
        says="\n".join(f"{one.heading.title}: {listed(material.names(one.heading.organisations))}." for one in others),
        why=f"{len(others)} of {of} themes that fewer organisations share, or that rose less. "
        "Say if one of them should be talked about.",
        organisations=tuple(organisations),
        returns=material.past_of(*organisations),
    )
