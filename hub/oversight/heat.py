"""The heat map: each subject of each body in one period, its share beside the body's own past.

Says of each cell what is there, and where chance is the likelier explanation. Compares no body with another.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from hub.oversight.arrays import Bools, Codes, Floats, closed
from hub.oversight.learning.subject_table import SubjectTable
from hub.oversight.meaning import Meaning
from hub.oversight.once import once_for_each
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


HEATS = tuple(Heat)


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


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class HeatMap:
    """The cells of one period.

    Shapes: the arrays are [organisations, subjects], in the order of the panel's bodies and of the published subjects;
    `heats` are places in HEATS.
    Units: of the `judged` cells `by_chance` are expected to be higher though nothing has changed, and as many lower.
    """

    organisations: tuple[str, ...]
    subjects: tuple[str, ...]
    heats: Codes
    figures: tuple[Floats, Floats, Floats, Floats]  # now, of, before, before_of
    over_the_year: Bools
    judged: int

    @property
    def by_chance(self) -> float:
        """How many would be called higher, and as many lower, by chance alone."""
        return BEYOND * self.judged

    def cells(self, organisations: Iterable[str], subjects: Iterable[str]) -> Iterator[HeatCell]:
        """The cells of these organisations and subjects, one organisation after the other."""
        rows = _rows(self)
        columns = [self.subjects.index(code) for code in subjects]
        for code in organisations:
            for at in columns:
                yield self._cell(rows[code], at)

    def beyond_chance(self) -> tuple[str, ...]:
        """The subjects that rose or fell in any body, in the order of the published ones."""
        found = np.isin(self.heats, [HEATS.index(Heat.ROSE), HEATS.index(Heat.FELL)]).any(axis=0)
        return tuple(self.subjects[at] for at in np.flatnonzero(found).tolist())

    def _cell(self, row: int, at: int) -> HeatCell:
        body, subject, heat = self.organisations[row], self.subjects[at], HEATS[self.heats[row, at]]
        if heat in (Heat.HIDDEN, Heat.NOT_GIVEN):
            return HeatCell(body, subject, heat)
        now, of, before, before_of = (int(figure[row, at]) for figure in self.figures)
        past = Rate(before, before_of) if before_of else None
        return HeatCell(body, subject, heat, Rate(now, of), past, bool(self.over_the_year[row, at]))


@once_for_each
def _rows(heat: HeatMap) -> dict[str, int]:
    return {code: row for row, code in enumerate(heat.organisations)}


@once_for_each
def heat_map(meaning: Meaning) -> HeatMap:
    """The heat map of the last period of what the returns mean."""
    table, found = meaning.subjects, meaning.emerging
    figures = _figures(table)
    moved = found.rose | found.fell
    return HeatMap(
        tuple(table.bodies),
        tuple(table.codes),
        _heats(meaning, figures[1] > 0),
        figures,
        closed(moved & (found.look == Look.YEAR)),
        int(np.isfinite(found.share_rises).sum()),
    )


def _heats(meaning: Meaning, given: Bools) -> Codes:
    """Which of HEATS each cell is; the first that holds."""
    found = meaning.emerging
    rises = found.share_rises
    higher, lower = (probability(sign * rises) <= BEYOND for sign in (1.0, -1.0))
    conditions = {
        Heat.HIDDEN: _hidden(meaning),
        Heat.NOT_GIVEN: ~given,
        Heat.ROSE: found.rose,
        Heat.FELL: found.fell,
        Heat.NOT_JUDGED: ~np.isfinite(rises),
        Heat.HIGHER: higher,
        Heat.LOWER: lower,
    }
    places = [HEATS.index(heat) for heat in conditions]
    heats = np.select(list(conditions.values()), places, HEATS.index(Heat.AS_BEFORE))
    return closed(heats.astype(np.int8))


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
    sums = counts[:, :, -1], base[:, :, -1], counts[past].sum(axis=2), base[past].sum(axis=2)
    now, of, before, before_of = map(closed, sums)
    return now, of, before, before_of
