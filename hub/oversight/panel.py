"""Many returns as one table: bodies by periods by numbers, from the sheets that the store keeps.

Only puts numbers in their places. Which of them a caller may see is decided before; what they mean is `measures`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from hub.contract.period import Period
from hub.contract.sheet import MONTHS, places
from hub.oversight.arrays import Bools, Floats, closed

MONTHS_IN = {"quarter": 3, "year": 12}
MONTHS_IN_A_YEAR = 12
_PLACE = {name: number for number, name in enumerate(places())}


@dataclass(frozen=True, eq=False)
class Panel:
    """The current returns of some bodies for some periods of one kind.

    Shapes: `sheets` are bodies x periods x places; `came` bodies x periods. Periods oldest first.
    Missing: `sheets` has NaN where nothing was said or nothing came, or what was said is `hidden`, and numbers below
    zero for a status.
    """

    bodies: tuple[str, ...]
    periods: tuple[Period, ...]
    sheets: Floats
    came: Bools
    hidden: Bools

    @property
    def in_a_year(self) -> int:
        """How many of its periods make a year."""
        return MONTHS_IN_A_YEAR // MONTHS_IN[self.periods[-1].kind]

    @cached_property
    def numbers(self) -> Floats:
        """The sheets with NaN for every status too."""
        return closed(np.where(self.sheets < 0, np.nan, self.sheets))

    def of(self, place: str) -> Floats:
        """The numbers at one place: bodies x periods."""
        return self.numbers[:, :, _PLACE[place]]

    def months(self) -> Floats:
        """Complaints received month by month, oldest first: bodies x months."""
        first, count = _PLACE["month_1"], MONTHS_IN[self.periods[-1].kind]
        assert count <= MONTHS
        return self.numbers[:, :, first : first + count].reshape(len(self.bodies), count * len(self.periods))

    def said(self, place: str) -> Floats:
        """What was said at one place, a status too: bodies x periods."""
        return self.sheets[:, :, _PLACE[place]]

    def is_hidden(self, place: str) -> Bools:
        """Which numbers at one place are not shown: bodies x periods."""
        return self.hidden[:, :, _PLACE[place]]

    def without(self, hidden: Bools) -> Panel:
        """The same panel with some of its numbers hidden. Shapes: bodies x periods x places."""
        shown = closed(np.where(hidden, np.nan, self.sheets))
        return Panel(self.bodies, self.periods, shown, self.came, closed(hidden))


def panel_of(bodies: Sequence[str], periods: Sequence[Period], packed: Iterable[tuple[str, str, bytes]]) -> Panel:
    """The panel of some bodies and periods from (body, name of a period, its sheet); others are left out."""
    rows = {code: row for row, code in enumerate(bodies)}
    columns = {period.name: column for column, period in enumerate(periods)}
    held = [
        (rows[body], columns[period], sheet) for body, period, sheet in packed if body in rows and period in columns
    ]
    sheets = np.full((len(bodies), len(periods), len(places())), np.nan)
    came = np.zeros(sheets.shape[:2], dtype=bool)
    if held:
        row, column, read = [one[0] for one in held], [one[1] for one in held], sheets_of(one[2] for one in held)
        sheets[row, column] = read
        came[row, column] = True
    nothing = np.zeros(sheets.shape, dtype=bool)
    return Panel(tuple(bodies), tuple(periods), closed(sheets), closed(came), closed(nothing))


def sheets_of(packed: Iterable[bytes]) -> Floats:
    """Sheets unpacked, one a row. A sheet of before a subject was added ends earlier: it said nothing of that subject.

    Missing: no rows when there are none.
    """
    width = len(places()) * 8
    padding = np.full(len(places()), np.nan).tobytes()
    whole = [sheet if len(sheet) == width else (sheet + padding[len(sheet) :])[:width] for sheet in packed]
    return np.frombuffer(b"".join(whole), dtype="<f8").reshape(-1, len(places()))
