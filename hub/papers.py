"""Papers joined from store and oversight: what each is made from, read for its audience.

Part of the composition root: it passes values from floor to floor and computes nothing itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from hub.briefings.agenda import agenda_paper
from hub.briefings.board_pack import board_pack
from hub.briefings.material import Material, codes
from hub.briefings.paper import Paper
from hub.contract.period import Period
from hub.forums import Forums
from hub.organisations import Organisations
from hub.oversight.disclosure.audience import Audience
from hub.oversight.picture import Picture
from hub.oversight.themes.decided import decided, without_names
from hub.pictures import Pictures
from hub.scope import Scope
from hub.store.database import Database
from hub.store.theme_decisions import ThemeDecisions


@dataclass(frozen=True, slots=True)
class Papers:
    """Makes papers."""

    database: Database
    pictures: Pictures

    def board_pack(self, scope: Scope, period: Period | None, board: date) -> Paper:
        """The pack for a board that meets on this day; `period_to_show` chooses the period when none is named."""
        return board_pack(self._material(scope, self.pictures.of(scope, period, Audience.BOARD), board))

    def agenda(self, scope: Scope, meeting: str) -> Paper:
        """The agenda of a meeting of the forum. Raises: NotFound."""
        return agenda_paper(Forums(self.database, self.pictures).agenda(scope, meeting))

    def _material(self, scope: Scope, picture: Picture, board: date) -> Material:
        with self.database.read() as moment:
            taken = without_names(ThemeDecisions(self.database, moment).of(scope))
            standing = Organisations(self.database, self.pictures).standards(scope, codes(picture), moment)
        return Material(picture, decided(picture.meaning.themes, picture.period, taken), standing, board)
