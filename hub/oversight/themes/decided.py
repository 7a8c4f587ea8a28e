"""Themes of a period joined with what the forum decided about them: what is told under which name, and what apart.

Changes no figure and no theme. A decision holds for the period for which it was taken and for later ones, until another
of its sort is taken; a theme that was dismissed is told again when there is more of it, or after a year.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TypeVar

from hub.contract.codelists import codelist
from hub.contract.period import Period
from hub.decisions import AgendaItem, Decided, Decision, SeenTheme
from hub.oversight.themes.theme import Kind, Place, Remedy, Theme

T = TypeVar("T", bound=Hashable)
S = TypeVar("S", Decision, AgendaItem)
DAYS_IN_A_YEAR = 365


class Standing(StrEnum):
    """What has become of a theme."""

    SUGGESTED = "suggested"
    CONFIRMED = "confirmed"
    DISMISSED = "dismissed"

    @property
    def label(self) -> str:
        """As people read it."""
        return {Standing.SUGGESTED: "Suggested", Standing.CONFIRMED: "Confirmed", Standing.DISMISSED: "Dismissed"}[self]


class Again(StrEnum):
    """Why a theme that was dismissed is told again."""

    JOINED = "joined"
    STRONGER = "stronger"
    A_YEAR = "a_year"


STANDS = {Decided.CONFIRMED: Standing.CONFIRMED, Decided.DISMISSED: Standing.DISMISSED}


@dataclass(frozen=True, slots=True)
class Heading:
    """One theme as it is told, with those that were merged into it.

    Shapes: `themes` begins with its own; `merged` are the decisions by which the others came.
    Missing: `by`, the decision that gave it its standing, is None for a suggestion that nobody dismissed; `renamed` is
    None while it has its first name; `again` where it was not dismissed, and `joined` are the bodies since then.
    """

    themes: tuple[Theme, ...]
    standing: Standing
    by: Decision | None = None
    renamed: Decision | None = None
    merged: tuple[Decision, ...] = ()
    again: Again | None = None
    joined: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """Names it from period to period."""
        return self.themes[0].key

    @property
    def title(self) -> str:
        """What it is called: by the forum, else by what it is."""
        return self.renamed.title if self.renamed else name_of(self.themes[0])

    @property
    def told_as(self) -> Kind:
        """Why it is a theme; of several reasons that of which the figures say most."""
        return max((theme.kind for theme in self.themes), key=lambda kind: kind.strength)

    @property
    def organisations(self) -> tuple[str, ...]:
        """The bodies in any of its themes, each once."""
        return _each(body.organisation for theme in self.themes for body in theme.bodies)

    def seen_in(self, period: Period) -> SeenTheme:
        """What somebody sees who decides about it."""
        return SeenTheme(self.key, self.told_as, period.name, self.organisations)

    @property
    def places(self) -> tuple[Place, ...]:
        """Where its texts stand."""
        return _each(place for theme in self.themes for place in theme.places)

    @property
    def remedies(self) -> tuple[Remedy, ...]:
        """What there is to borrow, from bodies that are in none of its themes."""
        own, found = frozenset(self.organisations), (one for theme in self.themes for one in theme.remedies)
        by_learning = {(one.organisation, one.effect.loop.id): one for one in found if one.organisation not in own}
        return tuple(by_learning.values())


@dataclass(frozen=True, slots=True)
class ThemesDecided:
    """The themes of a period. Shapes: both in the order of the picture's themes."""

    told: tuple[Heading, ...]
    dismissed: tuple[Heading, ...]

    def of(self, key: str) -> Heading | None:
        """The heading under which the theme of this key is told. Missing: None where it is no theme now."""
        headings = (*self.told, *self.dismissed)
        return next((one for one in headings if any(theme.key == key for theme in one.themes)), None)


def decided(themes: Sequence[Theme], period: Period, decisions: Iterable[Decision]) -> ThemesDecided:
    """What is told of the themes of a period. Shapes: `decisions` the oldest first; the last one of a sort holds."""
    held = [one for one in decisions if Period.named(one.seen.period).end <= period.end]
    standing = {one.seen.theme: one for one in held if one.decided.changes_standing}
    names = {one.seen.theme: one for one in held if one.decided is Decided.RENAMED}
    by_key = {theme.key: theme for theme in themes}
    head = {key: _head(key, standing, by_key) for key in by_key}
    parts: dict[str, list[Theme]] = {key: [theme] for key, theme in by_key.items() if head[key] == key}
    for key, theme in by_key.items():
        if head[key] != key:
            parts[head[key]].append(theme)
    headings = [_heading(several, period, standing, names) for several in parts.values()]
    return ThemesDecided(
        tuple(one for one in headings if one.standing is not Standing.DISMISSED),
        tuple(one for one in headings if one.standing is Standing.DISMISSED),
    )


def without_names(said: Iterable[S]) -> tuple[S, ...]:
    """Decisions and items as protected audiences have them: they are told in what role somebody acted, and not who."""
    return tuple(replace(one, who="") for one in said)


def name_of(theme: Theme) -> str:
    """What a theme is called before anybody calls it otherwise."""
    if theme.confirmed:
        return theme.confirmed.failing
    return f"{subject_label(theme.subject)}: {theme.kind.label.lower()}"


def subject_label(code: str) -> str:
    """The published words of a subject. Missing: the code itself where it is published no longer."""
    known = codelist("subjects").get(code)
    return known.label if known else code


def _head(key: str, standing: Mapping[str, Decision], told: Mapping[str, Theme]) -> str:
    """The last theme that is told in this period, along what this one was merged into; itself if that is a circle."""
    way = [key]
    while (at := standing.get(way[-1])) and at.decided is Decided.MERGED:
        if at.into in way:
            return key
        way.append(at.into)
    return next(one for one in reversed(way) if one in told)


def _heading(
    themes: Sequence[Theme], period: Period, standing: Mapping[str, Decision], names: Mapping[str, Decision]
) -> Heading:
    own, *parts = themes
    by = standing.get(own.key)
    stands = STANDS.get(by.decided, Standing.SUGGESTED) if by else Standing.SUGGESTED
    merged = tuple(standing[part.key] for part in parts)
    heading = Heading(tuple(themes), stands, by if by and by.decided in STANDS else None, names.get(own.key), merged)
    if heading.standing is not Standing.DISMISSED or by is None:
        return heading
    joined = tuple(code for code in heading.organisations if code not in by.seen.organisations)
    again = _again(heading, by, period, joined)
    if again is None:
        return heading
    return replace(heading, standing=Standing.SUGGESTED, again=again, joined=joined)


def _again(heading: Heading, by: Decision, period: Period, joined: tuple[str, ...]) -> Again | None:
    """Why it is told again. In the period of the decision nothing is: who sees other figures sees other bodies."""
    since = (period.start - Period.named(by.seen.period).start).days
    if since <= 0:
        return None
    if joined:
        return Again.JOINED
    if heading.told_as.strength > _strength(by.seen.told_as):
        return Again.STRONGER
    return Again.A_YEAR if since >= DAYS_IN_A_YEAR else None


def _strength(told_as: str) -> int:
    return Kind(told_as).strength if told_as in [*Kind] else 0


def _each(several: Iterable[T]) -> tuple[T, ...]:
    return tuple(dict.fromkeys(several))
