"""Themes that are ready for something to be decided about them, and what is sent to decide it."""

from __future__ import annotations

from callers import COASTS, COVE, MILL, MILLS
from canary_world import BY, CanaryHub

from hub.auth.permissions import ThemeAct
from hub.decisions import Decided, SeenTheme
from hub.scope import Scope
from hub.store.agenda_items import AgendaItems
from hub.store.theme_decisions import ThemeDecisions

THEMES = "/oversight/themes/"
PERIOD = "2026-27-Q1"  # which the page shows when none is asked for
THIS, OTHER = "challenge:delay", "challenge:wrong-decision"  # bodies of both departments raise them
SEEN_BY_ALL = {COASTS: COVE, MILLS: MILL}  # a body that everybody sees who decides in the department
SAID = "Both of them hear it every week."


def made_ready(world: CanaryHub, act: ThemeAct) -> None:
    """Nothing holds that was decided before, and nothing waits, but what this act is about."""
    decisions, agenda = ThemeDecisions(world.database), AgendaItems(world.database)
    for department, body in SEEN_BY_ALL.items():
        scope, seen = Scope(department), {key: SeenTheme(key, "challenge", PERIOD, (body,)) for key in (THIS, OTHER)}
        for each in seen.values():
            decisions.decide(scope, Decided.REOPENED, each, SAID, BY)
        for item in agenda.waiting(scope):
            agenda.take_back(scope, item.id, SAID, BY)
        if act is ThemeAct.SET_APART:
            decisions.decide(scope, Decided.MERGED, seen[OTHER], SAID, BY, into=THIS)
        if act is ThemeAct.TAKE_BACK:
            agenda.send(scope, seen[THIS], SAID, "", BY)


def entered(world: CanaryHub, act: ThemeAct, department: str) -> dict[str, str]:
    """A form of a theme's page, filled in by somebody who decides in a department."""
    waiting = AgendaItems(world.database).waiting(Scope(department))
    item = waiting[0].id if act is ThemeAct.TAKE_BACK and waiting else ""
    subject = OTHER if act is ThemeAct.SET_APART else item
    return {"act": act, "subject": subject, "why": SAID, "title": "Waiting", "wording": SAID, "into": OTHER}
