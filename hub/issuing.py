"""Papers issued, and compared with what they would say now: briefings and store joined.

Part of the composition root: it passes values from floor to floor and computes nothing itself.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from hub.briefings.kept import as_kept, drawn, of_kept
from hub.briefings.paper import Paper
from hub.briefings.render import FORMS
from hub.briefings.since import Comparison, changed_since
from hub.config import Config
from hub.contract.period import Period
from hub.forums import Forums
from hub.issued import OF_TIER, Issued, Kind, Written
from hub.oversight.disclosure.audience import Audience
from hub.papers import Papers
from hub.pictures import Pictures
from hub.scope import Scope
from hub.store.database import Database
from hub.store.issued import IssuedPapers, expect_day
from hub.store.ledger import By
from hub.store.tier_reports import TierReports
from hub.tier_papers import TierPapers

Progress = Callable[[str, int, int], None]  # what is done now, how much of it is done, of how much
STEPS = len(FORMS) + 1  # reading, and writing each form


def nobody_asks(_doing: str, _done: int, _of: int) -> None:
    """Tells nobody how far it is."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Which paper somebody wants.

    Shapes: `day` is that of the board or the meeting; `about` is the meeting of an agenda, or the organisation of a
    brief. Missing: `period` is empty for the latest, `about` where it is about all.
    """

    kind: Kind
    period: str
    day: date
    about: str = ""


@dataclass(frozen=True, slots=True)
class Issuing:
    """Makes papers that can be issued, issues them, and says what changed since."""

    database: Database
    config: Config
    pictures: Pictures

    def paper(self, scope: Scope, asked: Asked) -> Paper:
        """The paper as it stands now. Raises: NotFound for a meeting or an organisation not there; InputRefused."""
        if asked.kind is not Kind.AGENDA:
            expect_day(asked.day, asked.period, self.config.today())
        return _MADE[asked.kind](self, scope, asked)

    def issue(self, scope: Scope, asked: Asked, by: By, progress: Progress = nobody_asks) -> Issued:
        """Make a paper, write it in every form, and keep all of it for good. Raises: Conflict, NotFound."""
        progress("Reading the returns", 0, STEPS)
        shown = self.pictures.of(scope, _period(asked), _audience(asked.kind))
        paper = drawn(self.paper(scope, replace(asked, period=shown.period.name)))
        forms = {}
        for done, (suffix, form) in enumerate(FORMS.items(), start=1):
            progress(f"Writing {form.name}", done, STEPS)
            forms[suffix] = form.written(paper)
        written = Written(
            kind=asked.kind,
            title=f"{paper.title}, {paper.subtitle}",
            day=asked.day,
            period=shown.period.name,
            about=asked.about,
            audience=shown.audience.value,
            organisations=self._told_of(scope, asked),
            figures_of=self.config.today(),
            versions=paper.versions(),
            paper=as_kept(paper),
            forms=forms,
        )
        return IssuedPapers(self.database).issue(scope, written, by)

    def _told_of(self, scope: Scope, asked: Asked) -> tuple[str, ...]:
        """The organisations of whom a paper tells: who reads it sees them all. Missing: none for a whole department."""
        match asked.kind:
            case Kind.AGENDA:
                return Forums(self.database, self.pictures).agenda(scope, asked.about).organisations
            case Kind.BRIEF:
                return (asked.about,)
            case _:
                return tuple(sorted(scope.organisations)) if scope.organisations is not None else ()

    def since(self, scope: Scope, number: str) -> Paper:
        """What changed since a paper was issued. Raises: NotFound."""
        kept = IssuedPapers(self.database)
        one, then = kept.one(scope, number), of_kept(kept.paper(scope, number))
        same = replace(scope, organisations=frozenset(one.organisations) or scope.organisations)
        at_the_time = Pictures(self.database, replace(self.config, fixed_today=one.figures_of))
        asked = Asked(one.kind, one.period, one.day, one.about)
        shown = at_the_time.of(same, _period(asked), Audience(one.audience))
        now = Issuing(self.database, self.config, at_the_time).paper(same, asked)
        names = {row.organisation.code: row.organisation.name for row in shown.rows}
        versions = {**shown.versions, **TierReports(self.database).versions(same)}
        names |= {OF_TIER + code: f"Independent tier of {name}" for code, name in names.items()}
        return changed_since(Comparison(one, then, now, versions, names, self.config.today()))


def _period(asked: Asked) -> Period | None:
    return Period.named(asked.period) if asked.period else None


def _audience(kind: Kind) -> Audience:
    """Whose figures a paper holds once it is issued: what the forum or a board is not shown is in none."""
    return Audience.FORUM if kind is Kind.AGENDA else Audience.BOARD


def _pack(issuing: Issuing, scope: Scope, asked: Asked) -> Paper:
    return Papers(issuing.database, issuing.pictures).board_pack(scope, _period(asked), asked.day)


def _annual_report(issuing: Issuing, scope: Scope, asked: Asked) -> Paper:
    return Papers(issuing.database, issuing.pictures).annual_report(scope, _period(asked), asked.day)


def _agenda(issuing: Issuing, scope: Scope, asked: Asked) -> Paper:
    return Papers(issuing.database, issuing.pictures).agenda(scope, asked.about)


def _brief(issuing: Issuing, scope: Scope, asked: Asked) -> Paper:
    papers = TierPapers(issuing.database, issuing.pictures)
    return papers.brief(scope, asked.about, _period(asked), asked.day, Audience.BOARD)


_MADE: Mapping[Kind, Callable[[Issuing, Scope, Asked], Paper]] = {
    Kind.PACK: _pack,
    Kind.ANNUAL_REPORT: _annual_report,
    Kind.AGENDA: _agenda,
    Kind.BRIEF: _brief,
}
