"""What the forum of the demonstration decided about themes, and what waits for its agenda, out of the fixtures.

Decided through the store, as the page does it, by what a picture of the period shows the forum.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from hub.auth.permissions import Role
from hub.config import Config
from hub.contract.period import Period
from hub.decisions import Decided, SeenTheme
from hub.origins import DEMONSTRATION
from hub.oversight.disclosure.audience import Audience
from hub.oversight.themes.decided import decided
from hub.pictures import Pictures
from hub.scope import Scope
from hub.store.agenda_items import AgendaItems
from hub.store.database import Database
from hub.store.ledger import By
from hub.store.theme_decisions import ThemeDecisions

Facts = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class DemoThemes:
    """The forum of the department that is described."""

    database: Database
    config: Config
    described: Facts

    def decide(self) -> None:
        """What it decided, each on its own day, and what it wants to talk about."""
        decisions, agenda = ThemeDecisions(self.database), AgendaItems(self.database)
        for told in self.described["themes"]:
            what, title = Decided(told["decided"]), told.get("title", "")
            decisions.decide(self._scope, what, self._seen(told), told["why"], _by(told), title=title)
        for told in self.described["agenda"]:
            agenda.send(self._scope, self._seen(told), told["wording"], told["presenter"], _by(told))

    @property
    def _scope(self) -> Scope:
        return Scope(self.described["department"]["code"])

    def _seen(self, told: Facts) -> SeenTheme:
        period = Period.named(told["period"])
        then = replace(self.config, fixed_today=date.fromisoformat(self.described["as_at"]))
        shown = Pictures(self.database, then).of(self._scope, period, Audience.FORUM)
        heading = decided(shown.meaning.themes, period, ()).of(told["theme"])
        assert heading is not None
        return heading.seen_in(period)


def _by(told: Facts) -> By:
    return By(Role.FORUM.value, Role.FORUM.value, datetime.fromisoformat(told["at"]), DEMONSTRATION)
