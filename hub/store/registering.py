"""Adds something to the register: its row and its entry in the ledger, in one write.

Shared by the nouns of the register; what may be registered is `hub.store.registrable`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import orjson
from sqlalchemy import Connection, Table

from hub.store import ledger, rows
from hub.store.database import Database
from hub.store.ledger import By
from hub.store.tables import ORGANISATIONS

HASH = "_hash"  # how columns end that keep the hash of a secret


@dataclass(frozen=True, slots=True)
class New:
    """A row to be added, what it is called, and whom the entry of the ledger concerns.

    Missing: `organisation` is None where it concerns none. `department` is None where it concerns none, or is the one
    of the organisation.
    """

    noun: str
    name: str
    row: dict[str, Any]
    department: str | None = None
    organisation: str | None = None


def add(
    database: Database, table: Table, new: New, by: By, needs: Callable[[Connection], object] = lambda _: None
) -> None:
    """Add a row.

    Raises: Conflict when there is one of its name; NotFound for the organisation that it concerns; what `needs` raises.
    """
    database.write(lambda connection: added(connection, table, new, by, needs))


def added(
    connection: Connection, table: Table, new: New, by: By, needs: Callable[[Connection], object] = lambda _: None
) -> None:
    """As `add`, inside a write that others began."""
    rows.expect_new(connection, table, new.name, new.noun)
    needs(connection)
    department = new.department
    if new.organisation is not None and department is None:
        department = department_of(connection, new.organisation)
    rows.add(connection, table, new.row)
    detail, organisation = _for_the_ledger(new.row), new.organisation
    act = f"{new.noun}.added"
    ledger.append(connection, ledger.Entry(by, act, new.name, detail, department=department, organisation=organisation))


def department_of(connection: Connection, organisation: str) -> str:
    """The department to which an organisation's returns are due. Raises: NotFound."""
    return str(rows.one(connection, ORGANISATIONS, organisation, "organisation").department)


def as_text(texts: tuple[str, ...]) -> str:
    """Several texts as one column keeps them."""
    return orjson.dumps(texts).decode()


def _for_the_ledger(row: Mapping[str, Any]) -> dict[str, Any]:
    """What was registered; of a secret's hash only a digest, which tells whether it is another by now."""
    told = {name: value for name, value in row.items() if not name.endswith(HASH) and value is not None}
    hashes = {name: value for name, value in row.items() if name.endswith(HASH) and value}
    return {**told, **{digest_name(name): digest(value) for name, value in hashes.items()}}


def digest_name(column: str) -> str:
    """What the ledger calls the digest of what this column keeps."""
    return f"{column.removesuffix(HASH)}_digest"


def digest(kept: str | bytes) -> str:
    """The SHA-256 of the hash of a secret, in hexadecimal. A password's hash has a salt and a client's secret is long:
    neither can be guessed from this.
    """
    return hashlib.sha256(kept if isinstance(kept, bytes) else kept.encode("utf-8", "surrogateescape")).hexdigest()
