"""The sender behind a machine client's id: read by one statement, because every request of the API asks for it.

The row is read each time, so that a revoked client ends with its next request; what a row tells is remembered.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import bindparam, select

from hub.store.database import Database
from hub.store.moments import moment_of
from hub.store.registered import Client, Department, RelatedOrganisation, organisation_of
from hub.store.statements import Prepared
from hub.store.tables import CLIENTS, DEPARTMENTS, ORGANISATIONS

REMEMBERED = 1_024  # senders; about 2 MB
DAYS = (
    "organisation_opened_on",
    "organisation_closed_on",
    "department_collects_from",
    "department_deadlines_from",
)
_SENDER = Prepared(
    select(
        CLIENTS,
        *(column.label(f"organisation_{column.key}") for column in ORGANISATIONS.c),
        *(column.label(f"department_{column.key}") for column in DEPARTMENTS.c),
    )
    .join(ORGANISATIONS, ORGANISATIONS.c.code == CLIENTS.c.organisation)
    .join(DEPARTMENTS, DEPARTMENTS.c.code == ORGANISATIONS.c.department)
    .where(CLIENTS.c.client_id == bindparam("wanted"))
)


@dataclass(frozen=True, slots=True)
class Sender:
    """A machine client, the organisation that it sends for, and the department that collects the returns."""

    client: Client
    organisation: RelatedOrganisation
    department: Department

    def usable_at(self, now: datetime) -> bool:
        """Whether the client may send at this moment: neither revoked nor expired."""
        expires_at = self.client.expires_at
        return self.client.revoked_at is None and (expires_at is None or now < expires_at)


def sender(database: Database, client_id: str) -> Sender | None:
    """Who sends with this client id, as the register has it now. Missing: None when there is no such client."""
    if "\0" in client_id:  # PostgreSQL would fail over it
        return None
    with database.look() as connection:
        row = _SENDER.first(connection, {"wanted": client_id})
    return None if row is None else _sender(tuple(row.items()))


@lru_cache(REMEMBERED)
def _sender(items: tuple[tuple[str, Any], ...]) -> Sender:
    row: dict[str, Any] = {name: _day(value) if name in DAYS else value for name, value in items}
    return Sender(
        Client(
            client_id=row["client_id"],
            organisation=row["organisation"],
            secret_hash=row["secret_hash"],
            created_at=moment_of(row["created_at"]),
            expires_at=moment_of(row["expires_at"]),
            revoked_at=moment_of(row["revoked_at"]),
            last_used_at=moment_of(row["last_used_at"]),
            tier=row["tier"],
        ),
        organisation_of(_part(row, "organisation_")),
        Department(**_part(row, "department_")),
    )


def _day(value: str | date | None) -> date | None:
    """SQLite's driver gives a day as text, PostgreSQL's as a date."""
    return date.fromisoformat(value) if isinstance(value, str) else value


def _part(row: Any, prefix: str) -> dict[str, Any]:
    return {name.removeprefix(prefix): value for name, value in row.items() if name.startswith(prefix)}
