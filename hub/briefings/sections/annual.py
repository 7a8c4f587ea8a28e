"""The section of a department's annual report about complaints: the Ombudsman's figures, compensation, and context.

Source: Cabinet Office, guidance on preparing annual reports and accounts, section 27; Managing Public Money, A4.14.17.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from hub.briefings.material import Material
from hub.briefings.notes import Notes
from hub.briefings.paper import Block, Heading, Look, Place, Said, Table, Words, paragraph, words
from hub.briefings.sections.figured import count, x_of_n
from hub.oversight.learning.before_after import Verdict
from hub.oversight.questions import OUTSIDE
from hub.oversight.reporting import Rate
from hub.oversight.written import listed

TITLE = "Complaints to the Parliamentary Ombudsman"
PLACES = (
    "ombudsman_accepted",
    "ombudsman_reported",
    "ombudsman_upheld",
    "ombudsman_partly_upheld",
    "ombudsman_not_upheld",
    "complied",
    "not_complied",
)
HEAD = (
    "Organisation",
    "Year of the figures",
    "Accepted for investigation",
    "Reported on",
    "Upheld in full",
    "Upheld in part",
    "Not upheld",
)
ADVICE = ("Organisation", "Complied with", "Not complied with")
FIRST = 5  # of the places: those of the first table
OUTCOMES = (2, 3, 4)  # of the places: those that are shares of what was reported on
ITS_YEAR = (
    "The Ombudsman’s year can differ from the financial year of this report; the year of each organisation’s figures "
    "stands beside them. Take the figures that the Ombudsman publishes where they differ."
)
ALL_TOGETHER = "All, of the figures shown"
NO_YEAR = "No year given"


@dataclass(frozen=True, slots=True)
class _Year:
    """What the returns of the last year tell together, where a figure is shown.

    Units: `pounds` were paid in `payments`; `returns` told something of them. Missing: 0 where nobody told any.
    """

    received: int
    closed: int
    came: Rate
    payments: int
    pounds: float
    paying: int
    returns: int


def section(material: Material, notes: Notes) -> Iterator[Block]:
    """The section as it stands in a pack."""
    yield Heading("For the annual report")
    yield from table(material, notes)
    yield Heading("Compensation", 2)
    yield _compensation(material, notes)
    yield Heading("In context", 2)
    yield from _context(material, notes)


def table(material: Material, notes: Notes) -> Iterator[Block]:
    """The Ombudsman's figures of each organisation, with the year that they are of."""
    rows = [_numbers(material, body) for body in range(len(material.picture.rows))]
    places = [_place(material, body) for body in range(len(material.picture.rows))]
    named = [row.organisation.name for row in material.picture.rows]
    told = [_cells(numbers, hidden) for numbers, hidden in rows]
    sums = [_sum([numbers[at] for numbers, _ in rows]) for at in range(len(PLACES))]
    together = _cells(sums, [False] * len(PLACES))
    years = [notes.said(material.years.get(place) or NO_YEAR, [place]) for place in places]
    all_years = _years(material, places)
    first: list[tuple[Words, ...]] = [
        (name, year, *cells[:FIRST]) for name, year, cells in zip(named, years, told, strict=True)
    ]
    first.append((Said(ALL_TOGETHER, Look.STRONG), all_years, *together[:FIRST]))
    second: list[tuple[Words, ...]] = [(name, *cells[FIRST:]) for name, cells in zip(named, told, strict=True)]
    second.append((Said(ALL_TOGETHER, Look.STRONG), *together[FIRST:]))
    yield paragraph(Said(ITS_YEAR, Look.QUIET))
    yield _table(TITLE, HEAD, first, (2.2, 1.2, 1.3, 1.1, 1.2, 1.2, 1.2), 2)
    yield _table("Recommendations of the Ombudsman", ADVICE, second, (2.2, 1, 1), 1)


def _table(
    caption: str, head: tuple[str, ...], rows: Sequence[Sequence[Words]], shares: tuple[float, ...], texts: int
) -> Table:
    numeric = tuple(at >= texts for at in range(len(head)))
    return Table(caption, head, tuple(tuple(map(words, row)) for row in rows), numeric, shares)


