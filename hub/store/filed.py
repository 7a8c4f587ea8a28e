"""What goes into the store of filings and what comes out of it: frozen values, never rows.

A filing is a document of another contract than the return, kept as it was sent: a self-assessment. Values only; how
they are kept is `hub.store.filings`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from hub.store.ledger import By, Head


@dataclass(frozen=True, slots=True)
class Filing:
    """One version of a filing, as a receipt tells it.

    Units: `bytes` is the document's length. `as_at` is the day that it tells of.
    Shapes: `about` is what there is one current filing of for each organisation: the framework that it is by.
    Missing: `supersedes` is None for version 1.
    """

    id: str
    department: str
    organisation: str
    contract: str
    contract_version: str
    about: str
    as_at: date
    version: int
    sha256: str
    bytes: int
    received_at: datetime
    sent_by: str
    supersedes: str | None
    current: bool
    findings: tuple[Mapping[str, Any], ...]
    seal: str = ""


def no_seal(_filing: Filing, _entry: Head) -> str:
    """For a filing whose receipt nobody signs."""
    return ""


@dataclass(frozen=True, slots=True)
class ToFile:
    """A document that its contract has accepted and that is to be kept.

    Shapes: `seal` gives the receipt's signature, once the version is known and its entry in the ledger is made.
    Missing: `idempotency_key` is None when the sender gave none.
    Units: `sha256` is the lower-case hexadecimal digest of `raw`.
    """

    id: str
    department: str
    organisation: str
    contract: str
    contract_version: str
    about: str
    as_at: date
    raw: bytes = field(repr=False)
    sha256: str
    idempotency_key: str | None
    findings: Sequence[Mapping[str, Any]]
    by: By
    seal: Callable[[Filing, Head], str] = field(default=no_seal, repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class Filed:
    """What keeping gave: the filing, and whether it had been kept before."""

    filing: Filing
    replayed: bool
