"""Brings a database to this version of the hub: its tables, and what is projected from the documents in it.

Joins the store, which has the documents, and the contract, which reads them. Does nothing where nothing is behind.
"""

from __future__ import annotations

from datetime import UTC, datetime

from hub import origins
from hub.contract.figures import Figures, figures_of
from hub.ingest.submission import as_return
from hub.store.database import Database
from hub.store.ledger import By
from hub.store.rebuild import is_behind, rebuild
from hub.store.upgrade import Upgraded, upgrade

ITSELF = "hub", "operator"  # who makes again, in which role, where nobody asked for it


def bring_up_to_date(database: Database) -> Upgraded:
    """Upgrade, and make again what an older hub did not project.

    Raises: Unavailable.
    """
    upgraded = upgrade(database)
    if is_behind(database):
        rebuild(database, figures_in, By(*ITSELF, datetime.now(UTC), origins.command_line()))
    return upgraded


def figures_in(raw: bytes, contract: str, version: str) -> Figures:
    """The figures that a kept document tells, in whichever contract version it was sent."""
    return figures_of(as_return(raw, contract, version))