def _place(material: Material, body: int) -> Place:
    """The return that tells the Ombudsman's figures last."""
    period = material.picture.meaning.latest[OUTSIDE.code].periods[body]
    return material.picture.rows[body].organisation.code, period.name


def _numbers(material: Material, body: int) -> tuple[Sequence[float], Sequence[bool]]:
    panel = material.picture.meaning.panel
    at = [period.name for period in panel.periods].index(_place(material, body)[1])
    return (
        [float(panel.of(place)[body, at]) for place in PLACES],
        [bool(panel.is_hidden(place)[body, at]) for place in PLACES],
    )


def _cells(numbers: Sequence[float], hidden: Sequence[bool]) -> list[str]:
    told = [count(value, bool(kept)) for value, kept in zip(numbers, hidden, strict=True)]
    reported = numbers[1]
    if np.isfinite(reported) and reported > 0:
        for at in OUTCOMES:
            if np.isfinite(numbers[at]):
                told[at] = x_of_n(int(numbers[at]), int(reported))
    return told


def _sum(numbers: Sequence[float]) -> float:
    """All that are shown together. Missing: NaN where none is."""
    shown = [number for number in numbers if np.isfinite(number)]
    return sum(shown) if shown else np.nan


def _years(material: Material, places: Sequence[Place]) -> str:
    years = sorted({year for place in places if (year := material.years.get(place))})
    return listed(years) if years else NO_YEAR


def _year(material: Material) -> tuple[_Year, list[Place]]:
    panel = material.picture.meaning.panel
    last = slice(-panel.in_a_year, None)
    payments, pounds = panel.of("payments")[:, last], panel.of("compensation")[:, last]
    told = np.isfinite(payments)
    both = told & np.isfinite(pounds) & (payments > 0)
    came = panel.came[:, last]
    periods = panel.periods[last]
    places = [(panel.bodies[body], periods[at].name) for body, at in np.argwhere(came).tolist()]
    return (
        _Year(
            received=int(np.nansum(panel.of("received")[:, last])),
            closed=int(np.nansum(panel.of("closed")[:, last])),
            came=Rate(int(came.sum()), came.size),
            payments=int(payments[both].sum()),
            pounds=float(pounds[both].sum()),
            paying=int(both.any(axis=1).sum()),
            returns=int(told.sum()),
        ),
        places,
    )


def _span(material: Material) -> str:
    panel = material.picture.meaning.panel
    periods = panel.periods[-panel.in_a_year :]
    return periods[0].label if len(periods) == 1 else f"{periods[0].label} to {periods[-1].label}"


def _compensation(material: Material, notes: Notes) -> Block:
    year, places = _year(material)
    if not year.returns:
        return paragraph("No return tells of compensation payments for maladministration.")
    told = (
        f"In the returns for {_span(material)}, {year.paying:,} of {len(material.picture.rows):,} organisations report "
        f"compensation payments arising from maladministration whose number and amount are shown: {year.payments:,} "
        f"payments, £{year.pounds:,.0f} in all."
    )
    return paragraph(notes.said(told, places))


def _context(material: Material, notes: Notes) -> Iterator[Block]:
    year, places = _year(material)
    rows, done = material.picture.rows, [body.adoption is not None for body in material.standards]
    yield paragraph(
        notes.said(
            f"The department oversees complaint handling at {len(rows):,} organisations. In the returns for "
            f"{_span(material)} they received {year.received:,} complaints and closed {year.closed:,}, in "
            f"{year.came} returns that were due.",
            places,
        )
    )
    worked = sum(one.verdict is Verdict.IMPROVED for one in material.picture.meaning.effects)
    yield paragraph(
        f"Each organisation tells what it learnt and what it changed. Of {len(material.picture.meaning.effects):,} "
        f"changes whose effect can be looked at, {worked:,} show an improvement in the figures. Whether the Complaint "
        f"Standards are adopted is recorded of {sum(done):,} of {len(rows):,} organisations. The department’s board "
        "reads these figures, with what they cannot tell, at its meetings."
    )
