"""What a paper is made from, read at one moment by the composition root: values, no store and no web."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from hub.briefings.notes import Notes
from hub.briefings.paper import Place
from hub.meetings import ForumOutputs, ToldBefore
from hub.oversight.assessment import AssessmentTold
from hub.oversight.measures.record import Measure
from hub.oversight.picture import Picture
from hub.oversight.standards import BodyStandards
from hub.oversight.themes.decided import ThemesDecided
from hub.tier_meetings import TierMeeting


@dataclass(frozen=True, slots=True)
class Material:
    """What a board pack is made from.

    Shapes: `picture` is that of the audience; `standards` has a body for each of its rows, in their order;
    `assessments` are the last of each body by each framework; `years` are those of the Ombudsman's figures, by return.
    Units: `board` is the day of the board; `before` says what the last pack told of meetings, which is not told again.
    Missing: `forum` is None where nothing is known of the forum.
    """

    picture: Picture
    themes: ThemesDecided
    standards: tuple[BodyStandards, ...]
    board: date
    before: ToldBefore
    assessments: Mapping[str, tuple[AssessmentTold, ...]] = field(default_factory=dict)
    years: Mapping[Place, str] = field(default_factory=dict)
    forum: ForumOutputs | None = None
    tier_meetings: tuple[TierMeeting, ...] = ()

    @property
    def until(self) -> date:
        """The last day of which the pack knows what came of meetings."""
        return min(self.board, self.picture.today)

    def notes(self) -> Notes:
        """The notes of a paper that is made from it, still empty."""
        return Notes(self.picture.versions, self.names())

    def names(self) -> dict[str, str]:
        """What organisations are called, by code."""
        return {row.organisation.code: row.organisation.name for row in self.picture.rows}

    def of_the_period(self) -> list[Place]:
        """The places of the returns of the period."""
        return [(row.organisation.code, self.picture.period.name) for row in self.picture.rows]

    def latest_of(self, *measures: Measure) -> list[Place]:
        """The places of the returns that tell the latest figures of these measures."""
        told = [self.picture.meaning.latest[measure.code] for measure in measures]
        return [
            (row.organisation.code, latest.periods[at].name)
            for latest in told
            for at, row in enumerate(self.picture.rows)
        ]

    def past_of(self, organisation: str) -> list[Place]:
        """The places of every return of a body that its change is judged by."""
        return [(organisation, period.name) for period in self.picture.meaning.panel.periods]


def codes(picture: Picture) -> Sequence[str]:
    """The codes of the organisations, in the order of their names."""
    return [row.organisation.code for row in picture.rows]
