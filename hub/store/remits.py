"""The remit of an independent tier: the organisations of a department that have it, as the register says it now."""

from __future__ import annotations

from sqlalchemy import select

from hub.store.database import Database
from hub.store.registered import RelatedOrganisation, organisation_of
from hub.store.tables import ORGANISATIONS


def remit(database: Database, department: str, tier: str) -> list[RelatedOrganisation]:
    """In the order of their codes; empty where no organisation has it."""
    if not tier:
        return []
    wanted = select(ORGANISATIONS).where(
        ORGANISATIONS.c.department == department, ORGANISATIONS.c.independent_tier == tier
    )
    with database.read() as connection:
        return [organisation_of(row) for row in connection.execute(wanted.order_by(ORGANISATIONS.c.code)).mappings()]
