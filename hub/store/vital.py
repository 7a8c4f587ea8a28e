"""A few figures about the store itself, for whoever keeps the hub running. Nothing of them is about anybody."""

from __future__ import annotations

from dataclasses import dataclass

from hub.store.database import Database
from hub.store.ledger import head
from hub.store.sessions import GoodSince, Sessions


@dataclass(frozen=True, slots=True)
class Vital:
    """How far the ledger goes, and how many browsers are signed in."""

    ledger_entries: int
    sessions_open: int


def vital(database: Database, good: GoodSince) -> Vital:
    """These figures now; `good` says which sessions are. Raises: Unavailable."""
    with database.read() as connection:
        return Vital(head(connection).seq, Sessions(database, connection).how_many(good))
