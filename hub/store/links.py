"""Which links of invitations are good, and how those of somebody end; who is invited is `hub.store.invitations`."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, update

from hub.store.moments import moment_text
from hub.store.tables import INVITATIONS


def good(now: datetime) -> tuple[Any, ...]:
    """The condition that a link was not used and is not over."""
    return INVITATIONS.c.used_at.is_(None), INVITATIONS.c.expires_at > moment_text(now)


def end_all(connection: Connection, person: str, at: datetime) -> None:
    """Every link that was given to somebody is good no longer: whoever holds an old letter sets no password with it."""
    ended = {"expires_at": moment_text(at)}
    connection.execute(update(INVITATIONS).where(INVITATIONS.c.person == person, *good(at)).values(ended))
