"""Papers issued, and compared with what they would say now: briefings and store joined.

Part of the composition root: it passes values from floor to floor and computes nothing itself.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from hub.briefings.kept import as_kept, drawn, of_kept
from hub.briefings.paper import Paper
from hub.briefings.render import FORMS
from hub.briefings.since import Comparison, changed_since
from hub.config import Config
from hub.contract.period import Period
from hub.errors import NotFound
from hub.issued import Issued, Kind, Written
from hub.oversight.disclosure.audience import Audience
from hub.papers import Papers
from hub.pictures import Pictures
from hub.scope import Scope
from hub.store.database import Database
from hub.store.issued import IssuedPapers
from hub.store.ledger import By

Progress = Callable[[str, int, int], None]  # what is done now, how much of it is done, of how much
STEPS = len(FORMS) + 1  # reading, and writing each form


def nobody_asks(_doing: str, _done: int, _of: int) -> None:
    """Tells nobody how far it is."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Which paper somebody wants.

    Shapes: `day` is that of the board. Missing: `period` is empty for the latest, `about` where it is about all.
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
        """The paper as it stands now. Raises: NotFound for a kind that is issued elsewhere."""
        make = _MADE.get(asked.kind)
        if make is None:
            raise NotFound("There is no such paper.")
        return make(Papers(self.database, self.pictures), scope, asked)

    def issue(self, scope: Scope, asked: Asked, by: By, progress: Progress = nobody_asks) -> Issued:
        """Make a paper, write it in every form, and keep all of it for good. Raises: Conflict, NotFound."""
        progress("Reading the returns", 0, STEPS)
        shown = self.pictures.of(scope, _period(asked), Audience.BOARD)
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
            audience=Audience.BOARD.value,
            organisations=tuple(sorted(scope.organisations)) if scope.organisations is not None else (),
            figures_of=self.config.today(),
            versions=paper.versions(),
            paper=as_kept(paper),
            forms=forms,
        )
        return IssuedPapers(self.database).issue(scope, written, by)

    def issued(self, scope: Scope) -> tuple[list[Issued], frozenset[str]]:
        """What was issued, the newest first, and the numbers of those of which a return was corrected since."""
        with self.database.read() as moment:
            kept = IssuedPapers(self.database, moment)
            found = kept.of(scope)
            return found, kept.outdated(scope, found)

    def since(self, scope: Scope, number: str) -> Paper:
        """What changed since a paper was issued. Raises: NotFound."""
        kept = IssuedPapers(self.database)
        one, then = kept.one(scope, number), of_kept(kept.paper(scope, number))
        same = replace(scope, organisations=frozenset(one.organisations) or scope.organisations)
        at_the_time = Pictures(self.database, replace(self.config, fixed_today=one.figures_of))
        asked = Asked(one.kind, one.period, one.day, one.about)
        shown = at_the_time.of(same, _period(asked), Audience.BOARD)
        now = Issuing(self.database, self.config, at_the_time).paper(same, asked)
        names = {row.organisation.code: row.organisation.name for row in shown.rows}
        return changed_since(Comparison(one, then, now, shown.versions, names, self.config.today()))


def _period(asked: Asked) -> Period | None:
    return Period.named(asked.period) if asked.period else None


Make = Callable[[Papers, Scope, Asked], Paper]
_MADE: Mapping[Kind, Make] = {
    Kind.PACK: lambda papers, scope, asked: papers.board_pack(scope, _period(asked), asked.day),
    Kind.ANNUAL_REPORT: lambda papers, scope, asked: papers.annual_report(scope, _period(asked), asked.day),
}
KINDS: Sequence[Kind] = tuple(_MADE)
