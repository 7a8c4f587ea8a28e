"""The figures of one return: what screens and papers need of it without reading the document again.

A projection, made at ingest and made again by `hub rebuild`; the document stays the truth. Values only.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from hub.contract.minimum_data import ItemReport, Reported, minimum_data
from hub.contract.model import Caseload, Cell, Count, Exposure, Mark, Missing, Return, SubjectCount


@dataclass(frozen=True, slots=True)
class Figures:
    """What one return says in numbers.

    Shapes: `monthly` maps `2026-04` to a cell; `subjects` maps a subject code to the sum of its lines.
    Missing: cells keep the status that the body gave; a subject is there only where all its lines are numbers,
    and its `went_wrong` is None unless every line gives it.
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

    def as_json(self) -> dict[str, Any]:
        """As the store keeps it."""
        return {
            "received": _cell_as_json(self.received),
            "brought_forward": _cell_as_json(self.brought_forward),
            "closed": _cell_as_json(self.closed),
            "carried_forward": _cell_as_json(self.carried_forward),
            "went_wrong": _cell_as_json(self.went_wrong),
            "exposure": _cell_as_json(self.exposure),
            "exposure_of": self.exposure_of,
            "rounding_base": self.rounding_base,
            "nil_return": self.nil_return,
            "monthly": {month: _cell_as_json(cell) for month, cell in self.monthly.items()},
            "subjects": {code: list(sums) for code, sums in self.subjects.items()},
            "minimum_data": [[r.item, r.reported, r.have, r.of, r.status] for r in self.minimum_data],
        }

    @classmethod
    def from_json(cls, facts: Mapping[str, Any]) -> Figures:
        """From what `as_json` gave."""
        cells = ("received", "brought_forward", "closed", "carried_forward", "went_wrong", "exposure")
        return cls(
            **{name: _cell_from_json(facts[name]) for name in cells},
            exposure_of=facts["exposure_of"],
            rounding_base=facts["rounding_base"],
            nil_return=facts["nil_return"],
            monthly={month: _cell_from_json(cell) for month, cell in facts["monthly"].items()},
            subjects={code: (count, wrong) for code, (count, wrong) in facts["subjects"].items()},
            minimum_data=tuple(
                ItemReport(item, Reported(state), have, of, Missing(status) if status else None)
                for item, state, have, of, status in facts["minimum_data"]
            ),
        )


def _cell_as_json(cell: Cell) -> Any:
    if isinstance(cell, Count):
        return [cell.value, cell.mark] if cell.mark else cell.value
    return cell


def _cell_from_json(value: Any) -> Cell:
    if isinstance(value, list):
        return Count(value[0], Mark(value[1]))
    if isinstance(value, str):
        return Missing(value)
    return None if value is None else Count(value)


def _subject_sums(lines: tuple[SubjectCount, ...]) -> dict[str, tuple[int, int | None]]:
    sums: dict[str, tuple[int | None, int | None]] = {}
    for line in lines:
        count, wrong = sums.get(line.subject, (0, 0))
        sums[line.subject] = _plus(count, line.count), _plus(wrong, line.went_wrong)
    return {subject: (count, wrong) for subject, (count, wrong) in sums.items() if count is not None}


def _plus(sum_: int | None, cell: Cell) -> int | None:
    """The sum with one more cell; None for ever when one of them holds no number."""
    return sum_ + cell.value if sum_ is not None and isinstance(cell, Count) else None


def figures_of(return_: Return) -> Figures:
    """The figures of an accepted return."""
    load, exposure = return_.caseload, return_.exposure
    return Figures(
        received=return_.received.total,
        brought_forward=load.brought_forward if isinstance(load, Caseload) else load,
        closed=load.closed if isinstance(load, Caseload) else load,
        carried_forward=load.carried_forward if isinstance(load, Caseload) else load,
        went_wrong=return_.went_wrong.count,
        exposure=exposure.quantity if isinstance(exposure, Exposure) else exposure,
        exposure_of=exposure.what if isinstance(exposure, Exposure) else "",
        rounding_base=return_.counting_rules.rounding_base,
        nil_return=bool(return_.nil_return),
        monthly={entry.month: entry.count for entry in return_.received.monthly},
        subjects=_subject_sums(return_.subjects) if isinstance(return_.subjects, tuple) else {},
        minimum_data=minimum_data(return_),
    )
