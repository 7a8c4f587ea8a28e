"""Store and oversight joined for the forum: what its meetings are made of, and what is proposed for their agendas.

Part of the composition root: it passes values from floor to floor and computes nothing itself. What is proposed comes
from the picture of the forum, with small counts protected, whoever proposes it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from hub.config import UK
from hub.contract.strict_json import read_document
from hub.contract.versions import RETURN, versions_of
from hub.dashboards.forum_read import ForumRead, MeetingRead
from hub.decisions import AgendaItem
from hub.issued import Kind
from hub.meetings import Meeting, Output, Topic, next_meeting
from hub.oversight.disclosure.audience import Audience
from hub.oversight.forum.agenda import Agenda, agenda_of
from hub.oversight.forum.material import AgendaMaterial, Raised, Versions
from hub.oversight.forum.proposed import proposed
from hub.oversight.picture import Picture
from hub.oversight.themes.decided import decided, without_names
from hub.oversight.themes.quoted import Quoted, quoted
from hub.oversight.themes.theme import Part, Place
from hub.pictures import Pictures
from hub.scope import Scope
from hub.store.agenda_items import AgendaItems
from hub.store.archive import Archive
from hub.store.database import Database
from hub.store.forum_items import ForumItems
from hub.store.forum_meetings import ForumMeetings
from hub.store.forum_outputs import OfMeetings
from hub.store.issued import IssuedPapers
from hub.store.register import Register
from hub.store.sheets import Sheets
from hub.store.theme_decisions import ThemeDecisions

MOST_VERSIONS = 10_000  # of returns for one period


@dataclass(frozen=True, slots=True)
class Forums:
    """Reads for the forum."""

    database: Database
    pictures: Pictures

    def next_meeting(self, scope: Scope, today: date) -> Meeting | None:
        """The next one. Missing: None where there is none."""
        return next_meeting(ForumMeetings(self.database).of(scope), today)

    def proposed(self, scope: Scope, meeting: str) -> tuple[Topic, ...]:
        """What is proposed for a meeting. Raises: NotFound."""
        return proposed(self.material(scope, meeting))

    def agenda(self, scope: Scope, meeting: str) -> Agenda:
        """A meeting with its agenda and what came of it, as far as it is in scope. Raises: NotFound."""
        with self.database.read() as moment:
            one, items = ForumMeetings(self.database, moment).one(scope, meeting), ForumItems(self.database, moment)
            register = Register(self.database, moment)
            return agenda_of(
                register.department(scope.department).name,
                one,
                items.of(scope, meeting),
                items.others(scope, meeting),
                {body.code: body.name for body in register.organisations(scope)},
                _of_the_meeting(one, OfMeetings(self.database, moment).of(scope)),
                tuple(items.asked_for(scope, meeting)),
            )

    def read(self, scope: Scope, today: date, at: Connection | None = None) -> ForumRead:
        """The meetings, and the actions that are open; `at` is a moment to read at."""
        with self.database.read(at) as moment:
            register = Register(self.database, moment)
            return ForumRead(
                register.department(scope.department).name,
                tuple(ForumMeetings(self.database, moment).of(scope)),
                tuple(one for one in OfMeetings(self.database, moment).of(scope) if one.is_open),
                {body.code: body.name for body in register.organisations(scope)},
                today,
            )

    def meeting(self, scope: Scope, meeting: str, today: date) -> MeetingRead:
        """One meeting, as its page shows it. Raises: NotFound."""
        agenda = self.agenda(scope, meeting)
        issued = IssuedPapers(self.database).about(scope, Kind.AGENDA, meeting)
        return MeetingRead(agenda, today, ForumMeetings(self.database).is_whole(scope, meeting), tuple(issued))

    def material(self, scope: Scope, meeting: str) -> AgendaMaterial:
        """What an agenda is proposed from. Raises: NotFound."""
        picture = self.pictures.of(scope, None, Audience.FORUM)
        with self.database.read() as moment:
            one = ForumMeetings(self.database, moment).one(scope, meeting)
            taken = without_names(ThemeDecisions(self.database, moment).of(scope))
            stood = self._stood(moment, scope, one)
            challenges, learning = self._words(moment, scope, picture)
            return AgendaMaterial(
                meeting=one,
                previous=self._previous(moment, scope, one),
                picture=picture,
                themes=decided(picture.meaning.themes, picture.period, taken),
                waiting=without_names(self._waiting(moment, scope, stood)),
                challenges=challenges,
                learning=learning,
                versions=tuple(self._versions(moment, scope, picture)),
                outputs=tuple(OfMeetings(self.database, moment).of(scope)),
                asked_for=tuple(ForumItems(self.database, moment).asked_for(scope, meeting)),
                stood=frozenset(stood),
            )

    def _stood(self, moment: Connection, scope: Scope, meeting: Meeting) -> dict[str, date]:
        """What stood on earlier agendas of the level, by its source, and on which day last."""
        stood: dict[str, date] = {}
        for earlier in ForumMeetings(self.database, moment).of(scope):
            if earlier.is_on and earlier.day < meeting.day and earlier.level is meeting.level:
                items = ForumItems(self.database, moment).of(scope, earlier.id)
                stood.update({item.topic.source: earlier.day for item in items if item.stands})
        return stood

    def _waiting(self, moment: Connection, scope: Scope, stood: Mapping[str, date]) -> Iterator[AgendaItem]:
        """The themes that were sent to the agenda, but what stood on one since: it was talked about then."""
        for sent in AgendaItems(self.database, moment).waiting(scope):
            day = stood.get(f"theme:{sent.seen.theme}")
            if day is None or day < sent.at.astimezone(UK).date():
                yield sent

    def _previous(self, moment: Connection, scope: Scope, one: Meeting) -> Meeting | None:
        """The last meeting of the same level before it that was held."""
        earlier = [
            each
            for each in ForumMeetings(self.database, moment).of(scope)
            if each.is_on and each.level is one.level and each.day < one.day
        ]
        return earlier[-1] if earlier else None

    def _words(
        self, moment: Connection, scope: Scope, picture: Picture
    ) -> tuple[tuple[Raised, ...], dict[Place, Quoted]]:
        """The challenges of the last year, and the learning that is compared, in the words that others may read."""
        subjects = dict(self._challenges(moment, scope, picture))
        learnt = [
            Place(one.organisation, one.loop.last.name, Part.LEARNING, one.loop.id)
            for one in picture.meaning.effects
            if one.loop.may_be_shared
        ]
        places = [*subjects, *learnt]
        wanted = {(place.organisation, place.period) for place in places}
        documents = Archive(self.database, moment).current_documents(scope, wanted)
        told = quoted(places, {where: read_document(raw) for where, raw in documents.items()}, to_others=True)
        raised = tuple(Raised(one.place, subjects[one.place], one.says) for one in told if one.place in subjects)
        return raised, {one.place: one for one in told if one.place not in subjects}

    def _challenges(self, moment: Connection, scope: Scope, picture: Picture) -> Iterator[tuple[Place, str]]:
        bodies = {row.organisation.code for row in picture.rows}
        panel = picture.meaning.panel
        last_year = [period.name for period in panel.periods[-panel.in_a_year :]]
        for told in Sheets(self.database, moment).narratives(scope, last_year):
            for one in told.narrative.challenges or ():
                if told.organisation in bodies:
                    yield Place(told.organisation, told.period_name, Part.CHALLENGES, one.id), one.subject or ""

    def _versions(self, moment: Connection, scope: Scope, picture: Picture) -> Iterator[Versions]:
        kept = Archive(self.database, moment).returns(scope, period=picture.period.name, limit=MOST_VERSIONS)
        came = Counter(one.contract_version for one in kept if one.current)
        for known in versions_of(RETURN):
            yield Versions(known.version, came[known.version], known.closes)


def _of_the_meeting(one: Meeting, outputs: Sequence[Output]) -> Iterator[Output]:
    """What came of a meeting, behind the actions of earlier ones of its level that are open."""
    for output in outputs:
        earlier = output.level is one.level and output.day < one.day
        if output.meeting == one.id or (earlier and output.is_open):
            yield output
