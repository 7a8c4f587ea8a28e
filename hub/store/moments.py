"""Moments as the store writes them: UTC, to the microsecond, one text that sorts as time does.

The same bytes on every engine, because the ledger's hashes are taken over them. Knows no clock.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import overload


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
    return f"{moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec='microseconds')}Z"


@overload
def moment_of(text: str) -> datetime: ...
@overload
def moment_of(text: None) -> None: ...
def moment_of(text: str | None) -> datetime | None:
    """The moment that `moment_text` wrote, aware and in UTC."""
    return None if text is None else datetime.fromisoformat(text)
