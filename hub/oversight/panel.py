"""Many returns as one table: bodies by periods by numbers, from the sheets that the store keeps.

Only puts numbers in their places. Which of them a caller may see is decided before; what they mean is `measures`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from hub.contract.period import Period
from hub.contract.sheet import MONTHS, places

Numbers = NDArray[np.float64]
Truths = NDArray[np.bool_]
Array = TypeVar("Array", bound=NDArray[Any])
MONTHS_IN = {"quarter": 3, "year": 12}
_PLACE = {name: number for number, name in enumerate(places())}


@dataclass(frozen=True, eq=False)
class Panel:
    """The current returns of some bodies for some periods of one kind.

    Shapes: `sheets` are bodies x periods x places; `came` bodies x periods. Bodies by code, periods oldest first.
    Missing: `sheets` has NaN where nothing was said or nothing came, and numbers below zero for a status.
    """

    bodies: tuple[str, ...]
    periods: tuple[Period, ...]
    sheets: Numbers
    came: Truths

    @cached_property
    def numbers(self) -> Numbers:
        """The sheets with NaN for every status too."""
        numbers = np.where(self.sheets < 0, np.nan, self.sheets)
        numbers.flags.writeable = False
        return numbers

    def of(self, place: str) -> Numbers:
        """The numbers at one place: bodies x periods."""
        return self.numbers[:, :, _PLACE[place]]

    def months(self) -> Numbers:
        """Complaints received month by month, oldest first: bodies x months."""
        first, count = _PLACE["month_1"], MONTHS_IN[self.periods[-1].kind]
        assert count <= MONTHS
        return self.numbers[:, :, first : first + count].reshape(len(self.bodies), -1)

    def replaced(self, sheets: Numbers) -> Panel:
        """The same panel with other numbers."""
        return Panel(self.bodies, self.periods, _read_only(sheets), self.came)


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
    return Panel(tuple(bodies), tuple(periods), _read_only(sheets), _read_only(came))


def sheets_of(packed: Iterable[bytes]) -> Numbers:
    """Sheets unpacked, one a row. A sheet of before a subject was added ends earlier: it said nothing of that subject.

    Missing: no rows when there are none.
    """
    width = len(places()) * 8
    padding = np.full(len(places()), np.nan).tobytes()
    whole = [sheet if len(sheet) == width else (sheet + padding[len(sheet) :])[:width] for sheet in packed]
    return np.frombuffer(b"".join(whole), dtype="<f8").reshape(-1, len(places()))


def _read_only(array: Array) -> Array:
    array.flags.writeable = False
    return array
