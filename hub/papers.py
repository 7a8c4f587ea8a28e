"""Papers joined from store and oversight: what each is made from, read for its audience.

Part of the composition root: it passes values from floor to floor and computes nothing itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from hub.briefings.agenda import agenda_paper
from hub.briefings.annual_report import annual_report_section
from hub.briefings.board_pack import board_pack
from hub.briefings.material import Material, codes
from hub.briefings.paper import Paper
from hub.contract.period import Period
from hub.forums import Forums
from hub.organisations import Organisations
from hub.oversight.disclosure.audience import Audience
from hub.oversight.picture import Picture
from hub.oversight.section_27 import Place, ombudsman_places
from hub.oversight.themes.decided import decided, without_names
from hub.pictures import Pictures
from hub.scope import Scope
from hub.store.archive import Archive
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

    def annual_report_section(self, scope: Scope, period: Period | None, board: date) -> Paper:
        """What the department's annual report says of complaints to the Ombudsman, and of compensation."""
        return annual_report_section(self._material(scope, self.pictures.of(scope, period, Audience.BOARD), board))

    @property
    def _organisations(self) -> Organisations:
        return Organisations(self.database, self.pictures)

    def agenda(self, scope: Scope, meeting: str) -> Paper:
        """The agenda of a meeting of the forum. Raises: NotFound."""
        return agenda_paper(Forums(self.database, self.pictures).agenda(scope, meeting))

    def _material(self, scope: Scope, picture: Picture, board: date) -> Material:
        with self.database.read() as moment:
            taken = without_names(ThemeDecisions(self.database, moment).of(scope))
            standing = self._organisations.standards(scope, codes(picture), moment)
            assessments = self._organisations.assessed(scope, codes(picture), moment)
            years = self._years(scope, picture, moment)
        told = decided(picture.meaning.themes, picture.period, taken)
        return Material(picture, told, standing, board, assessments, years)

    def _years(self, scope: Scope, picture: Picture, moment: Connection) -> dict[Place, str]:
        """The years that organisations state for the Ombudsman's cases: a text that counts nobody."""
        wanted = {(code, period.name) for code, period in ombudsman_places(picture).items()}
        kept = Archive(self.database, moment).figures(scope, sorted({name for _, name in wanted}))
        return {
            (one.organisation, one.period_name): one.figures.ombudsman_year
            for one in kept
            if (one.organisation, one.period_name) in wanted
        }
