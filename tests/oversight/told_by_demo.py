"""What the demo department's returns tell, oldest first, as the contract projects it. Asserts nothing."""

from __future__ import annotations

from functools import cache
from typing import Any, NamedTuple

from demo_department import CODES, LAST, QUARTERS, current

from hub.contract.build import build
from hub.contract.lift import lift
from hub.contract.narrative import Narrative, narrative_of
from hub.contract.period import Period

NAN = float("nan")


class ToldBy(NamedTuple):
    told: tuple[tuple[Period, Narrative], ...]
    went_wrong: tuple[float, ...]
    promised: tuple[float, ...]
    within: tuple[float, ...]


@cache
def told_by(code: str) -> ToldBy:
    """The current returns of one body on the demo's today."""
    returns = [
        (Period.named(quarter), found)
        for quarter in QUARTERS
        if (found := current(code, quarter)) and (code, quarter) != ("foreshore-commission", LAST)
    ]
    return ToldBy(
        tuple((period, narrative_of(build(lift(found, found["contract_version"])))) for period, found in returns),
        tuple(number(found["went_wrong"]["count"]) for _, found in returns),
        tuple(number(found["timescale"]["promised"]) for _, found in returns),
        tuple(number(found["timescale"]["within"]) for _, found in returns),
    )


def number(cell: Any) -> float:
    value = cell["value"] if isinstance(cell, dict) else cell
    return float(value) if isinstance(value, int) else NAN


def everybody() -> dict[str, ToldBy]:
    return {code: told_by(code) for code in CODES}
