"""What the forum and the sponsor team do on the page of a theme, each an act of the table `hub.auth.permissions`.

Checks that the act is theirs and about a theme that they see; what can be kept, the store decides.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from hub.auth.permissions import ThemeAct, Viewer
from hub.dashboards.reading import ThemesRead
from hub.dashboards.sent import Sent
from hub.decisions import Decided, SeenTheme, last_about
from hub.errors import Conflict, InputRefused, nothing_here
from hub.oversight.themes.decided import Heading
from hub.oversight.themes.theme import Theme
from hub.scope import Scope
from hub.store.agenda_items import AgendaItems
from hub.store.ledger import By
from hub.store.theme_decisions import ThemeDecisions, decided_since


@dataclass(frozen=True, slots=True)
class Deciding:
    """Where what is decided is kept, and what time it is."""

    decisions: ThemeDecisions
    agenda: AgendaItems
    now: Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class _About:
    """What an act is about, where, and by whom."""

    read: ThemesRead
    heading: Heading
    scope: Scope
    sent: Sent
    by: By

    def seen(self) -> SeenTheme:
        """The theme as they see it, with all that was merged into it."""
        return self.heading.seen_in(self.read.picture.period)

    def part(self) -> SeenTheme:
        """The theme that was merged into it, by itself. Raises: NotFound."""
        found = next((theme for theme in self.heading.themes[1:] if theme.key == self.sent.subject), None)
        if found is None:
            raise nothing_here()
        return _alone(found, self.read.picture.period.name)

    def keep(self, deciding: Deciding, decided: Decided, seen: SeenTheme, *, into: str = "", title: str = "") -> str:
        """Keep a decision about one of its themes, if nobody decided about it meanwhile; its key. Raises: Conflict."""
        known, why = last_about(self.read.decisions, {seen.theme}), self.sent.entry("why")
        deciding.decisions.decide(self.scope, decided, seen, why, self.by, into=into, title=title, after=known)
        return seen.theme


def do(deciding: Deciding, who: Viewer, read: ThemesRead, sent: Sent, after: str | None = None) -> tuple[str, str]:
    """Do it; what was done, in a sentence, and the key of the theme to go on with.

    `after` is the last decision that stood on the page that the form is of. Missing: None where the page did not say.
    Raises: NotFound for what is not there and for what this viewer may not do, alike; InputRefused and Conflict, with
    nothing changed.
    """
    if sent.act not in [*ThemeAct] or not who.does(act := ThemeAct(sent.act)):
        raise nothing_here()
    scope, by = who.reach(act), By(who.name, who.role.value, deciding.now(), who.origin)
    if act is ThemeAct.TAKE_BACK:
        deciding.agenda.take_back(scope, sent.subject, sent.entry("why"), by)
        return "The theme waits for the agenda no longer.", sent.about
    heading = read.decided.of(sent.about)
    if heading is None:
        raise nothing_here()
    _expect_as_it_was(read, heading, sent, after)
    return DOES[act](deciding, _About(read, heading, scope, sent, by))


def _expect_as_it_was(read: ThemesRead, heading: Heading, sent: Sent, after: str | None) -> None:
    """See that a theme is what the sender of the form saw: else they would decide about another. Raises: Conflict."""
    if heading.key != sent.about:
        raise Conflict(
            f"This theme is told under “{heading.title}” now. Nothing was changed.",
            "Read what was decided, and decide about that theme, or set this one apart.",
        )
    if after is not None and after != read.last_about(heading):
        raise decided_since()


def _decide(decided: Decided, done: str) -> Doing:
    def decide(deciding: Deciding, about: _About) -> tuple[str, str]:
        return done, about.keep(deciding, decided, about.seen(), title=about.sent.entry("title"))

    return decide


def _merge(deciding: Deciding, about: _About) -> tuple[str, str]:
    into = about.sent.entry("into")
    if into not in [one.key for one in about.read.decided.told if one is not about.heading]:
        raise InputRefused("No other theme was chosen.", "Choose the theme that it is a part of", field="into")
    about.keep(deciding, Decided.MERGED, about.seen(), into=into)
    return "The theme is merged into this one.", into


def _set_apart(deciding: Deciding, about: _About) -> tuple[str, str]:
    return "The theme is set apart again. It is a suggestion.", about.keep(deciding, Decided.REOPENED, about.part())


def _send(deciding: Deciding, about: _About) -> tuple[str, str]:
    seen, presenter = about.seen(), about.sent.entry("presenter")
    if presenter and presenter not in about.read.names:
        raise InputRefused(
            "That organisation is not in the list.", "Choose an organisation of the list", field="presenter"
        )
    deciding.agenda.send(about.scope, seen, about.sent.entry("wording"), presenter, about.by)
    return "The theme waits for the agenda of the forum.", seen.theme


def _alone(theme: Theme, period: str) -> SeenTheme:
    return SeenTheme(theme.key, theme.kind, period, tuple(body.organisation for body in theme.bodies))


Doing = Callable[[Deciding, _About], tuple[str, str]]
DOES: Mapping[ThemeAct, Doing] = {
    ThemeAct.CONFIRM: _decide(Decided.CONFIRMED, "The theme is confirmed."),
    ThemeAct.DISMISS: _decide(Decided.DISMISSED, "The theme is dismissed. It stands apart, with your reason."),
    ThemeAct.RENAME: _decide(Decided.RENAMED, "The theme has its new name."),
    ThemeAct.REOPEN: _decide(Decided.REOPENED, "The theme is a suggestion again."),
    ThemeAct.MERGE: _merge,
    ThemeAct.SET_APART: _set_apart,
    ThemeAct.SEND: _send,
}
