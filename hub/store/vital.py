"""A few figures about the store itself, for whoever keeps the hub running. Nothing of them is about anybody."""

from __future__ import annotations

from dataclasses import dataclass

from hub.store.database import Database
from hub.store.ledger import head


@dataclass(frozen=True, slots=True)
class Vital:
    """How far the ledger goes."""

    ledger_entries: int


def vital(database: Database) -> Vital:
    """These figures now. Raises: Unavailable."""
    with database.read() as connection:
        return Vital(ledger_entries=head(connection).seq)
