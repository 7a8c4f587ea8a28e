"""Papers joined from store and oversight: what each is made from, read for its audience.

Part of the composition root: it passes values from floor to floor and computes nothing itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import groupby

import numpy as np
from sqlalchemy import Connection

from hub.briefings.agenda import agenda_paper
from hub.briefings.board_pack import annual_report, board_pack
from hub.briefings.material import Assessed, Material, codes
from hub.briefings.paper import Paper, Place
from hub.config import UK
from hub.contract.figures import Figures
from hub.contract.model import Mark
from hub.contract.period import Period
from hub.contract.sheet import marks_of
from hub.forums import Forums
from hub.issued import Issued, Kind
from hub.meetings import ToldBefore
from hub.organisations import Organisations
from hub.oversight.assessment import former_of, told
from hub.oversight.disclosure.audience import Audience
from hub.oversight.picture import Picture
from hub.oversight.themes.decided import decided, without_names
from hub.oversight.tier import TierFigures, figures_of
from hub.pictures import Pictures
from hub.scope import Scope
from hub.store.archive import Archive
from hub.store.assessments import Assessments
from hub.store.database import Database
from hub.store.forum_outputs import OfMeetings
from hub.store.issued import IssuedPapers
from hub.store.theme_decisions import ThemeDecisions
from hub.store.tier_meetings import TierMeetings
from hub.store.tier_reports import TierReports


@dataclass(frozen=True, slots=True)
class Papers:
    """Makes papers."""

    database: Database
    pictures: Pictures

    def board_pack(self, scope: Scope, period: Period | None, board: date) -> Paper:
        """The pack for a board that meets on this day; `period_to_show` chooses the period when none is named."""
        return board_pack(self.material(scope, self.pictures.of(scope, period, Audience.BOARD), board))

    def agenda(self, scope: Scope, meeting: str) -> Paper:
        """The agenda of a meeting of the forum. Raises: NotFound."""
        return agenda_paper(Forums(self.database, self.pictures).agenda(scope, meeting))

    def annual_report(self, scope: Scope, period: Period | None, board: date) -> Paper:
        """The section of the annual report by itself, as it stands in the pack of this day."""
        return annual_report(self.material(scope, self.pictures.of(scope, period, Audience.BOARD), board))

    def material(self, scope: Scope, picture: Picture, board: date) -> Material:
        """What a pack for a board of this day is made from."""
        with self.database.read() as moment:
            taken = without_names(ThemeDecisions(self.database, moment).of(scope))
            standing = Organisations(self.database, self.pictures).standards(scope, codes(picture), moment)
            latest = dict(_latest(Archive(self.database, moment), scope, picture))
            before = self._told_before(moment, scope, board, picture)
            return Material(
                picture,
                decided(picture.meaning.themes, picture.period, taken),
                standing,
                board,
                before,
                assessments=self._assessments(moment, scope),
                years={place: told.ombudsman_year for place, told in latest.items()},
                marks={place: dict(_marks(picture, place, told)) for place, told in latest.items()},
                forum=OfMeetings(self.database, moment).since(scope, before, min(board, picture.today)),
                tier_meetings=TierMeetings(self.database, moment).of(scope),
                tier_reports=dict(self._tier_reports(moment, scope, picture)),
            )

    def _tier_reports(self, moment: Connection, scope: Scope, picture: Picture) -> Iterator[tuple[str, TierFigures]]:
        """The last report of each independent tier until the period, by organisation, as the audience may see it."""
        least = self.pictures.config.smallest_shown if picture.audience.protected else 0
        for row in picture.rows:
            code = row.organisation.code
            kept = TierReports(self.database, moment).of(scope, code) if row.organisation.independent_tier else []
            last = next((one for one in kept if one.filing.as_at < picture.period.end), None)
            if last:
                yield code, figures_of(last.report, last.filing.version, least)

    def _told_before(self, moment: Connection, scope: Scope, board: date, picture: Picture) -> ToldBefore:
        """What the pack for the board before told of meetings; where there is none, it was all before the period."""
        issued = [one for one in IssuedPapers(self.database, moment).of(scope) if _goes_before(one, board, picture)]
        if not issued:
            start = picture.period.start
            return ToldBefore(start, datetime.combine(start, time(), UK))
        last = max(issued, key=lambda one: (one.day, one.at))
        return ToldBefore(min(last.day, last.figures_of), last.at)

    def _assessments(self, moment: Connection, scope: Scope) -> dict[str, tuple[Assessed, ...]]:
        """The last self-assessment of each body by each framework."""
        found: dict[str, list[Assessed]] = {}
        kept, today = Assessments(self.database, moment).of(scope), self.pictures.config.today()
        for (code, _), group in groupby(kept, key=lambda one: (one.filing.organisation, one.filing.about)):
            kept_versions = list(group)
            versions = [one.assessment for one in kept_versions]
            told_now = told(versions[-1], former_of(versions[-1], versions), today)
            if told_now:
                found.setdefault(code, []).append(Assessed(told_now, kept_versions[-1].filing.version))
        return {code: tuple(several) for code, several in found.items()}


def _goes_before(one: Issued, board: date, picture: Picture) -> bool:
    """Whether it is a pack for an earlier board; one issued again for the same board tells the same again."""
    return one.kind is Kind.PACK and one.day < board and one.figures_of <= picture.today


def _latest(archive: Archive, scope: Scope, picture: Picture) -> Iterator[tuple[Place, Figures]]:
    """The figures that returns of the periods give of which the latest figures of measures are."""
    periods = {period.name for told in picture.meaning.latest.values() for period in told.periods}
    for kept in archive.figures(scope, sorted(periods)):
        yield (kept.organisation, kept.period_name), kept.figures


def _marks(picture: Picture, place: Place, told: Figures) -> Iterator[tuple[str, Mark]]:
    """What is marked as less than final in a return, by its name in a sheet, where the figure is shown."""
    panel, (code, period) = picture.meaning.panel, place
    named = [one.name for one in panel.periods]
    if code not in panel.bodies or period not in named:
        return
    at = panel.bodies.index(code), named.index(period)
    for name, mark in marks_of(told).items():
        if np.isfinite(panel.of(name)[at]):
            yield name, mark
