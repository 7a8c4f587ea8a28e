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
from hub.contract.period import Period
from hub.oversight.learning.before_after import Verdict
from hub.oversight.questions import OUTSIDE
from hub.oversight.reporting import Rate
from hub.oversight.written import how_many

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
REPORTED, OUTCOMES = 1, (2, 3, 4)  # of the places: what was reported on, and its shares
ITS_YEAR = (
    "The Ombudsman’s year can differ from the financial year of this report; the year of each organisation’s figures "
    "stands beside them. Take the figures that the Ombudsman publishes where they differ."
)
ALL_TOGETHER = "All, of the figures shown"
NONE_SHOWN = "None shown"
NONE_TO_SHOW = "No compensation payment for maladministration can be shown"
NOT_SHOWN = "whose number or amount is not shown"
NO_PAYMENT = "No return tells of compensation payments for maladministration."
NO_YEAR = "No year given"
NO_ADVICE = "No return tells of recommendations of the Ombudsman."


@dataclass(frozen=True, slots=True)
class _Total:
    """What returns tell together of one figure. Units: `told` of the returns that came show it."""

    amount: int
    told: Rate
    owed: int

    def in_words(self, what: str) -> str:
        """`at least 1,234 complaints, told by 39 of 42 returns`: at least, unless every return owed shows it."""
        least = "" if self.told.numerator == self.owed else "at least "
        return f"{least}{self.amount:,}{what}, told by {self.told} returns"


@dataclass(frozen=True, slots=True)
class _Paid:
    """Compensation in the last year, where a figure is shown.

    Units: `pounds` were paid in `payments` by `paying` organisations; `returns` tell how many payments there were, of
    which `hidden` others tell it and it is not shown, or not the amount.
    """

    payments: int
    pounds: float
    paying: int
    returns: int
    hidden: int


def section(material: Material, notes: Notes) -> Iterator[Block]:
    """The section as it stands in a pack."""
    yield Heading("For the annual report")
    yield from table(material, notes)
    yield Heading("Compensation", 2)
    yield _compensation(material, notes)
    yield Heading("In context", 2)
    yield from _context(material, notes)


def table(material: Material, notes: Notes) -> Iterator[Block]:
    """The Ombudsman's figures of each organisation, with the year that they are of; together year by year."""
    bodies = [_Body(material, at) for at in range(len(material.picture.rows))]
    first: list[tuple[Words, ...]] = [(one.name, one.said_year(notes), *one.cells[:FIRST]) for one in bodies]
    second: list[tuple[Words, ...]] = [(one.name, *one.cells[FIRST:]) for one in bodies]
    for year, cells, said in _together(bodies, slice(None, FIRST), notes):
        first.append((Said(said, Look.STRONG), year, *cells))
    for year, cells, said in _together(bodies, slice(FIRST, None), notes):
        second.append(([Said(f"{said}, ", Look.STRONG), year], *cells))
    yield paragraph(Said(ITS_YEAR, Look.QUIET))
    yield _table(TITLE, HEAD, first, (2.2, 1.2, 1.3, 1.1, 1.2, 1.2, 1.2), 2)
    if any(np.isfinite(one.numbers[at]) or one.hidden[at] for one in bodies for at in range(FIRST, len(PLACES))):
        yield _table("Recommendations of the Ombudsman", ADVICE, second, (2.2, 1, 1), 1)
    else:
        yield paragraph(notes.said(NO_ADVICE, [one.place for one in bodies]))


class _Body:
    """What one organisation tells of the Ombudsman, in the order of `PLACES`. Missing: NaN in `numbers`."""

    def __init__(self, material: Material, body: int) -> None:
        panel = material.picture.meaning.panel
        self.place = _place(material, body)
        at = [period.name for period in panel.periods].index(self.place[1])
        self.name = material.picture.rows[body].organisation.name
        self.year = material.years.get(self.place) or NO_YEAR
        self.numbers = [float(panel.of(place)[body, at]) for place in PLACES]
        self.hidden = hidden = [bool(panel.is_hidden(place)[body, at]) for place in PLACES]
        told = [count(number, kept) for number, kept in zip(self.numbers, hidden, strict=True)]
        marks = material.marks.get(self.place, {})
        self.cells = [
            (_share(self, at) if _is_share(self, at) else said) + (f", {marks[place].value}" if place in marks else "")
            for at, (place, said) in enumerate(zip(PLACES, told, strict=True))
        ]

    def said_year(self, notes: Notes) -> Said:
        """The year that its figures are of, with the return."""
        return notes.said(self.year, [self.place])


def _is_share(body: _Body, at: int) -> bool:
    return bool(at in OUTCOMES and np.isfinite(body.numbers[at]) and body.numbers[REPORTED] > 0)


def _share(body: _Body, at: int) -> str:
    return x_of_n(int(body.numbers[at]), int(body.numbers[REPORTED]))


def _together(bodies: Sequence[_Body], places: slice, notes: Notes) -> Iterator[tuple[Said, list[str], str]]:
    """The figures shown of one year together: the year, the cells, and of how many organisations they are."""
    wanted = range(len(PLACES))[places]
    shown = [one for one in bodies if any(np.isfinite(one.numbers[at]) for at in wanted)]
    for year in sorted({one.year for one in shown}):
        of_it = [one for one in shown if one.year == year]
        parts = [[one for one in of_it if _counts_in(one, at)] for at in wanted]
        same = all(len(part) == len(of_it) for part in parts)
        cells = [_all(part, at, of_how_many=not same) for part, at in zip(parts, wanted, strict=True)]
        said = f"{ALL_TOGETHER}: {how_many(len(of_it), 'organisation', 'organisations')}"
        yield notes.said(year, [one.place for one in of_it]), cells, said if same else ALL_TOGETHER


