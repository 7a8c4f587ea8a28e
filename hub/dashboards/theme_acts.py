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
from hub.decisions import Decided, SeenTheme
from hub.errors import InputRefused, nothing_here
from hub.oversight.themes.decided import Heading
from hub.oversight.themes.theme import Theme
from hub.scope import Scope
from hub.store.agenda_items import AgendaItems
from hub.store.ledger import By
from hub.store.theme_decisions import ThemeDecisions


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


def do(deciding: Deciding, who: Viewer, read: ThemesRead, sent: Sent) -> tuple[str, str]:
    """Do it; what was done, in a sentence, and the key of the theme to go on with.

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
    return DOES[act](deciding, _About(read, heading, scope, sent, by))


def _decide(decided: Decided, done: str) -> Doing:
    def decide(deciding: Deciding, about: _About) -> tuple[str, str]:
        seen, sent = about.seen(), about.sent
        deciding.decisions.decide(about.scope, decided, seen, sent.entry("why"), about.by, title=sent.entry("title"))
        return done, seen.theme

    return decide


def _merge(deciding: Deciding, about: _About) -> tuple[str, str]:
    into = about.sent.entry("into")
    if into not in [one.key for one in about.read.decided.told if one is not about.heading]:
        raise InputRefused("No other theme was chosen.", "Choose the theme that it is a part of", field="into")
    why = about.sent.entry("why")
    deciding.decisions.decide(about.scope, Decided.MERGED, about.seen(), why, about.by, into=into)
    return "The theme is merged into this one.", into


def _set_apart(deciding: Deciding, about: _About) -> tuple[str, str]:
    seen = about.part()
    deciding.decisions.decide(about.scope, Decided.REOPENED, seen, about.sent.entry("why"), about.by)
    return "The theme is set apart again. It is a suggestion.", seen.theme


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
