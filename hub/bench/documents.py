"""The returns that are sent when speed is measured: one example, told by many invented bodies for many periods.

Each is valid and new, so that none is a replay; each has about the example's length.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

import orjson

from hub.contract.period import Period
from hub.errors import SettingWrong

FIRST_YEAR = 2001  # no period before it is told
BODY = "bench-body-%d"
LETTERS = str.maketrans("0123456789", "abcdefghij")  # a long number in a text could be somebody's telephone
_BODY_HERE = BODY % 0


class Documents:
    """Distinct returns by number: every body tells the latest period, then every body the one before, and so on.

    Raises: SettingWrong when the example is not a return.
    """

    def __init__(self, example: bytes, bodies: int) -> None:
        try:
            told = json.loads(example)
            own, period = str(told["organisation"]), Period.named(told["period"]["name"])
        except (ValueError, KeyError, TypeError) as fault:
            raise SettingWrong("The input is not a return.", "Name a return that hub check accepts.") from fault
        notes = str(told.get("notes", ""))
        told["notes"] = f"{_COPY_HERE} {notes}"[: max(len(notes), len(_COPY_HERE))]
        self.latest = period
        self.bodies = [BODY % number for number in range(bodies)]
        self._templates = [
            orjson.dumps(_said_again(told, {own: _BODY_HERE, **_calendar(period, other)}))
            for other in _back_from(period)
        ]

    def __len__(self) -> int:
        return len(self.bodies) * len(self._templates)

    def body_of(self, number: int) -> str:
        """The code of the body that tells this return."""
        return self.bodies[number % len(self.bodies)]

    def __getitem__(self, number: int) -> bytes:
        """A return that no other number gives."""
        template = self._templates[number // len(self.bodies)]
        told_by = template.replace(_BODY_HERE.encode(), self.body_of(number).encode())
        return told_by.replace(_COPY_HERE.encode(), _copy(number).encode(), 1)


def _copy(number: int) -> str:
    """What makes a return different from every other one."""
    return f"copy {number:08d}".translate(LETTERS)


_COPY_HERE = _copy(0)


def _back_from(period: Period) -> Iterator[Period]:
    while period.start.year >= FIRST_YEAR:
        yield period
        period = period.previous()


def _calendar(period: Period, other: Period) -> Mapping[str, str]:
    """What the names and days of one period are in another."""
    return {
        period.name: other.name,
        period.start.isoformat(): other.start.isoformat(),
        period.last_day.isoformat(): other.last_day.isoformat(),
        **dict(zip(period.months, other.months, strict=True)),
    }


def _said_again(value: Any, instead: Mapping[str, str]) -> Any:
    """The same document, with some of its texts replaced."""
    if isinstance(value, dict):
        return {name: _said_again(inner, instead) for name, inner in value.items()}
    if isinstance(value, list):
        return [_said_again(inner, instead) for inner in value]
    return instead.get(value, value) if isinstance(value, str) else value