def _counts_in(body: _Body, at: int) -> bool:
    """Whether a figure of a body counts in a total: an outcome only beside what it is a share of."""
    return bool(np.isfinite(body.numbers[at]) and (at not in OUTCOMES or np.isfinite(body.numbers[REPORTED])))


def _all(bodies: Sequence[_Body], at: int, *, of_how_many: bool) -> str:
    if not bodies:
        return NONE_SHOWN
    some, of = (int(sum(one.numbers[place] for one in bodies)) for place in (at, REPORTED if at in OUTCOMES else at))
    told = x_of_n(some, of) if at in OUTCOMES else f"{some:,}"
    return f"{told}, {how_many(len(bodies), 'organisation', 'organisations')}" if of_how_many else told


def _table(
    caption: str, head: tuple[str, ...], rows: Sequence[Sequence[Words]], shares: tuple[float, ...], texts: int
) -> Table:
    numeric = tuple(at >= texts for at in range(len(head)))
    return Table(caption, head, tuple(tuple(map(words, row)) for row in rows), numeric, shares)


def _place(material: Material, body: int) -> Place:
    """The return that tells the Ombudsman's figures last."""
    period = material.picture.meaning.latest[OUTSIDE.code].periods[body]
    return material.picture.rows[body].organisation.code, period.name


def _last_year(material: Material) -> slice:
    """The last financial year that is whole; where none is, the latest periods, as many as a year has."""
    panel = material.picture.meaning.panel
    years = [Period.containing(period.start, "year").end for period in panel.periods]
    whole = [at for at, period in enumerate(panel.periods, start=1) if period.end == years[at - 1]]
    end = whole[-1] if whole and whole[-1] >= panel.in_a_year else len(panel.periods)
    return slice(max(0, end - panel.in_a_year), end)


def _came(material: Material) -> list[Place]:
    """The places of the returns of the last year."""
    panel, last = material.picture.meaning.panel, _last_year(material)
    told, periods = np.argwhere(panel.came[:, last]).tolist(), panel.periods[last]
    return [(panel.bodies[body], periods[at].name) for body, at in told]


def _total(material: Material, place: str) -> _Total:
    panel, last = material.picture.meaning.panel, _last_year(material)
    told, came = panel.of(place)[:, last], panel.came[:, last]
    return _Total(int(np.nansum(told)), Rate(int(np.isfinite(told).sum()), int(came.sum())), came.size)


def _paid(material: Material) -> _Paid:
    panel, last = material.picture.meaning.panel, _last_year(material)
    payments, pounds = panel.of("payments")[:, last], panel.of("compensation")[:, last]
    told = np.isfinite(payments)
    both = told & np.isfinite(pounds) & (payments > 0)
    hidden = (panel.is_hidden("payments") | panel.is_hidden("compensation"))[:, last]
    return _Paid(
        payments=int(payments[both].sum()),
        pounds=float(pounds[both].sum()),
        paying=int(both.any(axis=1).sum()),
        returns=int(told.sum()),
        hidden=int(hidden.sum()),
    )


def _span(material: Material) -> str:
    periods = material.picture.meaning.panel.periods[_last_year(material)]
    return f"{periods[0].start:%B %Y} to {periods[-1].last_day:%B %Y}"


def _compensation(material: Material, notes: Notes) -> Block:
    paid, places = _paid(material), _came(material)
    if not paid.returns and not paid.hidden:
        return paragraph(notes.said(NO_PAYMENT, places))
    if not paid.returns:
        returns = how_many(paid.hidden, "return tells", "returns tell")
        return paragraph(notes.said(f"{NONE_TO_SHOW}: {returns} of payments {NOT_SHOWN}.", places))
    told = (
        f"In the returns for {_span(material)}, {paid.paying:,} of {len(material.picture.rows):,} organisations report "
        f"compensation payments arising from maladministration whose number and amount are shown: {paid.payments:,} "
        f"payments, £{paid.pounds:,.0f} in all."
    )
    hidden = how_many(paid.hidden, "other return tells", "other returns tell")
    return paragraph(notes.said(f"{told} {hidden} of payments {NOT_SHOWN}." if paid.hidden else told, places))


def _context(material: Material, notes: Notes) -> Iterator[Block]:
    places = _came(material)
    received, closed = _total(material, "received"), _total(material, "closed")
    came = Rate(received.told.denominator, received.owed)
    rows, done = material.picture.rows, [body.adoption is not None for body in material.standards]
    yield paragraph(
        notes.said(
            f"The department oversees complaint handling at {len(rows):,} organisations. In the returns for "
            f"{_span(material)} they received {received.in_words(' complaints')}, and closed {closed.in_words('')}. "
            f"{came} returns that were due came.",
            places,
        )
    )
    worked = sum(one.verdict is Verdict.IMPROVED for one in material.picture.meaning.effects)
    yield paragraph(
        notes.said(
            f"Each organisation tells what it learnt and what it changed. Of "
            f"{len(material.picture.meaning.effects):,} changes whose effect can be looked at, {worked:,} show an "
            "improvement in the figures.",
            material.all_past(),
        )
    )
    yield paragraph(
        [
            notes.recorded(
                f"Whether the Complaint Standards are adopted is recorded of {sum(done):,} of {len(rows):,} "
                "organisations.",
                material.record_of_standards(),
            ),
            " The department’s board reads these figures, with what they cannot tell, at its meetings.",
        ]
    )
