"""What was decided about themes, in sentences."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from hub.auth.permissions import TITLES, Role
from hub.config import UK
from hub.contract.period import Period
from hub.decisions import AgendaItem, Decided, Decision
from hub.oversight.reporting import day_in_words
from hub.oversight.themes.decided import Again, Heading, Standing, subject_label
from hub.oversight.themes.theme import Kind
from hub.oversight.written import listed

Names = Mapping[str, str]  # of organisations, by code
TONES = {Standing.SUGGESTED: "quiet", Standing.CONFIRMED: "plain", Standing.DISMISSED: "quiet"}
DONE = {
    Decided.CONFIRMED: "Confirmed",
    Decided.MERGED: "Merged into another theme",
    Decided.RENAMED: "Renamed",
    Decided.DISMISSED: "Dismissed",
    Decided.REOPENED: "Made a suggestion again",
}
STAYS = (
    "A theme that was dismissed stays apart from the next period on until another organisation joins it, until its "
    "figures say more, or for a year."
)
RULES = (
    f"Suggested: the figures or the words of the returns say that it may be a theme. {Standing.CONFIRMED.label}: the "
    "forum or the sponsor team said that it is one.",
    STAYS,
    "Merged themes are told under one heading, with all their organisations, wherever both are themes.",
    "A decision holds for the period that it was taken for and for later ones, until another is taken. It changes no "
    "figure.",
)


def called(key: str) -> str:
    """What a theme is called that is none in this period: its subject, or that it was a failing."""
    kind, _, subject = key.partition(":")
    return "A failing of several organisations" if kind == Kind.FAILING else subject_label(subject)


def by_whom(said: Decision | AgendaItem) -> str:
    """When, and in which role: `on 1 November 2026 by the forum`, with the name for who may know it."""
    role = TITLES[Role(said.role)] if said.role in [*Role] else said.role
    who = f" ({said.who})" if said.who else ""
    return f"on {day_in_words(said.at.astimezone(UK).date())} by the {role}{who}"


def where_sent(item: AgendaItem) -> str:
    """Where a theme is that was sent to the agenda."""
    return f"It is on the agenda of {day_in_words(item.stands_on)}." if item.stands_on else "It waits for the agenda."


def decision_sentence(one: Decision) -> str:
    """`Dismissed on 1 November 2026 by the forum, for July to September 2026: the reason`."""
    named = f" “{one.title}”" if one.title else ""
    return f"{DONE[one.decided]}{named} {by_whom(one)}, for {Period.named(one.seen.period).label}: {one.why}"


def standing_sentences(heading: Heading, names: Names) -> Iterator[str]:
    """What the forum said of a theme that holds now, and why one that was dismissed is told again."""
    if heading.by:
        yield decision_sentence(heading.by)
    if heading.again is Again.JOINED:
        joined = listed([names.get(code, code) for code in heading.joined])
        have = "has" if len(heading.joined) == 1 else "have"
        yield f"It is told again because {joined} {have} joined it since."
    elif heading.again is Again.STRONGER:
        yield f"It is told again because its figures say more now: {heading.told_as.label.lower()}."
    elif heading.again is Again.A_YEAR:
        yield "It is told again because that is a year ago."


def bodies_in_words(heading: Heading, names: Names, most: int = 6) -> str:
    """`Ferry Fares, Strand Harbours and 3 more organisations`."""
    called = [names.get(code, code) for code in heading.organisations]
    more = len(called) - most
    if more <= 1:
        return listed(called)
    return f"{', '.join(called[:most])} and {more} more organisations"
