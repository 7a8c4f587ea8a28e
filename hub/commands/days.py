"""Days and periods as an operator types them and reads them again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import click

from hub.config import UK
from hub.contract.period import Period
from hub.errors import SettingWrong
from hub.store.register import NEVER, NEVER_WORD, day_or_never


def typed_day(_: Any, __: Any, typed: str | None) -> date | None:
    """For click: a day. Missing: None when the option was left out."""
    return _read(date.fromisoformat, typed, "a date such as 2026-04-01")


def typed_day_or_never(_: Any, __: Any, typed: str | None) -> date | None:
    """For click: a day, or the word for NEVER. Missing: None when the option was left out."""
    return _read(day_or_never, typed, f"a date such as 2026-04-01, or {NEVER_WORD}")


def typed_period(typed: str) -> Period:
    """A period by its name. Raises: SettingWrong."""
    try:
        return Period.named(typed)
    except ValueError as fault:
        raise SettingWrong(f"{typed!r} is not a period.", "Name it as 2026-27-Q1, or 2026-27 for a year.") from fault


def as_typed(day: date) -> str:
    """A day, or the word for NEVER."""
    return NEVER_WORD if day == NEVER else day.isoformat()


def day_of(moment: datetime | None) -> str:
    """The day in the United Kingdom. Missing: nothing is written for None."""
    return "" if moment is None else moment.astimezone(UK).date().isoformat()


def _read(read: Callable[[str], date], typed: str | None, wanted: str) -> date | None:
    try:
        return None if typed is None else read(typed)
    except ValueError as fault:
        raise click.BadParameter(f"{typed!r} is not {wanted}") from fault
