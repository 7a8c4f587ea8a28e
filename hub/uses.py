"""What became of an organisation's return: read for it where others look too, protected as it is for them.

Part of the composition root. Of other organisations nothing comes from here but how many they are, and figures that
the forum may see, without a name.
"""

from __future__ import annotations

from dataclasses import dataclass

from hub.auth.permissions import Viewer
from hub.contract.period import Period
from hub.dashboards.use import UsedBy, UseRead
from hub.oversight.disclosure.audience import Audience
from hub.oversight.questions import questions
from hub.oversight.themes.decided import decided, without_names
from hub.pictures import Pictures
from hub.scope import Scope
from hub.store.agenda_items import AgendaItems
from hub.store.archive import Archive
from hub.store.database import Database
from hub.store.issued import IssuedPapers
from hub.store.steps import Steps
from hub.store.theme_decisions import ThemeDecisions
from hub.store.threads import Threads


@dataclass(frozen=True, slots=True)
class Uses:
    """Reads what a return was used for."""

    database: Database
    pictures: Pictures

    def of(self, who: Viewer, code: str, period: Period | None) -> UseRead:
        """What became of the return of one organisation in the viewer's scope. Raises: NotFound outside it."""
        own_scope = Scope(who.scope.department, frozenset({code}))
        own, everybody = self.pictures.of(own_scope, period, Audience.ORGANISATION), Scope(who.scope.department)
        with self.database.read() as moment:
            archive = Archive(self.database, moment)
            found = archive.returns(own_scope, period=own.period.name, organisation=code, limit=1)
            kept = found[0] if found else None
            standing = Steps(self.database, moment).standing(own_scope, kept.id) if kept else None
            threads = tuple(Threads(self.database, moment).of(own_scope, kept.id)) if kept else ()
            items = AgendaItems(self.database, moment).waiting(own_scope)
            taken = ThemeDecisions(self.database, moment).of(everybody)
            issued = IssuedPapers(self.database, moment).using(everybody, (code, own.period.name))
        forum, board = (
            self.pictures.of(everybody, own.period, audience) for audience in (Audience.FORUM, Audience.BOARD)
        )
        return UseRead(
            code=code,
            own=own,
            kept=kept,
            standing=standing,
            threads=threads,
            forum=forum,
            themes=tuple(
                one
                for one in decided(forum.meaning.themes, forum.period, without_names(taken)).told
                if code in one.organisations
            ),
            asked=tuple(one for one in questions(board) if one.organisation == code),
            items=tuple(items),
            papers=tuple(UsedBy(one.kind.label, one.day, one.versions[code, own.period.name]) for one in issued),
        )
