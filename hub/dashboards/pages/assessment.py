"""The self-assessments of one organisation, a part of its page: how the scores are spread, the low ones, what changed.

Draws values that were read and worked out before. No mean, no order of bodies: a total stands beside its spread alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from hub.contract.assessment.model import Planned
from hub.contract.frameworks import ScaleValue, Statement
from hub.dashboards import html, pieces
from hub.dashboards.markup import Node
from hub.dashboards.one_organisation import AssessmentShown
from hub.dashboards.tables import Cell, table
from hub.oversight.assessment import AssessmentTold, Change, EvidenceAge, Low, Spread
from hub.oversight.reporting import day_in_words
from hub.oversight.written import how_many

NONE = (
    "No self-assessment has come from this organisation. It is sent by its program, as a return is: "
    "the contract tells how."
)
NO_FORMER = "There is none before it to compare it with."
UNKNOWN = "It follows {framework}, which is not installed here, so its scores cannot be read."
DAYS_OF_A_YEAR = 365


def summary(shown: Sequence[AssessmentShown]) -> str:
    """How many there are, for a list of the parts of a page."""
    return how_many(len(shown), "framework", "frameworks") if shown else "none"


def section(shown: Sequence[AssessmentShown]) -> list[Node]:
    """What each of them says, one framework after another."""
    if not shown:
        return [pieces.paragraph(NONE)]
    return [node for one in shown for node in _one(one)]


def due(shown: Sequence[AssessmentShown]) -> list[str]:
    """A line for each self-assessment whose review is due."""
    return [
        f"The self-assessment by {one.told.framework.title} was to be repeated by {_review(one.told)}"
        for one in shown
        if one.told is not None and one.told.review_due
    ]


def _one(shown: AssessmentShown) -> list[Node]:
    told = shown.told
    if told is None:
        return [pieces.paragraph(UNKNOWN.format(framework=shown.filing.about))]
    return [
        pieces.subheading(told.framework.title),
        pieces.facts(_facts(shown, told)),
        _spread(told),
        *_lows(told),
        *_changes(told),
        *_words(told),
        pieces.paragraph(pieces.small(_wording(told))),
    ]


def _facts(shown: AssessmentShown, told: AssessmentTold) -> list[tuple[Node, Node]]:
    assessment, filing = told.assessment, shown.filing
    completed = day_in_words(assessment.completed) if assessment.completed else "not told"
    version = f"version {filing.version}" + (f" of {len(shown.versions)}" if len(shown.versions) > 1 else "")
    review: Node = _review(told)
    if told.review_due:
        review = html.Span([f"{review} ", pieces.status("Review due", "ask")])
    return [
        ("Completed", f"{completed} ({version})"),
        ("Approved by", assessment.approved_by.role if assessment.approved_by else "not told"),
        ("To be repeated by", review),
        ("Evidence", _evidence(told.evidence)),
    ]


def _review(told: AssessmentTold) -> str:
    return day_in_words(told.assessment.review) if told.assessment.review else "not told"


def _evidence(age: EvidenceAge) -> Node:
    resting = age.dated + age.undated
    if age.oldest is None or age.newest is None:
        return f"None of {resting} scores that rest on evidence names evidence with a date"
    days = f"The newest is of {day_in_words(age.newest)} and the oldest of {day_in_words(age.oldest)}"
    old = f", {_age(age.oldest_age)} old on the day of completion" if age.oldest_age is not None else ""
    counted = f"{age.dated} of {resting} scores that rest on evidence name evidence with a date."
    return html.Span([counted, pieces.small(f"{days}{old}.")])


def _age(days: int | None) -> str:
    years, rest = divmod(days or 0, DAYS_OF_A_YEAR)
    return how_many(years, "year", "years") if years else how_many(rest, "day", "days")


def _spread(told: AssessmentTold) -> Node:
    framework = told.framework
    scale = [_score(value) for value in framework.scale]
    head = [framework.part_word, *scale, "Does not apply", *(["Sum of scores"] if framework.is_counted else [])]
    rows = [_spread_row(spread) for spread in told.spread]
    return table(f"Scores by {framework.part_word.lower()}: number of statements", head, rows)


def _score(value: ScaleValue | None) -> str:
    """A score in words, after its number where it has one. Missing: that it does not apply."""
    if value is None:
        return "Does not apply"
    return f"{value.value}: {value.label}" if isinstance(value.value, int) else value.label


def _spread_row(spread: Spread) -> list[Cell]:
    cells = [Cell(f"{spread.part.id}: {spread.part.title}")]
    cells += [Cell(str(count), numeric=True) for _, count in spread.counts]
    cells.append(Cell(str(spread.not_applicable), numeric=True))
    return cells if spread.total is None else [*cells, Cell(str(spread.total), numeric=True)]


def _lows(told: AssessmentTold) -> list[Node]:
    if not told.lows:
        return [pieces.paragraph("No statement has a low score.")]
    rows = [_low(low) for low in told.lows]
    return [table("Statements with a low score", ("Statement", "Score", "Rests on", "Plan"), rows)]


def _low(low: Low) -> list[Cell]:
    said = [text for text in (low.scored.basis, low.scored.gaps and f"Gap: {low.scored.gaps}") if text]
    return [
        Cell(_statement(low.statement)),
        Cell(_score(low.score)),
        Cell(html.Div(pieces.lines(said), className="hub-said") if said else "Nothing is said"),
        Cell(pieces.lines([_planned(action) for action in low.planned]) if low.planned else "No action names it"),
    ]


def _statement(statement: Statement) -> list[Node]:
    text = html.Span(statement.text, className="hub-reason govuk-!-font-weight-regular")
    return [statement.id, text]


def _planned(action: Planned) -> str:
    if action.completed:
        when = f"done on {_day(action.completed)}"
    else:
        when = f"due on {_day(action.due)}" if action.due else "without a date"
    return f"{action.what} ({action.owner or 'nobody is named'}, {when})"


def _day(told: str) -> str:
    return day_in_words(date.fromisoformat(told))


def _changes(told: AssessmentTold) -> list[Node]:
    heading = pieces.subheading("What changed since the last one")
    if told.former_completed is None:
        return [heading, pieces.paragraph(NO_FORMER)]
    since = f"The last one was completed on {day_in_words(told.former_completed)}."
    if not told.changes:
        return [heading, pieces.paragraph(f"{since} Every score is the same.")]
    rows = [_change(change) for change in told.changes]
    head = ("Statement", "Was", "Is now", "Evidence")
    return [heading, pieces.paragraph(since), table("Statements with another score", head, rows)]


def _change(change: Change) -> list[Cell]:
    if change.new_evidence:
        evidence: Node = "Something new is told"
    else:
        evidence = pieces.status("No new evidence", "attention") if change.rose else "No new evidence"
    return [
        Cell(_statement(change.statement)),
        Cell(_score(change.was)),
        Cell(_score(change.now)),
        Cell(evidence),
    ]


def _words(told: AssessmentTold) -> list[Node]:
    """What the organisation concludes, in its own words."""
    said = (
        ("Conclusions", told.assessment.conclusions),
        ("How the evidence will be improved", told.assessment.evidence_base),
        ("Response of the governing body", told.assessment.response),
    )
    rows: list[tuple[Node, Node]] = [(name, html.Span(text, className="hub-said")) for name, text in said if text]
    return [pieces.facts(rows)] if rows else []


def _wording(told: AssessmentTold) -> str:
    alone = "A sum hides which scores are low: read it beside its row. " if told.framework.is_counted else ""
    return f"{alone}{told.framework.wording} Source: {told.framework.source}."
