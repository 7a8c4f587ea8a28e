"""Figures of one return made by hand, and bodies that owe one. Numbers are small enough to add up in the head."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hub.contract.circumstances import Organisation
from hub.contract.figures import Figures
from hub.contract.minimum_data import ITEMS, ItemReport, Reported
from hub.contract.model import Cell, Count
from hub.contract.period import Period
from hub.oversight.collection import Collection
from hub.oversight.picture import Received

Q4, Q1, Q2 = (Period.named(name) for name in ("2025-26-Q4", "2026-27-Q1", "2026-27-Q2"))
TODAY = date(2026, 8, 10)
HARBOURS = Organisation("harbours", "Harbours Board")
LIGHTS = Organisation("lights", "Lights Agency")
WRECKS = Organisation("wrecks", "Wrecks Office")
TWENTY, EIGHT = Count(20), Count(8)
IN_FULL = {
    "M1": ItemReport("M1", Reported.FULLY, 1, 1),
    "M2": ItemReport("M2", Reported.FULLY, 4, 4),
    "M3": ItemReport("M3", Reported.FULLY, 1, 1),
    "M4": ItemReport("M4", Reported.FULLY, 2, 2),
    "M5": ItemReport("M5", Reported.FULLY, 3, 3),
    "M6": ItemReport("M6", Reported.FULLY, 3, 3),
    "M7": ItemReport("M7", Reported.FULLY, 3, 3),
    "M8": ItemReport("M8", Reported.FULLY, 3, 3),
}


def figures(*others: ItemReport, received: Cell = TWENTY, went_wrong: Cell = EIGHT, **more: object) -> Figures:
    """A return that reports every item in full, but for the items given."""
    items = IN_FULL | {report.item: report for report in others}
    told = Figures(
        received=received,
        brought_forward=Count(6),
        closed=Count(17),
        carried_forward=Count(9),
        went_wrong=went_wrong,
        exposure=None,
        exposure_of="",
        rounding_base=1,
        nil_return=False,
        monthly={},
        subjects={"delay": (20, 8)},
        minimum_data=tuple(items[item] for item in ITEMS),
    )
    return replace(told, **more)  # type: ignore[arg-type]


def came(body: Organisation, period: Period, on: date, *, version: int = 1, told: Figures | None = None) -> Received:
    """The current return of a body for a period, first accepted on a day."""
    name = f"{body.code}-{period.name}-v{version}"
    return Received(body.code, period, name, version, first_accepted_on=on, figures=told or figures())


def collection(
    *bodies: Organisation, today: date = TODAY, since: date = date(2025, 4, 1), deadlines_from: date | None = None
) -> Collection:
    """What the department collects: from these bodies, 20 working days after each period."""
    return Collection("ferries", "Department for Ferries", since, deadlines_from, 20, today, bodies)
