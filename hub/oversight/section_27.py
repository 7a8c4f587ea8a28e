"""What an annual report says of complaints: the Ombudsman's cases with the year that they are of, and compensation.

Years are never added up, since the Ombudsman's can differ from the organisation's; what may not be seen is in no total.
Source: Cabinet Office guidance on annual reports, section 27; Managing Public Money, annex 4.14.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from hub.contract.figures import OMBUDSMAN
from hub.contract.period import Period
from hub.oversight.disclosure.suppressed import SUPPRESSED
from hub.oversight.measures.latest import STATUSES, WhyNot
from hub.oversight.panel import Panel
from hub.oversight.picture import Picture
from hub.oversight.reporting import Rate

QUARTERS_IN_A_YEAR = 4
CASES = tuple(f"ombudsman_{name}" for name in OMBUDSMAN)
RECOMMENDATIONS = ("complied", "not_complied")
PLACES = (*CASES, *RECOMMENDATIONS)
PAID = ("payments", "compensation")
Place = tuple[str, str]  # organisation, name of the period


@dataclass(frozen=True, slots=True)
class Cell:
    """One figure. Missing: `value` is None, and `why_not` says why; that is None too where nothing was said."""

    value: float | None
    why_not: WhyNot = None


@dataclass(frozen=True, slots=True)
class OmbudsmanYear:
    """What one organisation told of the Ombudsman's cases last.

    Shapes: `cells` by the name of a place. `year` is the Ombudsman's, as the organisation states it.
    Missing: `year` is empty where it stated none.
    """

    organisation: str
    period: Period
    year: str
    cells: Mapping[str, Cell]


@dataclass(frozen=True, slots=True)
class Paid:
    """Compensation for maladministration in one financial year. Units: `amount` in pounds.

    Shapes: `told` says of how many of its periods both were told. Missing: a cell without a value where none told it.
    """

    organisation: str
    periods: tuple[Period, ...]
    told: Rate
    payments: Cell
    amount: Cell

    @property
    def says_something(self) -> bool:
        """Whether there is a figure in it, shown or not."""
        return any(cell.value is not None or cell.why_not is SUPPRESSED for cell in (self.payments, self.amount))


def ombudsman_places(picture: Picture) -> dict[str, Period]:
    """The period whose return tells figures of the Ombudsman, by organisation: of the last year, what came last.

    Missing: those that gave no number, shown or not.
    """
    panel = picture.meaning.panel
    told = np.any([np.isfinite(panel.of(place)) | panel.is_hidden(place) for place in PLACES], axis=0)
    back, last = told[:, ::-1][:, : panel.in_a_year], len(panel.periods) - 1
    return {
        code: panel.periods[last - int(np.argmax(back[at]))] for at, code in enumerate(panel.bodies) if back[at].any()
    }


def ombudsman_years(picture: Picture, years: Mapping[Place, str]) -> tuple[OmbudsmanYear, ...]:
    """What each organisation told last, in the picture's order. Shapes: `years` as they state them, by place."""
    panel, told = picture.meaning.panel, []
    for code, period in ombudsman_places(picture).items():
        body, at = panel.bodies.index(code), panel.periods.index(period)
        cells = {place: _cell(panel, place, body, at) for place in PLACES}
        told.append(OmbudsmanYear(code, period, years.get((code, period.name), ""), cells))
    return tuple(told)


def financial_year(picture: Picture) -> Period:
    """The last financial year that had ended with the picture's period."""
    ends = Period.containing(picture.period.last_day, "year")
    return ends if ends.last_day == picture.period.last_day else ends.previous()


def compensation(picture: Picture) -> tuple[Paid, ...]:
    """What each organisation paid in `financial_year`, as far as it told it, in the picture's order."""
    panel, year = picture.meaning.panel, financial_year(picture)
    inside = [at for at, period in enumerate(panel.periods) if year.start <= period.start and period.end <= year.end]
    periods = tuple(panel.periods[at] for at in inside)
    of = 1 if panel.periods[-1].kind == "year" else QUARTERS_IN_A_YEAR
    return tuple(_paid(panel, body, code, inside, periods, of) for body, code in enumerate(panel.bodies))


def _paid(panel: Panel, body: int, code: str, inside: list[int], periods: tuple[Period, ...], of: int) -> Paid:
    both: list[tuple[Cell, Cell]] = [
        (_cell(panel, PAID[0], body, at), _cell(panel, PAID[1], body, at)) for at in inside
    ]
    told = [(some, amount) for some, amount in both if some.value is not None and amount.value is not None]
    payments, amounts = _total(cell for cell, _ in both), _total(cell for _, cell in both)
    used = tuple(period for period, (some, amount) in zip(periods, both, strict=True) if (some, amount) in told)
    return Paid(code, used, Rate(len(told), of), payments, amounts)


def _total(cells: Iterable[Cell]) -> Cell:
    """The sum of what was told; where anything is hidden there is none, for it would tell what is."""
    found = list(cells)
    if any(cell.why_not is SUPPRESSED for cell in found):
        return Cell(None, SUPPRESSED)
    values = [cell.value for cell in found if cell.value is not None]
    if values:
        return Cell(sum(values))
    return Cell(None, next((cell.why_not for cell in found if cell.why_not), None))


def _cell(panel: Panel, place: str, body: int, at: int) -> Cell:
    if panel.is_hidden(place)[body, at]:
        return Cell(None, SUPPRESSED)
    said = float(panel.said(place)[body, at])
    if np.isnan(said):
        return Cell(None)
    return Cell(None, STATUSES[said]) if said < 0 else Cell(said)
