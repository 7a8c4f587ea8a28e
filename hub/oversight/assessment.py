"""What a self-assessment says: how its scores are spread, which are low, how old the evidence is, what changed.

Scores are words in an order. They are counted, never averaged; a total stands beside the distribution alone, because
publishers print one, and hides the low scores that are listed here. Nothing is compared between bodies.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from hub.contract.assessment.model import Assessment, Evidence, Planned, Scored, day
from hub.contract.assessment.queries import has_new_evidence
from hub.contract.frameworks import Framework, FrameworkPart, ScaleValue, Statement
from hub.contract.model import Missing


@dataclass(frozen=True, slots=True)
class XOfN:
    """So many of so many."""

    x: int
    n: int

    def __str__(self) -> str:
        return f"{self.x} of {self.n}"


@dataclass(frozen=True, slots=True)
class Spread:
    """How the scores of one part of a framework are spread.

    Shapes: `counts` has each score of the scale, the lowest first, with the number of statements that got it.
    Missing: `total` is None where the scale has no numbers; statements that do not apply are in neither of its numbers.
    """

    part: FrameworkPart
    counts: tuple[tuple[ScaleValue, int], ...]
    not_applicable: int
    total: XOfN | None


@dataclass(frozen=True, slots=True)
class Low:
    """A statement with a low score, what the score rests on, and what the plan says about it."""

    statement: Statement
    score: ScaleValue
    scored: Scored
    planned: tuple[Planned, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """A statement whose score is another than last time.

    Missing: `was` and `now` are None where the statement did not apply, or was no part of the framework.
    """

    statement: Statement
    was: ScaleValue | None
    now: ScaleValue | None
    rose: bool
    new_evidence: bool


@dataclass(frozen=True, slots=True)
class EvidenceAge:
    """How old the evidence is that scores rest on.

    Units: `oldest` and `newest` are days of evidence; ages are whole days on the day of completion.
    Missing: both are None where no evidence has a day; `undated` counts statements that say that there is evidence and
    name none with a day.
    """

    oldest: date | None
    newest: date | None
    oldest_age: int | None
    newest_age: int | None
    dated: int
    undated: int


@dataclass(frozen=True, slots=True)
class AssessmentTold:
    """What one self-assessment says, beside the one before it.

    Missing: `former_completed` is None, and `changes` empty, where there was none before.
    """

    assessment: Assessment
    framework: Framework
    spread: tuple[Spread, ...]
    lows: tuple[Low, ...]
    evidence: EvidenceAge
    changes: tuple[Change, ...]
    former_completed: date | None
    review_due: bool


def told(assessment: Assessment, former: Assessment | None, today: date) -> AssessmentTold | None:
    """What a self-assessment says on a day, and what is another than in the former one by the same framework.

    Missing: None when its framework is no longer installed: nobody knows then what its scores mean.
    """
    framework = assessment.framework
    if framework is None:
        return None
    review, same = assessment.review, former is not None and former.framework_id == assessment.framework_id
    return AssessmentTold(
        assessment=assessment,
        framework=framework,
        spread=tuple(_spread(framework, part, assessment) for part in framework.parts),
        lows=tuple(_lows(framework, assessment)),
        evidence=_evidence_age(framework, assessment),
        changes=tuple(_changes(framework, former, assessment)) if former is not None and same else (),
        former_completed=former.completed if former is not None and same else None,
        review_due=review is not None and review <= today,
    )


def former_of(assessment: Assessment, others: list[Assessment]) -> Assessment | None:
    """The last of the others by the same framework that was completed earlier; of several versions the last kept.

    Shapes: `others` in the order in which they were kept.
    Missing: None when there is none.
    """
    earlier = [
        one
        for one in others
        if one.framework_id == assessment.framework_id
        and one.completed is not None
        and assessment.completed is not None
        and one.completed < assessment.completed
    ]
    newest = max((one.completed for one in earlier if one.completed), default=None)
    return next((one for one in reversed(earlier) if one.completed == newest), None)


def _by_statement(assessment: Assessment) -> dict[str, Scored]:
    return {scored.statement: scored for scored in assessment.scores if scored.statement}


def _spread(framework: Framework, part: FrameworkPart, assessment: Assessment) -> Spread:
    given = _by_statement(assessment)
    scores = [given[statement.id].score for statement in part.statements if statement.id in given]
    values = [value for score in scores if (value := framework.scored(score)) is not None]
    numbers = [value.value for value in values if isinstance(value.value, int)]
    most = framework.scale[-1].value
    total = XOfN(sum(numbers), most * len(numbers)) if framework.is_counted and isinstance(most, int) else None
    counts = tuple((value, values.count(value)) for value in framework.scale)
    return Spread(part, counts, scores.count(Missing.NOT_APPLICABLE), total)


def _lows(framework: Framework, assessment: Assessment) -> list[Low]:
    given = _by_statement(assessment)
    return [
        Low(statement, value, given[id_], tuple(action for action in assessment.plan if id_ in action.statements))
        for id_, statement in framework.statements().items()
        if id_ in given and (value := framework.scored(given[id_].score)) is not None and value.low
    ]


def _evidence_age(framework: Framework, assessment: Assessment) -> EvidenceAge:
    resting = [
        scored
        for scored in assessment.scores
        if (value := framework.scored(scored.score)) is not None and value.rests_on_evidence
    ]
    days = sorted(on for scored in resting for on in _days(scored.evidence))
    dated = sum(1 for scored in resting if _days(scored.evidence))
    oldest, newest = (days[0], days[-1]) if days else (None, None)
    ages = [(assessment.completed - on).days if assessment.completed and on else None for on in (oldest, newest)]
    return EvidenceAge(oldest, newest, ages[0], ages[1], dated, len(resting) - dated)


def _days(evidence: tuple[Evidence, ...]) -> list[date]:
    return [on for one in evidence if (on := day(one.on)) is not None]


def _changes(framework: Framework, former: Assessment, assessment: Assessment) -> list[Change]:
    before, after = _by_statement(former), _by_statement(assessment)
    found = []
    for id_, statement in framework.statements().items():
        was, now = before.get(id_), after.get(id_)
        if was is None or now is None or was.score == now.score:
            continue
        low, high = framework.place(was.score), framework.place(now.score)
        rose = low is not None and high is not None and high > low
        values = framework.scored(was.score), framework.scored(now.score)
        found.append(Change(statement, *values, rose=rose, new_evidence=has_new_evidence(was, now)))
    return found
