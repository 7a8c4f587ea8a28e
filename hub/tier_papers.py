"""Papers about independent tiers joined from store and oversight: what each is made from, read for its audience.

Part of the composition root: it passes values from floor to floor and computes nothing itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from hub.briefings.paper import Paper
from hub.briefings.tier_brief import tier_brief
from hub.briefings.tier_material import TierMaterial
from hub.contract.period import Period
from hub.errors import NotFound
from hub.oversight.disclosure.audience import Audience
from hub.oversight.picture import Picture
from hub.oversight.tier import said_by
from hub.pictures import Pictures
from hub.scope import Scope
from hub.store.database import Database
from hub.store.register import Register
from hub.store.tier_meetings import TierMeetings
from hub.store.tier_reports import TierReports
from hub.tier_meetings import TierMeeting, next_meeting


@dataclass(frozen=True, slots=True)
class TierPapers:
    """Makes briefs for meetings with independent tiers."""

    database: Database
    pictures: Pictures

    def brief(
        self,
        scope: Scope,
        organisation: str,
        period: Period | None,
        on: date | None,
        audience: Audience,
        *,
        own_reports: bool = False,
    ) -> Paper:
        """The brief about one organisation for the meeting with its independent tier.

        `own_reports` is for the tier itself, which sees what it reported as it did.
        Missing: without `on` it is for the next meeting, or for today where none is planned.
        Raises: NotFound outside the scope, and for an organisation without a tier or without returns to look at.
        """
        return tier_brief(self.material(scope, organisation, period, on, audience, own_reports=own_reports))

    def written(self, material: TierMaterial) -> Paper:
        """The brief that is made from this."""
        return tier_brief(material)

    def material(
        self,
        scope: Scope,
        organisation: str,
        period: Period | None,
        on: date | None,
        audience: Audience,
        *,
        own_reports: bool = False,
    ) -> TierMaterial:
        """What a brief is made from, and what the page of a tier shows. Raises: as `brief`."""
        picture = self.pictures.of(scope, period, audience)
        with self.database.read() as moment:
            body = Register(self.database, moment).seen(scope, organisation)
            kept = TierReports(self.database, moment).of(scope, body.code)
            meetings = TierMeetings(self.database, moment).of(scope, body.code)
        if period is None and picture.period.kind != body.reports:  # such as a body that reports by year
            picture = self.pictures.of(scope, Period.containing(picture.today, body.reports).previous(), audience)
        shown = [row for row in picture.rows if row.organisation.code == body.code]
        if body.independent_tier is None or not shown:
            raise NotFound(
                f"There is nothing to brief about {organisation!r}.",
                "Name an organisation that has an independent tier and owes a return for the period.",
            )
        least = self.pictures.config.smallest_shown if audience.protected and not own_reports else 0
        reports = [
            said_by(one.report, one.filing.version, least) for one in kept if one.filing.as_at < picture.period.end
        ]
        return TierMaterial(
            picture, body.code, body.independent_tier, tuple(reports), meetings, on or _day_of(meetings, picture)
        )


def _day_of(meetings: tuple[TierMeeting, ...], picture: Picture) -> date:
    """The day of the next meeting. Missing: today where none is planned."""
    to_come = next_meeting(meetings, picture.today)
    return to_come.on if to_come else picture.today
