"""What a paper is made from, read at one moment by the composition root: values, no store and no web."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from hub.briefings.notes import Notes
from hub.briefings.paper import Place
from hub.contract.model import Mark
from hub.issued import OF_TIER
from hub.meetings import ForumOutputs, ToldBefore
from hub.oversight.assessment import AssessmentTold
from hub.oversight.measures.record import Measure
from hub.oversight.picture import Picture
from hub.oversight.reporting import day_in_words
from hub.oversight.standards import BodyStandards
from hub.oversight.themes.decided import ThemesDecided
from hub.oversight.tier import Beside, TierFigures, beside
from hub.oversight.written import listed
from hub.tier_meetings import TierMeeting


@dataclass(frozen=True, slots=True)
class Assessed:
    """A self-assessment, and the version of it that tells so."""

    told: AssessmentTold
    version: int


@dataclass(frozen=True, slots=True)
class Material:
    """What a board pack is made from.

    Shapes: `picture` is that of the audience; `standards` has a body for each of its rows, in their order;
    `assessments` are the last of each body by each framework; `years` are those of the Ombudsman's figures, by return;
    `marks` say of what is less than final in a return how firm it is, by place and by its name in a sheet;
    `tier_reports` are the last report of each independent tier, by the code of the organisation, for the audience.
    Units: `board` is the day of the board; `before` says what the last pack told of meetings, which is not told again.
    Missing: `forum` is None where nothing is known of the forum.
    """

    picture: Picture
    themes: ThemesDecided
    standards: tuple[BodyStandards, ...]
    board: date
    before: ToldBefore
    assessments: Mapping[str, tuple[Assessed, ...]] = field(default_factory=dict)
    years: Mapping[Place, str] = field(default_factory=dict)
    marks: Mapping[Place, Mapping[str, Mark]] = field(default_factory=dict)
    forum: ForumOutputs | None = None
    tier_meetings: tuple[TierMeeting, ...] = ()
    tier_reports: Mapping[str, TierFigures] = field(default_factory=dict)

    @property
    def until(self) -> date:
        """The last day of which the pack knows what came of meetings."""
        return min(self.board, self.picture.today)

    def notes(self) -> Notes:
        """The notes of a paper that is made from it, still empty."""
        reports = {
            place: self.tier_reports[code].version for code in self.tier_reports for place in self.report_of(code)
        }
        tiers = {OF_TIER + row.organisation.code: row.organisation.independent_tier for row in self.picture.rows}
        of_tiers = {place: f"report of {tier}" for place, tier in tiers.items() if tier}
        return Notes({**self.picture.versions, **reports}, {**self.names(), **of_tiers})

    def beside(self, organisation: str) -> Beside:
        """What an organisation found, beside its independent tier and the Ombudsman."""
        return beside(self.picture, organisation, self.tier_reports.get(organisation))

    def report_of(self, organisation: str) -> list[Place]:
        """The place of the last report of its independent tier. Missing: empty where none came."""
        told = self.tier_reports.get(organisation)
        return [(OF_TIER + organisation, told.period.name)] if told else []

    def latest_in(self, measure: Measure, organisation: str) -> Place:
        """The place of the return of an organisation that tells the latest figures of a measure."""
        at = list(self.names()).index(organisation)
        return organisation, self.picture.meaning.latest[measure.code].periods[at].name

    def names(self) -> dict[str, str]:
        """What organisations are called, by code."""
        return {row.organisation.code: row.organisation.name for row in self.picture.rows}

    def marked(self, measure: Measure, organisation: str) -> str:
        """`, provisional` where its latest figures of a measure are so. Missing: empty where they are final."""
        marks = self.marks.get(self.latest_in(measure, organisation), {})
        told = sorted({marks[name].value for name in (*measure.numerator, *measure.denominator) if name in marks})
        return f", {listed(told)}" if told else ""

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

    def all_past(self) -> list[Place]:
        """The places of every return that changes are judged by."""
        return [place for code in self.names() for place in self.past_of(code)]

    def record_of_standards(self) -> str:
        """What the notes call the record of the Complaint Standards."""
        return f"Records of the Complaint Standards, as they stood on {day_in_words(self.picture.today)}."


def codes(picture: Picture) -> Sequence[str]:
    """The codes of the organisations, in the order of their names."""
    return [row.organisation.code for row in picture.rows]
