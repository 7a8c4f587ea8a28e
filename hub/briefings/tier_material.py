"""What a brief for the meeting with an independent tier is made from: values, no store and no web."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from hub.briefings.notes import Notes
from hub.briefings.paper import Place
from hub.issued import OF_TIER
from hub.oversight.picture import Picture, Row
from hub.oversight.questions import OWN
from hub.oversight.tier import Beside, TierSaid, beside
from hub.tier_meetings import TierMeeting


@dataclass(frozen=True)
class TierMaterial:
    """What a brief is made from.

    Shapes: `picture` is that of the reader, `reports` are those about the organisation until its period, the latest
    first; `meetings` all that there are, the earliest first.
    Units: `on` is the day of the meeting that the brief is for.
    """

    picture: Picture
    organisation: str
    tier: str
    reports: tuple[TierSaid, ...]
    meetings: tuple[TierMeeting, ...]
    on: date

    @cached_property
    def row(self) -> Row:
        """The organisation's row of the picture."""
        return next(row for row in self.picture.rows if row.organisation.code == self.organisation)

    @property
    def name(self) -> str:
        """What the organisation is called."""
        return self.row.organisation.name

    @cached_property
    def beside(self) -> Beside:
        """Own findings beside the tier's and the Ombudsman's."""
        return beside(self.picture, self.organisation, self.reports[0].figures if self.reports else None)

    def notes(self) -> Notes:
        """The notes of a paper that is made from it, still empty; a report of the tier is named as a return is."""
        of_reports = {self.place_of(one): one.figures.version for one in self.reports}
        names = {self.organisation: self.name, OF_TIER + self.organisation: f"report of {self.tier}"}
        return Notes({**self.picture.versions, **of_reports}, names)

    def place_of(self, report: TierSaid) -> Place:
        """Where a report's figures come from."""
        return OF_TIER + self.organisation, report.figures.period.name

    def of_the_latest(self) -> list[Place]:
        """The place of the latest report. Missing: none where none came."""
        return [self.place_of(one) for one in self.reports[:1]]

    def of_own_finding(self) -> list[Place]:
        """The place of the return that tells what the organisation itself found."""
        at = [row is self.row for row in self.picture.rows].index(True)
        return [(self.organisation, self.picture.meaning.latest[OWN.code].periods[at].name)]

    def past(self) -> list[Place]:
        """The places of every return of the organisation that its change is judged by."""
        return [(self.organisation, period.name) for period in self.picture.meaning.panel.periods]
