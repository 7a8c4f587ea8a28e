"""Store and oversight joined for the pages about independent tiers, and their brief as a file.

Part of the composition root: it passes values from floor to floor and computes nothing itself.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from hub.auth.permissions import Role, Viewer
from hub.contract.period import Period
from hub.dashboards.forum_read import PaperFile
from hub.dashboards.tier_read import TierLine, TierRead, TiersRead
from hub.issued import Kind
from hub.oversight.disclosure.audience import Audience
from hub.oversight.tier_questions import tier_questions
from hub.pictures import Pictures
from hub.scope import Scope
from hub.store.database import Database
from hub.store.issued import IssuedPapers
from hub.store.register import Register, RelatedOrganisation
from hub.store.tier_meetings import TierMeetings
from hub.store.tier_reports import TierReports
from hub.tier_meetings import TierMeeting
from hub.tier_papers import TierPapers

Noted = Callable[[Viewer, str], None]  # that somebody read the figures of a period


@dataclass(frozen=True, slots=True)
class Tiers:
    """Reads for the pages about independent tiers; `noted` puts down who read figures."""

    database: Database
    pictures: Pictures
    audience_of: Callable[[Viewer], Audience]
    noted: Noted

    def all(self, who: Viewer, at: Connection | None = None) -> TiersRead:
        """Every organisation in scope that has an independent tier; `at` is a moment to read at."""
        with self.database.read(at) as moment:
            register = Register(self.database, moment)
            bodies = [body for body in register.organisations(who.scope) if body.independent_tier]
            department = register.department(who.scope.department).name
            lines = self._lines(moment, who.scope, bodies)
        return TiersRead(department, tuple(sorted(lines, key=lambda one: (one.name.casefold(), one.organisation))))

    def one(self, who: Viewer, code: str, period: Period | None) -> TierRead:
        """One organisation and its tier. Raises: NotFound outside the scope, and without a tier."""
        told = self._papers.material(
            who.scope, code, period, None, self.audience_of(who), own_reports=who.role is Role.TIER
        )
        self.noted(who, told.picture.period.name)
        with self.database.read() as moment:
            body = Register(self.database, moment).seen(who.scope, code)
            (line,) = self._lines(moment, who.scope, [body])
        picture = told.picture
        return TierRead(
            line=line,
            department_name=picture.department_name,
            period=picture.period,
            periods=picture.periods,
            beside=told.beside,
            reports=told.reports,
            questions=tier_questions(picture, told.beside, told.reports, told.meetings, picture.today),
            brief_for=told.on,
            issued=tuple(IssuedPapers(self.database).about(who.scope, Kind.BRIEF, code)),
        )

    def brief(self, who: Viewer, code: str, period: Period | None, suffix: str) -> PaperFile:
        """The brief, written. Raises: as `one`."""
        from hub.briefings.render import FORMS  # takes half a second to load, once

        told = self._papers.material(
            who.scope, code, period, None, self.audience_of(who), own_reports=who.role is Role.TIER
        )
        self.noted(who, told.picture.period.name)
        paper, form = self._papers.written(told), FORMS[suffix]
        name = f"independent-tier-brief-{code}-{paper.day.isoformat()}{suffix}"
        return PaperFile(name, form.mimetype, form.written(paper))

    @property
    def _papers(self) -> TierPapers:
        return TierPapers(self.database, self.pictures)

    def _lines(self, moment: Connection, scope: Scope, bodies: Sequence[RelatedOrganisation]) -> list[TierLine]:
        reported = TierReports(self.database, moment).latest_periods(scope)
        meetings: dict[str, list[TierMeeting]] = {}
        for one in TierMeetings(self.database, moment).of(scope):
            meetings.setdefault(one.organisation, []).append(one)
        today = self.pictures.config.today()
        return [
            TierLine(
                body.code,
                body.department,
                body.name,
                body.independent_tier or "",
                reported.get(body.code),
                tuple(meetings.get(body.code, ())),
                today,
            )
            for body in bodies
        ]
