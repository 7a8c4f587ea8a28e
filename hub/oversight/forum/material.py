"""What an agenda is proposed from, read at one moment by the composition root: values alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from hub.decisions import AgendaItem
from hub.meetings import Level, Meeting, MemberProposal, Output, OutputKind
from hub.oversight.picture import Picture
from hub.oversight.themes.decided import ThemesDecided
from hub.oversight.themes.quoted import Quoted
from hub.oversight.themes.theme import Place

Returns = tuple[tuple[str, str, int], ...]


def escalation_source(one: Output) -> str:
    """What an item about an escalation is proposed from."""
    return f"escalation:{one.id}"


def proposal_source(one: MemberProposal) -> str:
    """What an item about a member's wish is proposed from."""
    return f"proposal:{one.id}"


@dataclass(frozen=True, slots=True)
class Raised:
    """A challenge of one return, in its own words. Missing: `subject` is empty where none is named."""

    place: Place
    subject: str
    says: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Versions:
    """How many returns of the period came in a version of the contract, and when it closes. Missing: None, never."""

    version: str
    returns: int
    closes: date | None


@dataclass(frozen=True, slots=True)
class AgendaMaterial:
    """What an agenda is proposed from.

    Shapes: `picture` is that of the forum; `waiting` are the themes that were sent to the agenda; `learning` the words
    of its bodies' learning, by place; `versions` the oldest first; `outputs` are of all earlier meetings; `stood` are
    the sources of what stood on earlier agendas of the level.
    Missing: `previous`, the last meeting of the level that was held, is None for its first.
    """

    meeting: Meeting
    previous: Meeting | None
    picture: Picture
    themes: ThemesDecided
    waiting: tuple[AgendaItem, ...]
    challenges: tuple[Raised, ...]
    learning: Mapping[Place, Quoted]
    versions: tuple[Versions, ...]
    outputs: tuple[Output, ...]
    asked_for: tuple[MemberProposal, ...]
    stood: frozenset[str] = frozenset()

    def name(self, organisation: str) -> str:
        """What an organisation is called. Missing: its code where it owes no return for the period."""
        return next(
            (row.organisation.name for row in self.picture.rows if row.organisation.code == organisation), organisation
        )

    def names(self, organisations: Iterable[str]) -> list[str]:
        """What these are called, in their order."""
        return list(map(self.name, organisations))

    def past_of(self, *organisations: str) -> Returns:
        """The returns of these whose figures the picture is made of."""
        known = self.picture.versions
        return tuple(
            (code, period.name, known[code, period.name])
            for code in organisations
            for period in self.picture.meaning.panel.periods
            if (code, period.name) in known
        )

    def return_of(self, place: Place) -> Returns:
        """The return in which something stands."""
        version = self.picture.versions.get((place.organisation, place.period))
        return ((place.organisation, place.period, version),) if version else ()

    def open_actions(self) -> list[Output]:
        """What earlier meetings of the level agreed and is not done."""
        return [one for one in self._earlier(self.meeting.level) if one.is_open]

    def of_the_previous(self, kind: OutputKind) -> list[Output]:
        """What the last meeting of the level gave, of one kind."""
        if self.previous is None:
            return []
        return [one for one in self.outputs if one.meeting == self.previous.id and one.told.kind is kind]

    def raised_from_below(self) -> list[Output]:
        """What the level below escalated, however late it was recorded, until it stood on an agenda of this one."""
        below = next((level for level in Level if level.above is self.meeting.level), None)
        escalated = [one for one in self._earlier(below) if one.told.kind is OutputKind.ESCALATION]
        return [one for one in escalated if escalation_source(one) not in self.stood]

    def _earlier(self, level: Level | None) -> list[Output]:
        return [one for one in self.outputs if one.level is level and one.day < self.meeting.day]
