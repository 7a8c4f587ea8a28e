"""Store and oversight joined: what one viewer may see of a period or a return, read at one moment.

Part of the composition root: it passes values from floor to floor and computes nothing itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from hub.auth.permissions import OF_AN_ORGANISATION, Role, Viewer
from hub.briefings.calendar_file import MEDIATYPE, calendar_file
from hub.config import Config
from hub.contract.build import build
from hub.contract.life_cycle import Standing
from hub.contract.period import Period
from hub.contract.strict_json import read_document
from hub.dashboards.addresses import meeting_address
from hub.dashboards.forum_read import ForumRead, MeetingRead, PaperFile
from hub.dashboards.library_read import LibraryRead, Wanted
from hub.dashboards.life import Desk, Life, OwnReturn
from hub.dashboards.one_organisation import OrganisationRead, VersionsRead
from hub.dashboards.paper_read import PaperDesk
from hub.dashboards.reading import LedgerRead, ReturnRead, ThemesRead
from hub.dashboards.tier_read import TiersRead
from hub.dashboards.use import UseRead
from hub.errors import NotFound
from hub.forums import Forums
from hub.ingest.named_entry import entry_named
from hub.ingest.receipt import receipt
from hub.learnt import Learnt
from hub.organisations import Organisations
from hub.oversight.collection import Collection
from hub.oversight.disclosure.audience import Audience
from hub.oversight.marks import happened, marks
from hub.oversight.picture import Picture
from hub.oversight.standards import BodyStandards
from hub.oversight.themes.decided import decided, without_names
from hub.oversight.themes.quoted import Quoted
from hub.oversight.themes.theme import Theme
from hub.paper_desk import PapersAsked
from hub.paper_work import Worker
from hub.papers import Papers
from hub.pictures import Pictures
from hub.scope import Scope
from hub.store import readings
from hub.store.agenda_items import AgendaItems
from hub.store.archive import Archive
from hub.store.database import Database
from hub.store.entries import Sight, Sought, Told, entries, every
from hub.store.explanations import Explanations
from hub.store.ledger import By, head
from hub.store.register import Register
from hub.store.services import SharedServices
from hub.store.steps import Steps, Unexplained, Withdrawn
from hub.store.theme_decisions import ThemeDecisions
from hub.store.threads import Threads, ThreadState
from hub.tiers import Tiers
from hub.unchanged import Unchanged
from hub.uses import Uses

AUDIENCES = {
    **dict.fromkeys(OF_AN_ORGANISATION, Audience.ORGANISATION),
    **dict.fromkeys((Role.SPONSOR, Role.OPERATOR), Audience.SPONSOR),
    Role.FORUM: Audience.FORUM,
    **dict.fromkeys((Role.BOARD, Role.TIER), Audience.BOARD),
}
NO_DETAIL: Mapping[str, str] = {}
PERIODS_ON_A_DESK = 8  # two years of quarters


@dataclass(frozen=True, slots=True)
class Joined:
    """Reads for the screens."""

    database: Database
    config: Config
    pictures: Pictures
    unchanged: Unchanged

    def picture(self, who: Viewer, period: Period | None) -> Picture:
        """Everything that a period says to this viewer; `period_to_show` chooses when none is named."""
        told = self.pictures.of(who.scope, period, AUDIENCES[who.role])
        self._record(who, readings.FIGURES, told.period.name, who.scope.department)
        return told

    def themes(self, who: Viewer, period: Period | None) -> ThemesRead:
        """The themes of a period with what was decided about them, as this viewer may know it."""
        return self._with_decisions(who, self.picture(who, period))

    def themes_to_decide(self, who: Viewer, period: Period | None) -> ThemesRead:
        """The same for an act, of which nothing is shown."""
        return self._with_decisions(who, self.pictures.of(who.scope, period, AUDIENCES[who.role]))

    def _with_decisions(self, who: Viewer, shown: Picture) -> ThemesRead:
        with self.database.read() as moment:
            taken = tuple(ThemeDecisions(self.database, moment).of(who.scope))
            waiting = tuple(AgendaItems(self.database, moment).waiting(who.scope))
        if shown.audience.protected:
            taken, waiting = without_names(taken), without_names(waiting)
        return ThemesRead(shown, decided(shown.meaning.themes, shown.period, taken), taken, waiting)

    def quoted(self, who: Viewer, shown: Picture, themes: Sequence[Theme]) -> tuple[Quoted, ...]:
        """The words behind some themes of a picture that this viewer was shown."""
        return self.pictures.quoted(who.scope, shown, themes)

    def return_(self, who: Viewer, return_id: str) -> ReturnRead:
        """One version of a return, with what it says. Raises: NotFound outside the viewer's scope."""
        with self.database.read() as moment:
            archive, register = Archive(self.database, moment), Register(self.database, moment)
            kept = archive.return_(who.scope, return_id)
            document = read_document(archive.document(who.scope, return_id))
            versions = tuple(archive.versions(who.scope, kept.organisation, kept.period.name))
            threads = Threads(self.database, moment)
            others = [thread for each in versions if each.id != kept.id for thread in threads.of(who.scope, each.id)]
            life = Life(
                standing=Steps(self.database, moment).standing(who.scope, return_id),
                explanations=Explanations(self.database, moment).of(who.scope, kept.organisation, kept.period.name),
                threads=tuple(threads.of(who.scope, return_id)),
                elsewhere=tuple(thread for thread in others if thread.state is not ThreadState.CLOSED),
                document=document,
            )
            collection = self.pictures.collection(moment, who.scope)
            body = register.organisation(kept.organisation)
            told = marks(body.circumstances(), kept.period, kept.period.start, collection.bearings)
            services = SharedServices(self.database, moment)
            shared = services.of(Scope(kept.department, frozenset({kept.organisation})))
            proof = receipt(kept)
            read = ReturnRead(
                kept, build(document), body.name, versions, life, proof, entry_named(proof), told, tuple(shared),
                services.names(shared),
            )  # fmt: skip
        period = {"period": kept.period.name}
        self._record(who, readings.RETURN, kept.id, kept.department, kept.organisation, kept.version, period)
        return read

    def organisation(self, who: Viewer, code: str) -> OrganisationRead:
        """Everything of one organisation. Raises: NotFound outside the viewer's scope."""
        read = self.unchanged.of(
            who.scope,
            ("organisation", code, self.config.today()),
            lambda moment: self.organisations.read(who.scope, code, moment),
        )
        read = self.organisations.completed(who.scope, read, self.picture(who, read.latest_period))
        self._record(who, readings.FIGURES, code, who.scope.department, code)
        return read

    def versions(self, who: Viewer, code: str, period: Period, before: int, after: int) -> VersionsRead:
        """Two versions of an organisation's return side by side. Raises: NotFound outside the viewer's scope."""
        read = self.organisations.versions(who.scope, code, period, before, after)
        for kept in dict.fromkeys((read.before.id, read.after.id)):
            version = read.before if kept == read.before.id else read.after
            detail = {"period": period.name}
            self._record(who, readings.RETURN, kept, version.department, code, version.version, detail)
        return read

    def standards(self, who: Viewer, organisations: Sequence[str]) -> tuple[BodyStandards, ...]:
        """Where these organisations stand with the four steps, in their order."""
        asked = ("standards", tuple(organisations), self.config.today())
        return self.unchanged.of(
            who.scope, asked, lambda moment: self.organisations.standards(who.scope, organisations, moment)
        )

    @property
    def organisations(self) -> Organisations:
        """What can be read of one organisation."""
        return Organisations(self.database, self.pictures)

    @property
    def tiers(self) -> Tiers:
        """What can be read about independent tiers."""
        return Tiers(self.database, self.pictures, lambda who: AUDIENCES[who.role], self._figures_read)

    def every_tier(self, who: Viewer) -> TiersRead:
        """Every organisation in a viewer's scope that has an independent tier."""
        asked = ("tiers", self.config.today())
        return self.unchanged.of(who.scope, asked, lambda moment: self.tiers.all(who, moment))

    def _figures_read(self, who: Viewer, period: str) -> None:
        self._record(who, readings.FIGURES, period, who.scope.department)

    def use(self, who: Viewer, code: str, period: Period | None) -> UseRead:
        """What became of the return of an organisation. Raises: NotFound outside the viewer's scope."""
        if not who.scope.includes(code):
            raise NotFound(f"There is no organisation called {code!r}.")
        return Uses(self.database, self.pictures).of(who, code, period)

    def papers(self) -> PaperDesk:
        """What the pages of papers for the board ask for."""

        def record(who: Viewer, what: str) -> None:
            self._record(who, readings.FIGURES, what, who.scope.department)

        return PapersAsked(self.database, self.pictures, record, Worker(self.config).begin).as_asked()

    @property
    def forums(self) -> Forums:
        """What can be read of the forum."""
        return Forums(self.database, self.pictures)

    def forum(self, who: Viewer) -> ForumRead:
        """The meetings to which bodies in a viewer's scope are invited, and the actions that are open."""
        today = self.config.today()
        return self.unchanged.of(who.scope, ("forum", today), lambda moment: self.forums.read(who.scope, today, moment))

    def meeting(self, who: Viewer, meeting: str) -> MeetingRead:
        """One of them. Raises: NotFound."""
        read = self.forums.meeting(who.scope, meeting, self.config.today())
        self._record(who, readings.FIGURES, f"meeting {meeting}", who.scope.department)
        return read

    def agenda_file(self, who: Viewer, meeting: str, form: str) -> PaperFile:
        """Its agenda in one of the forms. Raises: NotFound."""
        from hub.briefings.render import FORMS  # what writes papers is loaded when the first is asked for

        paper = Papers(self.database, self.pictures).agenda(who.scope, meeting)
        self._record(who, readings.FIGURES, f"meeting {meeting}", who.scope.department)
        written = FORMS[form]
        return PaperFile(f"agenda-{paper.day.isoformat()}{form}", written.mimetype, written.written(paper))

    def calendar_file(self, who: Viewer, meeting: str) -> PaperFile:
        """Its calendar file. Raises: NotFound."""
        agenda = self.forums.agenda(who.scope, meeting)
        address = f"{self.config.address}{meeting_address(meeting)}"
        content = calendar_file(agenda.meeting, who.scope.department, agenda.department_name, address)
        return PaperFile(f"forum-{agenda.meeting.day.isoformat()}.ics", MEDIATYPE, content)

    def own_bodies(self, who: Viewer) -> dict[str, str]:
        """The organisations in a viewer's scope: names by code, in the order of the names."""
        return {body.code: body.name for body in Register(self.database).organisations(who.scope)}

    def library(self, who: Viewer, wanted: Wanted) -> LibraryRead:
        """What somebody finds in the learning library. Of other bodies' learning it is a reading, whoever looks."""
        read, picture = Learnt(self.database, self.pictures).search(who, AUDIENCES[who.role], wanted)
        if any(not one.own for one in read.found.learning) or who.role not in OF_AN_ORGANISATION:
            self._record(who, readings.FIGURES, picture.period.name, who.scope.department, of_others=True)
        return read

    def standings(self, who: Viewer, period: Period) -> Mapping[str, Standing]:
        """Where the returns of a period stand, by return id."""
        names = (period.name,)
        return self.unchanged.of(
            who.scope, ("standings", names), lambda moment: Steps(self.database, moment).standings(who.scope, names)
        )

    def withdrawn(self, who: Viewer, periods: Sequence[Period]) -> Mapping[tuple[str, str], Withdrawn]:
        """What was withdrawn of the returns for these periods, with nothing after it, by organisation and period."""
        names = tuple(period.name for period in periods)
        return self.unchanged.of(
            who.scope, ("withdrawn", names), lambda moment: Steps(self.database, moment).withdrawn(who.scope, names)
        )

    def unexplained(self, who: Viewer) -> tuple[Unexplained, ...]:
        """The returns of every period with queries that nobody has explained yet, the newest period first."""
        return self.unchanged.of(
            who.scope, ("unexplained",), lambda moment: Steps(self.database, moment).unexplained(who.scope)
        )

    def desk(self, who: Viewer) -> Desk:
        """What lies before somebody at the start: for an organisation its own returns too."""
        desk = self._desk(who)
        if desk.questions:
            self._record(who, readings.QUESTIONS, who.scope.department, who.scope.department)
        return desk

    def _desk(self, who: Viewer) -> Desk:
        if who.role not in OF_AN_ORGANISATION:
            asked = ("desk", self.config.today())
            return self.unchanged.of(who.scope, asked, lambda moment: self._questions(who, moment))
        with self.database.read() as moment:
            archive, steps = Archive(self.database, moment), Steps(self.database, moment)
            collection = self.pictures.collection(moment, who.scope)
            names = {body.code: body.name for body in collection.bodies}
            waiting = tuple(Threads(self.database, moment).waiting(who.scope))
            services = SharedServices(self.database, moment)
            own, shared = _own_returns(archive, steps, collection, who.scope), services.of(who.scope)
            came = happened(collection.bearings.events, collection.bearings.names)
            return Desk(tuple(own), waiting, names, came, tuple(shared), services.names(shared))

    def _questions(self, who: Viewer, moment: Connection) -> Desk:
        """What lies before somebody who acts for no organisation."""
        bodies = self.pictures.collection(moment, who.scope).bodies
        waiting = tuple(Threads(self.database, moment).waiting(who.scope))
        return Desk((), waiting, {body.code: body.name for body in bodies})

    def ledger(self, who: Viewer, sought: Sought, before: int | None) -> LedgerRead:
        """A page of the ledger, with this reading of it."""
        self._record(who, readings.LEDGER, who.scope.department, who.scope.department)
        with self.database.read() as moment:
            register = Register(self.database, moment)
            return LedgerRead(
                department=who.scope.department,
                department_name=register.department(who.scope.department).name,
                found=entries(self.database, _sight(who), sought, before, moment),
                head=head(moment),
                organisations={body.code: body.name for body in register.organisations(who.scope)},
            )

    def whole_ledger(self, who: Viewer, sought: Sought) -> Iterator[Told]:
        """All of the ledger that is sought, with this reading of it."""
        self._record(who, readings.LEDGER, who.scope.department, who.scope.department)
        return every(self.database, _sight(who), sought)

    def _record(
        self,
        who: Viewer,
        what: str,
        object_: str,
        department: str,
        organisation: str | None = None,
        version: int | None = None,
        detail: Mapping[str, str] = NO_DETAIL,
        *,
        of_others: bool = False,
    ) -> None:
        """Put down what was read, unless it is the reader's own organisation's; `of_others` says that it is not."""
        if who.role in OF_AN_ORGANISATION and not of_others:
            return
        by = By(who.name, who.role.value, self.config.moment(), who.origin)
        read = readings.Reading(what, object_, department, organisation, version, who.session, detail)
        readings.record(self.database, by, read)


def _sight(who: Viewer) -> Sight:
    return Sight(who.scope, whole_hub=who.role is Role.OPERATOR)


def _own_returns(archive: Archive, steps: Steps, collection: Collection, scope: Scope) -> Iterator[OwnReturn]:
    periods = collection.periods()[:PERIODS_ON_A_DESK]
    standings = steps.standings(scope, [period.name for period in periods])
    for period in periods:
        for body in collection.owing(period):
            latest = archive.returns(scope, period=period.name, organisation=body.code, limit=1)
            kept = latest[0] if latest else None
            told = marks(body, period, period.start, collection.bearings)
            yield OwnReturn(body.code, period, kept, standings.get(kept.id) if kept else None, told)
