"""What the returns of some bodies mean: measures, change, comparison and subjects, made together from one panel.

Asks nobody and knows no caller: numbers that may not be shown are not in the panel that it is given.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType

import numpy as np

from hub.contract.period import Period
from hub.contract.sheet import subjects
from hub.oversight.arrays import Bools, closed
from hub.oversight.between import Between, between
from hub.oversight.breaking import Stated, breaks_of, starts_of
from hub.oversight.by_subject import BySubject, by_subject
from hub.oversight.change import Change, change
from hub.oversight.comparison.comparability import Comparability, comparability
from hub.oversight.disclosure.audience import Audience
from hub.oversight.disclosure.measured import with_shown_values
from hub.oversight.disclosure.rule import hidden
from hub.oversight.disclosure.suppressed import Disclosure, disclosure
from hub.oversight.disclosure.told import as_told_to
from hub.oversight.learning.body import BodyLearning, loop_of
from hub.oversight.learning.effect import Effect, effects
from hub.oversight.learning.subject_table import SubjectTable
from hub.oversight.marks import NO_BEARINGS, Bearings
from hub.oversight.material import Material
from hub.oversight.measures.book import MEASURES, OF_A_SUBJECT
from hub.oversight.measures.latest import Latest, latest
from hub.oversight.measures.values import Values, subject_values, values
from hub.oversight.panel import Panel, panel_of, sheets_of
from hub.oversight.spc.breaks import Break
from hub.oversight.themes.emerging import Emerging, emerging
from hub.oversight.themes.failings import known_in
from hub.oversight.themes.gathered import themes
from hub.oversight.themes.theme import Theme


@dataclass(frozen=True, slots=True)
class Reader:
    """For whom it is made, and when. Units: counts of people below `smallest_shown` are hidden where they must be."""

    audience: Audience
    smallest_shown: int
    today: date
    bearings: Bearings = NO_BEARINGS


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class Meaning:
    """What the returns mean.

    Shapes: `values` and `latest` by the code of a measure; `breaks` and `learning` one a body,
    in the order of the panel's.
    Missing: `disclosure` is None where nothing is hidden from the audience.
    """

    panel: Panel
    values: Mapping[str, Values]
    latest: Mapping[str, Latest]
    breaks: tuple[tuple[Break, ...], ...]
    change: Change
    between: Between
    comparability: Comparability
    subjects: SubjectTable
    by_subject: BySubject
    emerging: Emerging
    learning: tuple[BodyLearning, ...]
    effects: tuple[Effect, ...]
    themes: tuple[Theme, ...]
    disclosure: Disclosure | None


def meaning_of(bodies: Sequence[str], periods: Sequence[Period], material: Material, reader: Reader) -> Meaning:
    """What the returns of these bodies for these periods mean. Shapes: periods oldest first, the last asked about.

    Whatever is computed is computed from what the audience may see.
    """
    panel = _shown_to(reader, panel_of(bodies, periods, material.sheets), material)
    told = [values(panel, measure) for measure in MEASURES]
    stated = Stated(panel)
    seen = as_told_to(reader.audience, replace(material, confirmed=known_in(material.confirmed, periods)))
    breaks = breaks_of(panel, stated, seen.rebases, reader.bearings)
    learning = tuple(_learning(panel, material, seen, reader))
    if reader.audience.protected:
        learning = tuple(with_shown_values(learning, panel, seen, reader.smallest_shown))
    subjects = _subjects(panel, breaks)
    found = emerging(subjects.counts, subjects.received, subjects.usable, panel.in_a_year)
    effect = effects(learning, subjects)
    return Meaning(
        panel,
        MappingProxyType({one.measure.code: one for one in told}),
        MappingProxyType({one.measure.code: latest(panel, one) for one in told}),
        breaks,
        change(panel, told, _starts(panel, breaks)),
        between(told, [material.exposures.get(code, "") for code in bodies]),
        comparability(_stated_now(panel, stated)),
        subjects,
        by_subject(subjects, starts_of(panel, breaks, OF_A_SUBJECT.code, by_subject=True)),
        found,
        learning,
        effect,
        themes(subjects, found, seen.narratives, effect, seen.confirmed, panel.in_a_year),
        _disclosure(panel, reader),
    )


def _shown_to(reader: Reader, panel: Panel, material: Material) -> Panel:
    """The panel as an audience may see it."""
    if not reader.audience.protected:
        return panel
    names = [period.name for period in panel.periods]
    place = {(panel.bodies[body], names[at]): row for row, (body, at) in enumerate(np.argwhere(panel.came).tolist())}
    earlier = zip(material.earlier, sheets_of(packed for *_, packed in material.earlier), strict=True)
    before = [(place[body, at], sheet) for (body, at, *_), sheet in earlier if (body, at) in place]
    mask = np.zeros(panel.sheets.shape, dtype=bool)
    mask[panel.came] = hidden(panel.sheets[panel.came], before, reader.smallest_shown)
    return panel.without(mask)


def _disclosure(panel: Panel, reader: Reader) -> Disclosure | None:
    if not reader.audience.protected:
        return None
    of = [panel.bodies[body] for body in np.argwhere(panel.came)[:, 0]]
    return disclosure(panel.hidden[panel.came], of, reader.smallest_shown)


def _learning(panel: Panel, material: Material, seen: Material, reader: Reader) -> Iterator[BodyLearning]:
    column = {period.start: column for column, period in enumerate(panel.periods)}
    figures = [panel.of(place).tolist() for place in ("went_wrong", "promised", "within")]
    for row, code in enumerate(panel.bodies):
        told = material.narratives.get(code, ())
        columns = [column[period.start] for period, _ in told]
        went_wrong, promised, within = ([figure[row][at] for at in columns] for figure in figures)
        yield loop_of(
            code,
            told,
            reader.today,
            went_wrong=went_wrong,
            promised=promised,
            within=within,
            repeated=seen.repeated.get(code, ()),
            seen=seen.narratives.get(code, ()),
        )


def _starts(panel: Panel, breaks: Sequence[Sequence[Break]]) -> Mapping[str, Bools]:
    """Where each measure's series begin anew; only a rebase is of one measure alone."""
    every = starts_of(panel, breaks)
    alone = {one.measure for of_it in breaks for one in of_it} - {""}
    return {
        measure.code: starts_of(panel, breaks, measure.code) if measure.code in alone else every for measure in MEASURES
    }


def _stated_now(panel: Panel, stated: Stated) -> dict[str, dict[str, str]]:
    last = len(panel.periods) - 1
    return {code: stated.in_period(row, last) for row, code in enumerate(panel.bodies) if panel.came[row, last]}


def _subjects(panel: Panel, breaks: Sequence[Sequence[Break]]) -> SubjectTable:
    codes = subjects()
    counts, received = subject_values(panel, codes)
    usable = panel.came & _since_the_last_start(starts_of(panel, breaks, by_subject=True))
    months = tuple(date.fromisoformat(f"{month}-01") for period in panel.periods for month in period.months)
    return SubjectTable(
        panel.bodies, codes, panel.periods, closed(counts), received, closed(usable), months, panel.months()
    )


def _since_the_last_start(starts: Bools) -> Bools:
    """The periods from the last new beginning on, all of them where there is none."""
    passed = np.cumsum(starts, axis=1)
    return np.asarray(passed == passed[:, -1:])
