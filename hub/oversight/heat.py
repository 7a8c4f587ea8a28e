"""The heat map: each subject of each body in one period, its share beside the body's own past.

Says of each cell what is there, and where chance is the likelier explanation. Compares no body with another.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from hub.oversight.arrays import Bools, Floats
from hub.oversight.learning.subject_table import SubjectTable
from hub.oversight.meaning import Meaning
from hub.oversight.reporting import Rate
from hub.oversight.themes.emerging import PAST, Look
from hub.oversight.themes.rates import probability
from hub.oversight.themes.shared import BEYOND


class Heat(StrEnum):
    """What a share says beside the body's own past."""

    ROSE = "rose"
    HIGHER = "higher"
    AS_BEFORE = "as_before"
    LOWER = "lower"
    FELL = "fell"
    NOT_JUDGED = "not_judged"
    NOT_GIVEN = "not_given"
    HIDDEN = "hidden"

    @property
    def label(self) -> str:
        """As people read it."""
        return {
            Heat.ROSE: "Rose",
            Heat.HIGHER: "Higher",
            Heat.AS_BEFORE: "As before",
            Heat.LOWER: "Lower",
            Heat.FELL: "Fell",
            Heat.NOT_JUDGED: "Not judged",
            Heat.NOT_GIVEN: "Not given",
            Heat.HIDDEN: "Not shown",
        }[self]

    @property
    def stands_out(self) -> bool:
        """Whether it is other than the body's own past."""
        return self in (Heat.ROSE, Heat.HIGHER, Heat.LOWER, Heat.FELL)


@dataclass(frozen=True, slots=True)
class HeatCell:
    """One subject of one body.

    Units: `now` is of the period, `before` of the periods before it, eight at most.
    Missing: `now` is None where nothing is given or shown, `before` where the body has no past to compare.
    `over_the_year` is True where it rose or fell over the last year, and not in this period alone.
    """

    organisation: str
    subject: str
    heat: Heat
    now: Rate | None = None
    before: Rate | None = None
    over_the_year: bool = False


@dataclass(frozen=True, slots=True)
class HeatMap:
    """The cells of one period.

    Shapes: `cells` by organisation and subject, in the order of the panel's bodies and of the published subjects.
    Units: of the `judged` cells `by_chance` are expected to be higher though nothing has changed, and as many lower.
    """

    organisations: tuple[str, ...]
    subjects: tuple[str, ...]
    cells: dict[tuple[str, str], HeatCell]
    judged: int

    @property
    def by_chance(self) -> float:
        """How many would be called higher, and as many lower, by chance alone."""
        return BEYOND * self.judged

    def standing_out(self) -> tuple[str, ...]:
        """The subjects that are other than before in any body, in the order of the published ones."""
        out = {subject for (_, subject), cell in self.cells.items() if cell.heat.stands_out}
        return tuple(subject for subject in self.subjects if subject in out)


def heat_map(meaning: Meaning) -> HeatMap:
    """The heat map of the last period of what the returns mean."""
    table, found = meaning.subjects, meaning.emerging
    cells = {(cell.organisation, cell.subject): cell for cell in _cells(meaning)}
    judged = int(np.isfinite(found.share_rises).sum())
    return HeatMap(tuple(table.bodies), tuple(table.codes), cells, judged)


def _cells(meaning: Meaning) -> Iterator[HeatCell]:
    table, hidden = meaning.subjects, _hidden(meaning)
    now, of, before, before_of = _figures(table)
    given, had = (of > 0).tolist(), (before_of > 0).tolist()
    for row, body in enumerate(table.bodies):
        for at, subject in enumerate(table.codes):
            if hidden[row, at] or not given[row][at]:
                yield HeatCell(body, subject, Heat.HIDDEN if hidden[row, at] else Heat.NOT_GIVEN)
                continue
            heat, year = _heat(meaning, row, at)
            past = Rate(int(before[row, at]), int(before_of[row, at])) if had[row][at] else None
            yield HeatCell(body, subject, heat, Rate(int(now[row, at]), int(of[row, at])), past, year)


def _heat(meaning: Meaning, row: int, at: int) -> tuple[Heat, bool]:
    found, place = meaning.emerging, (row, at)
    over_the_year = bool(found.look[place] == Look.YEAR)
    if found.rose[place] or found.fell[place]:
        return (Heat.ROSE if found.rose[place] else Heat.FELL), over_the_year
    rises = float(found.share_rises[place])
    if not np.isfinite(rises):
        return Heat.NOT_JUDGED, False
    if min(probability(np.array([rises, -rises])).tolist()) > BEYOND:
        return Heat.AS_BEFORE, False
    return (Heat.HIGHER if rises > 0 else Heat.LOWER), False


def _hidden(meaning: Meaning) -> Bools:
    """Whether the count of a subject, or what it is a share of, is not shown. Shapes: [bodies, subjects]."""
    panel = meaning.panel
    counts = [panel.is_hidden(f"subject:{code}")[:, -1] for code in meaning.subjects.codes]
    hidden: Bools = np.column_stack(counts) | panel.is_hidden("received")[:, -1:]
    return hidden


def _figures(table: SubjectTable) -> tuple[Floats, Floats, Floats, Floats]:
    """This period's counts and what they are of, and those of the past that can be compared. [bodies, subjects]."""
    given = np.isfinite(table.counts) & table.usable[:, None, :] & (table.received[:, None, :] >= 0)
    counts = np.where(given, table.counts, 0.0)
    base = np.where(given, np.maximum(table.received[:, None, :], counts), 0.0)
    past = np.s_[:, :, max(table.counts.shape[2] - 1 - PAST, 0) : -1]
    return counts[:, :, -1], base[:, :, -1], counts[past].sum(axis=2), base[past].sum(axis=2)
