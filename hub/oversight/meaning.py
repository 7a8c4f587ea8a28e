"""What the returns of some bodies mean: measures, change, comparison and subjects, made together from one panel.

Asks nobody and knows no caller: numbers that may not be shown are not in the panel that it is given.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from hub.contract.sheet import subjects
from hub.oversight.arrays import Bools, Floats, closed
from hub.oversight.between import Between, between
from hub.oversight.breaking import breaks_of, starts_of, statements
from hub.oversight.change import Change, change
from hub.oversight.comparison.comparability import Comparability, comparability
from hub.oversight.marks import Bearings
from hub.oversight.measures.book import MEASURES
from hub.oversight.measures.values import Values, subject_values, values
from hub.oversight.panel import MONTHS_IN, Panel
from hub.oversight.spc.breaks import Break
from hub.oversight.themes.emerging import Emerging, emerging

MONTHS_IN_A_YEAR = 12


@dataclass(frozen=True, slots=True, eq=False)
class Subjects:
    """Complaints by subject.

    Shapes: `codes` are the published subjects; `counts` are bodies x subjects x periods, `received` bodies x periods.
    """

    codes: tuple[str, ...]
    counts: Floats
    received: Floats
    emerging: Emerging


@dataclass(frozen=True, slots=True, eq=False)
class Meaning:
    """What the returns mean.

    Shapes: `values` by the code of a measure, `breaks` one tuple a body, in the order of the panel's bodies.
    """

    panel: Panel
    values: Mapping[str, Values]
    breaks: tuple[tuple[Break, ...], ...]
    change: Change
    between: Between
    comparability: Comparability
    subjects: Subjects


def meaning(panel: Panel, exposures: Sequence[str], rebases: Sequence[Break], bearings: Bearings) -> Meaning:
    """What a panel means. Shapes: `exposures` says what each body's exposure counts, empty where nothing is known."""
    told = [values(panel, measure) for measure in MEASURES]
    breaks = breaks_of(panel, rebases, bearings)
    return Meaning(
        panel,
        {one.measure.code: one for one in told},
        breaks,
        change(panel, told, _starts(panel, breaks)),
        between(told, exposures),
        comparability(_stated(panel)),
        _subjects(panel, breaks),
    )


def _starts(panel: Panel, breaks: Sequence[Sequence[Break]]) -> Mapping[str, Bools]:
    """Where each measure's series begin anew; only a rebase is of one measure alone."""
    every = starts_of(panel, breaks)
    alone = {one.measure for of_it in breaks for one in of_it} - {""}
    return {
        measure.code: starts_of(panel, breaks, measure.code) if measure.code in alone else every for measure in MEASURES
    }


def _stated(panel: Panel) -> dict[str, dict[str, str]]:
    last = len(panel.periods) - 1
    return {code: statements(panel, row, last) for row, code in enumerate(panel.bodies) if panel.came[row, last]}


def _subjects(panel: Panel, breaks: Sequence[Sequence[Break]]) -> Subjects:
    codes = subjects()
    counts, received = subject_values(panel, codes)
    usable = panel.came & _since_the_last_start(starts_of(panel, breaks, by_subject=True))
    in_a_year = MONTHS_IN_A_YEAR // MONTHS_IN[panel.periods[-1].kind]
    return Subjects(codes, closed(counts), received, emerging(counts, received, usable, in_a_year))


def _since_the_last_start(starts: Bools) -> Bools:
    """The periods from the last new beginning on, all of them where there is none."""
    passed = np.cumsum(starts, axis=1)
    return np.asarray(passed == passed[:, -1:])
