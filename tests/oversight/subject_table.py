"""The demo department's subjects as tables of numbers, made from its files and not by the hub. Asserts nothing."""

from __future__ import annotations

from functools import cache

import numpy as np
from demo_department import CODES, LAST, QUARTERS, count, current

from hub.contract.codelists import codelist
from hub.oversight.arrays import Bools, Floats

SUBJECTS = tuple(codelist("subjects"))
MERGER = QUARTERS.index("2025-26-Q1")  # strand-harbours is another body, and counts in another way, from then on


@cache
def demo_table() -> tuple[Floats, Floats, Bools]:
    """Counts [bodies, subjects, quarters], received and usable [bodies, quarters], as on the demo's today."""
    counts = np.full((len(CODES), len(SUBJECTS), len(QUARTERS)), np.nan)
    received = np.full((len(CODES), len(QUARTERS)), np.nan)
    for body, code in enumerate(CODES):
        for at, quarter in enumerate(QUARTERS):
            found = current(code, quarter)
            if found is None or (code, quarter) == ("foreshore-commission", LAST):  # not yet sent
                continue
            received[body, at] = count(found["received"]["total"])
            counts[body, :, at] = 0
            for line in found["subjects"]:
                counts[body, SUBJECTS.index(line["subject"]), at] += count(line["count"])
    usable = np.isfinite(received)
    usable[CODES.index("strand-harbours"), :MERGER] = False
    return counts, received, usable
