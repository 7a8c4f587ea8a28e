"""What the annual report says: the Ombudsman's cases with their year, and compensation, in words and as tables."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from hub.briefings.material import Material
from hub.briefings.notes import Notes
from hub.briefings.paper import Block, Heading, Look, Said, Table, Words, paragraph, words
from hub.oversight.disclosure.suppressed import SUPPRESSED
from hub.oversight.reporting import Rate
from hub.oversight.section_27 import (
    CASES,
    PLACES,
    RECOMMENDATIONS,
    Cell,
    OmbudsmanYear,
    Paid,
    compensation,
    financial_year,
    ombudsman_years,
)
from hub.oversight.written import capital, how_many, listed

TITLE = "For the annual report"
NOT_SHOWN, NOT_TOLD, NOTHING_SAID, NO_YEAR = "Not shown", "Not told", "Nothing reported", "No year stated"
YEARS_DIFFER = (
    "The Ombudsman's year can differ from the organisation's: each row states which year its cases are of, and cases "
    "of different years are not added up. Whoever goes to the Ombudsman is not everybody who complains."
)
COUNTS_BY_YEAR = (
    "Compensation is what was paid for maladministration, outside any legal obligation. It is given for the financial "
    "year as each organisation told it in its returns."
)
OF_CASES = "accepted", "reported on", "upheld in full", "upheld in part", "not upheld"
HEAD = (
    "Organisation",
    "Year",
    "Accepted to look into",
    "Reported on",
    "Upheld",
    "In part",
    "Not upheld",
    "Advice followed",
    "Not followed",
)


def section(material: Material, notes: Notes) -> Iterator[Block]:
    """The whole section."""
    yield Heading(TITLE)
    yield from context(material, notes)
    yield from tables(material, notes)


def context(material: Material, notes: Notes) -> Iterator[Block]:
    """The paragraphs that stand above the tables: how many told it, and what together."""
    told = ombudsman_years(material.picture, material.years)
    places = [(one.organisation, one.period.name) for one in told]
    of = Rate(len(told), len(material.picture.rows))
    yield paragraph(notes.said(f"{of} organisations told what the Ombudsman did with complaints about them.", places))
    for year in sorted({one.year for one in told if one.year}):
        of_it = [one for one in told if one.year == year]
        there = [(one.organisation, one.period.name) for one in of_it]
        yield paragraph(notes.said(f"In {_in_words(year)}: {_together(of_it)}", there))
    yield paragraph(Said(YEARS_DIFFER, Look.QUIET))
    yield paragraph(_paid_together(material, notes))


def tables(material: Material, notes: Notes) -> Iterator[Block]:
    """The two tables, each with those who told something; who told nothing is named under it."""
    names, told = material.names(), ombudsman_years(material.picture, material.years)
    if told:
        yield Table(
            "Cases of the Ombudsman, in the year that each organisation states",
            HEAD,
            tuple(tuple(map(words, _cases(names[one.organisation], one, notes))) for one in told),
            numeric=(False, False, *(True,) * (len(HEAD) - 2)),
            shares=(2.6, 1.3, *(1.1,) * (len(HEAD) - 2)),
        )
    yield from _silent(names, {one.organisation for one in told}, "the Ombudsman's cases")
    paid = [one for one in compensation(material.picture) if one.says_something]
    year = financial_year(material.picture).label
    if paid:
        yield Table(
            f"Compensation in the financial year {year}",
            ("Organisation", "Payments", "Amount in pounds", "Told in"),
            tuple(tuple(map(words, _paid(names[one.organisation], one, notes))) for one in paid),
            numeric=(False, True, True, False),
            shares=(3, 1.5, 1.5, 2),
        )
    yield from _silent(names, {one.organisation for one in paid}, f"compensation in {year}")
    yield paragraph(Said(COUNTS_BY_YEAR, Look.QUIET))


def _silent(names: Mapping[str, str], heard: Collection[str], what: str) -> Iterator[Block]:
    without = [name for code, name in names.items() if code not in heard]
    if len(without) == len(names):
        yield paragraph(f"No organisation told a figure of {what}.")
    elif without:
        yield paragraph(f"No figure of {what}: {listed(without)}.")


def _in_words(year: str) -> str:
    begins, _, ends = year.partition("-")
    return f"{begins} to {begins[:2]}{ends}" if ends else year


def _together(told: Sequence[OmbudsmanYear]) -> str:
    """What some organisations told of one year, each figure with how many of them show it."""
    said = []
    for place, what in zip(CASES, OF_CASES, strict=True):
        shown = [value for one in told if (value := one.cells[place].value) is not None]
        if shown:
            said.append(f"{sum(shown):,.0f} {what} ({Rate(len(shown), len(told))} organisations)")
    followed = _sum_shown(told, RECOMMENDATIONS[0])
    if followed:
        said.append(f"advice followed {followed} times")
    return f"{listed(said)}." if said else "nothing that can be shown."


def _sum_shown(told: Sequence[OmbudsmanYear], place: str) -> str:
    shown = [value for one in told if (value := one.cells[place].value) is not None]
    return f"{sum(shown):,.0f}" if shown else ""


def _cases(name: str, one: OmbudsmanYear, notes: Notes) -> Iterator[Words]:
    yield name
    yield notes.said(_in_words(one.year) if one.year else NO_YEAR, [(one.organisation, one.period.name)])
    for place in PLACES:
        yield _written(one.cells[place])


def _paid(name: str, one: Paid, notes: Notes) -> Iterator[Words]:
    yield name
    yield _written(one.payments)
    yield _written(one.amount)
    yield notes.said(f"{one.told} returns", [(one.organisation, period.name) for period in one.periods])


def _paid_together(material: Material, notes: Notes) -> Said:
    of, year = compensation(material.picture), financial_year(material.picture).label
    told = [one for one in of if one.amount.value is not None and one.payments.value is not None]
    if not told:
        return Said(f"No organisation told a figure of compensation for {year} that can be shown.")
    amount = sum(one.amount.value or 0.0 for one in told)
    payments = int(sum(one.payments.value or 0.0 for one in told))
    paid = f"{how_many(payments, 'payment', 'payments')} of compensation, £{amount:,.0f} in all, in {year}"
    places = [(one.organisation, period.name) for one in told for period in one.periods]
    return notes.said(f"{capital(paid)}: told by {Rate(len(told), len(of))} organisations.", places)


def _written(cell: Cell) -> str:
    if cell.value is not None:
        return f"{cell.value:,.0f}"
    if cell.why_not is SUPPRESSED:
        return NOT_SHOWN
    return NOT_TOLD if cell.why_not else NOTHING_SAID
