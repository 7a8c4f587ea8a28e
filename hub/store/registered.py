"""Who is registered, as values, and how rows of the tables tell them: departments, organisations, clients.

Holds hashes of secrets, never shown. People are `hub.store.people`. Reads and writes nothing: see `hub.store.register`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

import orjson

from hub.contract import circumstances
from hub.store.moments import moment_of

NEVER = date(9999, 12, 31)  # the day that no period reaches, so that NULL can mean that every period has a deadline
NEVER_WORD = "never"  # as people type and read that day


@dataclass(frozen=True, slots=True)
class Department:
    """A parent department.

    Missing: `collects_from` is None when it asks for every period there is; `deadlines_from` when each of them has a
    deadline. Where `deadlines_from` is NEVER nothing is ever due.
    """

    code: str
    name: str
    collects_from: date | None = None
    deadlines_from: date | None = None


@dataclass(frozen=True, slots=True)
class RelatedOrganisation:
    """A body that a department is responsible for.

    Missing: `opened_on`, `closed_on` are None without a known beginning or end; `successor` is the code of the body
    that took over, which may be registered later; `independent_tier` is None where there is none; `directory_id`,
    its id in the directory of public bodies, and `ombudsman` when nobody told them; `opened_told` where the whole
    day of opening is known, else it is as much of it as is, such as 1997 or 2018-04.
    """

    code: str
    name: str
    kind: str
    department: str
    reports: str = "quarter"
    opened_on: date | None = None
    closed_on: date | None = None
    successor: str | None = None
    independent_tier: str | None = None
    services: tuple[str, ...] = ()
    directory_id: str | None = None
    ombudsman: str | None = None
    opened_told: str | None = None

    def circumstances(self) -> circumstances.Organisation:
        """As much of it as judging a return needs."""
        tier = self.independent_tier or ""
        return circumstances.Organisation(self.code, self.name, self.reports, self.opened_on, self.closed_on, tier)


@dataclass(frozen=True, slots=True)
class Client:
    """A machine's credential to send the returns of one organisation.

    With a `tier` it sends the reports of that independent tier instead, of every organisation of the department that
    has it; `organisation` is then the one that it was registered with.
    Missing: `expires_at` is None when it does not expire, `revoked_at` while it holds, `last_used_at` before it was
    first used, `tier` where it sends for the organisation itself.
    """

    client_id: str
    organisation: str
    secret_hash: str = field(repr=False)
    created_at: datetime
    expires_at: datetime | None = None
    revoked_at: datetime | None = None
    last_used_at: datetime | None = None
    tier: str | None = None


def day_or_never(told: str) -> date:
    """A day such as 2026-04-01, or NEVER by its word. Raises: ValueError."""
    return NEVER if told == NEVER_WORD else date.fromisoformat(told)


def department_of(row: Any) -> Department:
    """What a row of departments tells."""
    return Department(row.code, row.name, row.collects_from, row.deadlines_from)


def organisation_of(row: Mapping[Any, Any]) -> RelatedOrganisation:
    """What a row of organisations tells."""
    return RelatedOrganisation(**{**row, "services": tuple(orjson.loads(row["services"]))})


def client_of(row: Any) -> Client:
    """What a row of clients tells."""
    return Client(
        row.client_id,
        row.organisation,
        row.secret_hash,
        moment_of(row.created_at),
        moment_of(row.expires_at),
        moment_of(row.revoked_at),
        moment_of(row.last_used_at),
        row.tier,
    )
