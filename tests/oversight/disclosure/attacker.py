"""Somebody who sees what forum and board are shown, knows how returns add up, and solves for what is hidden.

Knows nothing of how the hub hides: written from the contract's rules alone. It is told more than anybody could know:
which figures did not change from one version to the next, even where it sees neither.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, OptimizeResult, milp
from scipy.sparse import dok_array
from sheets_by_name import AT, PLACES

from hub.oversight.disclosure.cells import Mask, Sheets

MOST = 5_000  # nobody would believe more
SUBJECTS = [name for name in PLACES if name.startswith("subject:")]
WRONG = [name for name in PLACES if name.startswith("wrong:")]
MONTHS = [name for name in PLACES if name.startswith("month_")]
HANDLING = ["early_count", "closer_count"]
OUTCOMES = ["ombudsman_upheld", "ombudsman_partly_upheld", "ombudsman_not_upheld"]
GROUPS = ("complainants", "complained_about", "investigators")
LISTS = (SUBJECTS, WRONG)
TABLES = (SUBJECTS, WRONG, MONTHS, HANDLING, OUTCOMES)
SINGLE = ["received", "closed", "went_wrong", "promised", "within", "referred", "complied", "not_complied", "payments"]
SINGLE += ["ombudsman_accepted", "ombudsman_reported", "brought_forward", "carried_forward"]
SINGLE += [f"{group}_{member}" for group in GROUPS for member in ("responses", "satisfied")]
COUNTS = [*SINGLE, *(name for table in TABLES for name in table)]
AT_MOST = [
    ("within", "promised"), ("promised", "closed"), ("went_wrong", "closed"),
    *((f"{group}_satisfied", f"{group}_responses") for group in GROUPS),
    *(zip(WRONG, SUBJECTS, strict=True)),
    *((month, "received") for month in MONTHS),
    *((subject, "received") for subject in SUBJECTS),
]  # fmt: skip
Cell = tuple[int, str]


@dataclass(frozen=True, eq=False)
class Seen:
    """One version of a return: the truth, and what of it is hidden. Shapes: both are one row of places."""

    truth: Sheets
    hidden: Mask
    is_correction: bool = False

    def counts(self, name: str) -> bool:
        """Whether there is a number, seen or hidden. What a list of subjects leaves out is none, until it is hidden."""
        return bool(self.truth[AT[name]] >= 0 or self.hidden[AT[name]])

    def true(self, name: str) -> float:
        value = self.truth[AT[name]]
        return float(value) if value >= 0 else 0.0

    def known(self, table: Iterable[str]) -> list[str]:
        return [name for name in table if self.counts(name)]


@dataclass(eq=False)
class Attack:
    """Every version of some returns of one body, and the equations that tie them.

    Shapes: `periods` holds the versions of each return, the oldest first.
    """

    periods: Sequence[Sequence[Seen]]
    oracle: bool = True
    _cells: dict[Cell, int] = field(default_factory=dict)
    _low: list[float] = field(default_factory=list)
    _high: list[float] = field(default_factory=list)
    _rows: list[tuple[dict[int, float], float, float]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.versions = [version for versions in self.periods for version in versions]
        for number, seen in enumerate(self.versions):
            for name in COUNTS:
                if seen.counts(name):
                    self._add_cell((number, name), seen)
            self._add_up(number, seen)
        if self.oracle:
            self._suppose_unchanged()
        self._carry_over()
        self._limits = self._equations()

    def possible(self, cell: Cell, values: Iterable[int]) -> list[int]:
        """Which of these values a cell may have, for all that is seen."""
        at = self._cells[cell]
        return [value for value in values if self._solvable(at, value)]

    def between(self, cell: Cell) -> tuple[int, int]:
        """The least and the most that a cell may be."""
        at = self._cells[cell]
        ends = []
        for sign in (1, -1):
            goal = np.zeros(len(self._low))
            goal[at] = sign
            ends.append(round(sign * self._solve(goal, self._low, self._high).fun))
        return ends[0], ends[1]

    def small_and_hidden(self, threshold: int) -> list[Cell]:
        """The cells that must stay secret: small, hidden, and not what was open on a day."""
        return [
            (number, name)
            for number, name in self._cells
            if not name.endswith("_forward")
            and self.versions[number].hidden[AT[name]]
            and 0 < self.versions[number].truth[AT[name]] < threshold
        ]

    def _solvable(self, at: int, value: int) -> bool:
        low, high = list(self._low), list(self._high)
        if not low[at] <= value <= high[at]:
            return False
        low[at] = high[at] = value
        nothing = np.zeros(len(low))
        found = self._solve(nothing, low, high)
        if not found.success:  # the solver's first pass has called solvable ones unsolvable
            found = self._solve(nothing, low, high, presolve=False)
        assert found.status in (0, 2), found.message  # solved, or no solution
        return bool(found.success)

    def _solve(self, goal: Sheets, low: list[float], high: list[float], presolve: bool = True) -> OptimizeResult:
        whole = np.ones(len(low))
        return milp(
            goal, constraints=self._limits, bounds=Bounds(low, high), integrality=whole, options={"presolve": presolve}
        )

    def _equations(self) -> LinearConstraint:
        matrix = dok_array((len(self._rows), len(self._low)))
        for row, (weights, _, _) in enumerate(self._rows):
            for at, weight in weights.items():
                matrix[row, at] = weight
        least, most = [least for _, least, _ in self._rows], [most for *_, most in self._rows]
        return LinearConstraint(matrix.tocsc(), least, most)

    def _add_cell(self, cell: Cell, seen: Seen) -> None:
        _number, name = cell
        self._cells[cell] = len(self._low)
        if seen.hidden[AT[name]]:
            self._low.append(self._least(name, seen))
            self._high.append(MOST)
        else:
            self._low.append(seen.true(name))
            self._high.append(seen.true(name))

    def _least(self, name: str, seen: Seen) -> float:
        """A hidden cell is not zero, unless its whole table is hidden: then nobody knows how many zeros are in it.

        After a correction, a cell may be hidden because it was before, or because its table is not shown again.
        """
        if name.endswith("_forward") or seen.is_correction:
            return 0.0
        table = next((table for table in TABLES if name in table), None)
        return float(table is None or not all(seen.hidden[AT[part]] for part in seen.known(table)))

    def _relate(self, number: int, weights: Mapping[str, float], least: float, most: float) -> None:
        row = {self._cells[number, name]: weight for name, weight in weights.items()}
        self._rows.append((row, least, most))

    def _add_up(self, number: int, seen: Seen) -> None:
        multiple = seen.truth[AT["multiple_coding"]] == 1
        for total, parts in (
            ("received", [] if multiple else SUBJECTS),
            ("received", MONTHS),
            ("went_wrong", WRONG),
            ("ombudsman_reported", OUTCOMES),
            ("closed", HANDLING),
        ):
            self._sum(number, seen, total, parts)
        if multiple and seen.counts("received") and (subjects := seen.known(SUBJECTS)):
            self._relate(number, {**dict.fromkeys(subjects, 1.0), "received": -1.0}, 0, np.inf)
        for part, whole in AT_MOST:
            if seen.counts(part) and seen.counts(whole) and seen.true(part) <= seen.true(whole):
                self._relate(number, {whole: 1.0, part: -1.0}, 0, np.inf)
        load = {"brought_forward": 1.0, "received": 1.0, "closed": -1.0, "carried_forward": -1.0}
        if all(seen.counts(name) for name in load):
            self._relate(number, load, 0, 0)

    def _sum(self, number: int, seen: Seen, total: str, parts: list[str]) -> None:
        known = seen.known(parts)
        if not known or not seen.counts(total):
            return
        left = seen.true(total) - sum(seen.true(part) for part in known)
        weights = {**dict.fromkeys(known, -1.0), total: 1.0}
        if left >= 0:
            self._relate(number, weights, 0, 0 if left == 0 else np.inf)

    def _suppose_unchanged(self) -> None:
        number = 0
        for versions in self.periods:
            numbers = range(number, number + len(versions))
            for early in numbers:
                for late in range(early + 1, number + len(versions)):
                    self._equal(early, late)
            number += len(versions)

    def _equal(self, early: int, late: int) -> None:
        before, after = self.versions[early], self.versions[late]
        for name in COUNTS:
            both = (early, name) in self._cells and (late, name) in self._cells
            if both and before.true(name) == after.true(name):
                self._rows.append(({self._cells[early, name]: 1.0, self._cells[late, name]: -1.0}, 0, 0))

    def _carry_over(self) -> None:
        """What was open at the end of one period is open at the beginning of the next, in the last versions."""
        ends = np.cumsum([len(versions) for versions in self.periods]) - 1
        for early, late in zip(ends[:-1].tolist(), ends[1:].tolist(), strict=True):
            this, that = (early, "carried_forward"), (late, "brought_forward")
            if this in self._cells and that in self._cells:
                equal = self.versions[early].true(this[1]) == self.versions[late].true(that[1])
                if equal:
                    self._rows.append(({self._cells[this]: 1.0, self._cells[that]: -1.0}, 0, 0))
