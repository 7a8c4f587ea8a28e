"""The figures of one return: what screens and papers need of it without reading the document again.

A projection, made at ingest and made again by `hub rebuild`; the document stays the truth. Values only.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from hub.contract.learning_words import LearningWords, learning_words_of
from hub.contract.minimum_data import ItemReport, Reported, minimum_data
from hub.contract.model import (
    Amount,
    AmountCell,
    Cell,
    Count,
    Exposure,
    FeedbackGroup,
    Mark,
    Missing,
    Ombudsman,
    Return,
    SubjectCount,
)
from hub.contract.narrative import NOTHING_TOLD, Narrative, narrative_of

FeedbackCells = tuple[Cell, Cell]


@dataclass(frozen=True, slots=True)
class Figures:
    """What one return says in numbers.

    Shapes: `monthly` maps `2026-04` to a cell; `subjects` maps a subject code to the sum of its lines; `ombudsman`
    maps a member of that part, as `reported`, to its cell; `feedback` maps a group to those who answered and those of
    them who were satisfied; `rules` maps what may be counted, as `oral_complaints`, to `counted` or `not_counted`;
    `told` is what the words tell, and `learning` the words of learning; the store keeps each in a place of its own.
    Units: `early_days` and `closer_days` are mean days; `compensation` is in pounds.
    Missing: cells keep the status that the body gave, or `not_collected` where its contract version does not ask;
    a subject is there only where all its lines are numbers, and its `went_wrong` is None unless every line gives it;
    `without_a_count` has the subjects that are named and of which a line is no number, with its status;
    figures that were kept before a member existed have None there; `ombudsman_year` is empty for no year.
    """

    received: Cell
    brought_forward: Cell
    closed: Cell
    carried_forward: Cell
    went_wrong: Cell
    exposure: Cell
    exposure_of: str
    rounding_base: int
    nil_return: bool
    monthly: Mapping[str, Cell]
    subjects: Mapping[str, tuple[int, int | None]]
    minimum_data: tuple[ItemReport, ...]
    subject_coding: str | None = None
    early_count: Cell = None
    early_days: AmountCell = None
    closer_count: Cell = None
    closer_days: AmountCell = None
    promised: Cell = None
    within: Cell = None
    referred: Cell = None
    complied: Cell = None
    not_complied: Cell = None
    payments: Cell = None
    compensation: AmountCell = None
    ombudsman_year: str = ""
    ombudsman: Mapping[str, Cell] = field(default_factory=dict)
    feedback: Mapping[str, FeedbackCells] = field(default_factory=dict)
    rules: Mapping[str, str] = field(default_factory=dict)
    without_a_count: Mapping[str, Missing] = field(default_factory=dict)
    told: Narrative = field(default=NOTHING_TOLD, compare=False, repr=False)
    learning: tuple[LearningWords, ...] = field(default=(), compare=False, repr=False)

    def as_json(self) -> dict[str, Any]:
        """As the store keeps it."""
        return {
            **{name: _cell_as_json(getattr(self, name)) for name in CELLS},
            **{name: _amount_as_json(getattr(self, name)) for name in AMOUNTS},
            **{name: getattr(self, name) for name in PLAIN},
            "monthly": {month: _cell_as_json(cell) for month, cell in self.monthly.items()},
            "subjects": {code: list(sums) for code, sums in self.subjects.items()},
            "minimum_data": [[r.item, r.reported, r.have, r.of, r.status] for r in self.minimum_data],
            "ombudsman": {name: _cell_as_json(cell) for name, cell in self.ombudsman.items()},
            "feedback": {group: [_cell_as_json(cell) for cell in cells] for group, cells in self.feedback.items()},
            "rules": dict(self.rules),
            "without_a_count": dict(self.without_a_count),
        }

    @classmethod
    def from_json(cls, facts: Mapping[str, Any]) -> Figures:
        """From what `as_json` gave, also before it gave all that it gives now."""
        values: dict[str, Any] = {
            **{name: _cell_from_json(facts.get(name)) for name in CELLS},
            **{name: _amount_from_json(facts.get(name)) for name in AMOUNTS},
            **{name: facts[name] for name in PLAIN if name in facts},
        }
        return cls(
            **values,
            monthly={month: _cell_from_json(cell) for month, cell in facts["monthly"].items()},
            subjects={code: (count, wrong) for code, (count, wrong) in facts["subjects"].items()},
            minimum_data=tuple(
                ItemReport(item, REPORTED[state], have, of, STATUSES[status] if status else None)
                for item, state, have, of, status in facts["minimum_data"]
            ),
            ombudsman={name: _cell_from_json(cell) for name, cell in facts.get("ombudsman", {}).items()},
            feedback={
                group: (_cell_from_json(responses), _cell_from_json(satisfied))
                for group, (responses, satisfied) in facts.get("feedback", {}).items()
            },
            rules=facts.get("rules", {}),
            without_a_count={code: Missing(status) for code, status in facts.get("without_a_count", {}).items()},
        )


CELLS = (
    *("received", "brought_forward", "closed", "carried_forward", "went_wrong", "exposure", "early_count"),
    *("closer_count", "promised", "within", "referred", "complied", "not_complied", "payments"),
)
AMOUNTS = ("early_days", "closer_days", "compensation")
PLAIN = ("exposure_of", "rounding_base", "nil_return", "subject_coding", "ombudsman_year")
STATUSES = {status.value: status for status in Missing}  # found sooner than an enumeration finds them
REPORTED = {state.value: state for state in Reported}
OMBUDSMAN = ("accepted", "reported", "upheld", "partly_upheld", "not_upheld")


def _cell_as_json(cell: Cell) -> Any:
    if isinstance(cell, Count):
        return [cell.value, cell.mark] if cell.mark else cell.value
    return cell


def _cell_from_json(value: Any) -> Cell:
    if isinstance(value, int):
        return Count(value)
    if isinstance(value, list):
        return Count(value[0], Mark(value[1]))
    return None if value is None else STATUSES[value]


def _amount_as_json(cell: AmountCell) -> Any:
    return cell.value if isinstance(cell, Amount) else cell


def _amount_from_json(value: Any) -> AmountCell:
    if isinstance(value, str):
        return STATUSES[value]
    return None if value is None else Amount(float(value))


def _subject_sums(lines: tuple[SubjectCount, ...]) -> dict[str, tuple[int, int | None]]:
    sums: dict[str, tuple[int | None, int | None]] = {}
    for line in lines:
        count, wrong = sums.get(line.subject, (0, 0))
        sums[line.subject] = _plus(count, line.count), _plus(wrong, line.went_wrong)
    return {subject: (count, wrong) for subject, (count, wrong) in sums.items() if count is not None}


def _without_a_count(lines: tuple[SubjectCount, ...]) -> dict[str, Missing]:
    return {line.subject: line.count for line in reversed(lines) if isinstance(line.count, Missing)}


def _plus(sum_: int | None, cell: Cell) -> int | None:
    """The sum with one more cell; None for ever when one of them holds no number."""
    return sum_ + cell.value if sum_ is not None and isinstance(cell, Count) else None


def _of(part: Any, member: str) -> Any:
    """A member of a part, or what stands in the place of the whole part."""
    return part if part is None or isinstance(part, Missing) else getattr(part, member)


def figures_of(return_: Return) -> Figures:
    """The figures of an accepted return."""
    load, exposure, ombudsman = return_.caseload, return_.exposure, return_.ombudsman
    recommendations = _of(ombudsman, "recommendations")
    return Figures(
        received=return_.received.total,
        brought_forward=_of(load, "brought_forward"),
        closed=_of(load, "closed"),
        carried_forward=_of(load, "carried_forward"),
        went_wrong=return_.went_wrong.count,
        exposure=_of(exposure, "quantity"),
        exposure_of=exposure.what if isinstance(exposure, Exposure) else "",
        rounding_base=return_.counting_rules.rounding_base,
        nil_return=bool(return_.nil_return),
        monthly={entry.month: entry.count for entry in return_.received.monthly},
        subjects=_subject_sums(return_.subjects) if isinstance(return_.subjects, tuple) else {},
        minimum_data=minimum_data(return_),
        subject_coding=return_.counting_rules.subject_coding,
        early_count=_of(return_.early_resolution, "count"),
        early_days=_of(return_.early_resolution, "mean_days"),
        closer_count=_of(return_.closer_look, "count"),
        closer_days=_of(return_.closer_look, "mean_days"),
        promised=_of(return_.timescale, "promised"),
        within=_of(return_.timescale, "within"),
        referred=_of(ombudsman, "referred"),
        complied=_of(recommendations, "complied"),
        not_complied=_of(recommendations, "not_complied"),
        payments=_of(return_.compensation, "payments"),
        compensation=_of(return_.compensation, "amount"),
        ombudsman_year=ombudsman.year if isinstance(ombudsman, Ombudsman) else "",
        ombudsman={name: _of(ombudsman, name) for name in OMBUDSMAN} if ombudsman is not None else {},
        feedback={
            name: (_of(group, "responses"), _of(group, "satisfied"))
            for name, group in return_.feedback.groups
            if isinstance(group, FeedbackGroup | Missing)
        },
        rules=dict(return_.counting_rules.statements),
        without_a_count=_without_a_count(return_.subjects) if isinstance(return_.subjects, tuple) else {},
        told=narrative_of(return_),
        learning=learning_words_of(return_),
    )
