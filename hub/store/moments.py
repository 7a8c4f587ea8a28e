"""Moments as the store writes them: UTC, to the microsecond, one text that sorts as time does.

The same bytes on every engine, because the ledger's hashes are taken over them. Knows no clock.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import overload

import orjson

from hub.config import UK

DAY = len("2026-10-22")
SAME_DAY_UNTIL, LAST_HOUR = slice(DAY + 1, DAY + 3), "23"  # where its hour stands


@overload
def moment_text(moment: datetime) -> str: ...
@overload
def moment_text(moment: None) -> None: ...
def moment_text(moment: datetime | None) -> str | None:
    """A moment as text: `2026-10-22T09:00:00.000000Z`.

    Raises: ValueError for a moment without a time zone, which could be any of twenty-four.
    """
    if moment is None:
        return None
    if moment.tzinfo is None:
        raise ValueError(f"{moment} has no time zone")
    text = orjson.dumps(moment.astimezone(UTC), option=orjson.OPT_UTC_Z)[1:-1].decode()  # a third of what Python takes
    return text if moment.microsecond else f"{text[:-1]}.000000Z"


@overload
def moment_of(text: str) -> datetime: ...
@overload
def moment_of(text: None) -> None: ...
def moment_of(text: str | None) -> datetime | None:
    """The moment that `moment_text` wrote, aware and in UTC."""
    return None if text is None else datetime.fromisoformat(text)


def day_of(text: str) -> date:
    """The day in the United Kingdom of a moment that `moment_text` wrote.

    Thousands are read at once: until eleven at night it is the day of UTC, in summer too.
    """
    if text[SAME_DAY_UNTIL] < LAST_HOUR:
        return date.fromisoformat(text[:DAY])
    return moment_of(text).astimezone(UK).date()
