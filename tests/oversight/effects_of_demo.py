"""What the demo department's bodies learn and what came of it, as on the demo's today. Asserts nothing."""

from __future__ import annotations

from datetime import date
from functools import cache

import numpy as np
from demo_department import CODES, DEPARTMENT, QUARTERS, count, current
from subject_table import SUBJECTS, demo_table
from told_by_demo import told_by

from hub.contract.period import Period
from hub.oversight.arrays import Floats
from hub.oversight.learning.body import BodyLearning, loop_of
from hub.oversight.learning.effect import Effect, effects
from hub.oversight.learning.subject_table import SubjectTable

TODAY = date.fromisoformat(DEPARTMENT["as_at"])
PERIODS = [Period.named(quarter) for quarter in QUARTERS]
MONTHS = [date.fromisoformat(f"{month}-01") for period in PERIODS for month in period.months]


def learnt(code: str) -> BodyLearning:
    told = told_by(code)
    return loop_of(code, told.told, TODAY, went_wrong=told.went_wrong, promised=told.promised, within=told.within)


@cache
def table() -> SubjectTable:
    counts, received, usable = demo_table()
    return SubjectTable(CODES, SUBJECTS, PERIODS, counts, received, usable, MONTHS, _monthly())


@cache
def of_demo() -> dict[tuple[str, str], Effect]:
    """The effect of each piece of learning, by body and id."""
    found = effects([learnt(code) for code in CODES], table())
    return {(one.organisation, one.loop.id): one for one in found}


def _monthly() -> Floats:
    found = np.full((len(CODES), len(MONTHS)), np.nan)
    for body, code in enumerate(CODES):
        for quarter in QUARTERS:
            return_ = current(code, quarter)
            for line in return_["received"].get("monthly", []) if return_ else []:
                found[body, MONTHS.index(date.fromisoformat(f"{line['month']}-01"))] = count(line["count"])
    return found
