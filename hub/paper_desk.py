"""What the pages of papers ask for, joined: papers issued, compared, and made beside the web.

Part of the composition root: it passes values from floor to floor and computes nothing itself.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass

from markupsafe import Markup

from hub import paper_work
from hub.auth.permissions import Viewer
from hub.dashboards.forum_read import PaperFile
from hub.dashboards.paper_read import PaperDesk, PapersRead, Wanted
from hub.errors import nothing_here
from hub.issued import Issued, Kind
from hub.oversight.disclosure.audience import Audience
from hub.pictures import Pictures
from hub.store.database import Database
from hub.store.issued import IssuedPapers
from hub.store.paper_jobs import PaperJob, PaperJobs, State

STEPS_OF_ISSUING, STEPS_OF_WRITING = 5, 2
FOR_THE_BOARD = (Kind.PACK, Kind.ANNUAL_REPORT)
Record = Callable[[Viewer, str], None]  # that figures were read, and of what
Begin = Callable[[], None]  # starts the work on what waits


@dataclass(frozen=True, slots=True)
class PapersAsked:
    """Reads and asks for papers, for whoever is signed in."""

    database: Database
    pictures: Pictures
    record: Record
    begin: Begin

    def as_asked(self) -> PaperDesk:
        """The same, as the pages know it."""
        return PaperDesk(self.listed, self.one, self.file, self.since, self.ask, self.job, self.made)

    def listed(self, who: Viewer) -> PapersRead:
        """What was issued for the board, and what can be."""
        picture = self.pictures.of(who.scope, None, Audience.BOARD)
        with self.database.read() as moment:
            kept = IssuedPapers(self.database, moment)
            found = kept.of(who.scope, FOR_THE_BOARD)
            outdated = kept.outdated(who.scope, found)
        return PapersRead(
            picture.department_name, tuple(found), outdated, picture.periods, picture.period, picture.today
        )

    def one(self, who: Viewer, number: str) -> tuple[Issued, bool]:
        """An issued paper, and whether a return was corrected since. Raises: NotFound."""
        kept = IssuedPapers(self.database)
        found = kept.one(who.scope, number)
        return found, bool(kept.outdated(who.scope, [found]))

    def file(self, who: Viewer, number: str, suffix: str) -> PaperFile:
        """One of its forms. Raises: NotFound."""
        from hub.briefings.render import FORMS  # what writes papers is loaded when the first is asked for

        kept = IssuedPapers(self.database)
        found, content = kept.one(who.scope, number), kept.file(who.scope, number, suffix)
        self.record(who, f"{found.kind.value} {found.id}")
        return PaperFile(f"{found.kind.value}-{found.day.isoformat()}{suffix}", FORMS[suffix].mimetype, content)

    def since(self, who: Viewer, number: str) -> Markup:
        """What changed since, as the body of a page. Raises: NotFound."""
        from hub.briefings.render.html import body
        from hub.issuing import Issuing

        found = IssuedPapers(self.database).one(who.scope, number)
        paper = Issuing(self.database, self.pictures.config, self.pictures).since(who.scope, number)
        self.record(who, f"{found.kind.value} {found.id}")
        return body(paper)

    def ask(self, who: Viewer, wanted: Wanted) -> str:
        """Let a paper be made; the id under which to ask how far it is. Raises: TooManyRequests."""
        asked = {
            **{name: str(value) for name, value in asdict(wanted).items()},
            "scope": paper_work.scope_told(who.scope),
            "who": who.name,
            "role": who.role.value,
            "origin": who.origin,
        }
        steps = STEPS_OF_ISSUING if wanted.act == "issue" else STEPS_OF_WRITING
        job = PaperJobs(self.database).ask(who.scope.department, who.name, who.role.value, asked, steps)
        self.begin()
        return job

    def job(self, who: Viewer, job: str) -> PaperJob:
        """How far it is. Raises: NotFound."""
        found = self._own(who, job)
        if found.state is State.WAITING:
            self.begin()  # whoever was to take it may have ended meanwhile
        return found

    def made(self, who: Viewer, job: str) -> PaperFile:
        """What was made. Raises: NotFound, also while it is not."""
        from hub.briefings.render import FORMS

        found = self._own(who, job)
        content = PaperJobs(self.database).file(who.scope.department, who.name, job)
        form, told = FORMS[found.asked["suffix"]], found.asked
        self.record(who, f"{told['kind']} {told['period']}")
        since = f"-since-{told['number']}" if told["number"] else ""
        return PaperFile(f"{told['kind']}{since}-{told['day']}{form.suffix}", form.mimetype, content)

    def _own(self, who: Viewer, job: str) -> PaperJob:
        """One that they asked for in this role, seeing what they see now. Raises: NotFound."""
        found = PaperJobs(self.database).one(who.scope.department, who.name, job)
        if found.role != who.role.value or found.asked["scope"] != paper_work.scope_told(who.scope):
            raise nothing_here()
        return found
